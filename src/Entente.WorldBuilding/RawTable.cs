using Entente.Data;
using Entente.Data.Tables;

namespace Entente.WorldBuilding;

/// <summary>One row of a raw table, by column name.</summary>
internal sealed class RawRow(TableRows rows, string[] columns)
{
    public Place Place => rows.Place;

    public string Text(string column) => rows.Text(Position(column)).ToString();

    public double Number(string column) => rows.Number(Position(column), column) ?? 0;

    /// <summary>A number, or null where the cell is empty.</summary>
    public double? NumberOrNull(string column) => rows.Text(Position(column)).IsEmpty ? null : Number(column);

    private int Position(string column) => Array.IndexOf(columns, column);
}

/// <summary>Reads raw tables and concordances whole; faults are collected.</summary>
internal static class RawTable
{
    public static IEnumerable<RawRow> Read(string folder, string file, string[] columns, FaultList faults)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            faults.Add(new Place(file), "no such file", $"a table with the columns {string.Join(", ", columns)}");
            yield break;
        }
        using var rows = TableRows.OpenLoosely(path, file, columns, faults);
        if (rows is null)
            yield break;
        var row = new RawRow(rows, columns);
        while (rows.Read())
            yield return row;
    }
}
