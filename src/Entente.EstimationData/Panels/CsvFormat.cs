using Entente.Data.Tables;

namespace Entente.EstimationData.Panels;

/// <summary>CSV, plain or under gzip, read forward once.</summary>
internal sealed class CsvFormat : ITableFormat
{
    private const int Chunk = 1 << 16;

    public bool Accepts(string path) => true;

    public IReadOnlyList<string> Columns(string path)
    {
        using var table = new CsvTable(Utf8Text.Open(path));
        return [.. table.Columns];
    }

    public int Read(string path, IReadOnlyList<ColumnSink> sinks, Func<long, bool> progress)
    {
        using var table = new CsvTable(Utf8Text.Open(path));
        var columns = table.Columns.ToList();
        int[] positions = [.. sinks.Select(sink => columns.IndexOf(sink.Column))];
        var rows = 0;
        while (table.Read())
        {
            if (table.FieldCount != columns.Count)
                throw new InvalidDataException($"line {table.Line} has {table.FieldCount} fields, the header {columns.Count}");
            for (var s = 0; s < positions.Length; s++)
                sinks[s].Text(table.Text(positions[s]), table.Line);
            if (++rows % Chunk == 0 && !progress(rows))
                return rows;
            if (rows == PanelReader.MostRows)
                throw new InvalidDataException($"more than {PanelReader.MostRows} rows");
        }
        progress(rows);
        return rows;
    }
}
