using System.Collections.Immutable;

namespace Entente;

/// <summary>
/// One economy in one year: who sells what to whom, what it is made with, and what is taxed. Immutable;
/// every number that can be derived is derived, so that the accounting identities hold by construction.
/// Index order everywhere: importer n, exporter i, sector j.
/// </summary>
public sealed class World
{
    private readonly ImmutableDictionary<string, int> countryIndex;
    private readonly ImmutableDictionary<string, int> sectorIndex;

    private World(WorldIdentity identity, ImmutableArray<Country> countries, ImmutableArray<Sector> sectors, WorldTables tables)
    {
        (Identity, Countries, Sectors) = (identity, countries, sectors);
        (Trade, Tariffs) = (tables.Trade, tables.Tariffs);
        (ValueAddedShares, InputShares) = (tables.ValueAddedShares, tables.InputShares);
        Factors = tables.Factors.IsDefaultOrEmpty
            ? [new Factor("labour", Table.Filled(countries.Length, sectors.Length, 1))]
            : tables.Factors;
        Energy = tables.Energy.IsDefaultOrEmpty ? null : new EnergyFlows(Trade, sectors, tables.Energy);
        Networks =
            Energy is null || tables.Networks.IsDefaultOrEmpty ? null : new Networks(countries.Length, sectors, Energy, tables.Networks);
        Uncertainty = tables.Uncertainty;
        LineWedges = Networks is null || tables.LineWedges.IsDefault ? [] : tables.LineWedges;
        LeviedTariffs = Networks?.WithoutRents(Tariffs, LineWedges) ?? Tariffs;
        Thetas = [.. sectors.Select(s => s.Theta)];
        countryIndex = countries.Select((c, n) => (c.Code, n)).ToImmutableDictionary(p => p.Code, p => p.n, StringComparer.Ordinal);
        sectorIndex = sectors.Select((s, j) => (s.Code, j)).ToImmutableDictionary(p => p.Code, p => p.j, StringComparer.Ordinal);

        Expenditure = Accounting.Expenditure(Trade, Tariffs);
        Output = Accounting.Output(Trade);
        ValueAdded = Accounting.ValueAdded(ValueAddedShares, Output);
        TariffRevenue = Accounting.TariffRevenue(Trade, Tariffs);
        Deficits = Accounting.Deficits(Trade);
        Income = [.. ValueAdded.Select((va, n) => va + TariffRevenue[n] + Deficits[n])];
        TotalValueAdded = ValueAdded.Sum();
        CostShares = Accounting.CostShares(ValueAddedShares, InputShares);
        FinalDemand = Accounting.FinalDemand(Expenditure, Output, CostShares);
        FinalShares = Table.Create(countries.Length, sectors.Length, (n, j) => FinalDemand[n, j] / Income[n]);
        TradeShares = Accounting.TradeShares(Trade, Tariffs, Expenditure);
    }

    /// <summary>Title, year, unit, sources, groups.</summary>
    public WorldIdentity Identity { get; }

    /// <summary>The countries in their order; position n.</summary>
    public ImmutableArray<Country> Countries { get; }

    /// <summary>The sectors in their order; position j.</summary>
    public ImmutableArray<Sector> Sectors { get; }

    /// <summary>M_nij: flows at producer prices before the importer's tariff, domestic sales (i = n) included; &gt;= 0.</summary>
    public Cube Trade { get; }

    /// <summary>
    /// tau_nij: ad-valorem tariff rates of importer n on exporter i (0.1 = 10 %); &gt; -1. On domestic sales only where the
    /// country is an aggregate, whose members tax each other.
    /// </summary>
    public Cube Tariffs { get; }

    /// <summary>gamma_nj: share of value added in the cost of sector j of country n; between 0 and 1.</summary>
    public Table ValueAddedShares { get; }

    /// <summary>
    /// Shares of input k in the intermediate spending of user j, by country (n, k, j); add up to 1 over k. A published table may
    /// hold a few below 0; they are used as given and reported.
    /// </summary>
    public Cube InputShares { get; }

    /// <summary>gamma_nkj: share of input k in the cost of user j, by country (n, k, j): (1 - gamma_nj) times the input share.</summary>
    public Cube CostShares { get; }

    /// <summary>
    /// Factors of production and their shares in value added, the first being the one whose return is called the wage; one,
    /// labour, where the data tell none apart.
    /// </summary>
    public ImmutableArray<Factor> Factors { get; }

    /// <summary>Physical quantities of energy beside the values; null where the data hold none.</summary>
    public EnergyFlows? Energy { get; }

    /// <summary>Capacities of pipes, terminals and wires; null where the data hold none.</summary>
    public Networks? Networks { get; }

    /// <summary>How far figures and elasticities may be off; empty where the data do not say.</summary>
    public WorldUncertainty Uncertainty { get; }

    /// <summary>omega of each line in the data, which the tariffs hold as rents of lines that are full; empty: no line is.</summary>
    public ImmutableArray<double> LineWedges { get; }

    /// <summary>The tariffs without the rents of full lines: what the law says.</summary>
    public Cube LeviedTariffs { get; }

    /// <summary>theta_j: trade elasticities by sector; &gt; 0.</summary>
    public ImmutableArray<double> Thetas { get; private init; }

