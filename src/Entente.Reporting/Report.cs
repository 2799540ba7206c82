using System.Collections.Immutable;
using System.Globalization;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>
/// <c>report.html</c>: one page that stands by itself - what was asked, the answer in pictures and tables, the
/// sources, the residuals. The same run gives the same page but for the seconds.
/// </summary>
public sealed class Report
{
    private const int MostBars = 14;

    private readonly RunRecord run;
    private readonly World world;
    private readonly ImmutableArray<TimedAnswer> answered;
    private readonly Html page = new();

    private Report(RunRecord run)
    {
        (this.run, world) = (run, run.World);
        answered = [.. run.Answers.Where(a => a.Answer.Comparison is not null)];
    }

    public static void Write(RunRecord run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        File.WriteAllText(Path.Combine(folder, "report.html"), Text(run));
    }

    /// <summary>The page.</summary>
    public static string Text(RunRecord run) => new Report(run).Build();

    private string Build()
    {
        var scenario = run.Scenario.Scenario;
        page.Add(
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{scenario.Title}</title><style>\n"
        );
        page.Raw(ReportStyle.Css).Raw(Tabs()).Raw("</style></head><body><main>\n");
        page.Add($"<p class=\"kicker\">Entente {run.Version} · {world.Identity.Title}</p><h1>{scenario.Title}</h1>\n");
        new AnswerSection(run, page).Write();
        new HorizonSection(run, page).Write();
        Pictures();
        new EnergySection(run, page).Write();
        new QuestionSection(run, page).Write();
        new ReportTables(run, page).Write();
        page.Raw("<script>\n").Raw(ReportStyle.Script).Raw("</script></main></body></html>\n");
        return page.ToString();
    }

    private static ImmutableArray<double> RealIncome(TimedAnswer answer) =>
        OutcomeSet.All["real_income_pct"].Values(answer.Answer.Comparison!);

    private void Pictures()
    {
        if (answered.IsEmpty)
            return;
        MapSection.Outlines(page);
        page.Raw("<h2>Real income</h2><div class=\"tabs\" role=\"group\" aria-label=\"Cases\">\n");
        var wasSpread = false;
        foreach (var theCase in answered.Select((timed, at) => (timed, at)).GroupBy(a => a.timed.Name, StringComparer.Ordinal))
        {
            // Where a case stands at several horizons, its title stands before a line of them.
            var isSpread = theCase.Count() > 1;
            if (isSpread || wasSpread)
                page.Add($"<p class=\"group\">{(isSpread ? TimedAnswer.TitleOf(theCase.First().timed.Answer.Case.Case) : "")}</p>");
            wasSpread = isSpread;
            foreach (var (timed, at) in theCase)
                page.Add($"<input type=\"radio\" name=\"case\" id=\"case-{at}\"")
                    .Raw(at == 0 ? " checked" : "")
                    .Add(
                        $"><label for=\"case-{at}\">{(isSpread ? TimedAnswer.InWords(timed.Answer.Case.Horizon) : timed.Title)}</label>\n"
                    );
        }
        page.Raw("<p class=\"small\">Each case has a scale of its own.</p>\n");
        for (var at = 0; at < answered.Length; at++)
        {
            page.Add($"<section class=\"panel\" id=\"panel-{at}\"><h3>{answered[at].Title}</h3>\n");
            var scale = new Scale(RealIncome(answered[at]));
            new MapSection(world, scale).Write(page, answered[at].Title, RealIncome(answered[at]));
            page.Raw("<div class=\"pair\"><div><h3>Countries, change of real income in per cent</h3>");
            BarChart.Write(
                page,
                $"Change of real income by country: {answered[at].Title}",
                Countries(answered[at]),
                value => Scale.Fill(scale.Class(value))
            );
            page.Raw("</div><div>");
            new SectorSection(run, page).Bars(answered[at].Answer.Comparison!);
            page.Raw("</div></div>\n");
            new ReasonSection(world, page).Bars(answered[at].Answer.Comparison!, Foremost(answered[at]));
            page.Raw("</section>\n");
        }
        page.Raw("</div>\n");
    }

    /// <summary>The country the scenario is about, or else the one hit hardest.</summary>
    private int Foremost(TimedAnswer answer) =>
        run.Scenario.Focus.IsEmpty
            ? Enumerable.Range(0, world.Countries.Length).MinBy(n => answer.Answer.Comparison!.RealIncome[n])
            : run.Scenario.Focus[0];

    /// <summary>The countries in focus, then the most affected, from loss to gain.</summary>
    private List<(string, double)> Countries(TimedAnswer answer)
    {
        var percent = RealIncome(answer);
        var shown = run
            .Scenario.Focus.Concat(Enumerable.Range(0, percent.Length).OrderByDescending(n => Math.Abs(percent[n])))
            .Distinct()
            .Take(MostBars);
        return [.. shown.OrderBy(n => percent[n]).Select(n => (world.Countries[n].Name, percent[n]))];
    }

    /// <summary>One rule for each tab.</summary>
    private string Tabs() =>
        string.Concat(
            answered.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"#case-{at}:checked~#panel-{at}{{display:block}}"))
        );
}
