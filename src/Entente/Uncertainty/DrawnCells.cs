using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Uncertainty;

/// <summary>
/// The figures of a world with their errors, before they are balanced: what trade weighs, what goods are made of and bought
/// for, and the totals that are held.
/// </summary>
internal sealed class DrawnCells
{
    private DrawnCells(World world, TotalsSets totals) => (World, Sets) = (world, totals);

    public World World { get; }

    /// <summary>The sets of sectors whose totals are held.</summary>
    public TotalsSets Sets { get; }

    /// <summary>s_nij: flows with their errors, home sales included; importer n, exporter i, sector j.</summary>
    public required double[] Weights { get; init; }

    /// <summary>tau_nij with errors.</summary>
    public required double[] Tariffs { get; init; }

    /// <summary>gamma_nj with errors.</summary>
    public required double[] ValueAddedShares { get; init; }

    /// <summary>Shares of inputs with errors, by country, input and user; sums over inputs as in the world.</summary>
    public required double[] InputShares { get; init; }

    /// <summary>alpha_nj with errors; adding up to 1.</summary>
    public required double[] FinalShares { get; init; }

    /// <summary>Value added by country with errors.</summary>
    public required double[] ValueAdded { get; init; }

    /// <summary>Exports by set of sectors and country with errors.</summary>
    public required double[][] Exports { get; init; }

    /// <summary>Imports by set of sectors and country with errors; their sum over the world is that of exports.</summary>
    public required double[][] Imports { get; init; }

    public static DrawnCells Draw(World world, CellSpreads spreads, TotalsSets sets, CounterRandom draw)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var (flows, home) = (Flows(world, spreads, draw), spreads.OfCountries(UncertainTable.Home, draw));
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
                flows[(n * countries + n) * sectors + j] = world.Trade[n, n, j] * Math.Exp(home[n * sectors + j]);
        var accounts = spreads.OfCountries(UncertainTable.ValueAdded, draw);
        var exports = sets.Totals(UncertainTable.Exports, spreads, draw);
        return new DrawnCells(world, sets)
        {
            Weights = flows,
            Tariffs = Rates(world, spreads, draw),
            ValueAddedShares = Odds(world, spreads, draw),
            InputShares = Inputs(world, spreads, draw),
            FinalShares = Final(world, spreads, draw),
            ValueAdded = [.. world.ValueAdded.Select((va, n) => va * Math.Exp(accounts[n * sectors]))],
            Exports = exports,
            Imports = TotalsSets.Closed(sets.Totals(UncertainTable.Imports, spreads, draw), exports),
        };
    }

    /// <summary>The figures of a world without errors but for what trade weighs and shares that are known better.</summary>
    public static DrawnCells Of(World world, TotalsSets sets, double[] weights, CorrectedShares shares)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        return new DrawnCells(world, sets)
        {
            Weights = weights,
            Tariffs = world.Tariffs.Span.ToArray(),
            ValueAddedShares = shares.ValueAddedShares,
            InputShares = shares.InputShares,
            FinalShares = Normal(world, (_, _) => 0, countries, sectors),
            ValueAdded = [.. world.ValueAdded],
            Exports = sets.Totals(exports: true),
            Imports = TotalsSets.Closed(sets.Totals(exports: false), sets.Totals(exports: true)),
        };
    }

    private static double[] Flows(World world, CellSpreads spreads, CounterRandom draw)
    {
        var trade = world.Trade.Span.ToArray();
        var errors = spreads.OfFlows(UncertainTable.Trade, draw, trade);
        for (var at = 0; at < trade.Length; at++)
            if (errors[at] != 0)
                trade[at] *= Math.Exp(errors[at]);
        return trade;
    }

    private static double[] Rates(World world, CellSpreads spreads, CounterRandom draw)
    {
        var rates = world.Tariffs.Span.ToArray();
        var errors = spreads.OfFlows(UncertainTable.Tariffs, draw, rates);
        for (var at = 0; at < rates.Length; at++)
            if (errors[at] != 0)
                rates[at] *= Math.Exp(errors[at]);
        return rates;
    }

    /// <summary>gamma / (1 - gamma) times the error, so that a share stays one.</summary>
    private static double[] Odds(World world, CellSpreads spreads, CounterRandom draw)
    {
        var errors = spreads.OfCountries(UncertainTable.ValueAddedShares, draw);
        var shares = world.ValueAddedShares.Span.ToArray();
        for (var at = 0; at < shares.Length; at++)
            if (errors[at] != 0 && shares[at] is > 0 and < 1)
                shares[at] = shares[at] * Math.Exp(errors[at]) / (1 - shares[at] + shares[at] * Math.Exp(errors[at]));
        return shares;
    }

    private static double[] Inputs(World world, CellSpreads spreads, CounterRandom draw)
    {
        var shares = world.InputShares.Span.ToArray();
        if (!spreads.Has(UncertainTable.Inputs))
            return shares;
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var errors = spreads.OfCountries(UncertainTable.Inputs, draw, sectors);
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
            {
                var (before, after) = (0.0, 0.0);
                for (var k = 0; k < sectors; k++)
                {
                    var at = (n * sectors + k) * sectors + j;
                    before += shares[at];
                    after += shares[at] *= Math.Exp(errors[at]);
                }
                if (after > 0)
                    for (var k = 0; k < sectors; k++)
                        shares[(n * sectors + k) * sectors + j] *= before / after;
            }
        return shares;
    }

    private static double[] Final(World world, CellSpreads spreads, CounterRandom draw)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var errors = spreads.OfCountries(UncertainTable.Final, draw);
        return Normal(world, (n, j) => errors[n * sectors + j], countries, sectors);
    }

    private static double[] Normal(World world, Func<int, int, double> error, int countries, int sectors)
    {
        var shares = new double[countries * sectors];
        for (var n = 0; n < countries; n++)
        {
            var sum = 0.0;
            for (var j = 0; j < sectors; j++)
                // Rounding leaves a good that only firms buy a hair below zero.
                sum += shares[n * sectors + j] = Math.Max(0, world.FinalShares[n, j]) * Math.Exp(error(n, j));
            for (var j = 0; j < sectors; j++)
                shares[n * sectors + j] /= sum;
        }
        return shares;
    }
}

