using System.Collections.Immutable;

namespace Entente.Models;

/// <summary>Which way to an equilibrium; all give the same answer.</summary>
public enum SolutionMethod
{
    /// <summary>Vector kernels, Anderson acceleration, and Newton steps where that fails.</summary>
    Fast,

    /// <summary>The equations as written; in the long run, with the damped fixed point of the literature.</summary>
    Plain,
}

/// <summary>How to solve.</summary>
public sealed record SolveOptions
{
    /// <summary>
    /// Largest residual accepted, of equations recomputed at the answer, relative to the value added of the world;
    /// the search itself holds every country to it, relative to its own value added. Default 1e-10.
    /// </summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Most iterations of the solver; default 5000.</summary>
    public int MaxIterations { get; init; } = 5000;

    /// <summary>Default <see cref="SolutionMethod.Fast"/>.</summary>
    public SolutionMethod Method { get; init; } = SolutionMethod.Fast;

    /// <summary>
    /// A point of the same countries and sectors that the search starts from; null, the default: the data. It saves
    /// iterations where it is near; an answer differs with it by no more than the tolerance allows, and where the search
    /// does not get through from it, it begins again from the data.
    /// </summary>
    public StartingPoint? Start { get; init; }

    /// <summary>
    /// What answers to like questions have left, and this one adds to; null, the default: nothing. Where <see cref="Start"/> is not
    /// given, the search starts where it leads to. The answer differs with it by no more than the tolerance allows; where the search
    /// does not get through with it, it begins again from the data.
    /// </summary>
    public SearchTrail? Trail { get; init; }

    /// <summary>
    /// Where the question lies among those of the <see cref="Trail"/>, as coordinates whose differences compare; empty, the default:
    /// one further than the last one.
    /// </summary>
    public ImmutableArray<double> Place { get; init; } = [];

    /// <summary>Ends the solve with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
