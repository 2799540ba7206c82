using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.Models;
using Entente.Numerics;

namespace Entente.Testing.Timed;

/// <summary>What the answer to a question costs on one thread.</summary>
/// <param name="Answer">The answer, the same in all runs.</param>
/// <param name="Cold">Median time on a world no solver has seen, certificate included, ms.</param>
/// <param name="Next">The same on a world that has been prepared by an earlier question, ms.</param>
/// <param name="Search">
/// The search on a prepared world, without certificate, ms; NaN where the joint search alone does not find the answer.
/// </param>
/// <param name="Bytes">What the evaluations of the search read of arrays of trade and inputs; NaN likewise.</param>
/// <param name="Allocated">Bytes allocated by a cold solve.</param>
internal sealed record Cost(Equilibrium Answer, double Cold, double Next, double Search, double Bytes, long Allocated)
{
    /// <summary>More than any joint search that gets through has needed.</summary>
    private const int MostIterations = 200;

    /// <summary>Measures for about so many seconds.</summary>
    public static Cost Of(TimedQuestion question, double seconds)
    {
        var (cold, next, searches) = (new List<double>(), new List<double>(), new List<double>());
        Equilibrium answer = null!;
        var allocated = 0L;
        Timing.Repeat(
            () =>
            {
                var fresh = question.FreshWorld();
                var before = GC.GetAllocatedBytesForCurrentThread();
                cold.Add(Timing.Of(() => answer = question.Solve(fresh)));
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                next.Add(Timing.Of(() => question.Solve(fresh)));
                searches.Add(Timing.Of(() => Jointly(question, fresh)));
            },
            seconds
        );
        var bytes = BytesRead(question, answer);
        return new(
            answer,
            Timing.Median(cold),
            Timing.Median(next),
            double.IsNaN(bytes) ? double.NaN : Timing.Median(searches),
            bytes,
            allocated
        );
    }

    /// <summary>
    /// What the evaluations that led to an answer read of arrays of trade and inputs; NaN where the joint search alone does not
    /// find it.
    /// </summary>
    public static double BytesRead(TimedQuestion question, Equilibrium answer)
    {
        var search = Jointly(question, question.World);
        using var system = new JointSystem(answer.Given);
        return search.Status == SolverStatus.Converged && search.Evaluations == answer.Evaluations
            ? (double)answer.Evaluations * system.BytesPerEvaluation
            : double.NaN;
    }

    /// <summary>The search that the solver tries first, without the certificate of its answer.</summary>
    public static SolverResult Jointly(TimedQuestion question, World world)
    {
        using var system = new JointSystem(question.On(world));
        return Anderson.Solve(
            system.Residual,
            new double[system.Length],
            TradeModel.Settings(new SolveOptions { Tolerance = TimedQuestion.Tolerance }, system, MostIterations)
        );
    }
}
