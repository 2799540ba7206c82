using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>Collects the effects of measures on one world. Costs and productivities multiply; tariffs and taxes replace.</summary>
public sealed class ShockBuilder(World world)
{
    private readonly int countries = world.Countries.Length;
    private readonly int sectors = world.Sectors.Length;
    private readonly List<ImmutableArray<int>> burdenSharing = [];
    private double[]? tradeCosts;
    private double[]? tariffs;
    private double[]? exportTaxes;
    private double[]? productivity;
    private double[]? transfers;
    private readonly List<(QuantityLimit Limit, LimitOrigin Origin)> limits = [];
    private readonly List<Stock> stocks = [];
    private readonly Dictionary<(int, int, int), Route> routes = [];
    private readonly Dictionary<(int, int, int), double> covariates = [];

    /// <summary>The world the shock is for.</summary>
    public World World { get; } = world;

    /// <summary>What the costs of trade of the world were fitted to; null where they were not.</summary>
    public CostDeterminants? Determinants { get; init; }

    /// <summary>Whether anything has been entered that changes a flow of the world, what somebody makes or what somebody earns.</summary>
    public bool HasEffect { get; private set; }

    /// <summary>What measures change in a world.</summary>
    /// <param name="world">The world, as the model sees it.</param>
    /// <param name="groups">Named lists of countries beside those of the world.</param>
    /// <param name="measures">The measures, in order.</param>
    /// <param name="determinants">What the costs of trade of the world were fitted to; null where they were not.</param>
    /// <returns>The shock, or every fault of a measure in this world.</returns>
    public static Checked<Shock> Of(
        World world,
        ImmutableSortedDictionary<string, ImmutableArray<Word>> groups,
        IEnumerable<Measure> measures,
        CostDeterminants? determinants = null
    )
    {
        ArgumentNullException.ThrowIfNull(measures);
        var names = new NameResolver(world, groups);
        var shock = new ShockBuilder(world) { Determinants = determinants };
        foreach (var measure in measures)
        {
            var faults = names.Faults.Count;
            shock.HasEffect = false;
            measure.Apply(shock, names);
            if (!shock.HasEffect && measure.Regime.Length == 0 && names.Faults.Count == faults)
                names.Warn(measure.Place, $"{Described(measure)} changes nothing in this world: it meets no flow");
        }
        return names.Faults.Count > 0
            ? Checked<Shock>.Invalid(names.Faults, names.Warnings)
            : Checked<Shock>.Valid(shock.Build(), names.Warnings);
    }

    /// <summary>Sets x_nik, a determinant of the costs that the flows were fitted with: these change by the factor of its change.</summary>
    /// <exception cref="InvalidOperationException">The world was not fitted.</exception>
    public void SetCovariate(int n, int i, int k, double value)
    {
        var fit = Determinants ?? throw new InvalidOperationException("The flows of this world were not fitted to anything.");
        var before = covariates.TryGetValue((n, i, k), out var earlier) ? earlier : fit.Value(n, i, k);
        covariates[(n, i, k)] = value;
        HasEffect = true;
        if (value != before)
            MultiplyTradeCost(n, i, 0, fit.CostFactor(k, value - before));
    }

    private static string Described(Measure measure) =>
        MeasureKinds.BuiltIn.Of(measure) is { } kind ? $"a measure of kind '{kind.Name}'" : "a measure";

    /// <summary>Multiplies dHat_nij; infinity forbids the flow.</summary>
    public void MultiplyTradeCost(int n, int i, int j, double factor)
    {
        tradeCosts ??= Filled(countries * countries * sectors, 1);
        tradeCosts[At(n, i, j)] *= factor;
        Meet(n, i, j);
    }

    /// <summary>The tariff as it stands now.</summary>
    public double GetTariff(int n, int i, int j) => tariffs is null ? World.LeviedTariffs[n, i, j] : tariffs[At(n, i, j)];

    /// <summary>Sets tau'_nij.</summary>
    public void SetTariff(int n, int i, int j, double rate)
    {
        tariffs ??= World.LeviedTariffs.Span.ToArray();
        tariffs[At(n, i, j)] = rate;
        Meet(n, i, j);
    }

    /// <summary>Sets e'_nij, levied by exporter i on sales to n.</summary>
    public void SetExportTax(int n, int i, int j, double rate)
    {
        exportTaxes ??= new double[countries * countries * sectors];
        exportTaxes[At(n, i, j)] = rate;
        Meet(n, i, j);
    }

    /// <summary>Multiplies the productivity of sector j in country n.</summary>
    public void MultiplyProductivity(int n, int j, double factor)
    {
        productivity ??= Filled(countries * sectors, 1);
        productivity[n * sectors + j] *= factor;
        HasEffect |= World.Output[n, j] > 0;
    }

