using Parquet;
using Parquet.Schema;

namespace Entente.Data.Tables;

/// <summary>Writes a table of text columns and columns of numbers as Parquet, group of rows by group of rows.</summary>
internal static class ParquetColumns
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">Names of the text columns; the last one stands among the numbers.</param>
    /// <param name="numbers">Names of the columns of numbers; a cell without one is null.</param>
    /// <param name="afterNumber">How many columns of numbers stand before the last text column.</param>
    /// <param name="groups">The columns of each group of rows, in the order of the names.</param>
    public static void Write(
        string path,
        string[] texts,
        string[] numbers,
        int afterNumber,
        IEnumerable<(string[][] Texts, double?[][] Numbers)> groups
    ) => WriteAsync(path, texts, numbers, afterNumber, groups).GetAwaiter().GetResult();

    private static async Task WriteAsync(
        string path,
        string[] texts,
        string[] numbers,
        int afterNumber,
        IEnumerable<(string[][] Texts, double?[][] Numbers)> groups
    )
    {
        var (text, number) = (texts.Select(name => new DataField<string>(name)), numbers.Select(name => new DataField<double?>(name)));
        DataField[] fields = [.. text.SkipLast(1), .. number.Take(afterNumber), text.Last(), .. number.Skip(afterNumber)];
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter
            .CreateAsync(new ParquetSchema(fields), file, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd })
            .ConfigureAwait(false);
        foreach (var rows in groups)
        {
            using var group = writer.CreateRowGroup();
            var (t, n) = (0, 0);
            foreach (var field in fields)
                if (field.ClrType == typeof(double))
                    await group.WriteAsync<double>(field, rows.Numbers[n++]).ConfigureAwait(false);
                else
                    await group.WriteAsync(field, rows.Texts[t++]).ConfigureAwait(false);
            group.CompleteValidate();
        }
    }
}
