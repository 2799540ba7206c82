using System.Globalization;
using Entente.Data.Output;
using Entente.Data.Scenarios;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>The tables of the report: all countries, how sure the answer is, sources, how to repeat it.</summary>
internal sealed class ReportTables(RunRecord run, Html page)
{
    private readonly World world = run.World;
    private readonly List<TimedAnswer> answered = [.. run.Answers.Where(a => a.Answer.Comparison is not null)];

    public void Write()
    {
        if (answered.Count > 0)
            Cases();
        Proof();
        if (answered.Count > 0)
        {
            new SectorSection(run, page).Table(answered);
            Details();
        }
        Sources();
        Repeat();
    }

    private void Cases()
    {
        page.Raw(
            "<h2>All countries, change of real income in per cent</h2><p class=\"small\"><span class=\"screen\">Press a heading to sort. </span>Countries in focus in bold.</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\"><button>Country</button></th>"
        );
        foreach (var timed in answered)
            page.Add($"<th scope=\"col\"><button>{timed.Title}</button></th>");
        page.Raw("</tr></thead><tbody>");
        var columns = answered.Select(a => OutcomeSet.All["real_income_pct"].Values(a.Answer.Comparison!)).ToList();
        for (var n = 0; n < world.Countries.Length; n++)
        {
            Country(n);
            foreach (var column in columns)
                Cell(column[n]);
            page.Raw("</tr>");
        }
        page.Raw("</tbody></table></div>\n");
    }

    private void Details()
    {
        page.Raw(
            "<h2>All indicators</h2><p class=\"small\">Real income is exact; the first-order measure, the sum of terms of trade and volume of trade, is what the literature prints and an approximation for small changes.</p>"
        );
        foreach (var timed in answered)
        {
            page.Add(
                $"<details><summary>{timed.Title}</summary><div class=\"scroll\"><table><thead><tr><th scope=\"col\"><button>Country</button></th>"
            );
            foreach (var indicator in run.Outcomes.Indicators)
                page.Add($"<th scope=\"col\"><button>{indicator.Title}</button></th>");
            if (run.HasTransfers)
                page.Add($"<th scope=\"col\"><button>Transfer, {world.Identity.Unit}</button></th>");
            page.Raw("</tr></thead><tbody>");
            var columns = run.Outcomes.Indicators.Select(indicator => indicator.Values(timed.Answer.Comparison!)).ToList();
            if (run.HasTransfers)
                columns.Add(timed.Answer.Comparison!.Transfers);
            for (var n = 0; n < world.Countries.Length; n++)
            {
                Country(n);
                foreach (var column in columns)
                    Cell(column[n]);
                page.Raw("</tr>");
            }
            page.Raw("</tbody></table></div></details>\n");
        }
    }

    private void Proof()
    {
        page.Raw(
            "<h2>How sure is this</h2><p>Every answer was put back into the equations of the model; the residual is the largest gap left, relative to the value added of the world (prices: relative to themselves). It says that the equations are solved, not that the model, its elasticities or the data are right: elasticities carry wide standard errors, and some of the data are imputed. Distance is the order of magnitude of how far, relative to itself, any real income is from that of the exact solution: an estimate to first order, no bound. The only answer: whether a theorem says that the equations have no other solution; with inputs, tariffs and deficits none is known, and most answers are not certified in this sense.</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Status</th><th scope=\"col\">Residual</th><th scope=\"col\">Walras</th><th scope=\"col\">Distance</th><th scope=\"col\">The only answer</th><th scope=\"col\">Iterations</th><th scope=\"col\">Evaluations</th><th scope=\"col\">Seconds</th></tr></thead><tbody>"
        );
        foreach (var timed in run.Answers)
        {
            var e = timed.Answer.Equilibrium;
            page.Add(
                $"<tr><th scope=\"row\">{timed.Title}</th><td>{StatusNames.Of(e.Status)}</td><td>{e.Residuals?.Largest ?? e.SearchResidual:0.0e0}</td><td>{Brief(e.Certificate?.WalrasGap)}</td><td>{Brief(e.Certificate?.RealIncomeError)}</td><td>{Words(e.Certificate?.Uniqueness)}</td><td>{e.Iterations}</td><td>{e.Evaluations}</td><td>{timed.Time.TotalSeconds:0.000}</td></tr>"
            );
        }
        page.Add(
            $"</tbody></table></div><p class=\"small\">Deficits ({Closures.Name(run.Scenario.Scenario.Closure)}): {MeasureWords.Of(run.Scenario.Scenario.Closure)}. Numeraire: {run.Numeraire}. Tolerance {run.Options.Tolerance.ToString("0.0e0", CultureInfo.InvariantCulture)}. Model: {run.ModelInWords}{(run.Scenario.HasHorizons ? ", with nested CES, factors fixed or mobile and limited quantities as each horizon says" : ", long run")}.</p>\n"
        );
    }

