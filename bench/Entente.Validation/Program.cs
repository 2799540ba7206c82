using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Entente;
using Entente.Testing;
using Entente.Testing.Wild;
using Entente.Validation;

// golden: keeps what shipped scenarios, sweeps and backtests answer now as what they are held to (scenarios/golden, docs/backtests.md).
if (args is ["golden"])
{
    foreach (var scenario in Golden.Scenarios)
        File.WriteAllLines(Golden.File(scenario), Golden.Lines(scenario));
    foreach (var sweep in Golden.Sweeps)
        File.WriteAllLines(Golden.SweepFile(sweep), Golden.SweepLines(sweep));
    File.WriteAllText(Golden.BacktestFile, Golden.BacktestText());
    return 0;
}

// dotnet run -c Release --project bench/Entente.Validation -- [questions] [--seed S] [--only SEED] [--set wild|fixed|zero|share]
// dotnet run -c Release --project bench/Entente.Validation -- fuzz [rounds] [--seed S]: damaged files for every reader
var words = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToList();
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
int Number(string? text, int otherwise) => text is null ? otherwise : int.Parse(text, CultureInfo.InvariantCulture);
if (words is ["fuzz", ..])
{
    using var fuzz = new ReaderFuzz();
    var wrong = Enumerable
        .Range(Number(Option("--seed"), 1), Number(words.ElementAtOrDefault(1), 10_000))
        .Select(fuzz.Round)
        .OfType<string>()
        .ToList();
    foreach (var line in wrong)
        Console.WriteLine(line);
    Console.WriteLine($"{wrong.Count} wrong");
    return wrong.Count > 0 ? 1 : 0;
}
var (count, first, only) = (
    args.Length > 0 && !args[0].StartsWith('-') ? Number(words[0], 0) : 20_000,
    Number(Option("--seed"), 1),
    Option("--only")
);
Func<int, WildQuestion> ask = Option("--set") switch
{
    null or "wild" => WildQuestion.Wild,
    var closure => seed => WildQuestion.Harsh(seed, Enum.Parse<Closure>(closure, ignoreCase: true)),
};
if (only is not null)
    (first, count) = (Number(only, 1), 1);

var tasks = new ConcurrentBag<Verdict>();
var clock = Stopwatch.StartNew();
Parallel.ForEach(
    Partitioner.Create(Enumerable.Range(first, count), EnumerablePartitionerOptions.NoBuffering),
    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
    seed => tasks.Add(Verdict.On(ask(seed)))
);
Entente.Validation.Report.Print([.. tasks.OrderBy(v => v.Seed)], clock.Elapsed, only is not null);
return tasks.Any(v => v.Wrong is not null) ? 1 : 0;
