using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Reporting;

/// <summary>What was asked: the notes of the scenario, and the measures of each case in words with their sources.</summary>
internal sealed class QuestionSection
{
    private readonly RunRecord run;
    private readonly Html page;
    private readonly MeasureWords words;

    public QuestionSection(RunRecord run, Html page)
    {
        (this.run, this.page) = (run, page);
        words = new MeasureWords(run.World, run.Scenario.Scenario.Groups, run.Scenario.Scenario.Kinds);
    }

    public void Write()
    {
        var scenario = run.Scenario.Scenario;
        page.Raw("<h2>What was asked</h2>\n");
        Remarks(scenario.Notes, scenario.Source);
        page.Add($"<p>Deficits: {MeasureWords.Of(scenario.Closure)}.</p>\n");
        // A case at several horizons is asked once.
        foreach (var theCase in run.Answers.GroupBy(a => a.Name, StringComparer.Ordinal))
            Case(theCase.First(), theCase.Count() > 1);
        Groups();
    }

    private void Case(TimedAnswer timed, bool isOneOfSeveral)
    {
        var theCase = timed.Answer.Case.Case;
        page.Add($"<details><summary>{(isOneOfSeveral ? TimedAnswer.TitleOf(theCase) : timed.Title)}</summary>");
        Remarks(theCase.Notes, theCase.Source);
        if (run.BaseOf(timed) is { } other)
            page.Add($"<p>Measured from the case “{other}”.</p>");
        if (run.EarlierThan(timed) is { } earlier)
            page.Add($"<p>Happens in the world to which the case “{earlier}” has led, trade and technology having followed.</p>");
        var measures = Measures(theCase, []);
        if (measures.Count == 0)
            page.Raw("<p>No measure.</p>");
        else
            Table(measures);
        page.Raw("</details>\n");
    }

    /// <summary>Columns nobody filled are left out.</summary>
    private void Table(List<Measure> measures)
    {
        var (sources, notes) = (measures.Any(m => m.Source.Length > 0), measures.Any(m => m.Note.Length > 0));
        page.Raw("<div class=\"scroll\"><table class=\"words\"><thead><tr><th scope=\"col\">Measure</th>");
        page.Raw(sources ? "<th scope=\"col\">Source</th>" : "")
            .Raw(notes ? "<th scope=\"col\">Remark</th>" : "")
            .Raw("</tr></thead><tbody>");
        foreach (var measure in measures)
        {
            page.Add($"<tr><td>{words.Of(measure)}</td>");
            if (sources)
                page.Add($"<td>{measure.Source}</td>");
            if (notes)
                page.Add($"<td>{measure.Note}</td>");
            page.Raw("</tr>");
        }
        page.Raw("</tbody></table></div>");
    }

    private void Groups()
    {
        var groups = words.Groups(run.Answers.SelectMany(a => Measures(a.Answer.Case.Case, []))).ToList();
        if (groups.Count == 0)
            return;
        page.Raw("<details><summary>Who is in the groups</summary><dl>");
        foreach (var (name, members) in groups)
            page.Add($"<dt>{name}</dt><dd>{members}</dd>");
        page.Raw("</dl></details>\n");
    }

    /// <summary>The measures of a case, included ones first, each case once.</summary>
    private List<Measure> Measures(Case theCase, HashSet<string> seen)
    {
        var scenario = run.Scenario.Scenario;
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

    private void Remarks(string notes, string source)
    {
        if (notes.Length > 0)
            page.Add($"<p>{notes}</p>");
        if (source.Length > 0)
            page.Add($"<p>Source: {source}</p>");
    }
}
