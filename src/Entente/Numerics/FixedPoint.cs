using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>
/// The damped fixed-point iteration of the literature, x := x + damping f(x) (Alvarez and Lucas 2007; Caliendo and
/// Parro 2015, appendix): the plain reference. The damping is halved where the residual has doubled, or has not become
/// smaller for a while.
/// </summary>
public static class FixedPoint
{
    private const double SmallestDamping = 1e-6;
    private const int Patience = 8;

    /// <inheritdoc cref="Solver"/>
    public static SolverResult Solve(ResidualFunction residual, ReadOnlySpan<double> start, SolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(residual);
        ArgumentNullException.ThrowIfNull(options);
        var x = start.ToArray();
        var f = new double[x.Length];
        var best = start.ToArray();
        var (smallest, damping, evaluations, wait) = (double.PositiveInfinity, 0.5, 0, 0);
        var trace = new List<TraceEntry>();
        while (true)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            residual(x, f, options.Tolerance / 100);
            evaluations++;
            var norm = Norm.Largest(f);
            if (options.IsMet(f, norm))
                return new SolverResult(SolverStatus.Converged, x, norm, evaluations, trace);
            if (trace.Count == options.MaxIterations)
                return new SolverResult(SolverStatus.MaxIterations, best, smallest, evaluations, trace);
            wait = norm < smallest ? 0 : wait + 1;
            var worse = !(norm < smallest * 2) || wait > Patience;
            if (worse)
            {
                wait = 0;
                damping /= 2;
                if (damping < SmallestDamping)
                    return new SolverResult(
                        double.IsFinite(norm) ? SolverStatus.Stalled : SolverStatus.NotFinite,
                        best,
                        smallest,
                        evaluations,
                        trace
                    );
                best.CopyTo(x, 0);
                residual(x, f, options.Tolerance / 100);
                evaluations++;
            }
            else if (norm < smallest)
            {
                smallest = norm;
                x.CopyTo(best, 0);
            }
            trace.Add(new(norm, worse ? "shorter steps" : "step"));
            TensorPrimitives.MultiplyAdd(f, damping, x, x);
        }
    }
}
