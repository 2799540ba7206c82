using System.Collections.Immutable;
using System.CommandLine;
using Entente.CaliendoParro;
using Entente.CaliendoParro.Derivatives;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Measures;
using Entente.Models;
using Entente.Reporting;
using Entente.Scenarios;

namespace Entente.Cli;

/// <summary><c>entente explain</c>: what carries a change of real income, and which costs of trade hurt whom.</summary>
internal sealed class ExplainCommand
{
    private static readonly Argument<string> ScenarioName = new("SCENARIO")
    {
        Description = "A scenario file, or the name of one that comes with the program",
    };
    private static readonly Option<string?> WorldName = new("--world")
    {
        Description = "A world folder, or the name of one that comes with the program; default: the scenario's",
        HelpName = "NAME|DIR",
    };
    private static readonly Option<string[]> Cases = new Option<string[]>("--case")
    {
        Description = "Explain only this case; may be given more than once. With --target: rank costs as they matter after it",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string[]> Horizons = new Option<string[]>("--horizon")
    {
        Description = "Take every case at this horizon",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string?> CountryName = new("--country")
    {
        Description = "Whose real income is explained; default: the first in focus",
        HelpName = "C",
    };
    private static readonly Option<string?> TargetName = new("--target")
    {
        Description = "Rank costs of trade by how much they hurt this country per unit of own loss",
        HelpName = "C",
    };
    private static readonly Option<string?> By = new("--by")
    {
        Description = "With --target: only costs that this country or group can raise, and their loss together",
        HelpName = "G",
    };
    private static readonly Option<double> Least = new Option<double>("--least")
    {
        Description = "With --target: leave out flows that hurt less than this part of the one that hurts most",
        DefaultValueFactory = _ => 0.01,
    }.Number("a number from 0 to 1", value => value is >= 0 and <= 1);
    private static readonly Option<int> Top = new Option<int>("--top")
    {
        Description = "Rows of each table",
        DefaultValueFactory = _ => 10,
    }.Whole(1);
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of tables" };

    private readonly ParseResult given;
    private readonly RunInput question;
    private readonly CancellationToken cancellation;
    private readonly List<Fault> faults = [];

    private ExplainCommand(ParseResult given, RunInput question, CancellationToken cancellation) =>
        (this.given, this.question, this.cancellation) = (given, question, cancellation);

    private World World => question.Scenario.World;

    private int? Rest => World.TryCountry(CountryCodes.RestOfWorld, out var n) ? n : null;

    public static Command Create(Catalogue catalogue)
    {
        ScenarioName.CompletionSources.Add(_ =>
            catalogue.Scenarios.Select(name => new System.CommandLine.Completions.CompletionItem(name))
        );
        WorldName.CompletionSources.Add(_ => catalogue.Worlds.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        var command = new Command(
            "explain",
            """
            Explain a change of real income: the exact answer beside first- and second-order approximations, and which flows and
            sectors carry it, adding up. Or rank costs of trade by how much they hurt a target per unit of own loss.

            Examples:
              entente explain serbia-2023 --case joins
              entente explain russia-2014 --country RUS --json
              entente explain serbia-2023 --target RUS --by eu27
            """
        )
        {
            ScenarioName,
            WorldName,
            Cases,
            Horizons,
            CountryName,
            TargetName,
            By,
            Least,
            Top,
            Json,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var question = RunInput.Read(
                    catalogue,
                    parsed.GetRequiredValue(ScenarioName),
                    parsed.GetValue(WorldName),
                    new RunOverrides { Cases = parsed.GetValue(Cases) ?? [], Horizons = Horizons.Words(parsed) }
                );
                Screen.Warnings(question.Warnings);
                return Task.FromResult(
                    question.Success ? new ExplainCommand(parsed, question.Value, cancellation).Run() : Screen.Faults(question.Faults)
                );
            }
        );
        return command;
    }

    private int Run()
    {
        var country = One(CountryName, given.GetValue(CountryName)) ?? question.Scenario.Focus.FirstOrDefault();
        var target = One(TargetName, given.GetValue(TargetName));
        var actors = given.GetValue(By) is { } by ? question.Scenario.Countries(by, faults) : [];
        if (given.GetValue(By) is { } alone && given.GetValue(TargetName) is null)
            faults.Add(new Fault(null, $"--by {alone} without --target", "both"));
        if (given.GetResult(Least) is { Implicit: false } && given.GetValue(TargetName) is null)
            faults.Add(new Fault(null, "--least without --target", "both"));
        if (actors.Length > 0 && Rest is { } rest && (actors = actors.Remove(rest)).IsEmpty)
            faults.Add(new Fault(null, $"--by {given.GetValue(By)}, the rest of the world", "countries that can act"));
        if (given.GetValue(TargetName) is not null && given.GetValue(CountryName) is { } explained)
            faults.Add(
                new Fault(null, $"--country {explained} beside --target", "one of the two: whose income is explained, or who is hurt")
            );
        if (target is { } hurt && actors.Contains(hurt))
            faults.Add(
                new Fault(
                    null,
                    $"--target {World.Countries[hurt].Code} among those of --by {given.GetValue(By)}",
                    "a target that does not act"
                )
            );
        // Without a case, a target is looked at in the world as it is.
        var inWorld = given.GetValue(TargetName) is not null && given.GetValue(Cases) is not { Length: > 0 };
        if (inWorld && given.GetValue(Horizons) is { Length: > 0 })
            faults.Add(new Fault(null, "--horizon with --target and no --case", "a case after which costs are ranked"));
        var model = question.Scenario.Scenario.Model;
        if (!model.HasDerivatives)
            faults.Add(new Fault(null, $"a scenario of {model.Title}", $"{KnownModels.Default.Title}, which derivatives cover"));
        var positions =
            inWorld || !model.HasDerivatives
                ? []
                : Covered(given.GetValue(TargetName) is null ? WhyNoWay : WhyNoLevers);
        if (faults.Count > 0)
            return Screen.Faults(faults);
        var answers = new ScenarioAnswer(question.Scenario, new SolveOptions { Tolerance = 1e-11, Cancellation = cancellation });
        try
        {
            return target is { } at ? Rank(answers, positions, at, actors) : Explain(answers, positions, country);
        }
        catch (OperationCanceledException)
        {
            Progress.Clear();
            Console.Error.WriteLine("interrupted");
            return CommandLine.Interrupted;
        }
    }

    private int? One(Option<string?> option, string? word)
    {
        if (word is null)
            return null;
        if (World.TryCountry(word, out var n))
            return n;
        var found = $"unknown country '{word}' of {option.Name}";
        faults.Add(CountryCodes.Unknown(null, found, "one the world has", word, World, World.Countries.Select(c => c.Code)));
        return null;
    }

    /// <summary>
    /// The cases that derivatives cover. The others are told of; they are faults where nothing of a case that was named is
    /// covered, at none of its horizons, or nothing at all.
    /// </summary>
    private ImmutableArray<int> Covered(Func<int, string?> whyNot)
    {
        var reasons = question.Positions.Select(p => (Position: p, Reason: whyNot(p))).ToList();
        foreach (
            var asked in reasons.GroupBy(r => given.GetValue(Cases) is { Length: > 0 } ? question.Scenario.Cases[r.Position].Case.Name : "")
        )
        {
            var none = asked.All(r => r.Reason is not null);
            foreach (var (position, reason) in asked.Where(r => r.Reason is not null))
                if (none)
                    faults.Add(NotCovered(position, reason!));
                else
                    Console.Error.WriteLine($"note: {Title(position)}: derivatives do not cover {reason}; left out");
        }
        return [.. reasons.Where(r => r.Reason is null).Select(r => r.Position)];
    }

    private Fault NotCovered(int position, string reason) =>
        new(
            question.Scenario.Cases[position].Case.Place,
            $"case '{Title(position)}' with {reason}",
            "a case without what derivatives do not cover"
        );

    /// <summary>What keeps a case from having a way to it; null where nothing does.</summary>
    private string? WhyNoWay(int position)
    {
        var theCase = question.Scenario.Cases[position];
        if (theCase.After is not null)
            return "cases after another";
        var from = theCase.RelativeTo is { } other
            ? Given(question.Scenario.All[other])
            : new CounterfactualInputs(theCase.World, Shock.None, question.Scenario.Scenario.Closure, theCase.Behaviour);
        return ShockPath.WhyNotCovered(from, Given(theCase));
    }

    /// <summary>What keeps a case from having derivatives at its answer, as far as that shows before it is answered.</summary>
    private string? WhyNoLevers(int position) =>
        question.Scenario.Cases[position] is { After: null } theCase ? Linearisation.WhyNotCovered(Given(theCase)) : null;

    private CounterfactualInputs Given(ResolvedCase theCase) =>
        new(theCase.World, question.Scenario.Shock(theCase).Value, question.Scenario.Scenario.Closure, theCase.Behaviour);

    private string Title(int position) => TimedAnswer.TitleOf(question.Scenario, question.Scenario.Cases[position]);

    private int Explain(ScenarioAnswer answers, ImmutableArray<int> positions, int country)
    {
        var list = new List<CaseExplanation>();
        foreach (var position in positions)
        {
            Progress.Step($"{list.Count} of {positions.Length} done: {Title(position)}");
            var answer = answers.Answer(position);
            list.Add(CaseExplanation.Of(Title(position), answer, country, cancellation));
        }
        Progress.Clear();
        if (given.GetValue(Json))
            Console.Out.WriteLine(ExplainJson.Text(question, country, list));
        else
            foreach (var explained in list)
                ExplainScreen.Print(World, country, explained, given.GetValue(Top));
        return list.All(e => e.Attribution is not null) ? CommandLine.Done : CommandLine.NotSolved;
    }

    private int Rank(ScenarioAnswer answers, ImmutableArray<int> positions, int target, ImmutableArray<int> actors)
    {
        var places =
            positions.Length > 0
                ? positions.Select(p => (Position: (int?)p, Title: (string?)Title(p), At: answers.Answer(p).Equilibrium)).ToList()
                :
                [
                    (
                        null,
                        null,
                        TradeModel.Solve(
                            World,
                            Shock.None,
                            question.Scenario.Scenario.Closure,
                            new SolveOptions { Tolerance = 1e-11, Cancellation = cancellation }
                        )
                    ),
                ];
        foreach (var (position, _, at) in places.Where(p => p.At.Converged))
            if (Linearisation.WhyNotCovered(at) is { } reason)
                faults.Add(
                    position is { } p ? NotCovered(p, reason) : new Fault(null, $"a world of {reason}", "one that derivatives cover")
                );
        if (faults.Count > 0)
            return Screen.Faults(faults);
        foreach (var (_, title, at) in places.Where(p => !p.At.Converged))
            Console.Error.WriteLine($"{title ?? "the world as it is"}: no answer: {KeyNames.Explanation(at)}");
        var ranked = places
            .Where(p => p.At.Converged)
            .Select(p =>
                (
                    p.Title,
                    Levers: Lever.Rank(new Linearisation(p.At, cancellation), target, actors, given.GetValue(Least), Rest, cancellation)
                )
            )
            .ToList();
        if (given.GetValue(Json))
            Console.Out.WriteLine(
                ExplainJson.Text(ranked.Select(r => ExplainJson.Levers(question, r.Title, target, given.GetValue(By), r.Levers)))
            );
        else
            foreach (var (title, levers) in ranked)
                ExplainScreen.Print(World, title, target, given.GetValue(By), levers, given.GetValue(Least), given.GetValue(Top));
        return ranked.Count == places.Count ? CommandLine.Done : CommandLine.NotSolved;
    }
}
