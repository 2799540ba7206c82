using System.Text;

namespace Entente.Data.Tables;

/// <summary>
/// The rows of one table, with its columns found by name and every fault of header and cells reported by file and
/// line. A cell at fault reads as null; the reader goes on, so that all faults come to light at once.
/// </summary>
internal sealed class TableRows : IDisposable
{
    private readonly TableFile file;
    private readonly string path;
    private readonly FaultList faults;
    private readonly int[] positions;

    private TableRows(TableFile file, string path, string name, FaultList faults, int[] positions) =>
        (this.file, this.path, Name, this.faults, this.positions) = (file, path, name, faults, positions);

    /// <summary>The file as the user knows it.</summary>
    public string Name { get; }

    public int Line => file.Line;

    public Place Place => new(Name, file.Line);

    /// <summary>Opens a table; null where it cannot be read, the faults being reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    /// <param name="required">Columns it must have.</param>
    /// <param name="optional">Columns it may have; they follow the required ones by position.</param>
    /// <param name="faults">Receives faults and warnings.</param>
    public static TableRows? Open(string path, string name, string[] required, string[] optional, FaultList faults) =>
        Open(path, name, required, optional, faults, warnOfOthers: true);

    /// <summary>
    /// As <see cref="Open(string, string, string[], string[], FaultList)"/>, for tables of which only some columns are of
    /// interest.
    /// </summary>
    public static TableRows? OpenLoosely(string path, string name, string[] required, FaultList faults) =>
        Open(path, name, required, [], faults, warnOfOthers: false);

    private static TableRows? Open(string path, string name, string[] required, string[] optional, FaultList faults, bool warnOfOthers)
    {
        TableFile file;
        try
        {
            file = TableFile.Open(path, faults.Read);
        }
        catch (DecoderFallbackException)
        {
            ReportEncoding(path, name, faults);
            return null;
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or NotSupportedException)
        {
            faults.Add(new Place(name), $"a file that cannot be read ({e.Message})", "a table");
            return null;
        }
        var positions = Find(file, name, required, optional, faults, warnOfOthers);
        if (positions is null)
        {
            file.Dispose();
            return null;
        }
        return new TableRows(file, path, name, faults, positions);
    }

    /// <summary>Goes to the next sound row; damaged ones are reported and left out.</summary>
    public bool Read()
    {
        while (!faults.Full && ReadOrReport())
        {
            if (file.FieldCount == file.Columns.Count)
                return true;
            faults.Add(Place, $"{file.FieldCount} fields", $"{file.Columns.Count}, as in the header");
        }
        return false;
    }

    /// <summary>The text of a column, by its position among those asked for.</summary>
    public ReadOnlySpan<char> Text(int column) => positions[column] < 0 ? [] : file.Text(positions[column]);

    /// <summary>The number of a column, which must be there and finite.</summary>
    public double? Number(int column, string what)
    {
        var text = Text(column);
        if (text.IsEmpty)
            faults.Add(Place, $"an empty {what}", "a number");
        else if (!file.TryNumber(positions[column], out var value))
            faults.Add(Place, $"{what} '{Quoted.Cell(text)}'", "a number");
        else if (!double.IsFinite(value))
            faults.Add(Place, $"{what} {text}", "a finite number");
        else
            return value;
        return null;
    }

    /// <summary>The number of a column where there is one; an empty cell means the given default.</summary>
    public double? Number(int column, string what, double whereEmpty) => Text(column).IsEmpty ? whereEmpty : Number(column, what);

    public void Dispose() => file.Dispose();

    private bool ReadOrReport()
    {
        try
        {
            return file.Read();
        }
        catch (DecoderFallbackException)
        {
            ReportEncoding(path, Name, faults);
            return false;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IOException)
        {
            faults.Add(new Place(Name, file.Line + 1), $"a damaged row ({e.Message})", "a row of the table");
            return false;
        }
    }

    private static void ReportEncoding(string path, string name, FaultList faults) =>
        faults.Add(Utf8Text.FirstFault(path, name), "bytes that are no UTF-8", "text in UTF-8");

    private static int[]? Find(TableFile file, string name, string[] required, string[] optional, FaultList faults, bool warnOfOthers)
    {
        if (file.Columns.Count == 0)
        {
            faults.Add(new Place(name), "an empty file", $"a table with the columns {string.Join(", ", required)}");
            return null;
        }
        var columns = file.Columns.ToList();
        foreach (var twice in columns.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(new Place(name, 1), $"column '{twice.Key}' for the second time", "each column once");
        var missing = required.Except(columns, StringComparer.Ordinal).ToList();
        if (missing is [var measure] && file is SdmxTable && columns.IndexOf(SdmxTable.ObservedValue) is var value and >= 0)
            columns[value] = measure;
        else if (missing.Count > 0)
        {
            faults.Add(
                new Place(name, 1),
                $"header '{string.Join(",", columns)}' without {string.Join(", ", missing.Select(m => $"'{m}'"))}",
                $"the columns {string.Join(", ", required)}"
            );
            return null;
        }
        foreach (var unknown in columns.Except(required.Concat(optional), StringComparer.Ordinal).Where(_ => warnOfOthers))
            faults.Warn(
                Spelling.Expected(
                    $"{name}: column '{unknown}' is not known and not used",
                    unknown,
                    optional.Except(columns, StringComparer.Ordinal)
                )
            );
        return [.. required.Concat(optional).Select(c => columns.IndexOf(c))];
    }
}
