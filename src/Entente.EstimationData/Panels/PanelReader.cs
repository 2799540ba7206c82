using System.Text;
using Entente.Data;
using Entente.Data.Tables;
using Entente.Estimation.Formulas;

namespace Entente.EstimationData.Panels;

/// <summary>A kind of file that tables are read from, chunk by chunk.</summary>
public interface ITableFormat
{
    /// <summary>Whether a file is of this kind, by its name.</summary>
    bool Accepts(string path);

    /// <summary>The file that a name means, which may name a table in it.</summary>
    string FileOf(string path) => path;

    /// <summary>Names of the columns of a table.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; the message says why.</exception>
    IReadOnlyList<string> Columns(string path);

    /// <summary>Reads columns, a chunk of rows after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sinks">The columns wanted, all of which there are.</param>
    /// <param name="progress">Told how many rows have been read, now and then; whether to go on.</param>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="InvalidDataException">It cannot be read; the message says why.</exception>
    int Read(string path, IReadOnlyList<ColumnSink> sinks, Func<long, bool> progress);
}

/// <summary>
/// Reads the columns of a table that an estimation needs, and no others, out of core: what is held is these columns and one chunk.
/// </summary>
public sealed class PanelReader
{
    /// <summary>More, no array of .NET holds.</summary>
    internal const int MostRows = 2_000_000_000;

    private static readonly string[] Endings = [".csv", ".csv.gz", ".parquet", ".duckdb"];

    private readonly IReadOnlyList<ITableFormat> formats;

    /// <param name="formats">Kinds of files beside CSV, CSV under gzip and Parquet.</param>
    public PanelReader(params IReadOnlyList<ITableFormat> formats) => this.formats = [.. formats, new ParquetFormat(), new CsvFormat()];

    /// <summary>The file that a name means, which may name a table in it.</summary>
    public string FileOf(string path) => formats.First(f => f.Accepts(path)).FileOf(path);

    /// <summary>Called with the number of rows read, now and then.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Whether a file is a table, by its name.</summary>
    public static bool IsTable(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || path.Contains(".duckdb#", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Names of the columns of a table; none where it cannot be read.</summary>
    public IReadOnlyList<string> ColumnsOf(string path)
    {
        try
        {
            return formats.First(f => f.Accepts(path)).Columns(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            return [];
        }
    }

    /// <summary>Reads columns of a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as messages shall name it.</param>
    /// <param name="numbers">Columns of numbers.</param>
    /// <param name="labels">Columns of labels; one may be both.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The columns, or every fault of the file.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Checked<DataColumns> Read(
        string path,
        string name,
        IEnumerable<string> numbers,
        IEnumerable<string> labels,
        CancellationToken cancellation = default
    )
    {
        var faults = new FaultList();
        var (asNumber, asLabel) = (numbers.ToHashSet(StringComparer.Ordinal), labels.ToHashSet(StringComparer.Ordinal));
        var format = formats.First(f => f.Accepts(path));
        if (!File.Exists(format.FileOf(path)))
        {
            faults.Add(new Place(name), "a file that does not exist", "a table in CSV, CSV under gzip, Parquet or DuckDB");
            return faults.Failed<DataColumns>();
        }
        try
        {
            var known = format.Columns(path);
            if (known is [] or [""])
            {
                faults.Add(new Place(name, 1), "nothing", "a header with the names of columns");
                return faults.Failed<DataColumns>();
            }
            Check(known, asNumber.Concat(asLabel), name, faults);
            if (faults.Any)
                return faults.Failed<DataColumns>();
            List<ColumnSink> sinks =
            [
                .. known
                    .Where(c => asNumber.Contains(c) || asLabel.Contains(c))
                    .Select(c => new ColumnSink(c, name, asNumber.Contains(c), asLabel.Contains(c), faults)),
            ];
            var rows = format.Read(
                path,
                sinks,
                done =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    Progress?.Invoke(done);
                    return !faults.Full;
                }
            );
            if (rows == 0 && !faults.Any)
                faults.Add(new Place(name), "a table without rows", "at least one row");
            if (faults.Any)
                return faults.Failed<DataColumns>();
            var data = new DataColumns(rows);
            foreach (var sink in sinks)
                sink.MoveTo(data);
            return Checked<DataColumns>.Valid(data);
        }
        catch (DecoderFallbackException)
        {
            faults.Add(Utf8Text.FirstFault(path, name), "bytes that are no UTF-8", "text in UTF-8");
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or NotSupportedException)
        {
            faults.Add(new Place(name), $"a file that cannot be read ({e.Message})", "a table");
        }
        return faults.Failed<DataColumns>();
    }

    private static void Check(IReadOnlyList<string> known, IEnumerable<string> wanted, string name, FaultList faults)
    {
        foreach (var twice in known.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(new Place(name, 1), $"column '{twice.Key}' for the second time", "each column once");
        foreach (var missing in wanted.Distinct(StringComparer.Ordinal).Except(known, StringComparer.Ordinal))
            faults.Add(new Place(name, 1), $"no column '{missing}'", Spelling.OneOf(missing, known));
    }
}
