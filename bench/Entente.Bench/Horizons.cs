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
        Write($"| world | question | cold, ms | least | over plain | next, ms | least | over plain | evaluations |");
        Write($"|---|---|--:|--:|--:|--:|--:|--:|--:|");
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
                $"| {Size(question)} | {question.Name} | {Timing.Median(cold):0.0} | {cold.Min():0.0} | ",
                $"{Timing.Median(cold) / plain:0.00} | {Timing.Median(next):0.0} | {next.Min():0.0} | ",
                $"{Timing.Median(next) / plain:0.00} | {evaluations} |"
            );
        }
    }

    /// <summary>
    /// A rise of all costs of trade in forty steps, each from the data, from the answer to the one before, and along them all; medians and
    /// means over the steps.
    /// </summary>
    public static void Neighbours()
    {
        Write(
            $"| world | at the horizon of | from the data, ms | evaluations | from the last answer, ms | evaluations | ",
            $"along, ms | least | evaluations | over plain | largest residual |"
        );
        Write($"|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var question in Questions())
        {
            question.WarmUp();
            var plain = Plain(question);
            var (cold, warm, along) = (new Steps(), new Steps(), new Steps());
            Timing.Repeat(
                () =>
                {
                    var trail = new SearchTrail();
                    StartingPoint? last = null;
                    for (var k = 1; k <= 1 / Apart; k++)
                    {
                        var shock = Dearer(question.World, k * Apart);
                        if (k % 8 == 0)
                            cold.Add(k, () => Solve(shock, new()));
                        last = warm.Add(k, () => Solve(shock, new() { Start = last })).Point;
                        along.Add(k, () => Solve(shock, new() { Trail = trail }));
                    }
                },
                Seconds,
                least: 2
            );
            Write(
                $"| {Size(question)} | {question.Name} | {cold.Median:0.0} | {cold.Evaluations:0.0} | {warm.Median:0.0} | ",
                $"{warm.Evaluations:0.0} | {along.Median:0.00} | {along.Least:0.00} | {along.Evaluations:0.0} | ",
                $"{along.Median / plain:0.000} | {along.Residual:0.0e0} |"
            );

            Equilibrium Solve(Shock shock, SolveOptions options) =>
                TradeModel.Solve(
                    question.World,
                    shock,
                    question.Closure,
                    options with
                    {
                        Tolerance = TimedQuestion.Tolerance,
                    },
                    question.Behaviour
                );
        }
    }

    /// <summary>What steps cost.</summary>
    private sealed class Steps
    {
        /// <summary>Steps after which a way has been got into.</summary>
        private const int First = 8;

        private readonly List<double> times = [];
        private readonly List<int> evaluations = [];

        public double Median => Timing.Median(times);

        public double Least => times.Min();

        public double Evaluations => evaluations.Average();

        public double Residual { get; private set; }

        public Equilibrium Add(int step, Func<Equilibrium> solve)
        {
            Equilibrium answer = null!;
            var time = Timing.Of(() => answer = solve());
            if (step >= First)
            {
                times.Add(time);
                evaluations.Add(answer.Evaluations);
                Residual = Math.Max(Residual, answer.Residuals!.Largest);
            }
            return answer;
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
