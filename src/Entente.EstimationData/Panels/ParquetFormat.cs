using Parquet;
using Parquet.Schema;

namespace Entente.EstimationData.Panels;

/// <summary>Parquet, group of rows by group of rows and column by column, only the columns wanted.</summary>
internal sealed class ParquetFormat : ITableFormat
{
    public bool Accepts(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<string> Columns(string path) => Guarded(() => ColumnsAsync(path));

    public int Read(string path, IReadOnlyList<ColumnSink> sinks, Func<long, bool> progress) =>
        Guarded(() => ReadAsync(path, sinks, progress));

    private static T Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        // On damaged files the library throws whatever its decoders meet.
        catch (Exception e)
            when (e is not (IOException or UnauthorizedAccessException or InvalidDataException or OperationCanceledException))
        {
            throw new InvalidDataException($"damaged Parquet, {e.GetType().Name}", e);
        }
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        return [.. reader.Schema.GetDataFields().Select(field => field.Name)];
    }

    private static async Task<int> ReadAsync(string path, IReadOnlyList<ColumnSink> sinks, Func<long, bool> progress)
    {
        await using var stream = File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        var fields = reader.Schema.GetDataFields().ToDictionary(field => field.Name, StringComparer.Ordinal);
        long rows = 0;
        foreach (var group in reader.RowGroups)
        {
            if (group.RowCount < 0 || rows + group.RowCount > PanelReader.MostRows)
                throw new InvalidDataException($"a group of {group.RowCount} rows; expected {PanelReader.MostRows} in all at most");
            foreach (var sink in sinks)
                await ColumnAsync(group, fields[sink.Column], sink, rows + 2).ConfigureAwait(false);
            rows += group.RowCount;
            if (!progress(rows))
                break;
        }
        return (int)rows;
    }

    private static Task ColumnAsync(ParquetRowGroupReader group, DataField field, ColumnSink sink, long line) =>
        Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Double => NumbersAsync<double>(group, field, sink, line),
            TypeCode.Single => NumbersAsync<float>(group, field, sink, line),
            TypeCode.SByte => NumbersAsync<sbyte>(group, field, sink, line),
            TypeCode.Byte => NumbersAsync<byte>(group, field, sink, line),
            TypeCode.Int16 => NumbersAsync<short>(group, field, sink, line),
            TypeCode.UInt16 => NumbersAsync<ushort>(group, field, sink, line),
            TypeCode.Int32 => NumbersAsync<int>(group, field, sink, line),
            TypeCode.UInt32 => NumbersAsync<uint>(group, field, sink, line),
            TypeCode.Int64 => NumbersAsync<long>(group, field, sink, line),
            TypeCode.UInt64 => NumbersAsync<ulong>(group, field, sink, line),
            TypeCode.Boolean => NumbersAsync<bool>(group, field, sink, line),
            TypeCode.Decimal => NumbersAsync<decimal>(group, field, sink, line),
            _ when field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>) => TextsAsync(group, field, sink, line),
            _ => throw new InvalidDataException($"column '{field.Name}' of type {field.ClrType.Name}; expected text or numbers"),
        };

    private static async Task TextsAsync(ParquetRowGroupReader group, DataField field, ColumnSink sink, long line)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
        foreach (var value in values)
            sink.Text(value is null ? [] : value.AsSpan().Trim(), line++);
    }

    private static async Task NumbersAsync<T>(ParquetRowGroupReader group, DataField field, ColumnSink sink, long line)
        where T : struct, IConvertible
    {
        if (field.IsNullable)
        {
            var some = new T?[group.RowCount];
            await group.ReadAsync<T>(field, some.AsMemory()).ConfigureAwait(false);
            foreach (var value in some)
            {
                if (value is { } known)
                    sink.Number(known.ToDouble(null), line);
                else
                    sink.Missing();
                line++;
            }
            return;
        }
        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
        foreach (var value in values)
            sink.Number(value.ToDouble(null), line++);
    }
}
