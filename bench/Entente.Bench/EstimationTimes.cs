using System.Diagnostics;
using Entente.Estimation;
using Entente.Estimation.Plain;
using Entente.Testing;

namespace Entente.Bench;

/// <summary>
/// The estimator of gravity against the plain way (unaccelerated projections, from the start in each step) in one run: a million rows with
/// three fixed effects, and 100,000 rows whose two fixed effects touch in a chain.
/// </summary>
internal static class EstimationTimes
{
    private static readonly ProjectionMethod[] Methods =
    [
        ProjectionMethod.AlternatingPlain,
        ProjectionMethod.AlternatingAccelerated,
        ProjectionMethod.ConjugateGradient,
    ];

    public static void Run()
    {
        Million();
        Chain();
    }

    private static void Million()
    {
        var problem = MadeData.ThreeEffects(1_000_000, 1);
        Warm();
        var watch = Stopwatch.StartNew();
        var plain = Plain(problem, 1e-8).Run();
        var plainTime = watch.Elapsed.TotalSeconds;
        Console.Out.WriteLine(
            FormattableString.Invariant(
                $"1,000,000 rows, 50,000 + 1,000 + 100 levels: plain {plainTime:0.00} s, {plain.Steps} steps, {plain.Rounds} rounds"
            )
        );
        foreach (var method in Methods)
            foreach (var threads in new[] { 1, 2 })
                Line(problem, method, threads, plainTime, plain.Coefficients[0]);
    }

    private static void Chain()
    {
        var problem = MadeData.Chain(100_000, 2);
        var watch = Stopwatch.StartNew();
        var fast = Estimator.Estimate(problem, new() { Threads = 1 });
        var seconds = watch.Elapsed.TotalSeconds;
        Console.Out.WriteLine(
            FormattableString.Invariant(
                $"chain of 100,000 rows: {seconds:0.00} s, {fast.Iterations} steps, {fast.Status}, largest score "
            ) + FormattableString.Invariant($"{fast.Certificate.LargestScore:0.0e0}, b {fast["x"]:0.000000}")
        );
        // The plain way would not end: it is given fifty times as long, and what it has reached is set beside.
        foreach (var method in Methods.Take(2))
            Given(problem, method, 50 * seconds, fast["x"]);
    }

    /// <summary>How far a way gets in a time: the projection of the regressor alone, under weights of one.</summary>
    private static void Given(EstimationProblem problem, ProjectionMethod method, double seconds, double b)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        var state = "not converged";
        try
        {
            var slow = Estimator.Estimate(problem, new() { Threads = 1, Projection = method, MaxProjectionRounds = int.MaxValue }, stop.Token);
            state = FormattableString.Invariant($"{slow.Status}, {slow.ProjectionRounds} rounds");
            if (slow.IsConverged)
                state += FormattableString.Invariant($", b off by {slow["x"] - b:0.0e0}");
        }
        catch (OperationCanceledException)
        {
            state = "not through its first projections";
        }
        Console.Out.WriteLine(
            FormattableString.Invariant($"  {method}: after {watch.Elapsed.TotalSeconds:0.0} s, fifty times as long at most: {state}")
        );
    }

    private static void Line(EstimationProblem problem, ProjectionMethod method, int threads, double plain, double b)
    {
        var watch = Stopwatch.StartNew();
        var estimation = Estimator.Estimate(problem, new() { Projection = method, Threads = threads });
        var seconds = watch.Elapsed.TotalSeconds;
        Console.Out.WriteLine(
            FormattableString.Invariant($"  {method}, {threads} threads: {seconds:0.00} s, {plain / seconds:0.0} times as fast, ")
                + FormattableString.Invariant($"{estimation.Iterations} steps, {estimation.ProjectionRounds} rounds, largest score ")
                + FormattableString.Invariant($"{estimation.Certificate.LargestScore:0.0e0}, b off by {estimation["x1"] - b:0.0e0}")
        );
    }

    private static void Warm() => Estimator.Estimate(MadeData.ThreeEffects(20_000, 3));

    private static PlainPoisson Plain(EstimationProblem problem, double tolerance) =>
        new(
            problem.Outcome.Values.ToArray(),
            [.. problem.Regressors.Select(x => x.Values.ToArray())],
            [.. problem.FixedEffects.Select(effect => effect.Codes.ToArray())]
        )
        {
            Tolerance = tolerance,
            ProjectionTolerance = tolerance,
        };
}
