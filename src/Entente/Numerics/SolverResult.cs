using System.Collections.Immutable;

namespace Entente.Numerics;

/// <summary>
/// A system f(x) = 0, written so that x + f(x) is a sensible step towards its root.
/// </summary>
/// <param name="x">The point.</param>
/// <param name="f">Receives the residual, as long as <paramref name="x"/>.</param>
/// <param name="accuracy">How exact f needs to be; a system with inner loops may stop them there.</param>
public delegate void ResidualFunction(ReadOnlySpan<double> x, Span<double> f, double accuracy);

/// <summary>A way to find a root.</summary>
/// <param name="residual">The system.</param>
/// <param name="start">Where to begin; not changed.</param>
/// <param name="options">When to stop.</param>
public delegate SolverResult Solver(ResidualFunction residual, ReadOnlySpan<double> start, SolverOptions options);

/// <summary>How a solver ended.</summary>
public enum SolverStatus
{
    /// <summary>The largest residual is within the tolerance.</summary>
    Converged,

    /// <summary>The allowed number of iterations was used up.</summary>
    MaxIterations,

    /// <summary>No step made the residual any smaller.</summary>
    Stalled,

    /// <summary>A residual was not a finite number, and shorter steps did not help.</summary>
    NotFinite,
}

/// <summary>When a solver stops.</summary>
public sealed record SolverOptions
{
    /// <summary>Largest absolute residual accepted; default 1e-10.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>By how much each residual counts, no less than 1, as many as there are; empty: all count as they are.</summary>
    public ImmutableArray<double> Weights { get; init; } = [];

    /// <summary>Whether residuals are as exact as can be however exact they are asked for: a point is then looked at once.</summary>
    public bool IsExact { get; init; }

    /// <summary>Most iterations; default 2000.</summary>
    public int MaxIterations { get; init; } = 2000;

    /// <summary>Asked once an iteration; true ends the solve with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether a residual is within the tolerance, its largest absolute value being this.</summary>
    internal bool IsMet(ReadOnlySpan<double> residual, double largest) =>
        largest <= Tolerance && (Weights.IsEmpty || Norm.Largest(residual, Weights.AsSpan()) <= Tolerance);
}

/// <summary>One iteration of a solver.</summary>
/// <param name="Residual">Largest absolute residual.</param>
/// <param name="Step">What was done, in a word.</param>
public readonly record struct TraceEntry(double Residual, string Step);

/// <summary>What a solver found.</summary>
public sealed class SolverResult
{
    private readonly double[] solution;

    /// <param name="status">How it ended.</param>
    /// <param name="solution">The best point found.</param>
    /// <param name="residual">Largest absolute residual there.</param>
    /// <param name="evaluations">How often the system was evaluated.</param>
    /// <param name="trace">The iterations in order.</param>
    public SolverResult(SolverStatus status, double[] solution, double residual, int evaluations, IEnumerable<TraceEntry> trace)
    {
        (Status, this.solution, Residual, Evaluations) = (status, solution, residual, evaluations);
        Trace = [.. trace];
    }

    /// <summary>How it ended.</summary>
    public SolverStatus Status { get; }

    /// <summary>Largest absolute residual at the best point found.</summary>
    public double Residual { get; }

    /// <summary>Iterations made.</summary>
    public int Iterations => Trace.Length;

    /// <summary>How often the system was evaluated.</summary>
    public int Evaluations { get; }

    /// <summary>The iterations in order.</summary>
    public ImmutableArray<TraceEntry> Trace { get; }

    /// <summary>The best point found, root or not; for another solver to go on from.</summary>
    internal ReadOnlySpan<double> Best => solution;

    /// <summary>The same result, with what was done before and did not lead to it.</summary>
    internal SolverResult After(SolverResult earlier) =>
        new(Status, solution, Residual, earlier.Evaluations + Evaluations, [.. earlier.Trace, .. Trace]);

    /// <summary>The root.</summary>
    /// <exception cref="InvalidOperationException">The solver did not converge.</exception>
    public ReadOnlySpan<double> Solution =>
        Status == SolverStatus.Converged ? solution : throw new InvalidOperationException($"No solution: the solver ended with {Status}.");
}
