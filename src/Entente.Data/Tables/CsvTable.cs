using System.Globalization;
using Sylvan.Data.Csv;

namespace Entente.Data.Tables;

/// <summary>A table in CSV.</summary>
internal sealed class CsvTable : TableFile
{
    private readonly CsvDataReader reader;
    private readonly string[] columns;
    private int next;

    public CsvTable(TextReader text, char delimiter = ',')
    {
        reader = CsvDataReader.Create(
            text,
            new CsvDataReaderOptions
            {
                Delimiter = delimiter,
                HasHeaders = false,
                OwnsReader = true,
                ResultSetMode = ResultSetMode.SingleResult,
            }
        );
        columns = reader.Read() ? [.. Enumerable.Range(0, reader.RowFieldCount).Select(c => reader.GetString(c).Trim())] : [];
        Line = 1;
        next = 1 + LinesOfRow();
    }

    public override IReadOnlyList<string> Columns => columns;

    public override int Line { get; protected set; }

    public override int FieldCount => reader.RowFieldCount;

    public override bool Read()
    {
        while (reader.Read())
        {
            Line = next;
            next += LinesOfRow();
            // A blank line is no row.
            if (reader.RowFieldCount > 1 || reader.GetFieldSpan(0).Trim().Length > 0)
                return true;
        }
        return false;
    }

    public override ReadOnlySpan<char> Text(int column) => column < reader.RowFieldCount ? reader.GetFieldSpan(column).Trim() : [];

    public override bool TryNumber(int column, out double value) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    public override void Dispose() => reader.Dispose();

    /// <summary>Lines the row takes: more than one where a quoted field holds line breaks.</summary>
    private int LinesOfRow()
    {
        var record = reader.GetRawRecordSpan();
        // The break that ends the row is part of the record, but for the last row of a file without one.
        return Math.Max(1, record.Count('\n') + (record.EndsWith("\n") ? 0 : 1));
    }
}
