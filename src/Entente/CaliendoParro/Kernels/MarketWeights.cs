using System.Buffers;
using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What sellers weigh in each market before their costs: pi_nij kappaHat_nij^-theta, scaled so that the cheapest has weight
/// pi; the same over tariffs, which is what sellers' countries get. Sellers themselves get that over export taxes too, which few flows
/// bear: of these, what is between the two. Axes (n, i, j), one block for each importer; that of one whose costs do not change is the
/// data's (<see cref="BaselineWeights"/>). Its arrays are lent, and given back when it is disposed of.
/// </summary>
internal sealed class MarketWeights : IDisposable
{
    private readonly int countries;
    private readonly int sectors;
    private readonly double[] market;
    private readonly double[] border;
    private readonly bool[] hasMarket;
    private readonly bool[] hasBorder;
    private readonly BaselineWeights baseline;
    private readonly double[] borderOfData;
    private readonly double[] offset;
    private readonly double[] thetas;
    private readonly double[] inverseTheta;
    private readonly int[][] idle;
    private readonly LimitedFlows limited;
    private readonly double[] rents;

    // By limited flow: its weights where users pay no more than its seller asks for; the wedges that its weights are set for; its weight in
    // its market and at producer prices; its place among those that bear a tax, below zero where it bears none.
    private readonly (double Market, double Border, double Producer)[] unlimited;
    private readonly (double All, double AtBorder)[] wedged;
    private readonly double[] inMarket;
    private readonly double[] producer;
    private readonly int[] taxedAt;

    // Flows that bear an export tax, or may bear a rent, by importer: where each begins and the last one ends; of each its place in the
    // block, and what its weight at the border is above that at producer prices.
    private readonly int[] firstTaxed;
    private readonly int[] taxed;
    private readonly double[] taken;

    public MarketWeights(CounterfactualInputs given)
    {
        (countries, sectors) = (given.World.Countries.Length, given.World.Sectors.Length);
        HasTariffs = given.HasTariffs || given.Quotas.Any(quota => quota.ToImporter > 0);
        HasTaxes = given.HasExportTaxes || given.Quotas.Any(quota => quota.ToImporter < 1);
        market = Cells();
        border = HasTariffs ? Cells() : market;
        (hasMarket, hasBorder, baseline) = (new bool[countries], new bool[countries], BaselineWeights.Of(given.TradeShares));
        borderOfData = HasTariffs ? baseline.Border(given.World.LeviedTariffs) : [];
        limited = LimitedFlows.From(given);
        (offset, idle) = (new double[countries * sectors], new int[countries][]);
        thetas = Technology.ForEach(countries, given.World.Thetas.AsSpan());
        inverseTheta = new double[thetas.Length];
        TensorPrimitives.Reciprocal(thetas, inverseTheta);
        for (var n = 0; n < countries; n++)
            Prepare(given, n);
        (firstTaxed, taxed) = Taxed(given);
        taken = Taken(given);
        unlimited = [.. limited.Cells.Select(cell => (market[cell], border[cell], Producer(given, cell)))];
        (inMarket, producer) = ([.. unlimited.Select(flow => flow.Market)], [.. unlimited.Select(flow => flow.Producer)]);
        (wedged, taxedAt) = ([.. unlimited.Select(_ => (1.0, 1.0))], [.. limited.Cells.Select(TaxedAt)]);
        rents = [.. given.Quotas.Select(quota => quota.ToImporter)];

        // All are set below.
        double[] Cells() => ArrayPool<double>.Shared.Rent(countries * countries * sectors);
    }

    /// <summary>Whether any flow bears a tariff.</summary>
    public bool HasTariffs { get; }

    /// <summary>Whether any flow bears an export tax.</summary>
    public bool HasTaxes { get; }

    /// <summary>Bytes of the arrays.</summary>
    public long Bytes => sizeof(double) * (long)countries * countries * sectors * (HasTariffs ? 2 : 1);

