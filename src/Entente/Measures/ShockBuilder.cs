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
    private readonly Dictionary<(int, int, int), double> caps = [];
    private readonly Intermediaries intermediaries = new(world);
    private readonly List<Withheld> withheld = [];
    private readonly ForeignOwners foreignOwners = new();
    private double[][]? factorSupply;
    private double part = 1;
    private bool keepsNoCosts;

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
        var (shock, names) = (new ShockBuilder(world) { Determinants = determinants }, new NameResolver(world, groups));
        shock.Take(measures, names);
        return names.Faults.Count > 0
            ? Checked<Shock>.Invalid(names.Faults, names.Warnings)
            : Checked<Shock>.Valid(shock.Build(), names.Warnings);
    }

    /// <summary>The faults and warnings of <see cref="Of"/>, without the costs of all flows, which are not read for them.</summary>
    internal static NameResolver Check(
        World world,
        ImmutableSortedDictionary<string, ImmutableArray<Word>> groups,
        IEnumerable<Measure> measures,
        CostDeterminants? determinants
    )
    {
        var names = new NameResolver(world, groups);
        new ShockBuilder(world) { Determinants = determinants, keepsNoCosts = true }.Take(measures, names);
        return names;
    }

    private void Take(IEnumerable<Measure> measures, NameResolver names)
    {
        foreach (var measure in measures)
        {
            var faults = names.Faults.Count;
            (HasEffect, part) = (false, measure.Strength);
            measure.Apply(this, names);
            if (!HasEffect && measure.Regime.Length == 0 && names.Faults.Count == faults)
                names.Warn(measure.Place, $"{Described(measure)} changes nothing in this world: it meets no flow");
        }
        foreach (var place in intermediaries.WithoutDiversion)
            names.Warn(place, "secondary sanctions that change nothing: no diversion of the case goes through these countries");
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
        if (double.IsPositiveInfinity(factor))
            ReduceFlow(n, i, j, 1);
        else
            MultiplyCost(n, i, j, Part(1, factor));
    }

    /// <summary>Multiplies dHat_nij of the flows from i to n in some sectors by factors that are made only where costs are kept.</summary>
    /// <param name="n">The importer.</param>
    /// <param name="i">The exporter.</param>
    /// <param name="sectors">The sectors.</param>
    /// <param name="make">Sets the factors; finite, above 0.</param>
    internal void MultiplyTradeCosts(int n, int i, ImmutableArray<int> sectors, CostFactors make)
    {
        for (var at = 0; at < sectors.Length && !HasEffect; at++)
            Meet(n, i, sectors[at]);
        if (keepsNoCosts)
            return;
        Span<double> factors = stackalloc double[sectors.Length];
        make(World, n, i, sectors, factors);
        tradeCosts ??= Filled(countries * countries * this.sectors, 1);
        for (var at = 0; at < factors.Length; at++)
            tradeCosts[At(n, i, sectors[at])] *= Part(1, factors[at]);
    }

    /// <summary>Sets factors on the costs of trade from i to n in some sectors of a world.</summary>
    internal delegate void CostFactors(World world, int n, int i, ImmutableArray<int> sectors, Span<double> factors);

    /// <summary>Multiplies dHat_nij so that a share of the flow is lost at given prices and expenditure; 1 forbids it.</summary>
    public void ReduceFlow(int n, int i, int j, double share) =>
        MultiplyCost(n, i, j, Math.Pow(1 - part * share, -1 / World.Thetas[j]));

    private void MultiplyCost(int n, int i, int j, double factor)
    {
        Meet(n, i, j);
        if (keepsNoCosts)
            return;
        tradeCosts ??= Filled(countries * countries * sectors, 1);
        tradeCosts[At(n, i, j)] *= factor;
    }

    /// <summary>The tariff as it stands now.</summary>
    public double GetTariff(int n, int i, int j) => tariffs is null ? World.LeviedTariffs[n, i, j] : tariffs[At(n, i, j)];

    /// <summary>Sets tau'_nij.</summary>
    public void SetTariff(int n, int i, int j, double rate)
    {
        tariffs ??= World.LeviedTariffs.Span.ToArray();
        tariffs[At(n, i, j)] = Part(tariffs[At(n, i, j)], rate);
        Meet(n, i, j);
    }

    /// <summary>Sets e'_nij, levied by exporter i on sales to n.</summary>
    public void SetExportTax(int n, int i, int j, double rate)
    {
        exportTaxes ??= new double[countries * countries * sectors];
        exportTaxes[At(n, i, j)] = Part(exportTaxes[At(n, i, j)], rate);
        Meet(n, i, j);
    }

    /// <summary>Multiplies the productivity of sector j in country n.</summary>
    public void MultiplyProductivity(int n, int j, double factor)
    {
        productivity ??= Filled(countries * sectors, 1);
        productivity[n * sectors + j] *= Part(1, factor);
        HasEffect |= World.Output[n, j] > 0;
    }

    /// <summary>Multiplies kHat_njf, the quantity of factor f of the world in sector j of country n.</summary>
    public void MultiplyFactor(int f, int n, int j, double factor)
    {
        factorSupply ??= [.. World.Factors.Select(_ => Filled(countries * sectors, 1))];
        factorSupply[f][n * sectors + j] *= Part(1, factor);
        HasEffect |= World.Factors[f].Shares[n, j] * World.ValueAddedShares[n, j] * World.Output[n, j] > 0;
    }

    /// <summary>Loses a share of factor f of the world in sector j of country n; of all owners alike where nothing else is said.</summary>
    public void LoseFactor(int f, int n, int j, double share)
    {
        MultiplyFactor(f, n, j, 1 - share);
        foreignOwners.Lose(f, n, j, part * share);
    }

    /// <summary>Says what of a factor belongs to owners abroad, and what of that is lost with a loss that has been entered.</summary>
    /// <param name="capital">Whose it is; what is left of it is all.</param>
    /// <param name="lost">The share of the factor in the sector that the loss takes, of all owners.</param>
    /// <param name="lostByOwners">The share of what these owners have that it takes.</param>
    /// <returns>Whether no other measure has said otherwise.</returns>
    public bool TryOwnAbroad(OwnedAbroad capital, double lost, double lostByOwners)
    {
        ArgumentNullException.ThrowIfNull(capital);
        return foreignOwners.TrySay(capital with { Left = 1 - part * lostByOwners }, part * lost);
    }

    /// <summary>Adds to the lump sum that country n receives.</summary>
    public void AddTransfer(int n, double amount)
    {
        transfers ??= new double[countries];
        transfers[n] += part * amount;
        HasEffect |= amount != 0;
    }

    /// <summary>
    /// A payment that is there in the data and of which a part ends: receivers have less, payers keep it.
    /// </summary>
    /// <param name="payment">What is paid in the data, and what of it ends.</param>
    /// <returns>
    /// Null; or, where another measure has said of the same payment that something else is paid, or where all of them end more than
    /// is paid, what was found.
    /// </returns>
    public string? Withhold(Withheld payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        var same = withheld.Where(payment.IsOfSame).ToList();
        if (same.FirstOrDefault(other => other.Paid != payment.Paid) is { } other)
            return FormattableString.Invariant($"{payment.Paid} paid in one measure and {other.Paid} for the same in another");
        withheld.Add(payment);
        if (same.Sum(p => p.Ended) + payment.Ended is var ended && ended > payment.Paid * (1 + WorldChecks.Rounding))
            return FormattableString.Invariant($"{ended} withdrawn of {payment.Paid}");
        Pay(payment.Receivers, payment.Payers, payment.Ended);
        return null;
    }

    /// <summary>A lump sum that payers share, and receivers divide, in proportion to income in the data.</summary>
    internal void Pay(ImmutableArray<int> payers, ImmutableArray<int> receivers, double total)
    {
        var income = World.Income;
        var paid = payers.Sum(n => income[n]);
        foreach (var n in payers)
            AddTransfer(n, -total * income[n] / paid);
        var received = receivers.Sum(n => income[n]);
        foreach (var n in receivers)
            AddTransfer(n, total * income[n] / received);
    }

    /// <summary>Caps what the seller of a flow is paid, relative to the data; of two caps the lower one holds.</summary>
    public void CapPrice(int n, int i, int j, double most)
    {
        var cap = most < 1 ? Part(1, most) : most;
        caps[(n, i, j)] = caps.TryGetValue((n, i, j), out var other) ? Math.Min(other, cap) : cap;
        Meet(n, i, j);
    }

    /// <summary>
    /// Lets a part of a flow go through a third country where the direct way has become dearer than that; equation (1b).
    /// </summary>
    /// <param name="n">The importer.</param>
    /// <param name="i">The exporter.</param>
    /// <param name="j">The sector.</param>
    /// <param name="hub">The country it goes through.</param>
    /// <param name="share">The part of the goods of the data that can take that way; 0 to 1.</param>
    /// <param name="cost">What users pay of that way, over the direct one of the data; at least 1.</param>
    /// <param name="margin">The hub's margin on what it buys at, the rest of the cost being lost; 0 to cost - 1.</param>
    /// <returns>The part of the goods that all ways of the flow take together; more than 1 makes no sense.</returns>
    public double Divert(int n, int i, int j, int hub, double share, double cost, double margin)
    {
        Meet(n, i, j);
        return intermediaries.Divert(n, i, j, hub, part * share, cost, margin);
    }

    /// <summary>Ends a part of what is diverted through a country, and makes the rest dearer.</summary>
    /// <param name="hub">The country.</param>
    /// <param name="share">The part of the goods that could take that way which cannot any more; 0 to 1.</param>
    /// <param name="cost">Factor on what users pay of that way; at least 1; what it adds is lost.</param>
    /// <param name="place">Where the measure is written.</param>
    public void Deter(int hub, double share, double cost, Place? place)
    {
        intermediaries.Deter(hub, part * share, Part(1, cost), place);
        HasEffect = true;
    }

    /// <summary>A premium on the price of a flow that goes to third countries, or to one side, in given parts.</summary>
    /// <param name="n">The importer.</param>
    /// <param name="i">The exporter.</param>
    /// <param name="j">The sector.</param>
    /// <param name="rate">On the price, ad valorem; at least 0.</param>
    /// <param name="earners">Who earns which part of it; parts add up to 1.</param>
    public void Finance(int n, int i, int j, double rate, params (int Country, double Part)[] earners)
    {
        intermediaries.Finance(n, i, j, part * rate, earners);
        Meet(n, i, j);
    }

    /// <summary>Limits a flow; of two limits the tighter one holds.</summary>
    public void Limit(QuantityLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        var flow = World.Trade[limit.Importer, limit.Exporter, limit.Sector];
        limits.Add((limit.Most < flow ? limit with { Most = Part(flow, limit.Most) } : limit, LimitOrigin.Amount));
        Meet(limit.Importer, limit.Exporter, limit.Sector);
    }

    /// <summary>
    /// Limits a flow to a multiple of what it is at unchanged prices: in the data, or with the route that any measure, earlier or
    /// later, gives it.
    /// </summary>
    public void LimitToShare(int n, int i, int j, double share, bool rentToImporter)
    {
        limits.Add((new QuantityLimit(n, i, j, share < 1 ? Part(1, share) : share, rentToImporter), LimitOrigin.Share));
        Meet(n, i, j);
    }

    /// <summary>
    /// Limits a flow to the capacity of its route, whatever multiple of it a limit allows; a multiple of 0 still ends it.
    /// </summary>
    public void LimitToCapacity(QuantityLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        limits.Add((limit with { Most = part * limit.Most }, LimitOrigin.Capacity));
    }

    /// <summary>Adds a stock unless its country has one of the good already.</summary>
    public bool TryAddStock(Stock stock)
    {
        ArgumentNullException.ThrowIfNull(stock);
        if (stocks.Any(other => (other.Country, other.Sector) == (stock.Country, stock.Sector)))
            return false;
        stocks.Add(stock with { Amount = part * stock.Amount });
        HasEffect = true;
        return true;
    }

    /// <summary>Gives a supplier a share of a market; a later one for the same flow replaces an earlier one.</summary>
    /// <returns>What the routes into this market take together.</returns>
    public double AddRoute(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var before = World.TradeShares[route.Importer, route.Exporter, route.Sector];
        routes[(route.Importer, route.Exporter, route.Sector)] = route with { Share = Part(before, route.Share) };
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
    public Shock Build()
    {
        ImmutableArray<TradeMargin> margins = [];
        if (intermediaries.Any)
        {
            tradeCosts ??= Filled(countries * countries * sectors, 1);
            exportTaxes ??= new double[tradeCosts.Length];
            margins = [.. intermediaries.Enter(tradeCosts, exportTaxes)];
            if (!exportTaxes.AsSpan().ContainsAnyExcept(0))
                exportTaxes = null;
        }
        return new()
        {
            TradeCosts = tradeCosts is null ? null : new Cube(countries, countries, sectors, tradeCosts),
            Tariffs = tariffs is null ? null : new Cube(countries, countries, sectors, tariffs),
            ExportTaxes = exportTaxes is null ? null : new Cube(countries, countries, sectors, exportTaxes),
            Productivity = productivity is null ? null : new Table(countries, sectors, productivity),
            FactorSupply = factorSupply is null ? [] : [.. factorSupply.Select(supply => new Table(countries, sectors, supply))],
            Transfers = transfers is null ? null : [.. transfers],
            Limits = [.. Limits()],
            Stocks = [.. stocks],
            Routes = [.. routes.Values],
            BurdenSharing = [.. burdenSharing],
            PriceCaps = [.. Caps()],
            Margins = margins,
            OwnedAbroad = [.. foreignOwners.Entries()],
        };
    }

    /// <summary>One cap a seller and price, for all buyers who keep to it.</summary>
    private IEnumerable<PriceCap> Caps() =>
        from cap in caps
        where Unchanged(cap.Key) > 0
        group cap.Key.Item1 by (Exporter: cap.Key.Item2, Sector: cap.Key.Item3, Most: cap.Value) into buyers
        select new PriceCap([.. buyers], buyers.Key.Exporter, buyers.Key.Sector, buyers.Key.Most);

    /// <summary>One limit a flow, in the order in which the flows were first limited.</summary>
    private IEnumerable<QuantityLimit> Limits() =>
        from entry in limits
        group entry by (entry.Limit.Importer, entry.Limit.Exporter, entry.Limit.Sector) into flow
        let hasCapacity = flow.Any(e => e.Origin == LimitOrigin.Capacity)
        select flow.Where(e => !hasCapacity || e.Origin != LimitOrigin.Share || e.Limit.Most == 0)
            .Select(e => e.Origin == LimitOrigin.Share ? e.Limit with { Most = e.Limit.Most * Unchanged(flow.Key) } : e.Limit)
            .MinBy(limit => limit.Most);

    /// <summary>A flow at unchanged prices, at producer prices: its route's share of what is spent, or as in the data.</summary>
    private double Unchanged((int N, int I, int J) flow)
    {
        var (n, i, j) = flow;
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

    /// <summary>What lies the part of the measure that is taken of the way from one number to another.</summary>
    private double Part(double from, double to) => part == 1 ? to : from + part * (to - from);

    private int At(int n, int i, int j) => (n * countries + i) * sectors + j;

    private static double[] Filled(int length, double value)
    {
        var values = GC.AllocateUninitializedArray<double>(length);
        Array.Fill(values, value);
        return values;
    }
}
