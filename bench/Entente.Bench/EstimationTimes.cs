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

    /// <summary>All three, or one of them: gravity, random (the best of three runs of each way, as they are short), chain.</summary>
    public static void Run(string part = "all")
    {
        Warm();
        if (part is "all" or "gravity")
            Million("gravity, 140 x 140 countries, 52 years", Gravity(), "rta");
        if (part is "all" or "random")
            Million("drawn at random, 50,000 + 1,000 + 100 levels", Drawn(), "x1", runs: 3);
        if (part is "all" or "chain")
            Chain();
    }

    /// <summary>Writes the data as tables, for bench/fixest.R to set R's fixest beside.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, problem) in new[] { ("gravity", Gravity()), ("random", Drawn()), ("chain", Chained()) })
        {
            using var file = new StreamWriter(Path.Combine(folder, name + ".csv"));
            var names = problem.Regressors.Select((_, k) => $"x{k + 1}").Concat(problem.FixedEffects.Select((_, q) => $"d{q + 1}"));
            file.WriteLine(string.Join(',', names.Prepend("y")));
            for (var i = 0; i < problem.Rows; i++)
            {
                var numbers = problem.Regressors.Prepend(problem.Outcome).Select(x => FormattableString.Invariant($"{x.Values.Span[i]:R}"));
                file.WriteLine(string.Join(',', numbers.Concat(problem.FixedEffects.Select(effect => $"{effect.Codes.Span[i]}"))));
            }
        }
    }

    private static EstimationProblem Gravity() => MadeData.Gravity(140, 140, 52, fatTails: true);

    private static EstimationProblem Drawn() => MadeData.ThreeEffects(1_000_000, 1);

    private static EstimationProblem Chained() => MadeData.Chain(100_000, 2);

    private static void Million(string name, EstimationProblem problem, string regressor, int runs = 1)
    {
        var (plain, plainTime) = Best(runs, () => Plain(problem, 1e-8).Run());
        Console.Out.WriteLine(
            FormattableString.Invariant(
                $"{problem.Rows:n0} rows, {name}: plain {plainTime:0.00} s, {plain.Steps} steps, {plain.Rounds} rounds"
            )
        );
        foreach (var method in Methods)
            foreach (var threads in new[] { 1, 2 })
                Line(problem, method, threads, plainTime, regressor, plain.Coefficients[0], runs);
    }

    private static void Chain()
    {
        var problem = Chained();
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

    /// <summary>How far a way gets in a time.</summary>
    private static void Given(EstimationProblem problem, ProjectionMethod method, double seconds, double b)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        var state = "not converged";
        try
        {
            var options = new EstimationOptions { Threads = 1, Projection = method, MaxProjectionRounds = int.MaxValue };
            var slow = Estimator.Estimate(problem, options, stop.Token);
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

    /// <summary>What a way finds, and the shortest time of its runs, plain and fast ones alike.</summary>
    private static (T Found, double Seconds) Best<T>(int runs, Func<T> way)
    {
        var (found, best) = (default(T), double.PositiveInfinity);
        for (var run = 0; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            found = way();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return (found!, best);
    }

    private static void Line(
        EstimationProblem problem,
        ProjectionMethod method,
        int threads,
        double plain,
        string regressor,
        double b,
        int runs
    )
    {
        var (estimation, seconds) = Best(runs, () => Estimator.Estimate(problem, new() { Projection = method, Threads = threads }));
        Console.Out.WriteLine(
            FormattableString.Invariant($"  {method}, {threads} threads: {seconds:0.00} s, {plain / seconds:0.0} times as fast, ")
                + FormattableString.Invariant($"{estimation.Iterations} steps, {estimation.ProjectionRounds} rounds, largest score ")
                + FormattableString.Invariant($"{estimation.Certificate.LargestScore:0.0e0}, b off by {estimation[regressor] - b:0.0e0}")
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