    /// <summary>Adds to the lump sum that country n receives.</summary>
    public void AddTransfer(int n, double amount)
    {
        transfers ??= new double[countries];
        transfers[n] += amount;
        HasEffect |= amount != 0;
    }

    /// <summary>Limits a flow; of two limits the tighter one holds.</summary>
    public void Limit(QuantityLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        limits.Add((limit, LimitOrigin.Amount));
        Meet(limit.Importer, limit.Exporter, limit.Sector);
    }

    /// <summary>
    /// Limits a flow to a multiple of what it is at unchanged prices: in the data, or with the route that any measure, earlier or
    /// later, gives it.
    /// </summary>
    public void LimitToShare(int n, int i, int j, double share, bool rentToImporter)
    {
        limits.Add((new QuantityLimit(n, i, j, share, rentToImporter), LimitOrigin.Share));
        Meet(n, i, j);
    }

    /// <summary>
    /// Limits a flow to the capacity of its route, whatever multiple of it a limit allows; a multiple of 0 still ends it.
    /// </summary>
    public void LimitToCapacity(QuantityLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        limits.Add((limit, LimitOrigin.Capacity));
    }

    /// <summary>Adds a stock unless its country has one of the good already.</summary>
    public bool TryAddStock(Stock stock)
    {
        ArgumentNullException.ThrowIfNull(stock);
        if (stocks.Any(other => (other.Country, other.Sector) == (stock.Country, stock.Sector)))
            return false;
        stocks.Add(stock);
        HasEffect = true;
        return true;
    }

    /// <summary>Gives a supplier a share of a market; a later one for the same flow replaces an earlier one.</summary>
    /// <returns>What the routes into this market take together.</returns>
    public double AddRoute(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        routes[(route.Importer, route.Exporter, route.Sector)] = route;
        HasEffect = true;
        return routes.Values.Where(r => r.Importer == route.Importer && r.Sector == route.Sector).Sum(r => r.Share);
    }

    /// <summary>Adds a burden-sharing group unless one of its members is in another already.</summary>
    public bool TryAddBurdenSharing(ImmutableArray<int> members, out int twice)
    {
        twice = members.FirstOrDefault(n => burdenSharing.Any(group => group.Contains(n)), -1);
        if (twice >= 0)
            return false;
        burdenSharing.Add(members);
        HasEffect = true;
        return true;
    }

    /// <summary>The shock; the builder must not be used any more.</summary>
    public Shock Build() =>
        new()
        {
            TradeCosts = tradeCosts is null ? null : new Cube(countries, countries, sectors, tradeCosts),
            Tariffs = tariffs is null ? null : new Cube(countries, countries, sectors, tariffs),
            ExportTaxes = exportTaxes is null ? null : new Cube(countries, countries, sectors, exportTaxes),
            Productivity = productivity is null ? null : new Table(countries, sectors, productivity),
            Transfers = transfers is null ? null : [.. transfers],
            Limits = [.. Limits()],
            Stocks = [.. stocks],
            Routes = [.. routes.Values],
            BurdenSharing = [.. burdenSharing],
        };

    /// <summary>One limit a flow, in the order in which the flows were first limited.</summary>
    private IEnumerable<QuantityLimit> Limits() =>
        from entry in limits
        group entry by (entry.Limit.Importer, entry.Limit.Exporter, entry.Limit.Sector) into flow
        let hasCapacity = flow.Any(e => e.Origin == LimitOrigin.Capacity)
        select flow.Where(e => !hasCapacity || e.Origin != LimitOrigin.Share || e.Limit.Most == 0)
            .Select(e => e.Origin == LimitOrigin.Share ? e.Limit with { Most = e.Limit.Most * Unchanged(e.Limit) } : e.Limit)
            .MinBy(limit => limit.Most);

    /// <summary>A flow at unchanged prices, at producer prices: its route's share of what is spent, or as in the data.</summary>
    private double Unchanged(QuantityLimit limit)
    {
        var (n, i, j) = (limit.Importer, limit.Exporter, limit.Sector);
        return routes.TryGetValue((n, i, j), out var route)
            ? route.Share * World.Expenditure[n, j] / (1 + World.Tariffs[n, i, j])
            : World.Trade[n, i, j];
    }

    /// <summary>What a limit was given as.</summary>
    private enum LimitOrigin
    {
        Amount,
        Share,
        Capacity,
    }

    private void Meet(int n, int i, int j) =>
        HasEffect = HasEffect || World.Trade[n, i, j] > 0 || routes.ContainsKey((n, i, j));

    private int At(int n, int i, int j) => (n * countries + i) * sectors + j;

    private static double[] Filled(int length, double value)
    {
        var values = new double[length];
        Array.Fill(values, value);
        return values;
    }
}