    private static string Brief(double? number) => number?.ToString("0.0e0", CultureInfo.InvariantCulture) ?? "";

    private static string Words(Uniqueness? uniqueness) =>
        uniqueness switch
        {
            null => "",
            Uniqueness.NotCertified => "not certified",
            Uniqueness.GrossSubstitutes => "yes: gross substitutes",
            _ => "yes: Allen, Arkolakis and Takahashi (2020)",
        };

    private void Sources()
    {
        page.Add($"<h2>Sources</h2><p>{world.Identity.Notes}</p>");
        if (!world.Identity.Sources.IsEmpty)
            SourceTable();
        page.Raw(
            "<p class=\"small\">Boundaries: Natural Earth, public domain; they imply no opinion on any status. Colours: ColorBrewer.</p>\n"
        );
    }

    private void SourceTable()
    {
        page.Raw(
            "<div class=\"scroll\"><table class=\"words\"><thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Licence</th><th scope=\"col\">Used for</th></tr></thead><tbody>"
        );
        foreach (var source in world.Identity.Sources)
            page.Add($"<tr><th scope=\"row\">{source.Name}</th><td>{source.Licence}</td><td>{source.What}</td></tr>");
        page.Raw("</tbody></table></div>");
    }

    private void Repeat()
    {
        page.Add($"<h2>To repeat it</h2><p><code>{CommandLine()}</code></p>");
        page.Add(
            $"<p class=\"small\">Version {run.Version}. Scenario <code>{run.ScenarioHash}</code>, world <code>{run.WorldHash}</code> (SHA-256). All numbers at full precision are in countries.csv, sectors.csv and flows.csv beside this page.</p>\n"
        );
    }

    /// <summary>The command that gives the same answers, with all that could differ spelled out.</summary>
    private string CommandLine()
    {
        var command =
            $"entente run {Quoted(run.ScenarioFile.Name)} {(run.Scenario.Scenario.Gravity?.Fit is null ? $"--world {Quoted(run.WorldFolder.Name)} " : "")}--closure {Closures.Name(run.Scenario.Scenario.Closure)} --model {run.Model} --tolerance {run.Options.Tolerance.ToString("R", CultureInfo.InvariantCulture)}";
        command += string.Concat(run.Arguments.Select(argument => $" {Quoted(argument)}"));
        return run.Answers.Length == run.Scenario.Cases.Length
            ? command
            : command
                + string.Concat(run.Answers.Select(a => a.Name).Distinct(StringComparer.Ordinal).Select(name => $" --case {Quoted(name)}"));
    }

    private static string Quoted(string word) =>
        word.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or '\\' or ':' or '=' or ',')) ? $"\"{word}\"" : word;

    private void Country(int n) =>
        page.Add($"<tr class=\"{(run.Scenario.Focus.Contains(n) ? "focus" : "")}\"><th scope=\"row\">{world.Countries[n].Name}</th>");

    private void Cell(double value) =>
        page.Add(
            $"<td data-v=\"{(double.IsNaN(value) ? "" : value.ToString("G6", CultureInfo.InvariantCulture))}\">{Html.Percent(value)}</td>"
        );
}