    /// <summary>X_nj: expenditure of n on j at purchasers' prices, tariffs included.</summary>
    public Table Expenditure { get; }

    /// <summary>Y_nj: output of sector j of country n, the sum of its sales.</summary>
    public Table Output { get; }

    /// <summary>Value added by country.</summary>
    public ImmutableArray<double> ValueAdded { get; }

    /// <summary>R_n: tariff revenue by country.</summary>
    public ImmutableArray<double> TariffRevenue { get; }

    /// <summary>D_n: imports less exports at producer prices; adds up to zero over the world.</summary>
    public ImmutableArray<double> Deficits { get; }

    /// <summary>I_n: value added, tariff revenue and deficit.</summary>
    public ImmutableArray<double> Income { get; }

    /// <summary>Value added of the world, the numeraire of every counterfactual.</summary>
    public double TotalValueAdded { get; }

    /// <summary>Final demand of n for j: expenditure less intermediate use.</summary>
    public Table FinalDemand { get; }

    /// <summary>alpha_nj: final demand as a share of income.</summary>
    public Table FinalShares { get; }

    /// <summary>pi_nij: share of exporter i in the expenditure of n on j; 0 where n buys no j.</summary>
    public Cube TradeShares { get; }

    /// <summary>Checks the tables against every accounting identity and makes a world of them.</summary>
    /// <returns>The world, or all faults found.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit the countries and sectors: a programming error.</exception>
    public static Checked<World> Create(
        WorldIdentity identity,
        ImmutableArray<Country> countries,
        ImmutableArray<Sector> sectors,
        WorldTables tables
    )
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(tables);
        tables.RequireShape(countries.Length, sectors.Length);
        var faults = WorldChecks.Inputs(identity, countries, sectors, tables);
        if (faults.Count > 0)
            return Checked<World>.Invalid(faults);
        var world = new World(identity, countries, sectors, tables);
        faults = WorldChecks.Identities(world, tables);
        return faults.Count > 0 ? Checked<World>.Invalid(faults) : Checked<World>.Valid(world, WorldChecks.Gaps(world));
    }

    /// <summary>
    /// The checks of <see cref="Create"/> that need no derived number (signs, ranges), for readers that have found other faults
    /// already.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit the countries and sectors: a programming error.</exception>
    public static IReadOnlyList<Fault> CheckCells(
        WorldIdentity identity,
        ImmutableArray<Country> countries,
        ImmutableArray<Sector> sectors,
        WorldTables tables
    )
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(tables);
        tables.RequireShape(countries.Length, sectors.Length);
        return WorldChecks.Inputs(identity, countries, sectors, tables);
    }

    /// <summary>Position n of a country.</summary>
    /// <exception cref="KeyNotFoundException">There is no such country.</exception>
    public int Country(string code) => countryIndex[code];

    /// <summary>Position j of a sector.</summary>
    /// <exception cref="KeyNotFoundException">There is no such sector.</exception>
    public int Sector(string code) => sectorIndex[code];

    /// <summary>Position n of a country, or false.</summary>
    public bool TryCountry(string code, out int n) => countryIndex.TryGetValue(code, out n);

    /// <summary>Position j of a sector, or false.</summary>
    public bool TrySector(string code, out int j) => sectorIndex.TryGetValue(code, out j);

    /// <summary>The same world with other trade elasticities; all tables are shared, nothing is copied.</summary>
    /// <exception cref="ArgumentException">Not one positive finite number per sector.</exception>
    public World WithThetas(ImmutableArray<double> thetas)
    {
        if (thetas.Length != Sectors.Length || thetas.Any(t => !(t > 0 && double.IsFinite(t))))
            throw new ArgumentException("One positive finite elasticity per sector is needed.", nameof(thetas));
        return new World(this) { Thetas = thetas };
    }

    /// <summary>
    /// Whether another world has the same data, elasticities apart: one is made of the other by <see cref="WithThetas"/>.
    /// </summary>
    public bool HasDataOf(World other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(Trade, other.Trade)
            && ReferenceEquals(Tariffs, other.Tariffs)
            && ReferenceEquals(CostShares, other.CostShares)
            && Factors == other.Factors;
    }

    private World(World other)
    {
        (Identity, Countries, Sectors) = (other.Identity, other.Countries, other.Sectors);
        (countryIndex, sectorIndex) = (other.countryIndex, other.sectorIndex);
        (Trade, Tariffs, ValueAddedShares, InputShares) = (other.Trade, other.Tariffs, other.ValueAddedShares, other.InputShares);
        (Factors, Energy, Networks, Uncertainty) = (other.Factors, other.Energy, other.Networks, other.Uncertainty);
        (LineWedges, LeviedTariffs) = (other.LineWedges, other.LeviedTariffs);
        (CostShares, Expenditure, Output, ValueAdded) = (other.CostShares, other.Expenditure, other.Output, other.ValueAdded);
        (TariffRevenue, Deficits, Income, TotalValueAdded) = (other.TariffRevenue, other.Deficits, other.Income, other.TotalValueAdded);
        (FinalDemand, FinalShares, TradeShares) = (other.FinalDemand, other.FinalShares, other.TradeShares);
    }
}
