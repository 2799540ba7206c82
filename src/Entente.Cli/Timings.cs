using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Entente.Data.Runs;

namespace Entente.Cli;

/// <summary>The clock of a command, from the start of its process, and what <c>--timings</c> prints.</summary>
internal static class Timings
{
    /// <summary>Stages counted from the start of the process, of which the start itself is the first.</summary>
    public static Stages FromStart()
    {
        using var process = Process.GetCurrentProcess();
        var passed = DateTime.Now - process.StartTime;
        var stages = new Stages(passed > TimeSpan.Zero ? passed : TimeSpan.Zero);
        stages.Add(new("start", TimeSpan.Zero, stages.Elapsed));
        return stages;
    }

    /// <summary>Writes stages, and what compiling, collecting and memory came to, to standard error.</summary>
    public static void Print(Stages stages)
    {
        Console.Error.WriteLine("begins s  takes s  stage");
        foreach (var stage in stages.All)
            Line(stage.Begins, stage.Takes, stage.Name);
        Line(TimeSpan.Zero, stages.Elapsed, "all");
        using var process = Process.GetCurrentProcess();
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"processor {process.TotalProcessorTime.TotalSeconds:0.000} s; compiled {JitInfo.GetCompiledMethodCount()} methods in "
                    + $"{JitInfo.GetCompilationTime().TotalSeconds:0.000} s; collected {GC.CollectionCount(0)} times in "
                    + $"{GC.GetTotalPauseDuration().TotalSeconds:0.000} s; allocated {GC.GetTotalAllocatedBytes() / 1e6:0} MB; "
                    + $"at most {process.PeakWorkingSet64 / 1e6:0} MB in memory"
            )
        );
    }

    private static void Line(TimeSpan begins, TimeSpan takes, string name) =>
        Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{begins.TotalSeconds,8:0.000} {takes.TotalSeconds,8:0.000}  {name}")
        );
}
