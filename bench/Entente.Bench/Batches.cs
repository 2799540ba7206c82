using System.Globalization;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>
/// Draws of one world solved together against one at a time (<c>-- batches</c>): the same searches from the data to the same tolerance,
/// each with what the searches before it have learnt, certificates left out of both; in turn, medians of rounds. An evaluation is one
/// reading of the residuals at a point, a solve what comes to it: weights of the markets, and the steps of the search.
/// </summary>
internal static class Batches
{
    private const int Questions = 64;
    private const int Rounds = 5;

    private static readonly (int Countries, int Sectors)[] Sizes = [(20, 20), (56, 30), (97, 33)];
    private static readonly int[] Widths = [8, 32];

    public static void Run()
    {
        Console.WriteLine(
            "| world | drawn | at once | threads | evaluation, one, us | together, us | ratio | solve, one, ms | together, ms | ratio |"
        );
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (countries, sectors) in Sizes)
        {
            var world = Invented.Of(countries, sectors, Invented.Usual).World;
            foreach (var ownWeights in new[] { true, false })
            {
                CounterfactualInputs[] questions =
                [
                    .. Enumerable
                        .Range(0, Questions)
                        .Select(q => new CounterfactualInputs(world, Drawn(world, q, ownWeights), Closure.Fixed)),
                ];
                foreach (var threads in new[] { 1, Math.Min(2, Environment.ProcessorCount) }.Distinct())
                    foreach (var width in Widths)
                        Row(questions, ownWeights, width, threads);
            }
        }
    }

    /// <summary>Costs of all trade, or productivity everywhere, lognormal with a spread of 5 per cent; without tariffs.</summary>
    private static Shock Drawn(World world, int draw, bool costs)
    {
        var (countries, sectors, random) = (world.Countries.Length, world.Sectors.Length, new CounterRandom(1).At(draw));
        var without = Shock.None with { Tariffs = new Cube(countries, countries, sectors, new double[world.Trade.Span.Length]) };
        return costs
            ? without with
            {
                TradeCosts = Cube.Create(
                    countries,
                    countries,
                    sectors,
                    (n, i, j) => n == i ? 1 : Math.Exp(0.05 * random.Normal((n * countries + i) * sectors + j))
                ),
            }
            : without with
            {
                Productivity = Table.Create(countries, sectors, (n, j) => Math.Exp(0.05 * random.Normal(n * sectors + j))),
            };
    }

    private static void Row(CounterfactualInputs[] questions, bool ownWeights, int width, int threads)
    {
        // Each thread has its part of the questions, and of both ways one of its own.
        var parts = questions.Chunk(questions.Length / threads).ToArray();
        var one = parts.Select(_ => new OneByOne()).ToArray();
        var together = parts.Select(part => new SideBySide(part[0], width, ownWeights)).ToArray();
        var (oneSolve, togetherSolve, oneEvaluation, togetherEvaluation) = (new Times(), new Times(), new Times(), new Times());
        var (byOne, byTogether) = (0, 0);
        for (var round = 0; round <= Rounds; round++)
        {
            oneSolve.Add(On(threads, p => one[p].Solve(parts[p], TimedQuestion.Tolerance)) / questions.Length);
            togetherSolve.Add(On(threads, p => together[p].Solve(parts[p], TimedQuestion.Tolerance)) / questions.Length);
            oneEvaluation.Add(On(threads, p => one[p].Evaluate(parts[p])) / questions.Length * 1000);
            togetherEvaluation.Add(On(threads, p => Evaluate(together[p], parts[p], width)) / questions.Length * 1000);
        }
        for (var p = 0; p < threads; p++)
        {
            byOne += one[p].Solve(parts[p], TimedQuestion.Tolerance).Evaluations;
            byTogether += together[p].Solve(parts[p], TimedQuestion.Tolerance).Evaluations;
        }
        var world = questions[0].World;
        var (drawn, ratio) = (ownWeights ? "costs of trade" : "productivity", oneEvaluation.Median / togetherEvaluation.Median);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {world.Countries.Length} x {world.Sectors.Length} | {drawn} | {width} | {threads} | "
                    + $"{oneEvaluation.Median:0} | {togetherEvaluation.Median:0} | {ratio:0.00} | "
                    + $"{oneSolve.Median:0.00} ({(double)byOne / questions.Length:0.0}) | "
                    + $"{togetherSolve.Median:0.00} ({(double)byTogether / questions.Length:0.0}) | "
                    + $"{oneSolve.Median / togetherSolve.Median:0.00} |"
            )
        );
    }

    /// <summary>As many evaluations of each question as there are questions over those at once, the questions being put once.</summary>
    private static void Evaluate(SideBySide system, CounterfactualInputs[] part, int width)
    {
        for (var first = 0; first < part.Length; first += width)
            system.Evaluate();
    }

    /// <summary>Milliseconds of the slowest of the threads.</summary>
    private static double On(int threads, Action<int> what)
    {
        if (threads == 1)
            return Timing.Of(() => what(0));
        var started = Enumerable.Range(0, threads).Select(p => new Thread(() => what(p))).ToList();
        return Timing.Of(() =>
        {
            started.ForEach(thread => thread.Start());
            started.ForEach(thread => thread.Join());
        });
    }

    /// <summary>Times of rounds, the first of which, in which code is compiled, does not count.</summary>
    private sealed class Times
    {
        private readonly List<double> all = [];

        public double Median => Timing.Median(all.Skip(1).ToList());

        public void Add(double time) => all.Add(time);
    }
}
