using System.Collections.Immutable;
using Entente.Outcomes;
using Entente.Reporting.Figures;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>The charts of an answer, made from its numbers.</summary>
public partial class AnswerPictures
{
    private const int MostBars = 14;
    private const int MostCodes = 3;

    private ImmutableArray<double> percent = [];
    private Dictionary<string, MapCountry> onMap = [];
    private Scale scale = null!;
    private int foremost;
    private Contributions account = null!;
    private (string Country, BarChart Chart) sectors;
    private (BarChart Bought, BarChart Earned) reasons;

    /// <summary>The run it belongs to.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    /// <summary>The answer; it has a comparison.</summary>
    [Parameter, EditorRequired]
    public TimedAnswer Timed { get; set; } = null!;

    private World World => Run.World;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var comparison = Timed.Answer.Comparison!;
        percent = OutcomeSet.All["real_income_pct"].Values(comparison);
        scale = new Scale(percent);
        onMap = WorldMap
            .Places(World)
            .ToDictionary(
                place => place.Key,
                place => new MapCountry(Told(place.Value, ": "), Scale.Fill(scale.Class(percent[place.Value])))
            );
        foremost = Run.Scenario.Focus.IsEmpty
            ? Enumerable.Range(0, World.Countries.Length).MinBy(n => comparison.RealIncome[n])
            : Run.Scenario.Focus[0];
        account = comparison.Contributions;
        sectors = SectorSection.Bars(Run, comparison);
        reasons = ReasonSection.Charts(World, account, foremost);
    }

    private MapChart Map(string label, MapWindow window) =>
        new(label, window, onMap, scale.Legend()) { Absent = Absent, Boundaries = Run.Boundaries };

    /// <summary>What is hatched on the map: no country of this world, or one whose code the map does not know.</summary>
    private string Absent =>
        WorldMap.Unknown(World) switch
        {
            [] => MapChart.NoCountry,
            { Count: <= MostCodes } codes => $"{MapChart.NoCountry}, or one whose code the map does not know ({string.Join(", ", codes)})",
            var codes => $"{MapChart.NoCountry}, or one of {codes.Count} whose codes the map does not know",
        };

    /// <summary>The countries in focus, then the most affected, from loss to gain.</summary>
    private BarChart Countries
    {
        get
        {
            var shown = Run
                .Scenario.Focus.Concat(Enumerable.Range(0, percent.Length).OrderByDescending(n => Math.Abs(percent[n])))
                .Distinct()
                .Take(MostBars);
            return new BarChart(
                $"Change of real income by country: {Timed.Title}",
                [
                    .. shown
                        .OrderBy(n => percent[n])
                        .Select(n => new Bar(World.Countries[n].Name, percent[n], Scale.Fill(scale.Class(percent[n])))),
                ]
            );
        }
    }

    /// <summary>Countries of the world that have no outline, with their numbers.</summary>
    private string NotDrawn
    {
        get
        {
            var places = WorldMap.Places(World);
            var drawn = WorldMap.Countries.Where(shape => places.ContainsKey(shape.Code)).Select(shape => places[shape.Code]).ToHashSet();
            var missing = Enumerable.Range(0, World.Countries.Length).Where(n => !drawn.Contains(n));
            return string.Join("; ", missing.Select(n => Told(n, " ")));
        }
    }

    private string Told(int n, string between) => $"{World.Countries[n].Name}{between}{ChangeText.Percent(percent[n])}\u00a0%";
}
