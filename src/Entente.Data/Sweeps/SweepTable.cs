using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Output;
using Parquet;
using Parquet.Schema;

namespace Entente.Data.Sweeps;

/// <summary>Rows of a sweep by column, as they lie in Parquet: what they are of, how they ended, what came out.</summary>
internal sealed class SweepTable
{
    private const int OwnTexts = 3;
    private const int OwnWholes = 3;

    private SweepTable(int rows, int numbers) =>
        (Texts, Wholes, Numbers) = (
            [.. Columns<string>(OwnTexts, rows)],
            [.. Columns<int>(OwnWholes, rows)],
            [.. Columns<double?>(numbers, rows)]
        );

    /// <summary>case, horizon, status.</summary>
    public ImmutableArray<string[]> Texts { get; }

    /// <summary>point, iterations, evaluations.</summary>
    public ImmutableArray<int[]> Wholes { get; }

    /// <summary>Parameters, residual, outcomes; null where there is none.</summary>
    public ImmutableArray<double?[]> Numbers { get; }

    public int Rows => Wholes[0].Length;

    /// <summary>The columns of a sweep in the order of the file.</summary>
    public static ImmutableArray<DataField> Fields(SweepManifest manifest) =>
        [
            new DataField<int>("point"),
            new DataField<string>("case"),
            new DataField<string>("horizon"),
            .. manifest.Parameters.Select(name => new DataField<double?>(name)),
            new DataField<string>("status"),
            new DataField<double?>("residual"),
            new DataField<int>("iterations"),
            new DataField<int>("evaluations"),
            .. manifest.Outcomes.Select(name => new DataField<double?>(name)),
        ];

    public static SweepTable Of(ResolvedSweep sweep, SweepManifest manifest, IReadOnlyCollection<SweepRow> rows)
    {
        var table = new SweepTable(rows.Count, manifest.Parameters.Length + 1 + manifest.Outcomes.Length);
        var at = 0;
        foreach (var row in rows)
        {
            (table.Texts[0][at], table.Texts[1][at]) = sweep.Cases[row.Case];
            table.Texts[2][at] = StatusNames.Of(row.Status);
            (table.Wholes[0][at], table.Wholes[1][at], table.Wholes[2][at]) = (row.Point + 1, row.Iterations, row.Evaluations);
            var column = 0;
            foreach (var value in row.Values.Append(row.Residual).Concat(row.Outcomes))
                table.Numbers[column++][at] = double.IsNaN(value) ? null : value;
            at++;
        }
        return table;
    }

