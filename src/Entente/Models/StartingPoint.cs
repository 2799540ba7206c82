using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Models;

/// <summary>
/// Where a search may begin: the unknowns of an equilibrium found before, without the tables that follow from them, so
/// that thousands can be kept. It saves iterations; the answer is checked by its own equations all the same.
/// </summary>
public sealed class StartingPoint
{
    private readonly World world;
    private readonly ImmutableArray<Table> factorPrices;
    private readonly ImmutableArray<Table> employment;
    private readonly Dictionary<(int, int, int), double> limits = [];
    private readonly Dictionary<int, double> lines = [];
    private readonly Dictionary<(int, int), double> stocks = [];
    private readonly Dictionary<(int, int, int), double> caps = [];

    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    internal StartingPoint(Equilibrium found)
    {
        (world, factorPrices, employment, Prices, Expenditure) = (
            found.World,
            found.FactorPrices,
            found.Employment,
            found.Prices,
            found.Expenditure
        );
        for (var l = 0; l < found.Given.Limits.Length; l++)
        {
            var limit = found.Given.Limits[l];
            limits[(limit.Importer, limit.Exporter, limit.Sector)] =
                found.Wedges[l] > 1 ? Math.Log(found.Wedges[l]) : Math.Log(found.LimitedQuantities[l] / limit.Most);
        }
        for (var l = 0; l < found.Given.Lines.Length; l++)
            lines[found.Given.Lines[l].Line] = Math.Log(found.LineWedges[l]);
        for (var c = 0; c < found.Given.PriceCaps.Length; c++)
        {
            var cap = found.Given.PriceCaps[c];
            var cut = 1 - Math.Pow(found.PriceCapWedges[c], -world.Thetas[cap.Sector]);
            caps[Key(cap)] = cut + (cut is > 0 and < 1 ? 0 : Math.Log(found.CappedPrices[c] / cap.Most));
        }
        for (var s = 0; s < found.Given.Stocks.Length; s++)
        {
            var stock = found.Given.Stocks[s];
            var realPrice = found.Prices[stock.Country, stock.Sector] / found.ConsumerPrices[stock.Country];
            stocks[(stock.Country, stock.Sector)] = found.Drawn[s] / stock.Amount + Math.Log(realPrice / stock.Reservation);
        }
    }

    /// <summary>PHat_nj.</summary>
    internal Table Prices { get; }

    /// <summary>X'_nj.</summary>
    internal Table Expenditure { get; }

    /// <exception cref="ArgumentException">It is a point of other countries or sectors.</exception>
    internal void RequireFit(World other)
    {
        if (
            !ReferenceEquals(world, other)
            && !(
                world.Countries.SequenceEqual(other.Countries)
                && world.Sectors.Select(s => s.Code).SequenceEqual(other.Sectors.Select(s => s.Code))
            )
        )
            throw new ArgumentException("The starting point belongs to other countries or sectors.");
    }

    /// <summary>
    /// ln of the price at which all of a factor would find work, as the markets of factors count it; the mean over
    /// sectors where it has one price in the country. What had no price starts from that of the data.
    /// </summary>
    internal double FactorPrice(int factor, int n, int j, Table payments)
    {
        var f = Math.Min(factor, factorPrices.Length - 1);
        if (j >= 0)
            return Finite(LogPrice(f, n, j));
        var (sum, total) = (0.0, 0.0);
        for (var k = 0; k < payments.Columns; k++)
            if (payments[n, k] > 0 && LogPrice(f, n, k) is var price && double.IsFinite(price))
                (sum, total) = (sum + payments[n, k] * price, total + payments[n, k]);
        return total > 0 ? sum / total : 0;
    }

    /// <summary>The unknown of a limit; 0 where there was none.</summary>
    internal double Limit(QuantityLimit limit) => Finite(limits.GetValueOrDefault((limit.Importer, limit.Exporter, limit.Sector)));

    /// <summary>The unknown of a line of the world's networks; 0 where there was none.</summary>
    internal double Line(int line) => Finite(lines.GetValueOrDefault(line));

    /// <summary>The unknown of a cap on a price; 0 where there was none.</summary>
    internal double Cap(PriceCap cap) => Finite(caps.GetValueOrDefault(Key(cap)));

    /// <summary>The unknown of a stock; 0 where there was none.</summary>
    internal double Stock(Stock stock) => Finite(stocks.GetValueOrDefault((stock.Country, stock.Sector)));

    private double LogPrice(int f, int n, int j) => Math.Log(factorPrices[f][n, j] * employment[f][n, j]);

    /// <summary>Several groups of buyers may cap what one seller gets.</summary>
    private static (int, int, int) Key(PriceCap cap) => (cap.Exporter, cap.Sector, cap.Importers[0]);

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
