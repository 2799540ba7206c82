using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.Models;
using Entente.Numerics;

namespace Entente.Testing.Timed;

/// <summary>
/// Questions of one world solved one at a time as sweeps solve them, each search with what those before it have learnt, from the data and
/// without certificate: what <see cref="SideBySide"/> is set against.
/// </summary>
internal sealed class OneByOne
{
    private const int MostIterations = 200;

    private IDifferences? differences;
    private JointSystem? kept;

    /// <summary>Solves all questions; the unknowns of each, and evaluations in all.</summary>
    public (double[][] Found, int Evaluations) Solve(IReadOnlyList<CounterfactualInputs> questions, double tolerance)
    {
        var (found, evaluations) = (new double[questions.Count][], 0);
        for (var q = 0; q < questions.Count; q++)
        {
            using var system = new JointSystem(questions[q]);
            var settings = TradeModel.Settings(new SolveOptions { Tolerance = tolerance }, system, MostIterations);
            differences ??= Anderson.NoDifferencesYet(system.Length);
            var search = Anderson.Solve(system.Residual, new double[system.Length], settings, differences);
            if (search.Status != SolverStatus.Converged)
                throw new InvalidOperationException($"question {q}: {search.Status}");
            found[q] = [.. search.Best];
            evaluations += search.Evaluations;
        }
        return (found, evaluations);
    }

    /// <summary>Evaluates residuals of the first question as often as there are questions.</summary>
    public void Evaluate(IReadOnlyList<CounterfactualInputs> questions)
    {
        kept ??= new JointSystem(questions[0]);
        var (x, f) = (new double[kept.Length], new double[kept.Length]);
        for (var q = 0; q < questions.Count; q++)
            kept.Residual(x, f, 0);
    }
}
