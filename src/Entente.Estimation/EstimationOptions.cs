namespace Entente.Estimation;

/// <summary>How fixed effects are projected out of a column.</summary>
public enum ProjectionMethod
{
    /// <summary>One fixed effect after the other, again and again.</summary>
    AlternatingPlain,

    /// <summary>The same, every third round extrapolated (Irons and Tuck 1969), as R's fixest does.</summary>
    AlternatingAccelerated,

    /// <summary>
    /// Conjugate gradients on the normal equations, the largest effect eliminated exactly; where effects are connected badly,
    /// preconditioned by a sparse factorisation of their graph.
    /// </summary>
    ConjugateGradient,
}

/// <summary>How far an estimation goes and by what way.</summary>
public sealed record EstimationOptions
{
    /// <summary>The deviance must change by less than this part of itself between the last two steps.</summary>
    public double DevianceTolerance { get; init; } = 1e-10;

    /// <summary>
    /// The largest score, as part of the sum of the absolute terms it is made of, by regressor and by level of each fixed effect, must
    /// be at most this.
    /// </summary>
    public double ScoreTolerance { get; init; } = 1e-8;

    /// <summary>Steps of reweighted least squares before the answer counts as not converged.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>Rounds of a projection before it counts as not converged.</summary>
    public int MaxProjectionRounds { get; init; } = 100_000;

    /// <summary>A regressor of which less than this part (of its norm) is left by effects and earlier regressors is dropped.</summary>
    public double CollinearityTolerance { get; init; } = 1e-6;

    /// <summary>Whether separated rows are looked for and left out. Without it a separated estimation does not converge.</summary>
    public bool FindSeparation { get; init; } = true;

    /// <summary>Whether a row alone in a level of a fixed effect is left out; it says nothing on coefficients, but counts as observation.</summary>
    public bool DropSingletons { get; init; } = true;

    public ProjectionMethod Projection { get; init; } = ProjectionMethod.ConjugateGradient;

    /// <summary>How many threads work at once; the numbers do not depend on it. All processors if 0.</summary>
    public int Threads { get; init; }

    /// <summary>Told of every step.</summary>
    public Action<EstimationProgress>? Progress { get; init; }

    internal ParallelOptions Parallel(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Threads > 0 ? Threads : -1, CancellationToken = cancellation };
}

/// <summary>How far an estimation is.</summary>
/// <param name="Iteration">Steps of reweighted least squares taken.</param>
/// <param name="Deviance">After it.</param>
/// <param name="RelativeChange">By what part of itself the deviance has changed.</param>
public readonly record struct EstimationProgress(int Iteration, double Deviance, double RelativeChange);
