using Entente.Outcomes;
using Entente.Reporting.Figures;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>Where the change of a country's real income comes from: what it buys, and what it earns, by sector.</summary>
public partial class ReasonSection
{
    private const int MostBars = 10;
    private const int MostNamed = 2;

    /// <summary>Smaller contributions, in per cent of real income, are nothing to speak of.</summary>
    private const double Noticeable = 0.02;

    /// <summary>Prices that move less, in per cent, are called neither dearer nor cheaper.</summary>
    private const double LeastPrice = 0.005;

    /// <summary>The country's name.</summary>
    [Parameter, EditorRequired]
    public string Country { get; set; } = "";

    /// <summary>What tariffs, rents, transfers and deficits bring, in per cent of real income.</summary>
    [Parameter, EditorRequired]
    public double OtherIncome { get; set; }

    /// <summary>Contributions of what is bought, by sector.</summary>
    [Parameter, EditorRequired]
    public BarChart Bought { get; set; } = null!;

    /// <summary>Contributions of what is earned, by sector.</summary>
    [Parameter, EditorRequired]
    public BarChart Earned { get; set; } = null!;

    /// <summary>The largest contributions to the change of a country's real income, by what is bought and by what is earned.</summary>
    internal static (BarChart Bought, BarChart Earned) Charts(World world, Contributions of, int n) =>
        (Chart(world, "By what is bought", Percent(of.Prices, n)), Chart(world, "By what is earned", Percent(of.Income, n)));

    /// <summary>
    /// The largest contributions in words, those of losses where real income falls; empty where none is worth a word. Dearer is
    /// what has a higher price, not what takes more of an income that falls: both must hold to be named.
    /// </summary>
    internal static string InWords(World world, Comparison comparison, int n)
    {
        var (of, sign) = (comparison.Contributions, comparison.RealIncome[n] < 1 ? -1 : 1);
        double Price(int j) => 100 * (comparison.Prices[n, j] - 1);
        var bought = Named(world, Percent(of.Prices, n).Where(c => -sign * Price(c.Sector) > LeastPrice), sign, c => Price(c.Sector));
        var earned = Named(world, Percent(of.Income, n), sign, c => c.Percent);
        return string.Join(
            "; ",
            new[]
            {
                bought.Length == 0 ? "" : $"what becomes {(sign < 0 ? "dearer" : "cheaper")} is above all {bought}",
                earned.Length == 0 ? "" : $"{(sign < 0 ? "less" : "more")} is earned above all in {earned}, as parts of real income",
            }.Where(part => part.Length > 0)
        );
    }

    /// <summary>The sectors that contribute most, each with a number in per cent.</summary>
    private static string Named(World world, IEnumerable<SectorChange> contributions, int sign, Func<SectorChange, double> number) =>
        string.Join(
            " and ",
            contributions
                .Where(c => sign * c.Percent > Noticeable)
                .OrderByDescending(c => sign * c.Percent)
                .Take(MostNamed)
                .Select(c => $"{Within(world.Sectors[c.Sector].Name)} ({ChangeText.Percent(number(c))}\u00a0%)")
        );

    private static BarChart Chart(World world, string title, List<SectorChange> contributions) =>
        new(
            title,
            [
                .. contributions
                    .OrderByDescending(c => Math.Abs(c.Percent))
                    .Take(MostBars)
                    .OrderBy(c => c.Percent)
                    .Select(c => new Bar(world.Sectors[c.Sector].Name, c.Percent, Scale.FillOf(c.Percent))),
            ]
        );

    private static List<SectorChange> Percent(Table contributions, int n)
    {
        var list = new List<SectorChange>();
        for (var j = 0; j < contributions.Columns; j++)
            if (double.IsFinite(contributions[n, j]))
                list.Add(new SectorChange(j, 100 * contributions[n, j]));
        return list;
    }

    /// <summary>A name within a sentence, whole: lower case unless it is an abbreviation.</summary>
    private static string Within(string name) =>
        name.Length > 1 && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
