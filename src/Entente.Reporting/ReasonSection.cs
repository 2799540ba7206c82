using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>Where the change of a country's real income comes from: what it buys, and what it earns, by sector.</summary>
internal sealed class ReasonSection(World world, Html page)
{
    private const int MostBars = 10;
    private const int MostNamed = 2;

    /// <summary>Smaller contributions, in per cent of real income, are nothing to speak of.</summary>
    private const double Noticeable = 0.02;

    /// <summary>Bars of the largest contributions on either side.</summary>
    public void Bars(Comparison comparison, int n)
    {
        var of = new Contributions(comparison);
        page.Add(
            $"<h3>{world.Countries[n].Name}: where it comes from</h3><p class=\"small\">The same change of real income seen from two sides, in log points: which goods cost more, or less, of an income, and in which sectors less, or more, of real value added is earned. Tariffs, rents, transfers and deficits bring {Html.Percent(100 * of.OtherIncome[n])}. An account of prices and incomes, not of causes.</p><div class=\"pair\"><div>"
        );
        Chart("By what is bought", Percent(of.Prices, n));
        page.Raw("</div><div>");
        Chart("By what is earned", Percent(of.Income, n));
        page.Raw("</div></div>");
    }

    /// <summary>The largest contributions in words, those of losses where real income falls; empty where none is worth a word.</summary>
    public string InWords(Comparison comparison, int n)
    {
        var of = new Contributions(comparison);
        var sign = comparison.RealIncome[n] < 1 ? -1 : 1;
        var (bought, earned) = (Named(Percent(of.Prices, n), sign), Named(Percent(of.Income, n), sign));
        return string.Join(
            "; ",
            new[]
            {
                bought.Length == 0 ? "" : $"what becomes {(sign < 0 ? "dearer" : "cheaper")} is above all {bought}",
                earned.Length == 0 ? "" : $"{(sign < 0 ? "less" : "more")} is earned above all in {earned}",
            }.Where(part => part.Length > 0)
        );
    }

    private string Named(List<(int Sector, double Value)> contributions, int sign) =>
        string.Join(
            " and ",
            contributions
                .Where(c => sign * c.Value > Noticeable)
                .OrderByDescending(c => sign * c.Value)
                .Take(MostNamed)
                .Select(c => $"{Within(world.Sectors[c.Sector].Name)} ({Html.Percent(c.Value)})")
        );

    private void Chart(string title, List<(int Sector, double Value)> contributions)
    {
        var bars = contributions
            .OrderByDescending(c => Math.Abs(c.Value))
            .Take(MostBars)
            .OrderBy(c => c.Value)
            .Select(c => (world.Sectors[c.Sector].Name, c.Value))
            .ToList();
        page.Add($"<h3>{title}</h3>");
        BarChart.Write(page, title, bars, value => value < 0 ? "#f1a340" : "#998ec3");
    }

    private static List<(int Sector, double Value)> Percent(Table contributions, int n)
    {
        var list = new List<(int, double)>();
        for (var j = 0; j < contributions.Columns; j++)
            if (double.IsFinite(contributions[n, j]))
                list.Add((j, 100 * contributions[n, j]));
        return list;
    }

    /// <summary>A name within a sentence: lower case unless it is an abbreviation; the first of several where it is a list.</summary>
    private static string Within(string name) =>
        name.Split(',')[0] is { Length: > 1 } first && char.IsLower(first[1])
            ? char.ToLowerInvariant(first[0]) + first[1..]
            : name.Split(',')[0];
}
