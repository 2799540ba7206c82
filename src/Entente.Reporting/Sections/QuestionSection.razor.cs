using Entente.Measures;
using Entente.Scenarios;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>What was asked: the notes of the scenario, and the measures of each case in words with their sources.</summary>
public partial class QuestionSection
{
    /// <summary>The run that is told of.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    private MeasureWords Words => new(Run.World, Run.Scenario.Scenario.Groups, Run.Scenario.Scenario.Kinds);

    /// <summary>The groups that any measure names.</summary>
    private List<(string Name, string Members)> Groups =>
        [.. Words.Groups(Run.Answers.SelectMany(a => Measures(a.Answer.Case.Case, [])))];

    /// <summary>The measures of a case, included ones first, each case once.</summary>
    private List<Measure> Measures(Case theCase, HashSet<string> seen)
    {
        var scenario = Run.Scenario.Scenario;
        if (!seen.Add(theCase.Name))
            return [];
        return
        [
            .. theCase
                .Includes.Select(include => scenario.Cases.Concat(scenario.Library).First(c => c.Name == include.Text))
                .SelectMany(included => Measures(included, seen))
                .Concat(theCase.Measures),
        ];
    }
}
