using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Entente.Horizons;
using Entente.Numerics;
using Entente.Scenarios;

namespace Entente.Uncertainty;

/// <summary>What is drawn, and from which seed.</summary>
public sealed record DrawOptions
{
    /// <summary>Whether the figures of the world are drawn.</summary>
    public bool World { get; init; } = true;

    /// <summary>Whether trade elasticities are drawn.</summary>
    public bool Elasticities { get; init; } = true;

    /// <summary>Whether parameters of the short and medium run are drawn.</summary>
    public bool Parameters { get; init; } = true;

    /// <summary>Whether coefficients of estimated effects are drawn, in scenarios that have any.</summary>
    public bool Estimates { get; init; } = true;

    /// <summary>Seed of the draws.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>
/// Worlds drawn from one whose figures have spreads: each keeps every identity and is the same whoever asks for it, in
/// whatever order and on whatever thread. Safe from several threads. Of a draw nothing is kept but the scales that balance it, for
/// some thousand draws, so that the same draw asked again, at another point of a sweep, costs a fraction of the first time.
/// </summary>
/// <example>
/// <code>
/// var draws = WorldDraws.Create(Worlds.Load("world-2023").Value, new DrawOptions { Seed = 1 }).Value;
/// var world = draws.World(0);
/// </code>
/// </example>
public sealed class WorldDraws
{
    // Streams below a draw; figures, elasticities and parameters do not depend on which of them are drawn.
    private const int OfCells = 0;
    private const int OfElasticities = 1;
    private const int OfParameters = 2;

    // 3 is that of the parts of cases of a game.
    private const int OfEstimates = 4;

    private readonly World world;
    private readonly DrawOptions options;
    private readonly CellSpreads spreads;
    private readonly TotalsSets sets;

    // Tens of thousands of numbers a draw.
    private const int MostKept = 1024;
    private readonly ConcurrentDictionary<int, BalancedScales> balanced = new();

    private WorldDraws(World world, DrawOptions options) =>
        (this.world, this.options, spreads, sets) = (world, options, new CellSpreads(world), new TotalsSets(world));

    /// <summary>How they are drawn.</summary>
    public DrawOptions Options => options;

    /// <summary>Makes draws of a world.</summary>
    /// <param name="world">The world, with spreads of what is drawn.</param>
    /// <param name="options">What is drawn.</param>
    /// <returns>The draws, or what the world lacks.</returns>
    public static Checked<WorldDraws> Create(World world, DrawOptions options)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<Fault>();
        if (options.World && world.Uncertainty.Cells.IsEmpty)
            faults.Add(new(null, "draws of a world that does not say how sure its figures are", "a world with spreads of its figures"));
        if (options.Elasticities && world.Uncertainty.Elasticities.IsEmpty)
            faults.Add(
                new(
                    null,
                    "draws of elasticities in a world that does not say how sure they are",
                    "a world with spreads of its elasticities"
                )
            );
        if (!options.World && !options.Elasticities && !options.Parameters && !options.Estimates)
            faults.Add(new(null, "draws of nothing", "figures, elasticities, parameters or coefficients that are drawn"));
        return faults.Count > 0 ? Checked<WorldDraws>.Invalid(faults) : Checked<WorldDraws>.Valid(new WorldDraws(world, options));
    }

    /// <summary>A drawn world, with its elasticities.</summary>
    /// <param name="draw">Number of the draw; 0 or more.</param>
    /// <returns>The world, or why its figures cannot be balanced.</returns>
    public Checked<World> World(int draw) => World(options.World ? draw : null, options.Elasticities ? draw : null);

    /// <summary>A world with figures of one draw and elasticities of another: what tells one source from the other.</summary>
    /// <param name="figures">Number of the draw of figures; null: those of the data.</param>
    /// <param name="elasticities">Number of the draw of elasticities; null: those of the data.</param>
    /// <returns>The world, or why its figures cannot be balanced.</returns>
    public Checked<World> World(int? figures, int? elasticities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(figures ?? 0);
        var drawn =
            figures is { } of && spreads.HasAny ? Cells(RandomOf(of).At(OfCells), of) : Checked<World>.Valid(world);
        return elasticities is { } draw && drawn.Success ? Checked<World>.Valid(drawn.Value.WithThetas(Thetas(draw))) : drawn;
    }

