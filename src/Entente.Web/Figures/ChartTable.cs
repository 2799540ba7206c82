using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Reporting;
using Entente.Reporting.Figures;
using Entente.Reporting.Games;

namespace Entente.Web.Figures;

/// <summary>The numbers of a figure as a table for a workbook, at full precision.</summary>
internal static class ChartTable
{
    /// <summary>The figure of energy, which is a table itself.</summary>
    public const string Energy = "energy";

    /// <summary>The figure of pipes, terminals and wires, which is a table itself.</summary>
    public const string Lines = "lines";

    /// <summary>The figure of sellers of energy, whose table says more than its bars.</summary>
    private const string Sources = "sources";

    /// <summary>The names of figures that can be had as a workbook.</summary>
    public static ImmutableArray<string> Names { get; } = [.. AnswerFigures.Names, Energy, Lines];

    /// <summary>The table of a figure of an answer; null: there is no figure of that name.</summary>
    public static BriefTable? Of(AnswerFigures figures, string name) =>
        figures.Find(name) switch
        {
            null when name == Energy && figures.Energy is { } energy => OfEnergy(figures, energy),
            null when name == Lines && figures.Energy is { Ways.IsEmpty: false } energy => OfLines(figures, energy),
            BarChart when name == Sources => OfSources(figures, figures.Energy!),
            BarChart bars => Of(bars, name),
            MapChart map => new BriefTable(
                name,
                map.Label,
                [new("Country") { IsWords = true }, new("Real income, %"), new($"{figures.Run.World.Identity.Unit} a year")],
                [
                    .. figures.Everybody.Select(row =>
                        ImmutableArray.Create<BriefCell>(row.Name, BriefCell.Percent(row.Percent), BriefCell.Money(row.Money))
                    ),
                ],
                figures.Run.World.Identity.Title
            ),
            _ => null,
        };

    /// <summary>A table of results, as it is in CSV.</summary>
    public static BriefTable Of(FlatTable table, string title) =>
        new(
            table.Name.Replace('_', '-'),
            title,
            [
                .. table.Texts.Select(name => new BriefColumn(name) { IsWords = true }),
                .. table.Numbers.Select(name => new BriefColumn(name)),
            ],
            [
                .. table.Rows.Select(row =>
                    ImmutableArray.CreateRange([
                        .. row.Texts.Select(text => new BriefCell(text, null)),
                        .. row.Numbers.Select(number => double.IsFinite(number) ? new BriefCell("", number) : BriefCell.Empty),
                    ])
                ),
            ],
            ""
        );

    private static BriefTable OfSources(AnswerFigures figures, EnergyFigures energy) =>
        new(
            Sources,
            $"Energy used in {figures.CountryName} by seller, before and after: {figures.Answer.Title}",
            [new("Carrier") { IsWords = true }, new("From") { IsWords = true }, new("Before, TJ"), new("After, TJ")],
            [
                .. energy.Sources.Select(one =>
                    ImmutableArray.Create<BriefCell>(
                        one.Carrier,
                        one.Seller,
                        new BriefCell("", one.Before),
                        new BriefCell("", one.After)
                    )
                ),
            ],
            "Stocks drawn are not in it."
        );

    private static BriefTable OfLines(AnswerFigures figures, EnergyFigures energy) =>
        new(
            Lines,
            $"Pipes, terminals and wires of {figures.CountryName}, before and after: {figures.Answer.Title}",
            [
                new("Way") { IsWords = true },
                new("Can carry, TJ"),
                new("Before, TJ"),
                new("After, TJ"),
                new($"Rent, {figures.Run.World.Identity.Unit}"),
            ],
            [
                .. energy.Ways.Select(way =>
                    ImmutableArray.Create<BriefCell>(
                        way.Name,
                        new BriefCell("", way.Capacity),
                        new BriefCell("", way.Before),
                        double.IsNaN(way.After) ? BriefCell.Empty : new BriefCell("", way.After),
                        double.IsNaN(way.Rent) ? BriefCell.Empty : new BriefCell("", way.Rent)
                    )
                ),
            ],
            "A pipe may count by itself and within a larger way."
        );

    private static BriefTable OfEnergy(AnswerFigures figures, EnergyFigures energy)
    {
        var world = figures.Run.World;
        return new BriefTable(
            Energy,
            $"Energy of {figures.CountryName}, before and after: {figures.Answer.Title}",
            [
                new("Carrier") { IsWords = true },
                new("When") { IsWords = true },
                new("Use, PJ"),
                new("From abroad, %"),
                new("Largest supplier") { IsWords = true },
                new("% of imports"),
                new("Largest origin abroad") { IsWords = true },
                new("% of use"),
            ],
            [.. energy.Carriers.SelectMany(pair => new[] { Row(pair.Was, "before"), Row(pair.Becomes, "after") })],
            "Stocks drawn are not in it."
        );

        ImmutableArray<BriefCell> Row(EnergyUse use, string when) =>
            [
                use.Name,
                when,
                new BriefCell("", use.Use),
                new BriefCell("", 100 * use.ImportDependence),
                Name(use.LargestSupplier),
                use.LargestSupplier is null ? BriefCell.Empty : new BriefCell("", 100 * use.LargestShare),
                Name(use.LargestOrigin),
                use.LargestOrigin is null ? BriefCell.Empty : new BriefCell("", 100 * use.OriginShare),
            ];

        string Name(string? code) => code is null ? "" : world.Countries[world.Country(code)].Name;
    }

    private static BriefTable Of(BarChart bars, string name) =>
        new(
            name,
            bars.Label,
            [new("Name") { IsWords = true }, new("Value"), new("Low, 5 % of draws"), new("High, 95 % of draws")],
            [
                .. bars.Bars.Select(bar =>
                    ImmutableArray.Create<BriefCell>(
                        bar.Name,
                        BriefCell.Percent(bar.Value),
                        BriefCell.Percent(bar.Low),
                        BriefCell.Percent(bar.High)
                    )
                ),
            ],
            ""
        );
}
