using System.Collections.Immutable;
using Entente.Outcomes;
using Entente.Reporting;
using Entente.Reporting.Figures;
using Entente.Reporting.Sections;

namespace Entente.Web.Figures;

/// <summary>
/// The charts of one answer, for the page and for files alike. The country in question is told apart: on the scale of what happens to it
/// nobody else would be seen. Immutable.
/// </summary>
internal sealed class AnswerFigures
{
    private const int MostBars = 14;
    private const int MostPartners = 12;

    /// <summary>Letters of names, so few that the figure can be read on a phone.</summary>
    internal const int NameLength = 17;

    internal const int BarWidth = 254;

    private readonly RunRecord run;
    private readonly ImmutableArray<double> percent;

    /// <param name="run">A run of one answer that has a comparison.</param>
    /// <param name="scale">The classes of maps and bars, where they are to stay as they were; null: those of this answer.</param>
    public AnswerFigures(RunRecord run, Scale? scale = null)
    {
        this.run = run;
        Answer = run.Answers[0];
        Comparison = Answer.Answer.Comparison!;
        Choices = Choices.Of(run);
        percent = OutcomeSet.All["real_income_pct"].Values(Comparison);
        Scale = scale ?? new Scale(percent.Where((_, n) => n != Country));
    }

    /// <summary>The names under which figures can be had.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["map", "world", "others", "bought", "sold", "sectors", "dearer", "earned", "sources"];

    /// <summary>The run, with the bands that are shown.</summary>
    public RunRecord Run => run;

    /// <summary>The band of the country in question; null: none.</summary>
    public Band? Band => Choices.Rows is [{ Band: { } band }, ..] ? band : null;

    public TimedAnswer Answer { get; }

    public Comparison Comparison { get; }

    public Choices Choices { get; }

    public Scale Scale { get; }

    /// <summary>Position of the country in question.</summary>
    public int Country => Choices.Country;

    public string CountryName => run.World.Countries[Country].Name;

    private World World => run.World;

    /// <summary>The part of the world that the country lies in, as far as there is a map of it.</summary>
    public MapWindow Region =>
        CountryCodes.Alpha3(World.Countries[Country].Code) is { } code
        && WorldMap.Countries.FirstOrDefault(shape => shape.Code == code) is { Bounds: var bounds }
        && bounds.Left >= WorldMap.Europe.Left - bounds.Width
        && bounds.Meets(WorldMap.Europe)
        && bounds.Right <= WorldMap.Europe.Right + bounds.Width
            ? WorldMap.Europe
            : WorldMap.World;

    /// <summary>A figure by its name; null: there is none of it.</summary>
    public Chart? Find(string name) =>
        name switch
        {
            "map" => Map(Region),
            "world" => Map(WorldMap.World),
            "others" => Others,
            "bought" => Bought,
            "sold" => Sold,
            "sectors" => Sectors,
            "dearer" => Reasons.Bought,
            "earned" => Reasons.Earned,
            "sources" => Energy?.Changes,
            _ => null,
        };

    /// <summary>Everybody's change on a part of the world.</summary>
    /// <param name="window">The part.</param>
    /// <param name="isMoving">
    /// Whether a lever moves: then countries are named without their number, as nobody can point at one meanwhile, and only those that
    /// change their class are sent.
    /// </param>
    public MapChart Map(MapWindow window, bool isMoving = false) =>
        new(
            $"Change of real income, in per cent: {Answer.Title}",
            window,
            WorldMap
                .Places(World)
                .ToDictionary(
                    place => place.Key,
                    place => new MapCountry(
                        isMoving
                            ? World.Countries[place.Value].Name
                            : $"{World.Countries[place.Value].Name}: {ChangeText.Percent(percent[place.Value])}\u00a0%",
                        Scale.Fill(Scale.Class(percent[place.Value]))
                    )
                ),
            Scale.Legend()
        );

    /// <summary>The countries in focus and those most affected beside the one in question, from loss to gain.</summary>
    public BarChart Others =>
        field ??= new(
            $"Change of real income of others, in per cent: {Answer.Title}",
            [
                .. run
                    .Scenario.Focus.Concat(Enumerable.Range(0, percent.Length).OrderByDescending(n => Math.Abs(percent[n])))
                    .Where(n => n != Country)
                    .Distinct()
                    .Take(MostBars)
                    .OrderBy(n => percent[n])
                    .Select(n => new Bar(World.Countries[n].Name, percent[n], Scale.Fill(Scale.Class(percent[n])))
                    {
                        Low = BandOf(n)?.Low,
                        High = BandOf(n)?.High,
                    }),
            ]
        )
        {
            NameLength = NameLength,
            BarWidth = BarWidth,
        };

    /// <summary>What the country buys from others, its change in money, by seller.</summary>
    public BarChart Bought =>
        field ??= Partners(
            $"Change of what {CountryName} buys, in {World.Identity.Unit} a year",
            (trade, other) => trade[Country, other]
        );

    /// <summary>What the country sells to others, its change in money, by buyer.</summary>
    public BarChart Sold =>
        field ??= Partners(
            $"Change of what {CountryName} sells, in {World.Identity.Unit} a year",
            (trade, other) => trade[other, Country]
        );

    /// <summary>Whose energy the country uses; null where the world has none.</summary>
    public EnergyFigures? Energy => World.Energy is null ? null : field ??= new(Comparison, Country);

    /// <summary>Output by sector of the country.</summary>
    public BarChart Sectors => field ??= Narrow(SectorSection.Bars(run, Comparison).Chart);

    /// <summary>Where the change comes from: by what is bought and by what is earned.</summary>
    public (BarChart Bought, BarChart Earned) Reasons => field.Bought is null ? field = WhatAddsUp() : field;

    private (BarChart Bought, BarChart Earned) WhatAddsUp() =>
        ReasonSection.Charts(World, Comparison.Contributions, Country) is var (bought, earned) ? (Narrow(bought), Narrow(earned)) : default;

    /// <summary>All countries with their change, from loss to gain.</summary>
    public IEnumerable<(string Name, double Percent, double Money)> Everybody =>
        Enumerable
            .Range(0, percent.Length)
            .OrderBy(n => percent[n])
            .Select(n => (World.Countries[n].Name, percent[n], Comparison.IncomeGain[n]));

    private Band? BandOf(int n) => run.Bands.FirstOrDefault(band => band.Country == World.Countries[n].Code);

    private static BarChart Narrow(BarChart chart) => chart with { NameLength = NameLength, BarWidth = BarWidth };

    private BarChart Partners(string label, Func<Table, int, double> trade)
    {
        var changes = Enumerable
            .Range(0, World.Countries.Length)
            .Where(n => n != Country)
            .Select(n => (n, Change: trade(Comparison.After.BilateralTrade, n) - trade(Comparison.Before.BilateralTrade, n)))
            .OrderByDescending(one => Math.Abs(one.Change))
            .Take(MostPartners)
            .OrderBy(one => one.Change);
        return new BarChart(
            label,
            [.. changes.Select(one => new Bar(World.Countries[one.n].Name, one.Change, Scale.FillOf(one.Change)))]
        )
        {
            NameLength = NameLength,
            BarWidth = BarWidth,
        };
    }
}
