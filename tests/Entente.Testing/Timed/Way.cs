using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.Horizons;
using Entente.Models;
using Entente.Numerics;

namespace Entente.Testing.Timed;

/// <summary>What a way to the answer has found.</summary>
/// <param name="Wages">Of the first factor, the value added of the world being the numeraire; null where no answer was found.</param>
/// <param name="Evaluations">Of the system that is searched; inner loops are not counted.</param>
/// <param name="Residual">Certified by the equations, or what the search itself says where there is no certificate.</param>
/// <param name="Bytes">Counts what was read of arrays of trade and inputs; null where it depends on inner loops that nobody counts.</param>
internal sealed record Found(IReadOnlyList<double>? Wages, int Evaluations, double Residual, Func<double>? Bytes)
{
    public static Found Of(Equilibrium answer, Func<double>? bytes = null) =>
        new(answer.Converged ? [.. answer.Wages] : null, answer.Evaluations, answer.Residuals?.Largest ?? answer.SearchResidual, bytes);
}

/// <summary>A way to the answer of a question; all should give the same.</summary>
/// <param name="Name">Name.</param>
/// <param name="Go">Goes it.</param>
internal sealed record Way(string Name, Func<TimedQuestion, Found> Go)
{
    /// <summary>What the command line does.</summary>
    public static Way Default { get; } = new("joint, kernels", Joint);

    /// <summary>Inner loops for prices and expenditure within a search over prices of factors, accelerated.</summary>
    public static Way Nested { get; } = new("nested, kernels, Anderson", question => Outer(question, Anderson.Solve));

    /// <summary>The same by Newton steps.</summary>
    public static Way NestedNewton { get; } = new("nested, kernels, Newton", question => Outer(question, Fallback.Newton));

    /// <summary>The equations as written; in the long run the damped iteration of the literature.</summary>
    public static Way Plain { get; } =
        new("nested, equations as written", question => Found.Of(question.Solve(question.World, SolutionMethod.Plain)));

    /// <summary>What a competent programmer writes first; the long run with fixed deficits only.</summary>
    public static Way PlainJoint { get; } = new("joint, scalar loops, Anderson", Scalar);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Way> All => [Default, Nested, NestedNewton, PlainJoint, Plain];

    /// <summary>Whether a question can be asked so.</summary>
    public bool Fits(TimedQuestion question) =>
        this != PlainJoint
        || (question.Behaviour == Behaviour.LongRun && question.Closure == Closure.Fixed && question.Shock.Limits.IsEmpty);

    private static Found Joint(TimedQuestion question)
    {
        var answer = question.Solve(question.World);
        return Found.Of(answer, () => Cost.BytesRead(question, answer));
    }

    private static Found Outer(TimedQuestion question, Solver solver)
    {
        var given = question.On(question.World);
        var system = new NestedSystem(given);
        var search = solver(
            system.Residual,
            system.Start(null),
            new SolverOptions { Tolerance = TimedQuestion.Tolerance / system.LargestElasticity }
        );
        return Found.Of(
            search.Status == SolverStatus.Converged
                ? TradeModel.Certified(given, system.State(), search, new SolveOptions { Tolerance = TimedQuestion.Tolerance })
                : WithoutAnswer.Failed(given, search)
        );
    }

    private static Found Scalar(TimedQuestion question)
    {
        var system = new PlainJointIteration(question.World, question.Shock);
        var evaluations = system.Solve(TimedQuestion.Tolerance);
        return new(
            evaluations > 0 ? system.Wages() : null,
            Math.Abs(evaluations),
            system.Residual,
            () => (double)system.Passes * question.ArrayBytes
        );
    }
}
