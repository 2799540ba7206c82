using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Models;

namespace Entente;

/// <summary>How questions on a baseline are meant and solved.</summary>
public sealed record BaselineOptions
{
    /// <summary>The model that answers; default: that of Caliendo and Parro.</summary>
    public Model Model { get; init; } = KnownModels.Default;

    /// <summary>What happens to deficits; null, the default: as the model has it.</summary>
    public Closure? Closure { get; init; }

    /// <summary>How far producers, households and factors adjust; default: the long run.</summary>
    public Horizon Horizon { get; init; } = Horizon.LongRun;

    /// <summary>Values of parameters on top of those of the horizon, later ones winning over earlier ones.</summary>
    public ImmutableArray<ParameterSetting> Parameters { get; init; } = [];

    /// <summary>
    /// theta_j: long-run trade elasticities in place of those of the world, one by sector; &gt; 0; null: those of the world.
    /// </summary>
    public ImmutableArray<double>? Thetas { get; init; }

    /// <summary>Substitution and mobility of one's own in place of those of the horizon; null: those of the horizon.</summary>
    public Behaviour? Behaviour { get; init; }

    /// <summary>Named lists of countries beside those of the world; a member may be another group.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Word>> Groups { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty;

    /// <summary>Tolerance, iterations and method of every solve.</summary>
    public SolveOptions Solve { get; init; } = new();
}
