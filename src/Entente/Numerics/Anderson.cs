namespace Entente.Numerics;

/// <summary>
/// Anderson acceleration of x := x + f(x) (Anderson 1965; Walker and Ni 2011, type II): the next point is the
/// combination of the last few whose linearised residual is smallest. Globalised: where the residual is not
/// finite or grows beyond a factor, the memory is dropped and the iteration goes on from the best point with
/// shorter steps and a more exact residual.
/// </summary>
public static class Anderson
{
    private const int Memory = 40;

    /// <summary>Of searches along a way, which have little left to learn.</summary>
    private const int MemoryOnTheWay = 24;
    private const double AllowedGrowth = 3;

    /// <summary>A residual below this is near: growth then comes from directions not learnt yet, and forgetting would learn none.</summary>
    private const double Near = 1e-3;
    private const double AllowedGrowthNear = 100;
    private const double SmallestMixing = 1e-3;

    /// <summary>Iterations that have not taken a tenth off the residual between them go nowhere.</summary>
    private const int Patience = 30;

    /// <inheritdoc cref="Solver"/>
    public static SolverResult Solve(ResidualFunction residual, ReadOnlySpan<double> start, SolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(residual);
        ArgumentNullException.ThrowIfNull(options);
        using var history = NoDifferences(start.Length);
        return Solve(residual, start, options, history);
    }

    /// <summary>Room for the differences of a search in so many unknowns.</summary>
    internal static DifferenceHistory NoDifferences(int length) => new DifferenceHistory(length, Math.Min(Memory, length));

    /// <summary>Room for those of searches that come one after the other.</summary>
    internal static IDifferences NoDifferencesYet(int length) => new DifferenceProducts(length, Math.Min(MemoryOnTheWay, length));

    /// <summary>
    /// The same with what searches of like systems have learnt, and for those to come; where it misleads it is dropped.
    /// </summary>
    internal static SolverResult Solve(
        ResidualFunction residual,
        ReadOnlySpan<double> start,
        SolverOptions options,
        IDifferences history
    )
    {
        var length = start.Length;
        var x = start.ToArray();
        var f = new double[length];
        var (bestX, bestF, best) = (start.ToArray(), new double[length], double.PositiveInfinity);
        history.Begin();
        var trace = new List<TraceEntry>();
        var exact = new InnerAccuracy(options.Tolerance);
        var (mixing, evaluations) = (1.0, 0);
        var (mark, markedAt) = (double.PositiveInfinity, 0);
        while (true)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            var norm = Evaluate(exact.For(best));
            // A point is accepted only on the evidence of an exact residual.
            if (norm <= options.Tolerance && !options.IsExact && !exact.IsFinest)
                norm = Evaluate(exact.Finest());
            if (options.IsMet(f, norm))
                return new SolverResult(SolverStatus.Converged, x, norm, evaluations, trace);
            if (trace.Count == options.MaxIterations)
                return new SolverResult(SolverStatus.MaxIterations, bestX, best, evaluations, trace);
            if (best < 0.9 * mark)
                (mark, markedAt) = (best, trace.Count);
            else if (trace.Count - markedAt >= Patience)
                return new SolverResult(SolverStatus.Stalled, bestX, best, evaluations, trace);
            if (!(norm < best * (best < Near ? AllowedGrowthNear : AllowedGrowth)))
            {
                mixing = history.IsInherited ? mixing : mixing / 2;
                if (mixing < SmallestMixing || double.IsPositiveInfinity(best))
                    return new SolverResult(
                        double.IsFinite(norm) ? SolverStatus.Stalled : SolverStatus.NotFinite,
                        bestX,
                        best,
                        evaluations,
                        trace
                    );
                var without = history.IsInherited ? "nothing inherited" : "shorter steps";
                trace.Add(new(norm, $"back to the best point, {without}"));
                history.Clear();
                bestX.CopyTo(x, 0);
                exact.Tighten();
                var again = Evaluate(exact.For(best));
                if (double.IsFinite(again))
                    (best, bestF) = (again, [.. f]);
                else
                    bestF.CopyTo(f, 0);
            }
            else
            {
                if (norm < best)
                {
                    best = norm;
                    x.CopyTo(bestX, 0);
                    f.CopyTo(bestF, 0);
                }
                trace.Add(new(norm, history.Count == 0 ? "step" : "accelerated"));
            }
            history.Step(x, f, mixing);
            mixing = Math.Min(1, mixing * 1.2);
        }

        double Evaluate(double accuracy)
        {
            residual(x, f, accuracy);
            evaluations++;
            return Norm.Largest(f);
        }
    }
}