    /// <summary>The rows that <see cref="Of"/> makes a table of.</summary>
    public ImmutableArray<SweepRow> RowsOf(ResolvedSweep sweep)
    {
        var parameters = sweep.Sweep.Parameters.Length;
        var cases = sweep.Cases.Select((one, at) => (one, at)).ToDictionary(pair => pair.one, pair => pair.at);
        return
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(at => new SweepRow(
                    Wholes[0][at] - 1,
                    cases[(Texts[0][at], Texts[1][at])],
                    Row(at, 0, parameters),
                    StatusNames.Status(Texts[2][at]),
                    Numbers[parameters][at] ?? double.NaN,
                    Wholes[1][at],
                    Wholes[2][at],
                    Row(at, parameters + 1, Numbers.Length)
                )),
        ];
    }

    private ImmutableArray<double> Row(int at, int first, int end) =>
        [.. Enumerable.Range(first, end - first).Select(column => Numbers[column][at] ?? double.NaN)];

    /// <summary>Writes a file whole: under another name, to the disk, and only then in its place.</summary>
    public static void Write(string path, SweepManifest manifest, IEnumerable<SweepTable> tables)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.writing";
        WriteAsync(temporary, manifest, tables).GetAwaiter().GetResult();
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The bytes of the file that <see cref="Write"/> makes of a table.</summary>
    public static byte[] Bytes(SweepManifest manifest, SweepTable table)
    {
        using var stream = new MemoryStream();
        WriteAsync(stream, manifest, [table]).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    public static SweepTable Read(string path, SweepManifest manifest) => ReadAsync(path, manifest).GetAwaiter().GetResult();

    /// <summary>No rows.</summary>
    public static SweepTable Empty(SweepManifest manifest) => new(0, manifest.Parameters.Length + 1 + manifest.Outcomes.Length);

    /// <summary>Several tables as one.</summary>
    public static SweepTable Together(IReadOnlyList<SweepTable> tables)
    {
        var all = new SweepTable(tables.Sum(t => t.Rows), tables[0].Numbers.Length);
        var at = 0;
        foreach (var table in tables)
        {
            Copy(table.Texts, all.Texts, at);
            Copy(table.Wholes, all.Wholes, at);
            Copy(table.Numbers, all.Numbers, at);
            at += table.Rows;
        }
        return all;

        static void Copy<T>(ImmutableArray<T[]> from, ImmutableArray<T[]> to, int at)
        {
            for (var c = 0; c < from.Length; c++)
                from[c].CopyTo(to[c], at);
        }
    }

    /// <summary>Rows that follow each other.</summary>
    public SweepTable Slice(int first, int count)
    {
        var slice = new SweepTable(count, Numbers.Length);
        Copy(Texts, slice.Texts);
        Copy(Wholes, slice.Wholes);
        Copy(Numbers, slice.Numbers);
        return slice;

        void Copy<T>(ImmutableArray<T[]> from, ImmutableArray<T[]> to)
        {
            for (var c = 0; c < from.Length; c++)
                Array.Copy(from[c], first, to[c], 0, count);
        }
    }

    /// <summary>Whether another table has the same rows, to the last bit.</summary>
    public bool IsSame(SweepTable other) =>
        Rows == other.Rows
        && Texts.Zip(other.Texts).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second))
        && Wholes.Zip(other.Wholes).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second))
        && Numbers.Zip(other.Numbers).All(pair => pair.First.Select(Bits).SequenceEqual(pair.Second.Select(Bits)));

    private static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;

    private static async Task WriteAsync(string path, SweepManifest manifest, IEnumerable<SweepTable> tables)
    {
        await using var file = File.Create(path);
        await WriteAsync(file, manifest, tables).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    private static async Task WriteAsync(Stream file, SweepManifest manifest, IEnumerable<SweepTable> tables)
    {
        var fields = Fields(manifest);
        await using (
            var writer = await ParquetWriter
                .CreateAsync(new ParquetSchema(fields), file, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd })
                .ConfigureAwait(false)
        )
            foreach (var table in tables)
            {
                using var group = writer.CreateRowGroup();
                var (texts, wholes, numbers) = (0, 0, 0);
                foreach (var field in fields)
                    if (field.ClrType == typeof(double))
                        await group.WriteAsync<double>(field, table.Numbers[numbers++]).ConfigureAwait(false);
                    else if (field.ClrType == typeof(int))
                        await group.WriteAsync<int>(field, table.Wholes[wholes++]).ConfigureAwait(false);
                    else
                        await group.WriteAsync(field, table.Texts[texts++]).ConfigureAwait(false);
                group.CompleteValidate();
            }
    }

    private static async Task<SweepTable> ReadAsync(string path, SweepManifest manifest)
    {
        await using var reader = await ParquetReader.CreateAsync(path).ConfigureAwait(false);
        var fields = reader.Schema.GetDataFields();
        var expected = Fields(manifest);
        if (!fields.Select(f => f.Name).SequenceEqual(expected.Select(f => f.Name)))
            throw new InvalidDataException($"'{path}' has other columns than the sweep.");
        var groups = new List<SweepTable>();
        foreach (var group in reader.RowGroups)
        {
            var table = new SweepTable((int)group.RowCount, manifest.Parameters.Length + 1 + manifest.Outcomes.Length);
            var (texts, wholes, numbers) = (0, 0, 0);
            for (var c = 0; c < fields.Length; c++)
                if (expected[c].ClrType == typeof(double))
                    await group.ReadAsync<double>(fields[c], table.Numbers[numbers++].AsMemory()).ConfigureAwait(false);
                else if (expected[c].ClrType == typeof(int))
                    await group.ReadAsync<int>(fields[c], table.Wholes[wholes++].AsMemory()).ConfigureAwait(false);
                else
                    await group.ReadAsync(fields[c], table.Texts[texts++].AsMemory()!).ConfigureAwait(false);
            groups.Add(table);
        }
        return Together(groups);
    }

    private static IEnumerable<T[]> Columns<T>(int count, int rows) => Enumerable.Range(0, count).Select(_ => new T[rows]);
}
