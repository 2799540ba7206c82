using System.Diagnostics;
using Entente.Record.Ledger;
using Entente.Record.Register;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>
/// Made reports (<see cref="MadeReports"/>) added to a fresh ledger by the program that <c>dotnet build -c Release</c> made, as
/// somebody waits for it, with its memory; then added to another ledger by a process that is killed half way, and again by the same
/// command, to the same exported tables; and a third time, which adds nothing.
/// </summary>
internal static class RecordTimes
{
    private static readonly string[] Tables = ["statements.csv", "flags.csv"];
    private static readonly string[] Ledgers = ["whole", "killed"];

    public static void Run(int documents)
    {
        var folder = Directory.CreateTempSubdirectory("entente-record-").FullName;
        try
        {
            Run(Program, folder, documents);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Program => Path.Combine(TimedQuestion.Root(), "src", "Entente.Cli", "bin", "Release", "net10.0", "entente");

    private static void Run(string program, string folder, int documents)
    {
        var reports = Directory.CreateDirectory(Path.Combine(folder, "reports")).FullName;
        var words = 0;
        for (var k = 0; k < documents; k++)
        {
            var text = MadeReports.Of(k);
            words += text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
            File.WriteAllText(Path.Combine(reports, $"{k:00000}.txt"), text);
        }
        Say($"{documents} reports of {words / (double)documents:0} words, {Environment.ProcessorCount} processors");
        var whole = Added(program, reports, Path.Combine(folder, "whole.db"), null);
        Say(
            $"entente record add: {whole.Seconds:0.0} s by the clock, {whole.Processor:0.0} s of processor, ",
            $"{documents / whole.Seconds * 60:0} documents a minute; {whole.Said}"
        );
        var quarters = string.Join(", ", whole.Memory.Select(mb => FormattableString.Invariant($"{mb:0}")));
        Say($"largest memory {whole.Largest:0} MB; largest in each quarter of the time {quarters} MB");
        var ledger = Path.Combine(folder, "killed.db");
        var killed = Added(program, reports, ledger, whole.Seconds / 2);
        var confirmed = Count(ledger);
        Say($"killed after {killed.Seconds:0.0} s: {confirmed} documents in the ledger");
        var again = Added(program, reports, ledger, null);
        Say($"the same command again: {again.Seconds:0.0} s; {again.Said}");
        var third = Added(program, reports, ledger, null);
        Say($"and again: {third.Seconds:0.0} s; {third.Said}");
        var same = IsSame(program, folder) ? "the same bytes" : "OTHER BYTES";
        Say($"{Count(ledger)} documents; tables of statements and flags are {same}");
    }

    /// <summary>The command by the clock; killed after some seconds where they are given.</summary>
    private static Adding Added(string program, string reports, string ledger, double? killAfter)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo(program, ["record", "add", reports, "--ledger", ledger])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (said, heard) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var memory = new List<double>();
        var processor = 0.0;
        while (!process.WaitForExit(50))
        {
            process.Refresh();
            try
            {
                // Of a process that is ending there is nothing left to see.
                if (process.WorkingSet64 is > 0 and var bytes)
                    memory.Add(bytes / 1e6);
                processor = Math.Max(processor, process.TotalProcessorTime.TotalSeconds);
            }
            catch (InvalidOperationException)
            {
                // It has ended meanwhile.
            }
            if (watch.Elapsed.TotalSeconds > killAfter)
                process.Kill();
        }
        var seconds = watch.Elapsed.TotalSeconds;
        if (killAfter is null && process.ExitCode != 0)
            throw new InvalidOperationException(heard.Result);
        var last = said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        var quarters = Enumerable
            .Range(0, 4)
            .Select(q => memory[(q * memory.Count / 4)..((q + 1) * memory.Count / 4)].DefaultIfEmpty().Max());
        return new(seconds, processor, last, memory.DefaultIfEmpty().Max(), [.. quarters]);
    }

    private static bool IsSame(string program, string folder)
    {
        foreach (var name in Ledgers)
            using (
                var process = Process.Start(
                    new ProcessStartInfo(
                        program,
                        ["record", "export", "--ledger", Path.Combine(folder, $"{name}.db"), "--out", Path.Combine(folder, name)]
                    )
                    {
                        RedirectStandardOutput = true,
                    }
                )!
            )
            {
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
            }
        return Tables.All(table =>
            File.ReadAllBytes(Path.Combine(folder, "whole", table))
                .AsSpan()
                .SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "killed", table)))
        );
    }

    private static int Count(string path)
    {
        using var ledger = RecordLedger.Open(path, NameRegister.Shipped, create: false).Value;
        return ledger.Documents().Count();
    }

    private static void Say(params FormattableString[] parts) =>
        Console.Out.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));

    private readonly record struct Adding(double Seconds, double Processor, string Said, double Largest, double[] Memory);
}
