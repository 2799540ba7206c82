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
    private List<(string Name, string Members)> Groups => [.. Words.Groups(Run.Answers.SelectMany(a => Measures(a.Answer.Case)))];

    /// <summary>The measures of a case, those of included cases and regimes first, each once.</summary>
    private static IEnumerable<Measure> Measures(ResolvedCase theCase) => theCase.Measures.Distinct();
}