    /// <summary>Gives the arrays back; nothing may be asked of it any more.</summary>
    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(market);
        if (HasTariffs)
            ArrayPool<double>.Shared.Return(border);
    }

    /// <summary>Weights at purchasers' prices in the markets of n, by (i, j).</summary>
    public ReadOnlySpan<double> Block(int n) => hasMarket[n] ? Block(market, n) : baseline.Block(n);

    /// <summary>Weights at border prices.</summary>
    public ReadOnlySpan<double> BorderBlock(int n) =>
        !HasTariffs ? Block(n)
        : hasBorder[n] ? Block(border, n)
        : Block(borderOfData, n);

    /// <summary>Takes off what export taxes and rents leave less to the sellers of n than is paid at its border.</summary>
    /// <param name="n">The importer.</param>
    /// <param name="ratio">By sector, what n spends over the sum of weights.</param>
    /// <param name="sold">By (i, j), before costs.</param>
    public void TakeTaxes(int n, ReadOnlySpan<double> ratio, Span<double> sold)
    {
        for (var t = firstTaxed[n]; t < firstTaxed[n + 1]; t++)
            sold[taxed[t]] -= taken[t] * ratio[taxed[t] % sectors];
    }

    /// <summary>
    /// Lets users of the limited flows pay omega times what sellers ask for; the rest is rent, a tariff or an export tax.
    /// </summary>
    public void SetWedges(ReadOnlySpan<double> omega)
    {
        for (var p = 0; p < wedged.Length; p++)
        {
            var (all, atBorder) = (1.0, 1.0);
            foreach (var quota in limited.QuotasOf[p])
            {
                all *= omega[quota];
                if (rents[quota] > 0)
                    atBorder *= CounterfactualInputs.Part(omega[quota], rents[quota]);
            }
            // Few wedges move at a time, and most never do.
            if (wedged[p] == (all, atBorder))
                continue;
            wedged[p] = (all, atBorder);
            var (at, demand) = (limited.Cells[p], Math.Pow(all, -limited.Thetas[p]));
            market[at] = inMarket[p] = unlimited[p].Market * demand;
            // Without tariffs these are one array, and there is no rent of that kind to take out.
            if (HasTariffs)
                border[at] = unlimited[p].Border * demand / atBorder;
            producer[p] = unlimited[p].Producer * demand / all;
            if (taxedAt[p] >= 0)
                taken[taxedAt[p]] = border[at] - producer[p];
        }
    }

    /// <summary>
    /// What the seller gets of a limited flow, equation (5): producer price times quantity, from its cost and the spending over
    /// the sum of weights.
    /// </summary>
    public double Sales(int flow, double costPower, double ratio) => producer[flow] * costPower * ratio;

    /// <summary>The weight of a limited flow in its market, before the costs of its seller.</summary>
    public double Weight(int flow) => inMarket[flow];

    /// <summary>Sets the goods that n buys from nobody.</summary>
    public void SetIdle(int n, Span<double> row, double value)
    {
        foreach (var j in idle[n])
            row[j] = value;
    }

    /// <summary>ln PHat_nj of equation (3) from the sums of weights times costs; 0 where nothing is bought.</summary>
    public void SetLogPrices(ReadOnlySpan<double> sums, Span<double> logPrices)
    {
        TensorPrimitives.Log(sums, logPrices);
        TensorPrimitives.Subtract(offset, logPrices, logPrices);
        TensorPrimitives.Multiply(logPrices, inverseTheta, logPrices);
    }

    private void Prepare(CounterfactualInputs given, int n)
    {
        hasMarket[n] = IsOwn(given, n);
        hasBorder[n] = HasTariffs && (hasMarket[n] || !HasTariffsOfData(given, n));
        if (hasMarket[n])
            Raise(given, n);
        else
        {
            idle[n] = baseline.Idle[n];
            baseline.LogSums(n).CopyTo(offset.AsSpan(n * sectors));
        }
        if (hasBorder[n])
            VectorKernels.OverOneAnd(
                Block(n),
                given.Tariffs.Block(n),
                border.AsSpan(n * countries * sectors, countries * sectors)
            );
    }

    /// <summary>Whether weights in the markets of n are other than those of the data, or are set on the way.</summary>
    private bool IsOwn(CounterfactualInputs given, int n) =>
        given.Supply.AnyClosed
        || limited.BoughtBy[n].Length > 0
        || given.TradeCosts.Block(n).ContainsAnyExcept(1)
        || (given.HasExportTaxes && given.ExportTaxes.Block(n).ContainsAnyExcept(0));

    private static bool HasTariffsOfData(CounterfactualInputs given, int n) =>
        ReferenceEquals(given.Tariffs, given.World.LeviedTariffs)
        || given.Tariffs.Block(n).SequenceEqual(given.World.LeviedTariffs.Block(n));

    /// <summary>Costs of trade to n raised to the powers that they have.</summary>
    private void Raise(CounterfactualInputs given, int n)
    {
        var block = market.AsSpan(n * countries * sectors, countries * sectors);
        var least = offset.AsSpan(n * sectors, sectors);
        var (total, atBaseline, factor) = (new double[sectors], new double[sectors], new double[sectors]);
        var shares = baseline.Sums(n);
        var (like, isAnyAsBefore) = (LikeRows(given, n), false);
        // Where nearly every row is one of its own, logs and powers of all are taken together.
        var isDense = !given.Supply.AnyClosed && 2 * like.Where((last, i) => last == i).Count() > countries;
        least.Fill(double.PositiveInfinity);
        if (isDense)
        {
            TensorPrimitives.Log(given.TradeCosts.Block(n), block);
            TensorPrimitives.Multiply(block, thetas, block);
        }
        for (var i = 0; i < countries; i++)
        {
            isAnyAsBefore |= like[i] < 0;
            var row = block.Slice(i * sectors, sectors);
            if (like[i] == i && !isDense)
                SetLogCosts(given, n, i, row);
            if (like[i] == i)
                TensorPrimitives.Min(row, least, least);
        }
        for (var j = 0; j < sectors; j++)
        {
            least[j] = isAnyAsBefore ? Math.Min(least[j], 0) : least[j];
            least[j] = double.IsFinite(least[j]) ? least[j] : 0;
        }
        TensorPrimitives.Exp(least, atBaseline);
        TensorPrimitives.Divide(atBaseline, shares, atBaseline);
        for (var i = 0; i < countries; i++)
        {
            var row = block.Slice(i * sectors, sectors);
            if (like[i] == i)
                TensorPrimitives.Subtract(least, row, row);
            if (like[i] == i && !isDense)
                TensorPrimitives.Exp(row, row);
        }
        if (isDense)
            TensorPrimitives.Exp(block, block);
        for (var i = 0; i < countries; i++)
        {
            var row = block.Slice(i * sectors, sectors);
            if (like[i] == i)
                TensorPrimitives.Divide(row, shares, factor);
            VectorKernels.Products(like[i] < 0 ? atBaseline : factor, given.TradeShares.Row(n, i), row, total);
        }
        idle[n] = [.. BaselineWeights.IdleAmong(total)];
        foreach (var j in idle[n])
            least[j] = 0;
    }

    /// <summary>
    /// By exporter to n, the last one before whose logs and powers are its own, its costs of trade having changed alike; itself where there
    /// is none, -1 where no cost changes, so far as costs are given.
    /// </summary>
    private int[] LikeRows(CounterfactualInputs given, int n)
    {
        var (like, last) = (new int[countries], -1);
        for (var i = 0; i < countries; i++)
        {
            var costs = given.TradeCosts.Row(n, i);
            if (given.Supply.AnyClosed)
                like[i] = i;
            else if (!costs.ContainsAnyExcept(1))
                like[i] = -1;
            else
                like[i] = last = last >= 0 && given.TradeCosts.Row(n, last).SequenceEqual(costs) ? last : i;
        }
        return like;
    }

    /// <summary>theta ln kappaHat; infinite where the good cannot be made.</summary>
    private static void SetLogCosts(CounterfactualInputs given, int n, int i, Span<double> row)
    {
        TensorPrimitives.Log(given.TradeCosts.Row(n, i), row);
        TensorPrimitives.Multiply(row, given.World.Thetas.AsSpan(), row);
        for (var j = 0; given.Supply.AnyClosed && j < row.Length; j++)
            if (!given.Supply.CanMake(i, j))
                row[j] = double.PositiveInfinity;
    }

    /// <summary>The flows that bear an export tax, or may bear a rent that their sellers' country earns.</summary>
    private (int[] First, int[] Cells) Taxed(CounterfactualInputs given)
    {
        var first = new int[countries + 1];
        if (!HasTaxes)
            return (first, []);
        var cells = new List<int>();
        var rented = LimitedFlows.From(given).Rented;
        for (var n = 0; n < countries; n++)
        {
            cells.AddRange(given.HasExportTaxes ? rented[n].Union(WithTaxes(given, n)).Order() : rented[n]);
            first[n + 1] = cells.Count;
        }
        return (first, [.. cells]);
    }

    /// <summary>The places among (i, j) of flows to n that bear an export tax.</summary>
    private IEnumerable<int> WithTaxes(CounterfactualInputs given, int n) =>
        from i in Enumerable.Range(0, countries)
        where given.ExportTaxes.Row(n, i).ContainsAnyExcept(0)
        from j in Enumerable.Range(0, sectors)
        where given.ExportTaxes[n, i, j] != 0
        select i * sectors + j;

    /// <summary>By flow that bears a tax, what its weight at the border is above that at producer prices.</summary>
    private double[] Taken(CounterfactualInputs given)
    {
        var taken = new double[taxed.Length];
        for (var n = 0; n < countries; n++)
            for (var t = firstTaxed[n]; t < firstTaxed[n + 1]; t++)
                taken[t] = border[n * countries * sectors + taxed[t]] - Producer(given, n * countries * sectors + taxed[t]);
        return taken;
    }

    /// <summary>Where a cell is among those that bear a tax; below zero where it bears none.</summary>
    private int TaxedAt(int cell)
    {
        var (n, at) = (cell / (countries * sectors), cell % (countries * sectors));
        return Array.BinarySearch(taxed, firstTaxed[n], firstTaxed[n + 1] - firstTaxed[n], at);
    }

    private double Producer(CounterfactualInputs given, int cell) =>
        given.HasExportTaxes ? border[cell] / (1 + given.ExportTaxes.Span[cell]) : border[cell];

    private ReadOnlySpan<double> Block(double[] cells, int n) => cells.AsSpan(n * countries * sectors, countries * sectors);
}
