using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Models;

/// <summary>
/// All that an equilibrium takes as given: the world, what the shock made of it, and the closure. Absent parts of
/// the shock stand here as what they mean. Axes: importer n, exporter i, sector j.
/// </summary>
public sealed class CounterfactualInputs
{
    private readonly NetworkLimits network;
    private Cube? exportTaxes;

    /// <param name="world">The baseline data.</param>
    /// <param name="shock">What changes.</param>
    /// <param name="closure">What happens to deficits.</param>
    /// <param name="behaviour">How far producers, households and factors can adjust; null: <see cref="Behaviour.LongRun"/>.</param>
    /// <param name="referenceRealIncome">
    /// Real incomes, in baseline prices, whose change burden sharing equalises; null: those of the world.
    /// </param>
    /// <exception cref="ArgumentException">A part of the shock does not have the shape of the world.</exception>
    public CounterfactualInputs(
        World world,
        Shock shock,
        Closure closure,
        Behaviour? behaviour = null,
        ImmutableArray<double>? referenceRealIncome = null
    )
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(shock);
        Behaviour = behaviour ?? Behaviour.LongRun;
        Behaviour.RequireShape(world);
        (World, Shock, Closure) = (world, shock, closure);
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        RequireShape(shock, countries, sectors);
        if (!shock.FactorSupply.IsEmpty && shock.FactorSupply.Length != world.Factors.Length)
            throw new ArgumentException($"{shock.FactorSupply.Length} supplies of {world.Factors.Length} factors.", nameof(shock));
        Tariffs = shock.Tariffs ?? world.LeviedTariffs;
        if (shock.ExportTaxes is { } taxes)
            ExportTaxes = taxes;
        Productivity = shock.Productivity ?? Table.Filled(countries, sectors, 1);
        Transfers = shock.Transfers ?? [.. new double[countries]];
        Deficits = closure == Closure.Fixed ? world.Deficits : [.. new double[countries]];
        ReferenceRealIncome = referenceRealIncome ?? world.Income;
        TradeCosts = CutOff(
            TradeCostChanges(world, shock.TradeCosts, Tariffs, shock.ExportTaxes),
            [.. shock.Limits.Where(l => l.Most == 0)]
        );
        Limits = [.. shock.Limits.Where(l => l.Most > 0)];
        Substitution = Behaviour.Substitution ?? Substitution.CobbDouglas(sectors);
        var apart = FactorsApart.Of(world, Behaviour);
        (Factors, Mobility, FactorPayments) = (apart.Factors, apart.Mobility, apart.Payments);
        FactorEndowments = Endowments(FactorPayments);
        network = NetworkLimits.Of(world, shock.Routes, Behaviour.LinePremium);
        TradeShares = network.TradeShares;
        Lines = network.Quotas(world, Behaviour.LineRentToImporter);
        (Margins, OwnedAbroad) = (shock.Margins, shock.OwnedAbroad);
        Supply = new Supply(this);
        PriceCaps = [.. shock.PriceCaps.Select(WhereItCanFlow).Where(cap => !cap.Importers.IsEmpty)];
    }

    /// <summary>The same with limited flows made dearer: a rent of the importer is a tariff, one of the exporter an export tax.</summary>
    private CounterfactualInputs(CounterfactualInputs other, Cube tradeCosts, Cube tariffs, Cube? exportTaxes)
    {
        (World, Shock, Closure, Behaviour) = (other.World, other.Shock, other.Closure, other.Behaviour);
        (TradeCosts, Tariffs) = (tradeCosts, tariffs);
        if (exportTaxes is not null)
            ExportTaxes = exportTaxes;
        (Productivity, Transfers, Deficits, ReferenceRealIncome) = (
            other.Productivity,
            other.Transfers,
            other.Deficits,
            other.ReferenceRealIncome
        );
        (Substitution, Factors, Mobility, FactorPayments) = (other.Substitution, other.Factors, other.Mobility, other.FactorPayments);
        FactorEndowments = other.FactorEndowments;
        (TradeShares, Supply, Limits, DeficitPart) = (other.TradeShares, other.Supply, other.Limits, other.DeficitPart);
        (network, Lines, PriceCaps, Margins) = (other.network, other.Lines, other.PriceCaps, other.Margins);
        OwnedAbroad = other.OwnedAbroad;
    }

    /// <summary>The same, for parts of it to be set otherwise; what can be made and bought stays what it was found to be.</summary>
    internal CounterfactualInputs(CounterfactualInputs other)
        : this(other, other.TradeCosts, other.Tariffs, other.exportTaxes) { }

    /// <summary>The same with other quantities of factors.</summary>
    internal CounterfactualInputs(CounterfactualInputs other, ImmutableArray<Table> factorSupply)
        : this(other)
    {
        Shock = other.Shock with { FactorSupply = factorSupply };
        FactorEndowments = Endowments(FactorPayments);
    }

    /// <summary>The baseline data.</summary>
    public World World { get; }

    /// <summary>What changes.</summary>
    public Shock Shock { get; internal init; }

    /// <summary>What happens to deficits.</summary>
    public Closure Closure { get; }

    /// <summary>How far producers, households and factors can adjust.</summary>
    public Behaviour Behaviour { get; }

    /// <summary>Elasticities of substitution, all 1 where the behaviour gives none.</summary>
    public Substitution Substitution { get; }

    /// <summary>The factors of production told apart; one, value added itself, in the long run.</summary>
    public ImmutableArray<Factor> Factors { get; }

    /// <summary>How each factor moves.</summary>
    public ImmutableArray<Mobility> Mobility { get; }

    /// <summary>V_njf: what sector j pays factor f in the data, one table a factor.</summary>
    public ImmutableArray<Table> FactorPayments { get; }

    /// <summary>
    /// V_njf kHat_njf: what factor f would earn in sector j at the prices of the data with what there is of it, one table a factor;
    /// <see cref="FactorPayments"/> where nothing is lost or gained.
    /// </summary>
    public ImmutableArray<Table> FactorEndowments { get; }

    /// <summary>pi_nij at baseline costs: those of the data, new routes entered.</summary>
    public Cube TradeShares { get; internal init; }

    /// <summary>Flows whose quantity is limited, but not to nothing.</summary>
    public ImmutableArray<QuantityLimit> Limits { get; internal init; }

    /// <summary>Capacities of the world's networks, as quotas in terajoules.</summary>
    internal ImmutableArray<Quota> Lines { get; }

    /// <summary>Caps on prices, each for the buyers that the good can still flow to; those left without any are none.</summary>
    public ImmutableArray<PriceCap> PriceCaps { get; internal init; }

    /// <summary>Parts of what is paid at a border that a third country earns.</summary>
    public ImmutableArray<TradeMargin> Margins { get; internal init; }

    /// <summary>Capital that belongs to owners abroad, who receive what it earns.</summary>
    public ImmutableArray<OwnedAbroad> OwnedAbroad { get; internal init; }

    /// <summary>Position, among the factors told apart, of the one that a factor of the world is in.</summary>
    internal int FactorOf(int factor) =>
        Enumerable.Range(0, Factors.Length).First(f => Behaviour.PartsOf(World, f).Contains(factor));

    /// <summary>All quotas: limits, then lines, then caps on prices.</summary>
    internal ImmutableArray<Quota> Quotas =>
        field.IsDefault
            ? field = Limits.IsEmpty && PriceCaps.IsEmpty ? Lines : [.. Limits.Select(Quota.Of), .. Lines, .. PriceCaps.Select(Quota.Of)]
            : field;

    /// <summary>
    /// Value of a terajoule of each flow of a carrier at producer prices of the data, in the unit of the world; for a line that lies
    /// idle there, what it delivers at; (n, i, carrier).
    /// </summary>
    /// <exception cref="InvalidOperationException">The world has no energy data.</exception>
    public Cube UnitValues =>
        World.Energy is null ? throw new InvalidOperationException("The world has no energy data.") : network.UnitValues(World);

    /// <summary>Stocks that may be drawn on.</summary>
    public ImmutableArray<Stock> Stocks => Shock.Stocks;

    /// <summary>
    /// kappaHat_nij: factors on the cost of bringing a good from i to n, tariffs and taxes included; infinite where forbidden.
    /// </summary>
    public Cube TradeCosts { get; internal init; }

    /// <summary>tau'_nij: tariff rates.</summary>
    public Cube Tariffs
    {
        get;
        internal init => (field, HasTariffs) = (value, value.Span.ContainsAnyExcept(0));
    }

    /// <summary>e'_nij: export tax rates.</summary>
    public Cube ExportTaxes
    {
        // Most shocks have none, and nobody then asks for the zeros.
        get =>
            exportTaxes ??= new Cube(
                World.Countries.Length,
                World.Countries.Length,
                World.Sectors.Length,
                new double[World.Trade.Span.Length]
            );
        internal init => (exportTaxes, HasExportTaxes) = (value, value.Span.ContainsAnyExcept(0));
    }

    /// <summary>Whether any flow bears a tariff.</summary>
    internal bool HasTariffs { get; private init; }

    /// <summary>Whether any flow bears an export tax.</summary>
    internal bool HasExportTaxes { get; private init; }

    /// <summary>AHat_nj: factors on productivity.</summary>
    public Table Productivity { get; internal init; }

    /// <summary>T_n: lump sums received.</summary>
    public ImmutableArray<double> Transfers { get; internal init; }

    /// <summary>The part of the deficits whose value is given: D_n under the fixed closure, else 0.</summary>
    public ImmutableArray<double> Deficits { get; internal init; }

    /// <summary>
    /// The part of the baseline shares of deficits in income that the share closure keeps: all but on the way of a search.
    /// </summary>
    internal double DeficitPart { get; init; } = 1;

    /// <summary>The real incomes whose change burden sharing equalises.</summary>
    public ImmutableArray<double> ReferenceRealIncome { get; }

    /// <summary>Which goods can still be made and bought.</summary>
    public Supply Supply { get; }

    /// <summary>
    /// What producers and buyers meet when the limited flows cost a multiple omega, in the order of the limits, then of the lines,
    /// then of the caps on prices; a flow under several costs the product, one that costs infinitely much has ended.
    /// </summary>
    public CounterfactualInputs WithWedges(ReadOnlySpan<double> omega)
    {
        RequireWedges(omega);
        if (!omega.ContainsAnyExcept(1))
            return this;
        var (costs, tariffs) = (TradeCosts.Span.ToArray(), Tariffs.Span.ToArray());
        EachWedge(
            omega,
            (flow, wedge, toImporter) =>
            {
                costs[At(flow)] *= wedge;
                if (toImporter > 0 && double.IsFinite(wedge))
                    tariffs[At(flow)] = WithRent(tariffs[At(flow)], wedge, toImporter);
            }
        );
        return new CounterfactualInputs(this, Like(costs), Like(tariffs), ExportTaxesWith(omega));
    }

    /// <summary>
    /// The export taxes of <see cref="WithWedges"/>: rents that exporters earn included; <see cref="ExportTaxes"/> itself where they
    /// earn none.
    /// </summary>
    internal Cube ExportTaxesWith(ReadOnlySpan<double> omega)
    {
        double[]? taxes = null;
        EachWedge(
            omega,
            (flow, wedge, toImporter) =>
            {
                if (!(toImporter < 1) || !double.IsFinite(wedge))
                    return;
                taxes ??= ExportTaxes.Span.ToArray();
                taxes[At(flow)] = WithRent(taxes[At(flow)], wedge, 1 - toImporter);
            }
        );
        return taxes is null ? ExportTaxes : Like(taxes);
    }

    /// <summary>
    /// Hands over each limited flow that costs more, what it costs over its seller's price, and the part of that which is the importer's.
    /// </summary>
    internal void EachWedge(ReadOnlySpan<double> omega, Action<QuotaFlow, double, double> use)
    {
        RequireWedges(omega);
        for (var l = 0; l < omega.Length; l++)
            if (omega[l] != 1)
                foreach (var flow in Quotas[l].Flows)
                    use(flow, omega[l], Quotas[l].ToImporter);
    }

    /// <summary>A rate with the part of a wedge that is earned as a rent on top of it.</summary>
    internal static double WithRent(double rate, double omega, double part) => (1 + rate) * Part(omega, part) - 1;

    private int At(QuotaFlow flow) => (flow.Importer * TradeCosts.Second + flow.Exporter) * TradeCosts.Third + flow.Sector;

    private void RequireWedges(ReadOnlySpan<double> omega)
    {
        if (omega.Length != Quotas.Length)
            throw new ArgumentException("One wedge per limit and line is needed.", nameof(omega));
    }

    private Cube Like(double[] cells) => new(TradeCosts.First, TradeCosts.Second, TradeCosts.Third, cells);

    /// <summary>
    /// kappaHat_nij: by what factor the cost of a flow changes, iceberg, tariff and export tax together; equation (1), row by row.
    /// </summary>
    internal static Cube TradeCostChanges(World world, Cube? dHat, Cube tariffs, Cube? exportTaxes)
    {
        // Where nothing else changes, the cost is that of the iceberg.
        if (dHat is not null && exportTaxes is null && ReferenceEquals(tariffs, world.Tariffs))
            return dHat;
        var (changes, before) = (GC.AllocateUninitializedArray<double>(tariffs.Span.Length), new double[tariffs.Third]);
        for (var n = 0; n < tariffs.First; n++)
        {
            var block = changes.AsSpan(n * tariffs.Second * tariffs.Third, tariffs.Second * tariffs.Third);
            var areAsBefore = tariffs.Block(n).SequenceEqual(world.Tariffs.Block(n));
            if (areAsBefore)
                block.Fill(1);
            for (var i = 0; i < tariffs.Second && !(areAsBefore && exportTaxes is null && dHat is null); i++)
            {
                var kappaHat = block.Slice(i * tariffs.Third, tariffs.Third);
                if (!areAsBefore)
                {
                    TensorPrimitives.Add(tariffs.Row(n, i), 1, kappaHat);
                    TensorPrimitives.Add(world.Tariffs.Row(n, i), 1, before);
                    TensorPrimitives.Divide(kappaHat, before, kappaHat);
                }
                if (exportTaxes is not null)
                    TensorPrimitives.MultiplyAdd(kappaHat, exportTaxes.Row(n, i), kappaHat, kappaHat);
                if (dHat is not null)
                    TensorPrimitives.Multiply(kappaHat, dHat.Row(n, i), kappaHat);
            }
        }
        return new Cube(tariffs.First, tariffs.Second, tariffs.Third, changes);
    }

    /// <summary>omega to a power; itself where that is 1.</summary>
    internal static double Part(double omega, double power) => power == 1 ? omega : Math.Pow(omega, power);

    /// <summary>Payments times what there is of each factor; where factors are one, each weighs by its share in value added.</summary>
    private ImmutableArray<Table> Endowments(ImmutableArray<Table> payments)
    {
        if (Shock.FactorSupply.IsEmpty)
            return payments;
        return [.. payments.Select((paid, f) => new Table(paid.Rows, paid.Columns, Endowed(paid.Span, f)))];

        double[] Endowed(ReadOnlySpan<double> paid, int f)
        {
            var endowed = new double[paid.Length];
            var shares = Factors[f].Shares.Span;
            foreach (var part in Behaviour.PartsOf(World, f))
                TensorPrimitives.MultiplyAdd(World.Factors[part].Shares.Span, Shock.FactorSupply[part].Span, endowed, endowed);
            for (var at = 0; at < endowed.Length; at++)
                endowed[at] = paid[at] == 0 ? 0 : paid[at] * (endowed[at] / shares[at]);
            return endowed;
        }
    }

    private static Cube CutOff(Cube tradeCosts, ImmutableArray<QuantityLimit> ended)
    {
        if (ended.IsEmpty)
            return tradeCosts;
        var costs = tradeCosts.Span.ToArray();
        foreach (var limit in ended)
            costs[(limit.Importer * tradeCosts.Second + limit.Exporter) * tradeCosts.Third + limit.Sector] = double.PositiveInfinity;
        return new Cube(tradeCosts.First, tradeCosts.Second, tradeCosts.Third, costs);
    }

    private PriceCap WhereItCanFlow(PriceCap cap) =>
        cap with { Importers = [.. cap.Importers.Where(n => Supply.CanFlow(this, n, cap.Exporter, cap.Sector))] };

    private static void RequireShape(Shock shock, int countries, int sectors)
    {
        foreach (var cube in new[] { shock.TradeCosts, shock.Tariffs, shock.ExportTaxes })
            if (cube is not null && (cube.First, cube.Second, cube.Third) != (countries, countries, sectors))
                throw new ArgumentException("The shock does not have the shape of the world.", nameof(shock));
        if (shock.FactorSupply.Any(table => (table.Rows, table.Columns) != (countries, sectors)))
            throw new ArgumentException("The shock does not have the shape of the world.", nameof(shock));
        if (
            (shock.Productivity is { } p && (p.Rows, p.Columns) != (countries, sectors))
            || (shock.Transfers is { } t && t.Length != countries)
        )
            throw new ArgumentException("The shock does not have the shape of the world.", nameof(shock));
        if (shock.OwnedAbroad.Any(owned => owned.Owners.Any(owner => owner.Country == owned.Host)))
            throw new ArgumentException("Owners abroad are in the country of their capital.", nameof(shock));
        foreach (var flow in shock.Margins.GroupBy(m => (m.Importer, m.Exporter, m.Sector)))
            if (!(flow.Sum(m => m.Part) * (1 + Tax(flow.Key)) <= Tax(flow.Key) + WorldChecks.Rounding))
                throw new ArgumentException("Somebody earns more of a flow than is paid at its border beside its price.", nameof(shock));

        double Tax((int, int, int) flow) => shock.ExportTaxes?[flow.Item1, flow.Item2, flow.Item3] ?? 0;
    }
}
