using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>Maps and bars of each answer behind tabs that need no script.</summary>
public partial class PictureSection
{
    /// <summary>The run that is told of.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    private ImmutableArray<TimedAnswer> Answered => [.. Run.Answers.Where(a => a.Answer.Comparison is not null)];

    /// <summary>One rule of style for each tab.</summary>
    internal static string TabRules(RunRecord run) =>
        string.Concat(
            Enumerable
                .Range(0, run.Answers.Count(a => a.Answer.Comparison is not null))
                .Select(at => string.Create(CultureInfo.InvariantCulture, $"#case-{at}:checked~#panel-{at}{{display:block}}"))
        );

    /// <summary>Where a case stands at several horizons, its title stands before a line of them.</summary>
    private IEnumerable<(int At, string Title, string? Group)> Tabs
    {
        get
        {
            var wasSpread = false;
            foreach (var theCase in Answered.Select((timed, at) => (timed, at)).GroupBy(a => a.timed.Name, StringComparer.Ordinal))
            {
                var isSpread = theCase.Count() > 1;
                var group = isSpread ? TimedAnswer.TitleOf(theCase.First().timed.Answer.Case.Case) : wasSpread ? "" : null;
                wasSpread = isSpread;
                foreach (var (timed, at) in theCase)
                {
                    yield return (at, isSpread ? TimedAnswer.InWords(timed.Answer.Case.Horizon) : timed.Title, group);
                    group = null;
                }
            }
        }
    }
}
