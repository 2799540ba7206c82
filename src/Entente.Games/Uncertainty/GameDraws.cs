using System.Collections.Immutable;
using Entente.Games.Files;
using Entente.Numerics;
using Entente.Uncertainty;

namespace Entente.Games.Uncertainty;

/// <summary>Which draw each source of a drawn game comes from; null: as in the data.</summary>
/// <param name="Figures">Figures of the world.</param>
/// <param name="Elasticities">Trade elasticities.</param>
/// <param name="Parameters">Parameters of the short and medium run.</param>
/// <param name="Parts">Parts in which cases take effect.</param>
/// <param name="Coefficients">Coefficients of estimated effects.</param>
public readonly record struct DrawnFrom(int? Figures, int? Elasticities, int? Parameters, int? Parts, int? Coefficients);

/// <summary>
/// Games drawn from one whose world and assumptions are not sure: the same for the same seed and number, whoever asks and on whatever
/// thread, whichever sources are drawn besides. Safe from several threads.
/// </summary>
public sealed class GameDraws
{
    // Below a draw, as 0 to 2 are those of worlds.
    private const int OfParts = 3;

    private readonly GameInput input;
    private readonly WorldDraws? worlds;

    private GameDraws(GameInput input, GameDrawOptions options, WorldDraws? worlds, ImmutableArray<string> sources) =>
        (this.input, Options, this.worlds, Sources) = (input, options, worlds, sources);

    /// <summary>What is drawn.</summary>
    public GameDrawOptions Options { get; }

    /// <summary>The sources that are drawn, in the order of <see cref="GameDrawOptions.Sources"/>.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>The game as in the data.</summary>
    public AlignmentGame Game => input.Game;

    /// <summary>Spreads of the trade elasticities that are drawn; empty where they are not.</summary>
    public ImmutableArray<ElasticityRow> Elasticities => Options.Elasticities ? input.Data.Uncertainty.Elasticities : [];

    /// <summary>Makes draws of a game.</summary>
    /// <returns>The draws, or what the world lacks.</returns>
    public static Checked<GameDraws> Create(GameInput input, GameDrawOptions options)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        // The long run has no parameters that are drawn.
        var parameters =
            options.Parameters && input.Game.Horizons.Any(h => ParameterRange.All.Any(range => range.Horizon == h.Horizon.Name.Text));
        var estimates = options.Estimates && WorldDraws.HasEstimates(input.Scenario);
        var isDrawn = new[] { options.Figures, options.Elasticities, parameters, !options.Parts.IsEmpty, estimates };
        ImmutableArray<string> sources = [.. GameDrawOptions.Sources.Where((_, at) => isDrawn[at])];
        if (!sources.Any(source => source is not ("parts" or "coefficients")))
            return sources.IsEmpty
                ? Checked<GameDraws>.Invalid(
                    [new Fault(null, "draws of nothing", "figures, elasticities, parameters, parts or coefficients")]
                )
                : Checked<GameDraws>.Valid(new GameDraws(input, options, null, sources));
        var worlds = WorldDraws.Create(
            input.Data,
            new DrawOptions
            {
                World = options.Figures,
                Elasticities = options.Elasticities,
                Parameters = parameters,
                Seed = options.Seed,
            }
        );
        return worlds.Success
            ? Checked<GameDraws>.Valid(new GameDraws(input, options, worlds.Value, sources))
            : Checked<GameDraws>.Invalid(worlds.Faults);
    }

    /// <summary>All sources from one draw.</summary>
    public DrawnFrom Whole(int draw) => With(default, [.. Sources], draw);

    /// <summary>All sources from one draw but for one source, which comes from another.</summary>
    public DrawnFrom Mixed(int draw, string source, int other) => With(Whole(draw), [source], other);

    /// <summary>One source from a draw, the others as in the data.</summary>
    public static DrawnFrom Alone(string source, int draw) => With(default, [source], draw);

    /// <summary>A drawn game.</summary>
    /// <returns>The game, or why its figures cannot be balanced.</returns>
    public Checked<AlignmentGame> Of(DrawnFrom from)
    {
        var world = worlds?.World(from.Figures, from.Elasticities) ?? Checked<World>.Valid(input.Data);
        return world.Success
            ? input.With(
                world.Value,
                from.Parameters is { } draw ? worlds!.Parameters(draw) : [],
                from.Parts is { } drawn ? PartsOf(drawn) : ImmutableDictionary<string, double>.Empty,
                from.Coefficients is { } estimates ? WorldDraws.WithEstimates(input.Scenario, estimates, Options.Seed) : input.Scenario
            )
            : Checked<AlignmentGame>.Invalid(world.Faults);
    }

    /// <summary>How far the logarithm of each drawn elasticity is from its median, in standard deviations.</summary>
    public ImmutableArray<double> Deviations(int draw)
    {
        if (Elasticities.IsEmpty)
            return [];
        var thetas = worlds!.Thetas(draw);
        return [.. Elasticities.Select(row => Math.Log(thetas[row.Sector] / input.Data.Thetas[row.Sector]) / row.Spread)];
    }

    /// <summary>By sector, the elasticity of the data over the one drawn; 1 where none is.</summary>
    internal double[] ElasticityRatios(int? draw) =>
        draw is { } k && Options.Elasticities
            ? [.. worlds!.Thetas(k).Select((theta, j) => input.Data.Thetas[j] / theta)]
            : [.. input.Data.Thetas.Select(_ => 1.0)];

    /// <summary>The part in which each case that may takes effect; 1 where none is drawn.</summary>
    internal ImmutableArray<double> Parts(int? draw)
    {
        if (draw is not { } k)
            return [.. Options.Parts.Select(_ => 1.0)];
        var random = new CounterRandom(Options.Seed).At(k).At(OfParts);
        return [.. Options.Parts.Select((part, at) => Distribution.Triangular(part.Least, 1, 1).Quantile(random.Uniform(at)))];
    }

    private Dictionary<string, double> PartsOf(int draw) =>
        Options
            .Parts.Zip(Parts(draw), (part, drawn) => (part.Case.Text, Drawn: drawn))
            .ToDictionary(part => part.Text, part => part.Drawn, StringComparer.Ordinal);

    private static DrawnFrom With(DrawnFrom from, ImmutableArray<string> sources, int draw) =>
        new(
            sources.Contains(GameDrawOptions.Sources[0]) ? draw : from.Figures,
            sources.Contains(GameDrawOptions.Sources[1]) ? draw : from.Elasticities,
            sources.Contains(GameDrawOptions.Sources[2]) ? draw : from.Parameters,
            sources.Contains(GameDrawOptions.Sources[3]) ? draw : from.Parts,
            sources.Contains(GameDrawOptions.Sources[4]) ? draw : from.Coefficients
        );
}
