using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>Which sectors a case moves, by country: in bars for one, in words for all that matter.</summary>
internal sealed class SectorSection(RunRecord run, Html page)
{
    /// <summary>Sectors below this share of a country's output can double without anybody noticing.</summary>
    private const double SmallestShare = 0.001;

    private const int MostBars = 14;
    private const int MostCountries = 12;
    private const int MostNamed = 3;

    private readonly World world = run.World;

    /// <summary>Bars of the country the scenario is about, or that the case hits hardest.</summary>
    public void Bars(Comparison comparison)
    {
        var n = Countries(comparison)[0];
        var bars = Changes(comparison, n)
            .OrderByDescending(change => Math.Abs(change.Percent))
            .Take(MostBars)
            .OrderBy(change => change.Percent)
            .Select(change => (world.Sectors[change.Sector].Name, change.Percent))
            .ToList();
        page.Add($"<h3>{world.Countries[n].Name}: output at consumer prices by sector, in per cent</h3>");
        BarChart.Write(page, $"Output by sector of {world.Countries[n].Name}", bars, value => value < 0 ? "#f1a340" : "#998ec3");
    }

    /// <summary>The sectors hit and helped most in the countries of the scenario, case by case.</summary>
    public void Table(IEnumerable<TimedAnswer> answered)
    {
        page.Raw(
            "<h2>Sectors most affected</h2><p class=\"small\">Change of output at consumer prices, in per cent; sectors above a thousandth of the country's output.</p>\n"
        );
        foreach (var timed in answered)
        {
            var comparison = timed.Answer.Comparison!;
            page.Add(
                $"<details><summary>{timed.Title}</summary><div class=\"scroll\"><table class=\"words\"><thead><tr><th scope=\"col\">Country</th><th scope=\"col\">Fall most</th><th scope=\"col\">Rise most</th></tr></thead><tbody>"
            );
            foreach (var n in Countries(comparison).Take(MostCountries))
            {
                var changes = Changes(comparison, n).OrderBy(change => change.Percent).ToList();
                page.Add(
                    $"<tr><th scope=\"row\">{world.Countries[n].Name}</th><td>{Named(changes.Where(c => c.Percent < 0))}</td><td>{Named(changes.Where(c => c.Percent > 0).Reverse())}</td></tr>"
                );
            }
            page.Raw("</tbody></table></div></details>\n");
        }
    }

    /// <summary>The countries in focus; where there are none, all, the hardest hit first.</summary>
    private List<int> Countries(Comparison comparison) =>
        run.Scenario.Focus.IsEmpty
            ? [.. Enumerable.Range(0, world.Countries.Length).OrderBy(n => comparison.RealIncome[n])]
            : [.. run.Scenario.Focus];

    private static IEnumerable<(int Sector, double Percent)> Changes(Comparison comparison, int n)
    {
        var output = comparison.Before.Output;
        var least = SmallestShare * Enumerable.Range(0, output.Columns).Sum(j => output[n, j]);
        return from j in Enumerable.Range(0, output.Columns)
               where output[n, j] > least
               select (j, 100 * (comparison.Output[n, j] / comparison.PriceIndex[n] - 1));
    }

    private string Named(IEnumerable<(int Sector, double Percent)> changes)
    {
        var named = changes
            .Where(c => Html.Percent(c.Percent) != "0.000")
            .Take(MostNamed)
            .Select(c => $"{world.Sectors[c.Sector].Name} {Html.Percent(c.Percent)}")
            .ToList();
        return named.Count == 0 ? "–" : string.Join("; ", named);
    }
}
