using Entente.CaliendoParro;
using Entente.Measures;
using Entente.Models;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>
/// What answers cost by horizon, and from the answer to a neighbour, on one thread: medians, and over the plain joint iteration on the
/// same world in the same run, which knows the long run only.
/// </summary>
internal static class Horizons
{
    private const double Seconds = 2;

    /// <summary>How near a neighbour is: the logs of its factors on costs are smaller by this part.</summary>
    private const double Apart = 1.0 / 40;

    public static void Run()
    {
        Write($"| world | question | cold, ms | over plain | next, ms | over plain | evaluations |");
        Write($"|---|---|--:|--:|--:|--:|--:|");
        foreach (var question in Questions())
        {
            question.WarmUp();
            var plain = Plain(question);
            var (cold, next, evaluations) = (new List<double>(), new List<double>(), 0);
            Timing.Repeat(
                () =>
                {
                    var fresh = question.FreshWorld();
                    cold.Add(Timing.Of(() => question.Solve(fresh)));
                    next.Add(Timing.Of(() => evaluations = question.Solve(fresh).Evaluations));
                },
                Seconds
            );
            Write(
                $"| {Size(question)} | {question.Name} | {Timing.Median(cold):0.0} | {Timing.Median(cold) / plain:0.00} | ",
                $"{Timing.Median(next):0.0} | {Timing.Median(next) / plain:0.00} | {evaluations} |"
            );
        }
    }

    /// <summary>A rise of all costs of trade, from the answer to one that is a little smaller.</summary>
    public static void Neighbours()
    {
        Write($"| world | at the horizon of | from the data, ms | evaluations | from a neighbour, ms | over plain | evaluations |");
        Write($"|---|---|--:|--:|--:|--:|--:|");
        foreach (var question in Questions().Select(q => q with { Shock = Dearer(q.World, 1) }))
        {
            question.WarmUp();
            var plain = Plain(question);
            var (world, shock) = (question.World, question.Shock);
            var near = TradeModel.Solve(world, Dearer(world, 1 - Apart), question.Closure, null, question.Behaviour).Point;
            var (cold, warm) = (new List<double>(), new List<double>());
            Equilibrium one = null!;
            Equilibrium other = null!;
            Timing.Repeat(
                () =>
                {
                    cold.Add(Timing.Of(() => one = question.Solve(world)));
                    warm.Add(
                        Timing.Of(() =>
                            other = TradeModel.Solve(
                                world,
                                shock,
                                question.Closure,
                                new SolveOptions { Tolerance = TimedQuestion.Tolerance, Start = near },
                                question.Behaviour
                            )
                        )
                    );
                },
                Seconds
            );
            Write(
                $"| {Size(question)} | {question.Name} | {Timing.Median(cold):0.0} | {one.Evaluations} | {Timing.Median(warm):0.0} | ",
                $"{Timing.Median(warm) / plain:0.00} | {other.Evaluations} |"
            );
        }
    }

    private static IEnumerable<TimedQuestion> Questions() =>
        [.. AtHorizons.Of("germany-2014", "others-deliver"), .. AtHorizons.Of("serbia-2023", "abstains-and-the-west-answers")];

    private static string Size(TimedQuestion question) =>
        FormattableString.Invariant($"{question.World.Countries.Length} x {question.World.Sectors.Length}");

    private static double Plain(TimedQuestion question)
    {
        var shock = Dearer(question.World, 1);
        return Timing.Median([
            .. Enumerable
                .Range(0, 3)
                .Select(_ => Timing.Of(() => new PlainJointIteration(question.World, shock).Solve(TimedQuestion.Tolerance))),
        ]);
    }

    /// <summary>All trade abroad a tenth dearer, or by a part of that in logs: what the plain iteration is asked, and neighbours.</summary>
    private static Shock Dearer(World world, double part) =>
        Shock.None with
        {
            TradeCosts = Cube.Create(
                world.Countries.Length,
                world.Countries.Length,
                world.Sectors.Length,
                (n, i, _) => n == i ? 1 : Math.Pow(1.1, part)
            ),
        };

    private static void Write(params FormattableString[] parts) =>
        Console.Out.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));
}
