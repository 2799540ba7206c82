using Entente.Outcomes;
using Entente.Reporting.Figures;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>Which sectors a case moves, by country: in bars for one, in words for all that matter.</summary>
public partial class SectorSection
{
    /// <summary>Sectors below this share of a country's output can double without anybody noticing.</summary>
    private const double SmallestShare = 0.001;

    private const int MostBars = 14;
    private const int MostCountries = 12;
    private const int MostNamed = 3;

    /// <summary>The run that is told of.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    private World World => Run.World;

    /// <summary>Bars of the country the scenario is about, or that the case hits hardest, and that country's name.</summary>
    internal static (string Country, BarChart Chart) Bars(RunRecord run, Comparison comparison)
    {
        var n = Countries(run, comparison)[0];
        var bars = Changes(comparison, n)
            .OrderByDescending(change => Math.Abs(change.Percent))
            .Take(MostBars)
            .OrderBy(change => change.Percent)
            .Select(change => new Bar(run.World.Sectors[change.Sector].Name, change.Percent, Scale.FillOf(change.Percent)));
        return (run.World.Countries[n].Name, new BarChart($"Output by sector of {run.World.Countries[n].Name}", [.. bars]));
    }

    /// <summary>A country with the sectors that fall and rise most.</summary>
    private Affected Row(Comparison comparison, int n)
    {
        var changes = Changes(comparison, n).OrderBy(change => change.Percent).ToList();
        return new Affected(
            World.Countries[n].Name,
            Named(changes.Where(c => c.Percent < 0)),
            Named(changes.Where(c => c.Percent > 0).Reverse())
        );
    }

    /// <summary>The countries in focus; where there are none, all, the hardest hit first.</summary>
    private static List<int> Countries(RunRecord run, Comparison comparison) =>
        run.Scenario.Focus.IsEmpty
            ? [.. Enumerable.Range(0, run.World.Countries.Length).OrderBy(n => comparison.RealIncome[n])]
            : [.. run.Scenario.Focus];

    private static IEnumerable<SectorChange> Changes(Comparison comparison, int n)
    {
        var output = comparison.Before.Output;
        var least = SmallestShare * Enumerable.Range(0, output.Columns).Sum(j => output[n, j]);
        return from j in Enumerable.Range(0, output.Columns)
               where output[n, j] > least
               select new SectorChange(j, 100 * (comparison.Output[n, j] / comparison.PriceIndex[n] - 1));
    }

    private string Named(IEnumerable<SectorChange> changes)
    {
        var named = changes
            .Where(c => ChangeText.Percent(c.Percent) != "0.000")
            .Take(MostNamed)
            .Select(c => $"{World.Sectors[c.Sector].Name} {ChangeText.Percent(c.Percent)}")
            .ToList();
        return named.Count == 0 ? "–" : string.Join("; ", named);
    }

    /// <summary>A country and its sectors, in words.</summary>
    private sealed record Affected(string Country, string Fall, string Rise);
}
