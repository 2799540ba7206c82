using System.Collections.Immutable;
using Entente.Energy;
using Entente.Models;

namespace Entente.Outcomes;

/// <summary>
/// What changes from one equilibrium to another of the same data, as hats (after over before; NaN where before is
/// 0). Axes: importer n, exporter i, sector j. Immutable and safe from several threads; what takes sums over all flows is
/// computed when first asked for, and once.
/// </summary>
/// <example>
/// <code>
/// var comparison = new Comparison(TradeModel.Solve(world, Shock.None, Closure.Fixed), TradeModel.Solve(world, shock, Closure.Fixed));
/// var percent = comparison["real_income_pct:SRB"];
/// </code>
/// </example>
public sealed class Comparison
{
    // Sums over all flows, which whoever asks for real incomes alone shall not wait for.
    private readonly Lazy<ImmutableArray<double>> exports;
    private readonly Lazy<ImmutableArray<double>> imports;
    private readonly Lazy<(ImmutableArray<double> TermsOfTrade, ImmutableArray<double> VolumeOfTrade)> firstOrder;
    private readonly Lazy<Table> sectorEmployment;
    private readonly Lazy<ImmutableArray<double>> employment;
    private readonly Lazy<ImmutableArray<double>> labourMoved;
    private readonly Lazy<Contributions> contributions;
    private readonly Lazy<ImmutableArray<LimitOutcome>> limits;
    private readonly Lazy<ImmutableArray<LineOutcome>> lines;

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
        sectorEmployment = new(() => Ratio(After.Employment[0], Before.Employment[0]));
        employment = new(() => Ratio(AtWork(After), AtWork(Before)));
        labourMoved = new(() => LabourMoves.Of(Before, After));
        contributions = new(() => new Contributions(this));
        limits = new(() => [.. LimitOutcome.Of(this)]);
        lines = new(() => [.. LineOutcome.Of(this)]);
    }

    /// <summary>
    /// A number by name and axes, such as <c>real_income_pct:SRB</c>, in the unit of the outcome; NaN where there is none.
    /// </summary>
    /// <param name="outcome">As <see cref="OutcomeQuery"/> writes it, for one number.</param>
    /// <exception cref="KeyNotFoundException">It is not one number of this world; the message says what there is.</exception>
    public double this[string outcome] =>
        Find(outcome) is { Success: true } found
            ? found.Value.Of(this)
            : throw new KeyNotFoundException(string.Join(Environment.NewLine, Find(outcome).Faults));

    /// <summary>Finds one number by name and axes.</summary>
    /// <param name="outcome">As <see cref="OutcomeQuery"/> writes it.</param>
    /// <returns>Where it is, or what is wrong, as a value.</returns>
    public Checked<OutcomeQuery> Find(string outcome)
    {
        var found = OutcomeQuery.Parse(World, outcome, Outcomes);
        return !found.Success ? Checked<OutcomeQuery>.Invalid(found.Faults)
            : found.Value is [var one] ? Checked<OutcomeQuery>.Valid(one)
            : Checked<OutcomeQuery>.Invalid([new Fault(null, $"outcome '{outcome}', which is {found.Value.Count} numbers", "one")]);
    }

    /// <summary>The outcomes that are known by name.</summary>
    public OutcomeSet Outcomes { get; private init; } = OutcomeSet.All;

    /// <summary>How its cost differs from that of a comparison it stands beside; null where it stands beside none.</summary>
    public CostChange? CostChange { get; private init; }

    /// <summary>The same comparison, with other outcomes known by name; what is computed is shared.</summary>
    public Comparison With(OutcomeSet outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return outcomes == Outcomes ? this : new(this) { Outcomes = outcomes, CostChange = CostChange };
    }

    /// <summary>The same comparison beside another, or beside none; what is computed is shared.</summary>
    public Comparison With(CostChange? change) =>
        change == CostChange ? this : new(this) { Outcomes = Outcomes, CostChange = change };

    private Comparison(Comparison other)
    {
        (Before, After) = (other.Before, other.After);
        (PriceIndex, NominalIncome, RealIncome, RealWage) = (other.PriceIndex, other.NominalIncome, other.RealIncome, other.RealWage);
        (Output, Prices) = (other.Output, other.Prices);
        (exports, imports, firstOrder) = (other.exports, other.imports, other.firstOrder);
        (sectorEmployment, employment) = (other.sectorEmployment, other.employment);
        (labourMoved, contributions, limits, lines) = (other.labourMoved, other.contributions, other.limits, other.lines);
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
    public Table SectorEmployment => sectorEmployment.Value;

    /// <summary>
    /// Hat of the part of labour that finds work, sectors weighing what they paid in the data; those that labour has left
    /// for others count nothing.
    /// </summary>
    public ImmutableArray<double> Employment => employment.Value;

    /// <summary>The part of labour that works in another sector than before; see <see cref="LabourMoves"/>.</summary>
    public ImmutableArray<double> LabourMoved => labourMoved.Value;

    /// <summary>
    /// Duties, export taxes and rents at the border after, at consumer prices of before, less those before; in the unit of the world.
    /// </summary>
    public ImmutableArray<double> BorderRevenue =>
        [.. PriceIndex.Select((price, n) => AtBorder(After, n) / price - AtBorder(Before, n))];

    /// <summary>Change of real income times income before: what a year brings more, in the unit of the world.</summary>
    public ImmutableArray<double> IncomeGain => [.. RealIncome.Select((hat, n) => (hat - 1) * Before.Income[n])];

    /// <summary>Lump sums received after less those before, in the unit of the world.</summary>
    public ImmutableArray<double> Transfers => [.. After.Transfers.Zip(Before.Transfers, (a, b) => a - b)];

    /// <summary>
    /// F' of after less that of before, in the unit of the world: what owners abroad are paid less, less what own owners receive less;
    /// 0 where none are named; adds up to zero.
    /// </summary>
    public ImmutableArray<double> ProfitsKept => [.. World.Countries.Select((_, n) => Kept(After, n) - Kept(Before, n))];

    private static double Kept(Equilibrium of, int n) => of.ProfitsKept.IsEmpty ? 0 : of.ProfitsKept[n];

    /// <summary>Where the change of real income comes from.</summary>
    public Contributions Contributions => contributions.Value;

    /// <summary>What became of limited flows, in the order of the measures.</summary>
    public ImmutableArray<LimitOutcome> Limits => limits.Value;

    /// <summary>What became of pipes, terminals and wires, in the order of the world; none where it has no networks.</summary>
    public ImmutableArray<LineOutcome> Lines => lines.Value;

    /// <summary>Who depended on whom for energy before.</summary>
    /// <exception cref="ArgumentException">The world has no energy data.</exception>
    public EnergyDependence EnergyBefore => EnergyDependence.Of(Before);

    /// <summary>Who depends on whom for energy after.</summary>
    /// <exception cref="ArgumentException">The world has no energy data.</exception>
    public EnergyDependence EnergyAfter => EnergyDependence.Of(After);

    private static double AtBorder(Equilibrium at, int n) => at.TariffRevenue[n] + at.ExportTaxRevenue[n];

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
