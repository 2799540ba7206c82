using System.Globalization;
using Entente.Data.Tables;

namespace Entente.Data.Worlds;

/// <summary>Reads how sure a world is of its figures and elasticities, keeping the line of every row for messages.</summary>
internal sealed class UncertaintyReader
{
    private readonly List<(SpreadRow Row, int Line)> cells = [];
    private readonly List<(ElasticityRow Row, int Line)> elasticities = [];

    /// <summary>What was read.</summary>
    public WorldUncertainty Uncertainty => new([.. cells.Select(c => c.Row)], [.. elasticities.Select(e => e.Row)]);

    public int LineOfCells(int at) => cells[at].Line;

    public int LineOfElasticities(int at) => elasticities[at].Line;

    /// <summary>Reads <c>uncertainty.csv</c>.</summary>
    public void Cells(TableRows? rows, FaultList faults)
    {
        while (rows?.Read() == true)
        {
            var (table, common) = (UncertaintyText.Table(rows.Text(0).ToString()), UncertaintyText.Common(rows.Text(3).ToString()));
            var (spread, status) = (rows.Number(2, "spread"), EnergyText.Status(rows.Text(4)));
            if (table is null)
                faults.Add(rows.Place, $"table '{rows.Text(0)}'", Spelling.OneOf(rows.Text(0).ToString(), UncertaintyText.TableNames));
            if (common is null)
                faults.Add(
                    rows.Place,
                    $"an error common to '{rows.Text(3)}'",
                    Spelling.OneOf(rows.Text(3).ToString(), UncertaintyText.CommonNames)
                );
            if (status is null)
                faults.Add(rows.Place, $"status '{rows.Text(4)}'", "observed, derived or imputed");
            if (table is { } figures && common is { } shared && status is { } known && spread is { } wide)
                cells.Add(
                    (
                        new SpreadRow(
                            figures,
                            OrAll(rows.Text(5)),
                            OrAll(rows.Text(6)),
                            OrAll(rows.Text(1)),
                            wide,
                            shared,
                            known,
                            rows.Text(7).ToString()
                        ),
                        rows.Line
                    )
                );
        }
    }

    /// <summary>Reads <c>elasticities.csv</c>.</summary>
    public void Elasticities(TableRows? rows, Axis sectors, FaultList faults)
    {
        while (rows?.Read() == true)
        {
            var (j, theta, spread, common) = (
                sectors.Find(rows, 0, faults),
                rows.Number(1, "theta"),
                rows.Number(2, "spread"),
                rows.Number(3, "common", 0)
            );
            var isWhole = int.TryParse(rows.Text(4), NumberStyles.Integer, CultureInfo.InvariantCulture, out var sets);
            if (!isWhole && !rows.Text(4).IsEmpty)
                faults.Add(rows.Place, $"sets '{rows.Text(4)}'", "a whole number");
            if (j >= 0 && theta is { } value && spread is { } wide && common is { } part)
                elasticities.Add((new ElasticityRow(j, value, wide, part, sets, rows.Text(5).ToString()), rows.Line));
        }
    }

    private static string OrAll(ReadOnlySpan<char> text) => text.IsEmpty ? "all" : text.ToString();
}
