using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.Horizons;
using Entente.Models;
using Entente.Outcomes;
using Entente.Reporting.Figures;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Reporting;

/// <summary>The answer to a case and how long it took.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Time">Wall time of the solve.</param>
public sealed record TimedAnswer(CaseAnswer Answer, TimeSpan Time)
{
    /// <summary>Title of the case, its name where it has none; with its horizon where that is not the long run alone.</summary>
    public required string Title { get; init; }

    public string Name => Answer.Case.Case.Name;

    /// <summary>Its horizon, with the values that are varied.</summary>
    public string Horizon => Answer.Case.Horizon.Label;

    /// <summary>See <see cref="Title"/>.</summary>
    public static string TitleOf(ResolvedScenario scenario, ResolvedCase theCase)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(theCase);
        var title = TitleOf(theCase.Case);
        return theCase.Horizon.Label == Horizons.Horizon.LongRun.Label && scenario.Cases.Count(c => c.Case.Name == theCase.Case.Name) == 1
            ? title
            : $"{title}, {InWords(theCase.Horizon)}";
    }

    /// <summary>A horizon in words: <c>short run, energy=0.01</c>.</summary>
    public static string InWords(Horizon horizon)
    {
        ArgumentNullException.ThrowIfNull(horizon);
        return string.Join(", ", horizon.Varied.Select(setting => setting.ToString()).Prepend($"{horizon.Name} run"));
    }

    internal static string TitleOf(Case theCase) => theCase.Title.Length > 0 ? theCase.Title : theCase.Name;

    /// <summary>What is wrong, for people: of the case itself, or of what it is measured from; empty where nothing is.</summary>
    public string Trouble => KeyNames.Explanation(Answer) ?? "";
}

/// <summary>One run of a scenario: what was asked of what, and the answers. All that the output files say comes from here.</summary>
public sealed record RunRecord
{
    /// <summary>The scenario, resolved on its world.</summary>
    public required ResolvedScenario Scenario { get; init; }

    /// <summary>Where the scenario was read.</summary>
    public required Located ScenarioFile { get; init; }

    /// <summary>SHA-256 of the scenario and the files it names.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>Where the world was read.</summary>
    public required Located WorldFolder { get; init; }

    /// <summary>SHA-256 of the files of the world.</summary>
    public required string WorldHash { get; init; }

    /// <summary>How it was solved.</summary>
    public required SolveOptions Options { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Arguments by which horizons and parameters were asked for otherwise than the scenario says.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Seed of random draws; null where nothing is drawn.</summary>
    public int? Seed { get; init; }

    /// <summary>The answers in the order of the cases.</summary>
    public required ImmutableArray<TimedAnswer> Answers { get; init; }

    /// <summary>The answers year by year of the cases that have a path.</summary>
    public ImmutableArray<PathAnswer> Paths { get; init; } = [];

    /// <summary>How far outcomes spread over draws of what is not known for sure; empty where nothing was drawn.</summary>
    public ImmutableArray<Band> Bands { get; init; } = [];

    /// <summary>How the parts of the world are known, as its folder says; empty where it does not.</summary>
    public ImmutableArray<DataCell> Cells { get; init; } = [];

    /// <summary>How maps treat territory that is disputed.</summary>
    public Boundaries Boundaries { get; init; } = Boundaries.Neutral;

    /// <summary>Which rows the large tables have, and how they are written.</summary>
    public TableForm Tables { get; init; } = TableForm.Changed;

    /// <summary>The outcomes that are told.</summary>
    public OutcomeSet Outcomes { get; init; } = OutcomeSet.All;

    public World World => Scenario.World;

    /// <summary>Whether any case has transfers of burden sharing.</summary>
    public bool HasTransfers => Answers.Any(a => !a.Answer.Equilibrium.Given.Shock.BurdenSharing.IsEmpty);

    /// <summary>The model that answered, as scenarios name it.</summary>
    public string Model => Scenario.Scenario.Model.Name;

    /// <summary>The model in words.</summary>
    public string ModelInWords => Scenario.Scenario.Model.Description;

    /// <summary>What is held constant to measure nominal values in.</summary>
    public string Numeraire => Answers[0].Answer.Equilibrium.Numeraire;

    /// <summary>Whether any case says how its cost differs from another's.</summary>
    public bool HasCostChanges => Answers.Any(a => a.Answer.CostChange is not null);

    /// <summary>Label of a case in <see cref="Bands"/>: its name, with its horizon where it is asked at several.</summary>
    public string LabelOf(TimedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return DrawnRun.Label(Scenario, answer.Answer.Case);
    }

    /// <summary>The band of the real income of a country in a case; null where nothing is drawn.</summary>
    public Band? BandOf(TimedAnswer answer, string country)
    {
        var label = LabelOf(answer);
        return Bands.FirstOrDefault(b => b.Case == label && b.Country == country && b.Outcome == ScenarioDraws.Told.Name);
    }

    /// <summary>Title of the case that another is measured from; null: the world.</summary>
    public string? BaseOf(TimedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Answer.Case.RelativeTo is { } other ? TimedAnswer.TitleOf(Scenario, Scenario.All[other]) : null;
    }

    /// <summary>Title of the case that has led to the world another happens in; null: the world as it is.</summary>
    public string? EarlierThan(TimedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Answer.Case.After is { } earlier ? TimedAnswer.TitleOf(Scenario.All[earlier].Case) : null;
    }
}
