namespace Entente.Numerics;

/// <summary>
/// Newton's method with a Jacobian by differences, damped until the sum of squared residuals falls (Levenberg 1944,
/// Marquardt 1963). The damping is what lets it pass where the Jacobian is singular, as it is in systems with a free
/// scale. Dear by the evaluation, as many for a step as there are unknowns: for where cheaper ways fail.
/// </summary>
public static class LevenbergMarquardt
{
    private const double Difference = 1e-6;

    /// <summary>How exact residuals are to be from which differences are taken, over the difference of points.</summary>
    private const double OfDifference = 1e-6;
    private const double LongestStep = 2;
    private const double LeastDamping = 1e-14;
    private const double MostDamping = 1e8;

    /// <summary>Iterations that have not taken a tenth off the sum of squares between them go nowhere.</summary>
    private const int Patience = 25;

    /// <inheritdoc cref="Solver"/>
    public static SolverResult Solve(ResidualFunction residual, ReadOnlySpan<double> start, SolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(residual);
        ArgumentNullException.ThrowIfNull(options);
        var finest = options.Tolerance / 100;
        var (x, f) = (start.ToArray(), new double[start.Length]);
        var (trial, trialF) = (new double[x.Length], new double[x.Length]);
        var jacobian = new double[x.Length, x.Length];
        var trace = new List<TraceEntry>();
        var (damping, evaluations, stale) = (1e-3, 0, true);
        var (mark, markedAt) = (double.PositiveInfinity, 0);
        Evaluate(x, f);
        while (true)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            var norm = Norm.Largest(f);
            if (!double.IsFinite(norm))
                return End(SolverStatus.NotFinite);
            if (options.IsMet(f, norm))
                return End(SolverStatus.Converged);
            if (trace.Count == options.MaxIterations)
                return End(SolverStatus.MaxIterations);
            if (Squares(f) < 0.9 * mark)
                (mark, markedAt) = (Squares(f), trace.Count);
            if (damping > MostDamping || trace.Count - markedAt >= Patience)
                return End(SolverStatus.Stalled);
            if (stale)
                Differentiate();
            Step(damping);
            Evaluate(trial, trialF);
            stale = Squares(trialF) < Squares(f);
            trace.Add(new(norm, stale ? "Newton" : "Newton, damped"));
            if (stale)
            {
                (x, trial) = (trial, x);
                (f, trialF) = (trialF, f);
                damping = Math.Max(damping / 10, LeastDamping);
            }
            else
                damping = Math.Max(damping * 8, 1e-8);
        }

        SolverResult End(SolverStatus status) => new(status, x, Norm.Largest(f), evaluations, trace);

        void Evaluate(double[] at, double[] into, double accuracy = 0)
        {
            residual(at, into, Math.Max(accuracy, finest));
            evaluations++;
        }

        void Differentiate()
        {
            for (var c = 0; c < x.Length; c++)
            {
                x.CopyTo(trial, 0);
                trial[c] += Difference;
                Evaluate(trial, trialF, Difference * OfDifference);
                for (var r = 0; r < x.Length; r++)
                    jacobian[r, c] = (trialF[r] - f[r]) / Difference;
            }
        }

        void Step(double damping)
        {
            var step = NormalEquations.Solve(jacobian, f, damping);
            var length = Math.Max(1, Norm.Largest(step) / LongestStep);
            for (var c = 0; c < x.Length; c++)
                trial[c] = x[c] - step[c] / length;
        }
    }

    /// <summary>Sum of squares; infinite where a residual is not finite, so that such a point is never better.</summary>
    private static double Squares(double[] f)
    {
        var sum = 0.0;
        foreach (var value in f)
            sum += value * value;
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }
}
