namespace Entente.Numerics;

/// <summary>
/// Anderson acceleration, and where it does not get through, Newton steps from the best point it found: by a whole
/// Jacobian (<see cref="LevenbergMarquardt"/>) for few unknowns, by products with it (<see cref="NewtonKrylov"/>) for many.
/// </summary>
public static class Fallback
{
    /// <summary>Iterations after which acceleration has had its chance; where it works it needs a few dozen.</summary>
    private const int Patience = 150;

    /// <summary>Newton steps after which no more are to be hoped for.</summary>
    private const int NewtonPatience = 300;

    /// <summary>Unknowns up to which a whole Jacobian is worth its price.</summary>
    internal const int Few = 120;

    /// <inheritdoc cref="Solver"/>
    public static SolverResult Solve(ResidualFunction residual, ReadOnlySpan<double> start, SolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var first = Anderson.Solve(residual, start, options with { MaxIterations = Math.Min(Patience, options.MaxIterations) });
        var left = options.MaxIterations - first.Iterations;
        if (first.Status == SolverStatus.Converged || left <= 0)
            return first;
        var second = Newton(
            residual,
            double.IsFinite(first.Residual) ? first.Best : start,
            options with
            {
                MaxIterations = Math.Min(NewtonPatience, left),
            }
        );
        var status = second.Status == SolverStatus.MaxIterations && left > NewtonPatience ? SolverStatus.Stalled : second.Status;
        var best = second.Residual <= first.Residual || second.Status == SolverStatus.Converged ? second : first;
        return new SolverResult(
            status,
            best.Best.ToArray(),
            best.Residual,
            first.Evaluations + second.Evaluations,
            [.. first.Trace, .. second.Trace]
        );
    }

    /// <summary>Newton steps of the kind that fits the number of unknowns.</summary>
    internal static SolverResult Newton(ResidualFunction residual, ReadOnlySpan<double> start, SolverOptions options) =>
        start.Length <= Few ? LevenbergMarquardt.Solve(residual, start, options) : NewtonKrylov.Solve(residual, start, options);
}
