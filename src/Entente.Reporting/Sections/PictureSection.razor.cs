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

    private IEnumerable<Place> Placed => Answered.Select((timed, at) => new Place(timed, at));

    /// <summary>One rule of style for each tab.</summary>
    internal static string TabRules(RunRecord run) =>
        string.Concat(
            Enumerable
                .Range(0, run.Answers.Count(a => a.Answer.Comparison is not null))
                .Select(at => string.Create(CultureInfo.InvariantCulture, $"#case-{at}:checked~#panel-{at}{{display:block}}"))
        );

    /// <summary>Where a case stands at several horizons, its title stands before a line of them.</summary>
    private IEnumerable<Tab> Tabs
    {
        get
        {
            var wasSpread = false;
            foreach (var theCase in Placed.GroupBy(a => a.Timed.Name, StringComparer.Ordinal))
            {
                var isSpread = theCase.Count() > 1;
                var group = isSpread ? TimedAnswer.TitleOf(theCase.First().Timed.Answer.Case.Case) : wasSpread ? "" : null;
                wasSpread = isSpread;
                foreach (var (timed, at) in theCase)
                {
                    yield return new Tab(at, isSpread ? TimedAnswer.InWords(timed.Answer.Case.Horizon) : timed.Title, group);
                    group = null;
                }
            }
        }
    }

    /// <summary>An answer and its position.</summary>
    private sealed record Place(TimedAnswer Timed, int At);

    /// <summary>A tab.</summary>
    /// <param name="At">Position of the answer it shows.</param>
    /// <param name="Title">What stands on it.</param>
    /// <param name="Group">What stands before it on a line of its own; null: nothing.</param>
    private sealed record Tab(int At, string Title, string? Group);
}
