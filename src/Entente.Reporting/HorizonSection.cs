using System.Globalization;
using Entente.Horizons;

namespace Entente.Reporting;

/// <summary>The horizons side by side for the countries in focus, curves over values that are varied, and what each horizon assumes.</summary>
internal sealed class HorizonSection(RunRecord run, Html page)
{
    private const int MostCountries = 3;

    private readonly World world = run.World;
    private readonly List<TimedAnswer> answered = [.. run.Answers.Where(a => a.Answer.Comparison is not null)];

    public void Write()
    {
        if (!run.Scenario.HasHorizons || answered.Count == 0)
            return;
        page.Raw("<h2>The same at different horizons</h2>\n");
        foreach (
            var curve in answered
                .Where(a => !a.Answer.Case.Horizon.Varied.IsEmpty)
                .GroupBy(a => string.Join(", ", a.Answer.Case.Horizon.Varied.Select(Name)))
        )
            Curves(curve.Key, [.. curve]);
        SideBySide();
        Assumptions();
    }

    private List<int> Countries =>
        run.Scenario.Focus.IsEmpty
            ?
            [
                .. Enumerable
                    .Range(0, world.Countries.Length)
                    .OrderByDescending(n => answered.Max(a => Math.Abs(a.Answer.Comparison!.RealIncome[n] - 1)))
                    .Take(MostCountries),
            ]
            : [.. run.Scenario.Focus.Take(MostCountries)];

    private static string Name(ParameterSetting setting) =>
        setting.Sectors.Text == "all" ? setting.Parameter.Text : $"{setting.Parameter}.{setting.Sectors}";

    /// <summary>One curve for each case and horizon over the last of the varied parameters.</summary>
    private void Curves(string parameters, List<TimedAnswer> along)
    {
        var n = Countries[0];
        var last = along[0].Answer.Case.Horizon.Varied[^1];
        var curves = along
            .GroupBy(a =>
                (
                    a.Name,
                    Earlier: string.Join(
                        ' ',
                        a.Answer.Case.Horizon.Varied.SkipLast(1).Select(s => s.ToString()).Prepend(a.Answer.Case.Horizon.Name.Text)
                    )
                )
            )
            .Select(g => new Curve(
                $"{TimedAnswer.TitleOf(g.First().Answer.Case.Case)}, {g.Key.Earlier} run",
                [
                    .. g.Where(a => double.IsFinite(a.Answer.Case.Horizon.Varied[^1].Value))
                        .Select(a => (a.Answer.Case.Horizon.Varied[^1].Value, 100 * (a.Answer.Comparison!.RealIncome[n] - 1))),
                ]
            ))
            .Where(c => c.Points.Length > 1)
            .ToList();
        if (curves.Count == 0)
            return;
        page.Add($"<h3>{world.Countries[n].Name}: real income in per cent, by {Meaning(last)} ({Name(last)})</h3>");
        CurveChart.Write(page, $"Real income of {world.Countries[n].Name} by {parameters}", curves);
    }

    private static string Meaning(ParameterSetting setting) => HorizonParameter.All.First(p => p.Name == setting.Parameter.Text).Meaning;

    /// <summary>Rows are cases at several horizons, columns horizons by country.</summary>
    private void SideBySide()
    {
        var plain = answered.Where(a => a.Answer.Case.Horizon.Varied.IsEmpty).ToList();
        var horizons = HorizonWords.Of(plain).ToList();
        if (horizons.Count < 2)
            return;
        page.Raw("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Change of real income in per cent</th>");
        foreach (var n in Countries)
            page.Add($"<th scope=\"colgroup\" class=\"over\" colspan=\"{horizons.Count}\">{world.Countries[n].Name}</th>");
        page.Raw("</tr><tr><th></th>");
        foreach (var horizon in Countries.SelectMany(_ => horizons))
            page.Add($"<th scope=\"col\">{horizon}</th>");
        page.Raw("</tr></thead><tbody>");
        foreach (var theCase in plain.GroupBy(a => a.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            page.Add($"<tr><th scope=\"row\">{TimedAnswer.TitleOf(theCase.First().Answer.Case.Case)}</th>");
            foreach (var n in Countries)
                foreach (var horizon in horizons)
                    page.Add(
                        $"<td>{(theCase.FirstOrDefault(a => a.Answer.Case.Horizon.Name.Text == horizon) is { } a ? Html.Percent(100 * (a.Answer.Comparison!.RealIncome[n] - 1)) : "")}</td>"
                    );
            page.Raw("</tr>");
        }
        page.Raw("</tbody></table></div>\n");
    }

    /// <summary>The values of every parameter at the horizons used, and what the scenario sets otherwise.</summary>
    private void Assumptions()
    {
        var horizons = HorizonWords.Of(answered).ToList();
        page.Raw(
            "<details><summary>What each horizon assumes, and where it is from</summary><div class=\"scroll\"><table class=\"words\"><thead><tr><th scope=\"col\">Parameter</th>"
        );
        foreach (var horizon in horizons)
            page.Add($"<th scope=\"col\">{horizon}</th>");
        page.Raw("<th scope=\"col\">Meaning</th><th scope=\"col\">Source</th></tr></thead><tbody>");
        foreach (var parameter in HorizonParameter.All)
        {
            page.Add($"<tr><th scope=\"row\"><code>{parameter.Name}</code></th>");
            foreach (var horizon in horizons)
                page.Add($"<td>{Value(parameter.At(horizon))}</td>");
            page.Add($"<td>{parameter.Meaning}</td><td>{parameter.Source}</td></tr>");
        }
        page.Raw("</tbody></table></div>");
        var set = run
            .Scenario.Scenario.Parameters.Select(s => s.ToString())
            .Concat(
                answered
                    .GroupBy(a => a.Name, StringComparer.Ordinal)
                    .SelectMany(g =>
                        g.First().Answer.Case.Case.Parameters.Select(s => $"{s} in “{TimedAnswer.TitleOf(g.First().Answer.Case.Case)}”")
                    )
            )
            .ToList();
        if (set.Count > 0)
            page.Add($"<p>Set otherwise: {string.Join("; ", set)}.</p>");
        page.Raw("</details>\n");
    }

    private static string Value(double value) =>
        double.IsPositiveInfinity(value) ? "mobile" : value.ToString("R", CultureInfo.InvariantCulture);
}
