using System.CommandLine;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Uncertainty;

namespace Entente.Cli;

/// <summary>The draws of <c>entente align</c>: what is wanted, and what it comes to.</summary>
internal static class AlignDraws
{
    private const int Most = 100_000;

    public static readonly Option<int?> Count = new("--draws")
    {
        Description = "Answer the game in so many draws of what is not known for sure as well; default: as the game says, or none",
        HelpName = "N",
    };
    public static readonly Option<int?> Seed = new("--seed") { Description = "Seed of the draws; default: the game's, or 1" };
    public static readonly Option<int?> Exact = new("--exact-draws")
    {
        Description =
            "Solve so many draws at most, and answer the others by a surrogate held against them; default: as the game says, or all",
        HelpName = "N",
    };
    public static readonly Option<double?> Within = new("--surrogate-within")
    {
        Description =
            "How far the surrogate may be off, as a part of the width of a band; beyond, solved draws alone count; default: as the game "
            + "says, or 0.25",
        HelpName = "PART",
    };
    public static readonly Option<int?> Coalitions = new("--coalition-draws")
    {
        Description = "Ask the coalition of the game in so many of the draws; default: as the game says, or 20",
        HelpName = "N",
    };
    public static readonly Option<int?> Sections = new("--section-draws")
    {
        Description = "Answer bargain, rates chosen and exposure in so many of the draws; default: as the game says, or 5",
        HelpName = "N",
    };
    public static readonly Option<string[]> Drawn = new Option<string[]>("--draw")
    {
        Description = "What is drawn: figures, elasticities, parameters, parts, coefficients; default: as the game says, or all",
        HelpName = "WHAT",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();

    public static void Add(Command command)
    {
        Count.Whole();
        Seed.Whole();
        Exact.Whole(GameDrawOptions.LeastExact);
        Coalitions.Whole();
        Sections.Whole();
        Within.Number("a number above 0", value => value > 0);
        Count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is 1 or < 0 or > Most)
                result.AddError($"{Count.Name} expects 0, or a whole number from 2 to {Most}");
        });
        foreach (var option in new Option[] { Count, Seed, Exact, Within, Coalitions, Sections, Drawn })
            command.Options.Add(option);
    }

    /// <summary>The draws wanted; null: none.</summary>
    public static Checked<GameDraws>? Of(GameInput input, ParseResult given)
    {
        var faults = new List<Fault>();
        var options = input.Draws ?? new GameDrawOptions { Count = 0 };
        options = options with { Count = given.GetValue(Count) ?? options.Count, Seed = given.GetValue(Seed) ?? options.Seed };
        options = options with { Exact = given.GetValue(Exact) ?? options.Exact, Within = given.GetValue(Within) ?? options.Within };
        options = options with
        {
            Coalitions = given.GetValue(Coalitions) ?? options.Coalitions,
            Sections = given.GetValue(Sections) ?? options.Sections,
        };
        if (options.Count == 0)
        {
            faults.AddRange(
                new Option[] { Seed, Exact, Within, Coalitions, Sections, Drawn }
                    .Where(option => given.GetResult(option) is { Implicit: false })
                    .Select(option => new Fault(null, $"{option.Name} without {Count.Name}", $"{Count.Name} N, the number of draws"))
            );
            return faults.Count > 0 ? Checked<GameDraws>.Invalid(faults) : null;
        }
        if (given.GetValue(Drawn) is { Length: > 0 } words)
        {
            faults.AddRange(
                words
                    .Except(GameDrawOptions.Sources, StringComparer.Ordinal)
                    .Select(word => new Fault(new Place(Drawn.Name), $"'{word}'", Spelling.OneOf(word, GameDrawOptions.Sources)))
            );
            if (words.Contains("parts") && options.Parts.IsEmpty)
                faults.Add(
                    new Fault(
                        new Place(Drawn.Name),
                        "'parts' of a game that says of no case that it may take effect in part",
                        "`parts` under `draws` of the game"
                    )
                );
            if (words.Contains("coefficients") && !WorldDraws.HasEstimates(input.Scenario))
                faults.Add(
                    new Fault(
                        new Place(Drawn.Name),
                        "'coefficients' of a game without estimated effects",
                        "a measure of `kind: estimated` whose coefficient has an error"
                    )
                );
            options = options with
            {
                Estimates = words.Contains("coefficients"),
                Figures = words.Contains("figures"),
                Elasticities = words.Contains("elasticities"),
                Parameters = words.Contains("parameters"),
                Parts = words.Contains("parts") ? options.Parts : [],
            };
        }
        return faults.Count > 0 ? Checked<GameDraws>.Invalid(faults) : GameDraws.Create(input, options);
    }

    /// <summary>Answers the draws of the game and of its sections, with the time left on the screen.</summary>
    public static (GameSpread Spread, SectionAnswers Sections) Answer(
        AlignmentAnswer answer,
        SectionAnswers sections,
        GameDraws draws,
        KeptAnswers kept,
        int threads,
        Stages stages,
        CancellationToken cancellation
    )
    {
        var progress = new StagesProgress(stages);
        var asked = new SpreadOfGame(answer, draws, kept) { Counted = progress.At };
        try
        {
            var (spread, drawn) = asked.Answer(sections, threads, cancellation);
            return (spread, drawn!);
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>Answers a share of the draws, to be kept.</summary>
    public static void AnswerShare(
        AlignmentAnswer answer,
        GameDraws draws,
        KeptAnswers kept,
        SweepShare share,
        int threads,
        CancellationToken cancellation
    )
    {
        var progress = new StagesProgress();
        var asked = new SpreadOfGame(answer, draws, kept) { Counted = progress.At };
        try
        {
            asked.AnswerShare(share.Has, threads, cancellation);
        }
        finally
        {
            progress.End();
        }
    }
}
