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

    /// <summary>The table of a figure of an answer; null: there is no figure of that name.</summary>
    public static BriefTable? Of(AnswerFigures figures, string name) =>
        figures.Find(name) switch
        {
            null when name == Energy && figures.Run.World.Energy is not null => OfEnergy(figures),
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

    private static BriefTable OfEnergy(AnswerFigures figures)
    {
        var (world, country) = (figures.Run.World, figures.Country);
        var was = EnergyProfile.Of(figures.Comparison.EnergyBefore, world, [country])[0].Carriers;
        var becomes = EnergyProfile.Of(figures.Comparison.EnergyAfter, world, [country])[0].Carriers;
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
            [.. was.Zip(becomes).SelectMany(pair => new[] { Row(pair.First, "before"), Row(pair.Second, "after") })],
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
