using System.Globalization;
using DuckDB.NET.Data;
using Entente.EstimationData.Panels;

namespace Entente.DuckDb;

/// <summary>
/// Tables in DuckDB files, read row by row as the engine streams them, only the columns wanted. <c>panel.duckdb</c> where it holds one
/// table
/// or view, else <c>panel.duckdb#name</c>. Opened for reading alone.
/// </summary>
public sealed class DuckDbFormat : ITableFormat
{
    private const string Ending = ".duckdb";
    private const int Chunk = 1 << 16;

    public bool Accepts(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FileOf(path).EndsWith(Ending, StringComparison.OrdinalIgnoreCase);
    }

    public string FileOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.IndexOf(Ending + "#", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? path[..(at + Ending.Length)] : path;
    }

    public IReadOnlyList<string> Columns(string path) =>
        Guarded(() =>
        {
            using var connection = Open(path);
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {Quoted(TableOf(connection, path))} LIMIT 0";
            using var reader = command.ExecuteReader();
            return (IReadOnlyList<string>)[.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        });

    public int Read(string path, IReadOnlyList<ColumnSink> sinks, Func<long, bool> progress)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        ArgumentNullException.ThrowIfNull(progress);
        return Guarded(() =>
        {
            using var connection = Open(path);
            using var command = connection.CreateCommand();
            var columns = string.Join(", ", sinks.Select(sink => Quoted(sink.Column)));
            command.CommandText = $"SELECT {columns} FROM {Quoted(TableOf(connection, path))}";
            command.UseStreamingMode = true;
            using var reader = command.ExecuteReader();
            var rows = 0;
            var isText = sinks.Select((_, c) => reader.GetFieldType(c) == typeof(string)).ToArray();
            while (reader.Read())
            {
                for (var c = 0; c < sinks.Count; c++)
                    if (reader.IsDBNull(c))
                        sinks[c].Missing();
                    else if (isText[c])
                        sinks[c].Text(reader.GetString(c).AsSpan().Trim(), rows + 1L);
                    else
                        Add(sinks[c], reader.GetValue(c), rows + 1L);
                if (++rows % Chunk == 0 && !progress(rows))
                    return rows;
            }
            progress(rows);
            return rows;
        });
    }

    /// <summary>Numbers as they are; days, which are no numbers, as texts.</summary>
    private static void Add(ColumnSink sink, object value, long row)
    {
        if (value is IConvertible number and not DateTime and not string)
            sink.Number(number.ToDouble(CultureInfo.InvariantCulture), row);
        else
            sink.Text(string.Create(CultureInfo.InvariantCulture, $"{value}"), row);
    }

    private DuckDBConnection Open(string path)
    {
        var connection = new DuckDBConnection($"Data Source={FileOf(path)};ACCESS_MODE=READ_ONLY");
        connection.Open();
        return connection;
    }

    private string TableOf(DuckDBConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT table_name FROM information_schema.tables ORDER BY table_name";
        var known = new List<string>();
        using (var reader = command.ExecuteReader())
            while (reader.Read())
                known.Add(reader.GetString(0));
        var file = FileOf(path);
        var name = path.Length > file.Length ? path[(file.Length + 1)..] : known.Count == 1 ? known[0] : "";
        return known.Contains(name)
            ? name
            : throw new InvalidDataException(
                (name.Length > 0 ? $"no table '{name}'" : "several tables, or none")
                    + $"; behind # expected one of {string.Join(", ", known)}"
            );
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDBException e)
        {
            throw new InvalidDataException(e.Message.ReplaceLineEndings(" "), e);
        }
    }
}
