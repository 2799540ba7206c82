using System.Diagnostics;
using System.Globalization;
using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>
/// Whole processes by the clock, as somebody waits for them, and what they say of their stages: <c>-- process [PROGRAM ...]</c>.
/// Programs take turns, so that a slow spell of the machine meets all of them; without any, the one that <c>dotnet build -c
/// Release</c> made. At the end the last command's work in this process, which has done it before.
/// </summary>
internal static class WholeProcess
{
    private const int Runs = 9;

    private static readonly string[][] Commands =
    [
        ["--version"],
        ["run", "russia-2014", "--case", "western-measures-only"],
        ["run", "serbia-2023"],
    ];

    public static void Run(IReadOnlyList<string> programs)
    {
        if (programs.Count == 0)
            programs = [Path.Combine(TimedQuestion.Root(), "src", "Entente.Cli", "bin", "Release", "net10.0", "entente")];
        var folder = Directory.CreateTempSubdirectory("entente-bench-");
        try
        {
            foreach (var command in Commands)
                Compare(programs, command, folder.FullName);
            Warm(Commands[^1][1], Path.Combine(folder.FullName, "warm"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Compare(IReadOnlyList<string> programs, string[] command, string folder)
    {
        var runs = programs.Select(_ => new List<Measured>()).ToList();
        // The first of each fills the caches of the machine.
        for (var run = 0; run <= Runs; run++)
            for (var p = 0; p < programs.Count; p++)
                if (Once(programs[p], command, folder) is var measured && run > 0)
                    runs[p].Add(measured);
        Console.WriteLine();
        Console.WriteLine($"`entente {string.Join(' ', command)}`, {Runs} runs in turn, seconds");
        foreach (var (program, of) in programs.Zip(runs))
            Print(program, of);
    }

    /// <summary>The same in a process that has done it before: from reading the scenario to the last file.</summary>
    private static void Warm(string scenario, string folder)
    {
        var (seconds, processor) = (new List<double>(), new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var input = RunInput.Read(Catalogue.Default, scenario, null, new RunOverrides()).Value;
            var answers = ScenarioRun.Answer(input, new SolveOptions());
            using (var written = new AtomicFolder(folder, Manifest.FileName))
                ScenarioRun.Write(ScenarioRun.Record(input, answers, new SolveOptions(), "bench", []), written);
            if (run == 0)
                continue;
            seconds.Add(watch.Elapsed.TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        Console.WriteLine();
        Console.WriteLine($"`{scenario}` in a process that has answered it before, {Runs} runs, seconds");
        Console.WriteLine();
        Console.WriteLine("| | least | median |");
        Console.WriteLine("|---|--:|--:|");
        Row("read, answered, written, by the clock", seconds);
        Row("of processor", processor);
    }

    private static void Print(string program, List<Measured> of)
    {
        Console.WriteLine();
        Console.WriteLine($"{program}:");
        Console.WriteLine();
        Console.WriteLine("| stage | least | median |");
        Console.WriteLine("|---|--:|--:|");
        foreach (var stage in of[0].Stages.Keys)
            Row(stage, [.. of.Select(run => run.Stages.GetValueOrDefault(stage))]);
        Row("whole process by the clock", [.. of.Select(run => run.Clock)]);
        if (of.MinBy(run => run.Clock)!.Last is { Length: > 0 } last)
            Console.WriteLine($"\nof the quickest: {last}");
    }

    private static void Row(string name, List<double> seconds) =>
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {name} | {seconds.Min():0.000} | {Timing.Median(seconds):0.000} |")
        );

    private static Measured Once(string program, string[] command, string folder)
    {
        string[] args = command[0] == "run" ? [.. command, "--out", Path.Combine(folder, "out"), "--timings"] : command;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var said = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var clock = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', args)}: {said.Result}");
        var lines = said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipWhile(line => !line.StartsWith("begins s")).ToList();
        return new(clock, Stages(lines), lines.LastOrDefault() ?? "");
    }

    /// <summary>Stages by name; cases together, and certificates, worlds without measures and tables.</summary>
    private static Dictionary<string, double> Stages(List<string> lines)
    {
        var stages = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1).SkipLast(1))
        {
            var name = line[19..];
            var kind =
                name.StartsWith("case ", StringComparison.Ordinal) ? "cases, sum"
                : name.StartsWith("certificate ", StringComparison.Ordinal) ? "certificates, sum"
                : name.StartsWith("table ", StringComparison.Ordinal) ? "tables, sum"
                : name == "world without measures" ? "worlds without measures, sum"
                : name;
            stages[kind] = stages.GetValueOrDefault(kind) + double.Parse(line[9..17], CultureInfo.InvariantCulture);
        }
        return stages;
    }

    /// <param name="Clock">Seconds from its start to its end.</param>
    /// <param name="Stages">Seconds by stage, as the program tells them.</param>
    /// <param name="Last">What it says of processor, compiling and memory; empty where it was not asked.</param>
    private sealed record Measured(double Clock, Dictionary<string, double> Stages, string Last);
}