/// <summary>Sets of sectors over which exports and imports of countries are held.</summary>
internal sealed class TotalsSets
{
    private readonly World world;

    public TotalsSets(World world)
        : this(
            world,
            [
                .. world
                    .Uncertainty.Cells.Where(row => row.Table is UncertainTable.Exports or UncertainTable.Imports)
                    .Select(row => WorldUncertainty.SectorsOf(row.Sectors, world.Sectors).Order().ToImmutableArray())
                    .DistinctBy(set => set[0]),
            ]
        )
    { }

    private TotalsSets(World world, ImmutableArray<ImmutableArray<int>> sectors)
    {
        this.world = world;
        Sectors = sectors;
        Of = [.. Enumerable.Range(0, world.Sectors.Length).Select(j => Sectors.IndexOf(Sectors.FirstOrDefault(set => set.Contains(j))))];
    }

    /// <summary>The sets.</summary>
    public ImmutableArray<ImmutableArray<int>> Sectors { get; }

    /// <summary>One set of all sectors: exports and imports of countries in all.</summary>
    public static TotalsSets OfAll(World world) => new(world, [[.. Enumerable.Range(0, world.Sectors.Length)]]);

    /// <summary>By sector, the set it is in; -1: none.</summary>
    public ImmutableArray<int> Of { get; }

    /// <summary>Totals of the world with errors, by set and country.</summary>
    public double[][] Totals(UncertainTable table, CellSpreads spreads, CounterRandom draw)
    {
        var errors = spreads.OfCountries(table, draw);
        return
        [
            .. Sectors.Select(set =>
                Enumerable
                    .Range(0, world.Countries.Length)
                    .Select(n => Total(n, set, table == UncertainTable.Exports) * Math.Exp(errors[n * world.Sectors.Length + set[0]]))
                    .ToArray()
            ),
        ];
    }

    /// <summary>Totals of the world as they are, by set and country.</summary>
    public double[][] Totals(bool exports) =>
        [.. Sectors.Select(set => Enumerable.Range(0, world.Countries.Length).Select(n => Total(n, set, exports)).ToArray())];

    /// <summary>What is sold is bought: imports are scaled so that they add up to exports.</summary>
    public static double[][] Closed(double[][] imports, double[][] exports)
    {
        for (var g = 0; g < imports.Length; g++)
            if (imports[g].Sum() is > 0 and var bought && exports[g].Sum() / bought is var scale && scale != 1)
                for (var n = 0; n < imports[g].Length; n++)
                    imports[g][n] *= scale;
        return imports;
    }

    private double Total(int country, ImmutableArray<int> set, bool exports)
    {
        var sum = 0.0;
        for (var other = 0; other < world.Countries.Length; other++)
            if (other != country)
                foreach (var j in set)
                    sum += exports ? world.Trade[other, country, j] : world.Trade[country, other, j];
        return sum;
    }
}
