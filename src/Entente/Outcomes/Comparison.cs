using System.Collections.Immutable;
using Entente.Models;

namespace Entente.Outcomes;

/// <summary>
/// What changes from one equilibrium to another of the same data, as hats (after over before; NaN where before is
/// 0). Immutable. Axes: importer n, exporter i, sector j.
/// </summary>
public sealed class Comparison
{
    // Sums over all flows, which whoever asks for real incomes alone shall not wait for.
    private readonly Lazy<ImmutableArray<double>> exports;
    private readonly Lazy<ImmutableArray<double>> imports;
    private readonly Lazy<(ImmutableArray<double> TermsOfTrade, ImmutableArray<double> VolumeOfTrade)> firstOrder;

    /// <exception cref="InvalidOperationException">One of the two did not converge.</exception>
    /// <exception cref="ArgumentException">They belong to different worlds; elasticities may differ, data not.</exception>
    public Comparison(Equilibrium before, Equilibrium after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (!before.World.HasDataOf(after.World))
            throw new ArgumentException("The two equilibria belong to different worlds.", nameof(after));
        (Before, After) = (before, after);
        PriceIndex = Ratio(after.ConsumerPrices, before.ConsumerPrices);
        NominalIncome = Ratio(after.Income, before.Income);
        RealIncome = Ratio(NominalIncome, PriceIndex);
        RealWage = Ratio(Ratio(after.Wages, before.Wages), PriceIndex);
        Output = Ratio(after.Output, before.Output);
        Prices = Ratio(after.Prices, before.Prices);
        exports = new(() => Ratio(After.Exports, Before.Exports));
        imports = new(() => Ratio(After.Imports, Before.Imports));
        firstOrder = new(() => FirstOrder.Decompose(before, after));
    }

    /// <summary>What changes are measured from.</summary>
    public Equilibrium Before { get; }

    public Equilibrium After { get; }

    public World World => After.World;

    /// <summary>Hat of I/P: exact real income, the measure of welfare.</summary>
    public ImmutableArray<double> RealIncome { get; }

    /// <summary>Hat of w/P.</summary>
    public ImmutableArray<double> RealWage { get; }

    /// <summary>Hat of the price of final demand.</summary>
    public ImmutableArray<double> PriceIndex { get; }

    /// <summary>Hat of income.</summary>
    public ImmutableArray<double> NominalIncome { get; }

    /// <summary>Hat of exports, at border prices.</summary>
    public ImmutableArray<double> Exports => exports.Value;

    /// <summary>Hat of imports, at border prices.</summary>
    public ImmutableArray<double> Imports => imports.Value;

    /// <summary>First-order contribution of prices of exports and imports, in shares of income; see <see cref="FirstOrder"/>.</summary>
    public ImmutableArray<double> TermsOfTrade => firstOrder.Value.TermsOfTrade;

    /// <summary>First-order contribution of volumes of taxed imports, in shares of income; see <see cref="FirstOrder"/>.</summary>
    public ImmutableArray<double> VolumeOfTrade => firstOrder.Value.VolumeOfTrade;

    /// <summary>Hat of the output value of sector j in country n.</summary>
    public Table Output { get; }

    /// <summary>Hat of the purchasers' price of good j in country n.</summary>
    public Table Prices { get; }

    /// <summary>Hat of the part u_nj of labour, the first factor, that finds work, by sector; 1 where all do.</summary>
    public Table SectorEmployment => Ratio(After.Employment[0], Before.Employment[0]);

    /// <summary>Hat of the part of labour that finds work, sectors weighing what they paid in the data; those that labour has left for others count nothing.</summary>
    public ImmutableArray<double> Employment => Ratio(AtWork(After), AtWork(Before));

    /// <summary>Lump sums received after less those before, in the unit of the world.</summary>
    public ImmutableArray<double> Transfers => [.. After.Transfers.Zip(Before.Transfers, (a, b) => a - b)];

    private static ImmutableArray<double> AtWork(Equilibrium at)
    {
        var (paid, work, isStuck) = (at.Given.FactorPayments[0], at.Employment[0], at.Given.Mobility[0].Kappa == 1);
        return
        [
            .. Enumerable
                .Range(0, work.Rows)
                .Select(n =>
                {
                    var (all, working) = (0.0, 0.0);
                    for (var j = 0; j < work.Columns; j++)
                        if (isStuck || work[n, j] > 0)
                            (all, working) = (all + paid[n, j], working + paid[n, j] * work[n, j]);
                    return all == 0 ? 1 : working / all;
                }),
        ];
    }

    private static ImmutableArray<double> Ratio(ImmutableArray<double> after, ImmutableArray<double> before) =>
        [.. after.Zip(before, Ratio)];

    private static Table Ratio(Table after, Table before) =>
        Table.Create(after.Rows, after.Columns, (n, j) => Ratio(after[n, j], before[n, j]));

    private static double Ratio(double after, double before) => before == 0 ? double.NaN : after / before;
}
