using System.CommandLine;
using Entente.Data.Sweeps;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Games.Uncertainty;

namespace Entente.Cli;

/// <summary>Draws of <c>entente align</c> in shares for several machines, and their answers joined.</summary>
internal static class AlignShares
{
    private static readonly Option<SweepShare> Part = new Option<SweepShare>("--part")
    {
        Description = "Answer the Kth of N shares of the draws alone, for one of N machines; --join takes their answers",
        HelpName = "K/N",
    }.Share();
    private static readonly Option<string[]> Joined = new Option<string[]>("--join")
    {
        Description = "Folders with answers of other machines to the same game, to begin with",
        HelpName = "DIR",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();

    public static void Add(Command command)
    {
        command.Options.Add(Part);
        command.Options.Add(Joined);
    }

    /// <summary>The share that is asked.</summary>
    public static SweepShare Of(ParseResult given) => Part.Of(given);

    /// <summary>What is wrong with what is asked.</summary>
    public static IReadOnlyCollection<Fault> Faults(ParseResult given, GameDraws? draws) =>
        Of(given).IsPart && draws is null
            ? [new Fault(new Place(Part.Name), "a share of no draws", $"{AlignDraws.Count.Name} N, or draws in the game")]
            : [];

    /// <summary>Takes the answers of other machines; what is wrong with them.</summary>
    public static IReadOnlyCollection<Fault> Join(KeptAnswers kept, ParseResult given)
    {
        var faults = new List<Fault>();
        foreach (var folder in given.GetValue(Joined) ?? [])
        {
            var joined = kept.Join(folder);
            Screen.Warnings(joined.Warnings);
            faults.AddRange(joined.Faults);
        }
        return faults;
    }

    /// <summary>Answers a share, keeps the answers, and says so.</summary>
    public static int Answer(
        SweepShare share,
        AlignmentAnswer answer,
        GameDraws draws,
        KeptAnswers kept,
        string output,
        int threads,
        CancellationToken cancellation
    )
    {
        AlignDraws.AnswerShare(answer, draws, kept, share, threads, cancellation);
        Console.Out.WriteLine($"part {share.Number} of {share.Count}: {kept.Count} answers in {Path.Combine(output, kept.Name)}");
        Console.Out.WriteLine("when all parts are done: the same command with --join FOLDER ... in place of --part");
        return CommandLine.Done;
    }
}
