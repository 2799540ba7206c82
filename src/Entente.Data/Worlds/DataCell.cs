using Entente.Data.Tables;

namespace Entente.Data.Worlds;

/// <summary>How a part of a world is known, a row of <c>cells.csv</c>. Immutable.</summary>
/// <param name="Table">The table it is in, with the country where it is of one: <c>trade of SRB</c>.</param>
/// <param name="What">Which of its cells.</param>
/// <param name="Status"><c>observed</c>, <c>derived</c> or <c>imputed</c>; empty where it is not said.</param>
/// <param name="Spread">Standard deviation of the logarithm; null where none is known.</param>
/// <param name="Method">How it came about.</param>
public sealed record DataCell(string Table, string What, string Status, double? Spread, string Method)
{
    /// <summary>The file of a world that says so.</summary>
    public const string FileName = "cells.csv";

    /// <summary>Nobody saw it: peers, priors or other years stand in.</summary>
    public bool IsImputed => Status == "imputed";

    /// <summary>Whether it is of one country: its code stands as a word in what it is.</summary>
    public bool IsOf(string code) => Words(Table).Contains(code) || Words(What).Contains(code);

    /// <summary>The rows of a world's folder; none where it has no such table, or one of other columns.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<DataCell> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        using var table = TableFile.Open(path);
        int Column(params string[] names) => names.Select(name => table.Columns.ToList().IndexOf(name)).FirstOrDefault(at => at >= 0, -1);
        var (in_, what, status) = (Column("table"), Column("what", "sectors"), Column("status"));
        var (spread, method) = (Column("spread"), Column("method"));
        string Text(int column) => column < 0 ? "" : table.Text(column).ToString();
        var cells = new List<DataCell>();
        while (in_ >= 0 && status >= 0 && table.Read())
            cells.Add(
                new DataCell(
                    Text(in_),
                    Text(what),
                    Text(status),
                    spread >= 0 && table.TryNumber(spread, out var value) ? value : null,
                    Text(method)
                )
            );
        return cells;
    }

    private static string[] Words(string text) => text.Split([' ', ',', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
}
