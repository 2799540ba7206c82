using Entente.Batches;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>
/// Questions by the thousand on world-2014: a map of two tariffs, each of its points solved, and draws of every cost of trade in goods;
/// long and short run, on one thread and on all.
/// </summary>
internal static class Thousands
{
    private const string World = "world-2014";

    private const string Map = """
        title: A map of two tariffs
        scenario:
          title: Russia and Germany
          world: world-2014
          cases:
            - name: both
              measures:
                - { kind: tariff, by: DEU, on: RUS, sectors: goods, rate: 0 }
                - { kind: tariff, by: RUS, on: DEU, sectors: goods, rate: 0 }
        horizon: HORIZON
        grid:
          both.1.rate: { from: 0, to: 0.4, steps: 41 }
          both.2.rate: { from: 0, to: 0.4, steps: 41 }
        chunk: 41
        outcomes: [real_income_pct:DEU]
        """;

    private const string Draws = """
        title: A thousand draws of trade costs
        scenario:
          title: The world of 2014
          world: world-2014
          cases:
            - { name: as-it-is }
        horizon: HORIZON
        draws:
          count: 1000
          seed: 2014
          trade_costs:
            - { from: all, to: all, sectors: goods, each: flow, lognormal: [1, 0.05] }
        outcomes: [real_income_pct:DEU]
        """;

    public static void Run()
    {
        Write($"| world | questions | horizon | threads | seconds | each, ms | evaluations | without answer | largest residual |");
        Write($"|---|---|---|--:|--:|--:|--:|--:|--:|");
        foreach (var (name, text) in new[] { ("map of two tariffs", Map), ("draws of all costs", Draws) })
            foreach (var horizon in new[] { "long", "short" })
                foreach (var threads in new[] { 1, Environment.ProcessorCount })
                    Ask(name, text, horizon, threads);
    }

    private static void Ask(string name, string text, string horizon, int threads)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text.Replace("HORIZON", horizon, StringComparison.Ordinal));
            var input = SweepInput.Read(Catalogue.Default, file, null).Value;
            var batch = input.Sweep.Batch(input.Written.ChunkSize, new SolveOptions());
            // One chunk to compile, on a batch of its own, so that nothing is known.
            input.Sweep.Batch(input.Written.ChunkSize, new SolveOptions()).Run([0], (_, _) => { }, new BatchOptions());
            SweepRow[] rows = [];
            var time = Timing.Of(() => rows = [.. batch.All(new BatchOptions { Threads = threads }).SelectMany(row => row)]);
            var found = rows.Where(row => row.Status == EquilibriumStatus.Converged).ToList();
            Write(
                $"| {World} | {name}, {input.Sweep.Count} | {horizon} | {threads} | {time / 1000:0.0} | {time / input.Sweep.Count:0.0} | ",
                $"{found.Average(row => row.Evaluations):0.0} | {rows.Length - found.Count} | {found.Max(row => row.Residual):0.0e0} |"
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Write(params FormattableString[] parts) =>
        Console.Out.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));
}
