using Entente.Numerics;
using Xunit;

namespace Entente.Tests.Numerics;

/// <summary>What every solver promises, asked of each.</summary>
public sealed class SolverContractTests
{
    /// <summary>Every class of the assembly that solves; a new one is asked too.</summary>
    public static TheoryData<string> Solvers => [.. All.Keys];

    private static readonly SortedDictionary<string, Solver> All = new(
        typeof(Solver)
            .Assembly.GetTypes()
            .Select(type =>
                (
                    type.Name,
                    Method: type.GetMethod("Solve", [typeof(ResidualFunction), typeof(ReadOnlySpan<double>), typeof(SolverOptions)])
                )
            )
            .Where(found => found.Method is { IsStatic: true })
            .ToDictionary(found => found.Name, found => found.Method!.CreateDelegate<Solver>()),
        StringComparer.Ordinal
    );

    private static Solver Of(string name) => All[name];

    [Fact]
    public void All_solvers_are_asked() =>
        Assert.Equal(["Anderson", "Fallback", "FixedPoint", "LevenbergMarquardt", "NewtonKrylov"], All.Keys);

    [Theory, MemberData(nameof(Solvers))]
    public void Finds_the_root_of_a_linear_contraction(string solver)
    {
        var result = Of(solver)(Linear, new double[3], new SolverOptions());

        Assert.Equal(SolverStatus.Converged, result.Status);
        Assert.True(result.Residual <= 1e-10);
        // x = b + A x, so that the residual vanishes at the answer.
        var f = new double[3];
        Linear(result.Solution, f, 0);
        Assert.All(f, value => Assert.InRange(value, -1e-10, 1e-10));
    }

    [Theory, MemberData(nameof(Solvers))]
    public void Finds_the_root_of_a_system_whose_plain_steps_overshoot(string solver)
    {
        // x := x + f(x) diverges here; only damping or acceleration finds the root cos x = x in every coordinate.
        static void Overshooting(ReadOnlySpan<double> x, Span<double> f, double accuracy)
        {
            for (var n = 0; n < x.Length; n++)
                f[n] = (2 + n) * (Math.Cos(x[n]) - x[n]);
        }
        var result = Of(solver)(Overshooting, new double[4], new SolverOptions { Tolerance = 1e-12 });

        Assert.Equal(SolverStatus.Converged, result.Status);
        foreach (var value in result.Solution)
            Assert.Equal(0.739085133215161, value, 11);
    }

    [Theory, MemberData(nameof(Solvers))]
    public void A_start_at_the_root_takes_no_iteration(string solver)
    {
        var result = Of(solver)((x, f, _) => f.Clear(), [1.0, 2.0], new SolverOptions());

        Assert.Equal(SolverStatus.Converged, result.Status);
        Assert.Equal(0, result.Iterations);
        // One look, and at most another, more exact one.
        Assert.InRange(result.Evaluations, 1, 2);
        Assert.Equal([1.0, 2.0], result.Solution.ToArray());
    }

    [Theory, MemberData(nameof(Solvers))]
    public void Says_that_iterations_ran_out_and_gives_no_number(string solver)
    {
        var result = Of(solver)(Linear, new double[3], new SolverOptions { MaxIterations = 2 });

        Assert.Equal(SolverStatus.MaxIterations, result.Status);
        Assert.Equal(2, result.Iterations);
        Assert.True(result.Residual > 1e-10);
        Assert.Throws<InvalidOperationException>(() => result.Solution.Length);
    }

    [Theory, MemberData(nameof(Solvers))]
    public void Says_that_a_system_without_a_root_stalls(string solver)
    {
        var result = Of(solver)((x, f, _) => f[0] = 1 + x[0] * x[0], [0.0], new SolverOptions());

        Assert.Contains(result.Status, new[] { SolverStatus.Stalled, SolverStatus.MaxIterations });
        Assert.Throws<InvalidOperationException>(() => result.Solution.Length);
    }

    [Theory, MemberData(nameof(Solvers))]
    public void Says_that_numbers_are_not_finite(string solver)
    {
        var result = Of(solver)((x, f, _) => f.Fill(double.NaN), [1.0], new SolverOptions());

        Assert.Equal(SolverStatus.NotFinite, result.Status);
    }

    [Theory, MemberData(nameof(Solvers))]
    public void Steps_back_from_where_the_system_is_not_defined(string solver)
    {
        // log x is not defined where a full first step leads.
        var result = Of(solver)((x, f, _) => f[0] = -3 * Math.Log(x[0]) * x[0], [2.5], new SolverOptions());

        Assert.Equal(SolverStatus.Converged, result.Status);
        Assert.Equal(1, result.Solution[0], 9);
    }

    [Theory, MemberData(nameof(Solvers))]
    public void Leaves_the_start_alone_and_repeats_itself_to_the_bit(string solver)
    {
        double[] start = [0.1, 0.2, 0.3];
        var first = Of(solver)(Linear, start, new SolverOptions());
        var second = Of(solver)(Linear, start, new SolverOptions());

        Assert.Equal([0.1, 0.2, 0.3], start);
        Assert.Equal(first.Solution.ToArray(), second.Solution.ToArray());
        Assert.Equal(first.Trace, second.Trace);
    }

    [Theory, MemberData(nameof(Solvers))]
    public void Stops_when_asked_to(string solver)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            Of(solver)(Linear, new double[3], new SolverOptions { Cancellation = source.Token })
        );
    }

    [Fact]
    public void Acceleration_needs_far_fewer_evaluations()
    {
        var plain = FixedPoint.Solve(Linear, new double[3], new SolverOptions());
        var fast = Anderson.Solve(Linear, new double[3], new SolverOptions());

        Assert.True(fast.Evaluations * 5 < plain.Evaluations, $"{fast.Evaluations} against {plain.Evaluations}");
    }

    private static void Linear(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        f[0] = 1 + 0.5 * x[0] + 0.3 * x[1] - x[0];
        f[1] = 2 + 0.2 * x[0] + 0.4 * x[1] + 0.2 * x[2] - x[1];
        f[2] = 3 - 0.3 * x[1] + 0.5 * x[2] - x[2];
    }
}
