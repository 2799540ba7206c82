using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>
/// Newton's method that never forms a Jacobian: each step solves J s = -f by GMRES (Saad and Schultz 1986) with products
/// J v by differences, only as exactly as the residual warrants (Eisenstat and Walker 1996), and is shortened until the
/// residual falls. For systems with many unknowns, whose f is already a fair step, so that few products suffice.
/// </summary>
public static class NewtonKrylov
{
    private const int MostProducts = 60;
    private const double Difference = 1e-7;
    private const double LongestStep = 3;
    private const double ShortestStep = 1e-4;
    private const double SufficientDecrease = 1e-4;

    /// <summary>Steps that have not halved the residual between them go nowhere.</summary>
    private const int Patience = 15;

    /// <inheritdoc cref="Solver"/>
    public static SolverResult Solve(ResidualFunction residual, ReadOnlySpan<double> start, SolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(residual);
        ArgumentNullException.ThrowIfNull(options);
        var finest = options.Tolerance / 100;
        var (x, f) = (start.ToArray(), new double[start.Length]);
        var (trial, trialF) = (new double[x.Length], new double[x.Length]);
        var krylov = new Gmres(x.Length, Math.Min(MostProducts, x.Length));
        var trace = new List<TraceEntry>();
        var (evaluations, forcing) = (0, 0.1);
        var before = double.NaN;
        Evaluate(x, f);
        while (true)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            var norm = Norm.Largest(f);
            if (!double.IsFinite(norm))
                return End(SolverStatus.NotFinite);
            if (options.IsMet(f, norm))
                return End(SolverStatus.Converged);
            if (trace.Count >= options.MaxIterations)
                return End(SolverStatus.MaxIterations);
            var length = Length(f);
            if (trace.Count >= Patience && norm > trace[^Patience].Residual / 2)
                return End(SolverStatus.Stalled);
            if (double.IsFinite(before))
                forcing = Math.Clamp(0.9 * Math.Pow(length / before, 2), 1e-4, 0.3);
            before = length;
            var products = krylov.Solve(Product, f, forcing, out var step);
            if (!Accept(step, length, out var shortened))
                return End(SolverStatus.Stalled);
            trace.Add(new(norm, $"Newton, {products} products{(shortened < 1 ? ", shortened" : "")}"));
        }

        bool Accept(double[] step, double length, out double t)
        {
            t = Math.Min(1, LongestStep / Math.Max(LongestStep, Norm.Largest(step)));
            for (; t > ShortestStep; t /= 2)
            {
                TensorPrimitives.MultiplyAdd(step, -t, x, trial);
                Evaluate(trial, trialF);
                if (Length(trialF) <= (1 - SufficientDecrease * t) * length)
                {
                    (x, trial) = (trial, x);
                    (f, trialF) = (trialF, f);
                    return true;
                }
            }
            return false;
        }

        void Product(ReadOnlySpan<double> direction, Span<double> into)
        {
            TensorPrimitives.MultiplyAdd(direction, Difference, x, trial);
            Evaluate(trial, trialF);
            TensorPrimitives.Subtract(trialF, f, into);
            TensorPrimitives.Divide(into, Difference, into);
        }

        SolverResult End(SolverStatus status) => new(status, x, Norm.Largest(f), evaluations, trace);

        void Evaluate(double[] at, double[] into)
        {
            residual(at, into, finest);
            evaluations++;
        }
    }

    /// <summary>Euclidean; infinite where a residual is not finite, so that such a point is never better.</summary>
    private static double Length(ReadOnlySpan<double> f) =>
        TensorPrimitives.Norm(f) is var length && double.IsNaN(length) ? double.PositiveInfinity : length;
}
