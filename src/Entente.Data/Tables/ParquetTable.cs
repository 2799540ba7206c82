using Parquet;
using Parquet.Schema;

namespace Entente.Data.Tables;

/// <summary>A table in Parquet, held in memory: text columns and columns of numbers.</summary>
internal sealed class ParquetTable : TableFile
{
    private readonly string[] columns;
    private readonly string?[]?[] texts;
    private readonly double?[]?[] numbers;
    private readonly int rows;
    private int row = -1;

    private ParquetTable(string[] columns, string?[]?[] texts, double?[]?[] numbers, int rows) =>
        (this.columns, this.texts, this.numbers, this.rows) = (columns, texts, numbers, rows);

    public override IReadOnlyList<string> Columns => columns;

    public override int Line
    {
        get => row + 2;
        protected set => throw new NotSupportedException();
    }

    public override int FieldCount => columns.Length;

    /// <summary>Rows a table may have; a damaged file may say any number.</summary>
    private const int MostRows = 100_000_000;

    public static ParquetTable Load(string path, FilesRead? read = null)
    {
        try
        {
            return OpenAsync(path, read).GetAwaiter().GetResult();
        }
        // On damaged files the library throws whatever its decoders meet.
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException or InvalidDataException))
        {
            throw new InvalidDataException($"damaged Parquet, {e.GetType().Name}", e);
        }
    }

    public override bool Read() => ++row < rows;

    public override ReadOnlySpan<char> Text(int column) =>
        texts[column] is { } text ? text[row] : numbers[column]![row]?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    public override bool TryNumber(int column, out double value)
    {
        if (numbers[column] is { } known)
        {
            value = known[row] ?? 0;
            return known[row] is not null;
        }
        return double.TryParse(
            texts[column]![row],
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out value
        );
    }

    public override void Dispose() { }

    private static async Task<ParquetTable> OpenAsync(string path, FilesRead? read)
    {
        await using var stream = read?.Open(path) ?? File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        var fields = reader.Schema.GetDataFields();
        var (texts, numbers) = (new List<string?>?[fields.Length], new List<double?>?[fields.Length]);
        var rows = 0;
        foreach (var group in reader.RowGroups)
        {
            var count = (int)group.RowCount;
            if (count < 0 || rows > MostRows - count)
                throw new InvalidDataException($"a group of {group.RowCount} rows; expected {MostRows} at most");
            rows += count;
            for (var c = 0; c < fields.Length; c++)
                if (fields[c].ClrType == typeof(ReadOnlyMemory<char>) || fields[c].ClrType == typeof(string))
                    (texts[c] ??= []).AddRange(await Texts(group, fields[c], count).ConfigureAwait(false));
                else
                    (numbers[c] ??= []).AddRange(await Numbers(group, fields[c], count).ConfigureAwait(false));
        }
        return new ParquetTable(
            [.. fields.Select(f => f.Name)],
            [.. texts.Select(t => t?.ToArray())],
            [.. numbers.Select(n => n?.ToArray())],
            rows
        );
    }

    private static async Task<string?[]> Texts(ParquetRowGroupReader group, DataField field, int count)
    {
        var values = new string?[count];
        await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
        return values;
    }

    private static async Task<double?[]> Numbers(ParquetRowGroupReader group, DataField field, int count) =>
        Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Double => await Numbers<double>(group, field, count).ConfigureAwait(false),
            TypeCode.Single => await Numbers<float>(group, field, count).ConfigureAwait(false),
            TypeCode.Int32 => await Numbers<int>(group, field, count).ConfigureAwait(false),
            TypeCode.Int64 => await Numbers<long>(group, field, count).ConfigureAwait(false),
            _ => throw new InvalidDataException($"column '{field.Name}' of type {field.ClrType.Name}; expected text or numbers"),
        };

    private static async Task<double?[]> Numbers<T>(ParquetRowGroupReader group, DataField field, int count)
        where T : struct, IConvertible
    {
        if (field.IsNullable)
        {
            var some = new T?[count];
            await group.ReadAsync<T>(field, some.AsMemory()).ConfigureAwait(false);
            return [.. some.Select(v => v?.ToDouble(null))];
        }
        var values = new T[count];
        await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
        return [.. values.Select(v => (double?)v.ToDouble(null))];
    }
}
