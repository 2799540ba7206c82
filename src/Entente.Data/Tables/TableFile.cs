namespace Entente.Data.Tables;

/// <summary>
/// A table of rows and named columns in a file, read forward once: CSV, CSV under gzip, SDMX-CSV, or Parquet with the same
/// columns. Text is UTF-8, numbers are invariant.
/// </summary>
internal abstract class TableFile : IDisposable
{
    /// <summary>Endings under which a table may lie in a folder, in the order they are listed to people.</summary>
    public static readonly IReadOnlyList<string> Endings = [".csv", ".csv.gz", ".parquet"];

    /// <summary>Column names in the order of the file.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Line on which the current row begins, the header being line 1; in Parquet the row number plus 1.</summary>
    public abstract int Line { get; protected set; }

    /// <summary>Goes to the next row.</summary>
    public abstract bool Read();

    /// <summary>Fields the current row has; other than the number of columns where the row is damaged.</summary>
    public abstract int FieldCount { get; }

    /// <summary>The text of a field; empty where there is none.</summary>
    public abstract ReadOnlySpan<char> Text(int column);

    /// <summary>The number in a field; false where it holds none.</summary>
    public abstract bool TryNumber(int column, out double value);

    /// <summary>Opens a table by its ending.</summary>
    public static TableFile Open(string path, FilesRead? read = null)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            return ParquetTable.Load(path, read);
        var sdmx = Sdmx.Delimiter(path);
        var text = Utf8Text.Open(path, read);
        try
        {
            return sdmx is { } delimiter ? new SdmxTable(new CsvTable(text, delimiter)) : new CsvTable(text);
        }
        catch
        {
            // The header is read at once, and may be at fault.
            text.Dispose();
            throw;
        }
    }

    public abstract void Dispose();
}
