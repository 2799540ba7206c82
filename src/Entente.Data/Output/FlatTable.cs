using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Entente.Data.Tables;

namespace Entente.Data.Output;

/// <summary>A table of results: columns of text, then columns of numbers; the same as CSV, Parquet and JSON.</summary>
/// <param name="Name">Name of the file without its ending.</param>
/// <param name="Texts">Names of the text columns, one at least.</param>
/// <param name="Numbers">Names of the columns of numbers.</param>
/// <param name="Rows">The rows; a number that is none is an empty cell.</param>
public sealed record FlatTable(
    string Name,
    ImmutableArray<string> Texts,
    ImmutableArray<string> Numbers,
    ImmutableArray<FlatRow> Rows
)
{
    /// <summary>Writes <c>Name.csv</c> into a folder.</summary>
    public void WriteCsv(string folder) => WriteCsv(File.Create(Path.Combine(folder, Name + ".csv")));

    /// <summary>Writes the table as CSV into a stream, which is closed with it.</summary>
    public void WriteCsv(Stream stream)
    {
        using var rows = new CsvRows(stream, string.Join(',', Texts.Concat(Numbers)));
        foreach (var row in Rows)
        {
            foreach (var text in row.Texts)
                rows.Text(CsvRows.Cell(text));
            foreach (var number in row.Numbers)
                rows.Number(number);
            rows.EndRow();
        }
    }

    /// <summary>Writes <c>Name.parquet</c> into a folder.</summary>
    public void WriteParquet(string folder) =>
        ParquetColumns.Write(
            Path.Combine(folder, Name + ".parquet"),
            [.. Texts],
            [.. Numbers],
            0,
            [
                (
                    [.. Texts.Select((_, c) => Rows.Select(row => row.Texts[c]).ToArray())],
                    [
                        .. Numbers.Select(
                            (_, c) => Rows.Select(row => double.IsNaN(row.Numbers[c]) ? (double?)null : row.Numbers[c]).ToArray()
                        ),
                    ]
                ),
            ]
        );

    /// <summary>The rows as objects.</summary>
    public JsonArray Json() =>
        [
            .. Rows.Select(row =>
                (JsonNode)
                    new JsonObject(
                        Texts
                            .Select((name, c) => KeyValuePair.Create<string, JsonNode?>(name, row.Texts[c]))
                            .Concat(
                                Numbers.Select(
                                    (name, c) =>
                                        KeyValuePair.Create<string, JsonNode?>(
                                            name,
                                            double.IsFinite(row.Numbers[c]) ? JsonValue.Create(row.Numbers[c]) : null
                                        )
                                )
                            )
                    )
            ),
        ];
}

/// <summary>A row of a <see cref="FlatTable"/>.</summary>
/// <param name="Texts">Its texts.</param>
/// <param name="Numbers">Its numbers.</param>
public sealed record FlatRow(ImmutableArray<string> Texts, ImmutableArray<double> Numbers);