    /// <summary>Drawn trade elasticities, by sector.</summary>
    /// <param name="draw">Number of the draw; 0 or more.</param>
    public ImmutableArray<double> Thetas(int draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        return Thetas(RandomOf(draw).At(OfElasticities));
    }

    private CounterRandom RandomOf(int draw) => new CounterRandom(options.Seed).At(draw);

    /// <summary>Values of the parameters that have a range at a horizon.</summary>
    /// <param name="draw">Number of the draw; 0 or more.</param>
    public ImmutableArray<HorizonSetting> Parameters(int draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        if (!options.Parameters)
            return [];
        var random = RandomOf(draw).At(OfParameters);
        // One number for a parameter at all horizons: who adjusts little in a year does so in three.
        return
        [
            .. ParameterRange.All.Select(range => new HorizonSetting(
                range.Horizon,
                range.Parameter,
                DrawnEquations.Parameter(range, random.Uniform(ParameterRange.Position(range.Parameter)))
            )),
        ];
    }

    /// <summary>A scenario with what is drawn of it: coefficients of estimated effects, and values of parameters.</summary>
    /// <param name="scenario">The scenario as it is written.</param>
    /// <param name="draw">Number of the draw; 0 or more.</param>
    public Scenario Scenario(Scenario scenario, int draw)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var estimated = options.Estimates ? WithEstimates(scenario, draw, options.Seed) : scenario;
        return estimated with { HorizonSettings = Parameters(draw) };
    }

    /// <summary>A scenario with coefficients of estimated effects drawn; the same for the same seed and draw, whatever else is.</summary>
    /// <param name="scenario">The scenario as it is written.</param>
    /// <param name="draw">Number of the draw; 0 or more.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Scenario WithEstimates(Scenario scenario, int draw, int seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        return DrawnEstimates.Of(scenario, new CounterRandom(seed).At(draw).At(OfEstimates));
    }

    /// <summary>Whether a scenario has estimated effects whose coefficients have errors.</summary>
    public static bool HasEstimates(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return DrawnEstimates.AnyIn(scenario);
    }

    private ImmutableArray<double> Thetas(CounterRandom random)
    {
        var (thetas, common) = (world.Thetas.ToArray(), random.At(1).Normal(0));
        foreach (var row in world.Uncertainty.Elasticities)
            thetas[row.Sector] = DrawnEquations.Theta(thetas[row.Sector], row, common, random.At(0).Normal(row.Sector));
        return ImmutableArray.Create(thetas);
    }

    private Checked<World> Cells(CounterRandom random, int draw)
    {
        var drawn = DrawnCells.Draw(world, spreads, sets, random);
        if (!balanced.TryGetValue(draw, out var scales))
        {
            var balance = DrawnBalance.Of(drawn);
            if (!balance.Converged)
                return Unbalanced(draw, balance);
            scales = balance.Scales;
            if (balanced.Count < MostKept)
                balanced[draw] = scales;
        }
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var trade = new Cube(countries, countries, sectors, scales.Trade(drawn.Weights));
        return Entente.World.Create(
            world.Identity,
            world.Countries,
            world.Sectors,
            new WorldTables
            {
                Trade = trade,
                Tariffs = new Cube(countries, countries, sectors, drawn.Tariffs),
                ValueAddedShares = new Table(countries, sectors, drawn.ValueAddedShares),
                InputShares = new Cube(countries, sectors, sectors, drawn.InputShares),
                Factors = DrawnQuantities.Factors(world, spreads, random),
                Energy = DrawnQuantities.Energy(world, trade, spreads, random),
                Networks = DrawnQuantities.Networks(world, spreads, random),
                Uncertainty = world.Uncertainty,
            }
        );
    }

    private static Checked<World> Unbalanced(int draw, DrawnBalance balance) =>
        Checked<World>.Invalid([
            new Fault(
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"draw {draw}, whose figures do not balance: {balance.Worst.Where} off by {balance.Worst.Gap:0.0e0}"
                ),
                "figures that one world can have"
            ),
        ]);
}
