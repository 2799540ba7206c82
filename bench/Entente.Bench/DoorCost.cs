using System.Diagnostics;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>What it costs to ask the default world as a library: a game of coalitions, and ten thousand questions in memory.</summary>
internal static class DoorCost
{
    public static void Run()
    {
        var world = WorldFolder.Read(Path.Combine(TimedQuestion.Root(), "worlds", "world-2023")).Value;
        Game(world, "cold");
        Game(world, "warm");
        Many(world);
    }

    /// <summary>64 coalitions that put a tariff on Serbia.</summary>
    private static void Game(World world, string name)
    {
        var watch = Stopwatch.StartNew();
        var baseline = Baseline.Create(world).Value;
        Word[] senders = ["DEU", "ITA", "HUN", "ROU", "AUT", "HRV"];
        var questions = Enumerable
            .Range(0, 1 << senders.Length)
            .Select(mask => senders.Where((_, s) => (mask >> s & 1) == 1))
            .Select(members =>
                (IEnumerable<Measure>)
                    [
                        new Tariff
                        {
                            By = [.. members],
                            On = ["SRB"],
                            Rate = 0.2,
                        },
                    ]
            );
        var losses = baseline.SolveAll([.. questions], answer => answer["real_income_pct:SRB"], threads: 2);
        Write(
            $"{losses.Length} coalitions on two threads, {name}: {watch.Elapsed.TotalSeconds:0.00} s; all six together {losses[^1]:0.000} %"
        );
    }

    private static void Many(World world)
    {
        var baseline = Baseline.Create(world).Value;
        var questions = Enumerable
            .Range(0, 10_000)
            .Select(q =>
                (IEnumerable<Measure>)
                    [
                        new Tariff
                        {
                            By = ["eu27"],
                            On = ["SRB"],
                            Rate = 1e-5 * q,
                        },
                    ]
            )
            .ToList();
        var watch = Stopwatch.StartNew();
        var answers = baseline.SolveAll(questions, answer => answer["real_income_pct:SRB"], threads: 2);
        using var process = Process.GetCurrentProcess();
        Write(
            $"{answers.Length} questions on two threads: {watch.Elapsed.TotalSeconds:0.0} s, at most ",
            $"{process.PeakWorkingSet64 / 1e6:0} MB in the process"
        );
    }

    private static void Write(params FormattableString[] parts) =>
        Console.Out.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));
}
