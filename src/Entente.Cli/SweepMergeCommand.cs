using System.CommandLine;
using Entente.Data.Sweeps;

namespace Entente.Cli;

/// <summary><c>entente sweep merge</c>: joins the shares of a sweep that several machines answered.</summary>
internal static class SweepMergeCommand
{
    private static readonly Argument<string[]> Folders = new("DIR")
    {
        Description = "Folders with shares of one sweep, in any order",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder of the results",
        HelpName = "DIR",
        Required = true,
    };
    private static readonly Option<bool> Csv = new("--csv") { Description = "Write results.csv beside results.parquet" };

    public static Command Create()
    {
        var command = new Command(
            "merge",
            """
            Join the shares of a sweep to the results of a single run, byte for byte. Refused are shares of other inputs or of another
            version, chunks that are missing, and chunks that differ between two folders.

            Example:
              entente sweep merge shares/* --out results
            """
        )
        {
            Folders,
            Out,
            Csv,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var merge = SweepMerge.Read(given.GetRequiredValue(Folders));
        Screen.Warnings(merge.Warnings);
        if (!merge.Success)
            return Screen.Faults(merge.Faults);
        var output = given.GetRequiredValue(Out);
        var written = merge.Value.Write(output, given.GetValue(Csv));
        if (!written.Success)
            return Screen.Faults(written.Faults);
        var summary = written.Value;
        Console.Out.WriteLine(merge.Value.Manifest.Title);
        Console.Out.WriteLine($"rows: {string.Join(", ", summary.Statuses.Select(s => $"{s.Count} {s.Status}"))}");
        Console.Out.WriteLine(Path.Combine(output, SweepFolder.ResultsFile));
        return summary.IsAnswered ? CommandLine.Done : CommandLine.NotSolved;
    }
}
