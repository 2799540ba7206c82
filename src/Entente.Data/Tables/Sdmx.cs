using System.Text;

namespace Entente.Data.Tables;

/// <summary>
/// How SDMX-CSV, in which statistical offices exchange data, is told from other CSV and what its cells mean: versions 2.0, whose first
/// column is STRUCTURE, and 1.0, DATAFLOW.
/// </summary>
internal static class Sdmx
{
    /// <summary>What begins the header of version 2.0.</summary>
    public const string Structure = "STRUCTURE";
    private const string Dataflow = "DATAFLOW";

    /// <summary>Between an id and its name, in headers and cells.</summary>
    private const string BeforeLabel = ": ";

    /// <summary>Columns that say what a row belongs to and what to do with it; no component of the data.</summary>
    public static readonly IReadOnlyList<string> Framing =
    [
        Structure,
        Dataflow,
        "STRUCTURE_ID",
        "STRUCTURE_NAME",
        "DATAFLOW_NAME",
        Action,
        "SERIES_KEY",
        "OBS_KEY",
    ];

    /// <summary>The column of what to do with a row.</summary>
    public const string Action = "ACTION";

    /// <summary>The actions by which a row is data: information, append, replace, merge; else it deletes some.</summary>
    private static readonly string[] Data = ["", "I", "A", "R", "M"];

    /// <summary>Whether an action says that the row is data.</summary>
    public static bool IsData(ReadOnlySpan<char> action)
    {
        foreach (var one in Data)
            if (action.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>What separates the fields of a file, which stands behind its first header; null where it is no SDMX-CSV.</summary>
    public static char? Delimiter(string path)
    {
        // What has no length can be read only once.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            return null;
        var start = new char[Structure.Length + 8];
        var text = start.AsSpan(0, Begin(path, start));
        if (text.StartsWith("\""))
            text = text[1..];
        var rest =
            text.StartsWith(Structure, StringComparison.Ordinal) ? text[Structure.Length..]
            : text.StartsWith(Dataflow, StringComparison.Ordinal) ? text[Dataflow.Length..]
            : [];
        // The character in brackets parts values of one field.
        if (rest.StartsWith("[") && rest.IndexOf(']') is var end and > 0)
            rest = rest[(end + 1)..];
        rest = rest.TrimStart('"');
        return rest.Length > 0 && rest[0] is ',' or ';' or '\t' or '|' ? rest[0] : null;
    }

    private static int Begin(string path, char[] into)
    {
        try
        {
            using var reader = Utf8Text.Open(path);
            return reader.ReadBlock(into);
        }
        catch (DecoderFallbackException)
        {
            // Whoever reads the file says where.
            return 0;
        }
    }

    /// <summary>The id of a component as its header has it: without name, and without the brackets of one with several values.</summary>
    public static string Id(string header)
    {
        var id = header.Split(BeforeLabel)[0].Trim();
        var bracket = id.IndexOf('[', StringComparison.Ordinal);
        return bracket > 0 ? id[..bracket] : id;
    }

    /// <summary>Whether the cells of a column have names behind their codes, as its header has behind its id.</summary>
    public static bool IsLabelled(string header) => header.Contains(BeforeLabel, StringComparison.Ordinal);

    /// <summary>The code of a cell of such a column.</summary>
    public static ReadOnlySpan<char> Code(ReadOnlySpan<char> cell) => cell.IndexOf(BeforeLabel) is var at and >= 0 ? cell[..at] : cell;
}
