using System.Collections.Immutable;
using Entente.Reporting.Figures;
using Entente.Reporting.Games;

namespace Entente.Web.Figures;

/// <summary>The numbers of a figure as a table for a workbook, at full precision.</summary>
internal static class ChartTable
{
    /// <summary>The table of a figure of an answer; null: there is no figure of that name.</summary>
    public static BriefTable? Of(AnswerFigures figures, string name) =>
        figures.Find(name) switch
        {
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
