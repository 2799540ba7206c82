using System.Globalization;
using Entente.Data.Output;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Cells others can read back: quoted by RFC 4180, numbers to the last bit, nothing where there is no number.</summary>
public sealed class CsvRowsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Texts_that_would_break_a_row_are_quoted() =>
        Assert.Equal(
            "h\nplain,\"a, \"\"b\"\"\",\"two\nlines\"\n",
            Written(rows => rows.Text(CsvRows.Cell("plain")).Text(CsvRows.Cell("a, \"b\"")).Text(CsvRows.Cell("two\nlines")).EndRow())
        );

    [Fact]
    public void A_missing_number_is_an_empty_cell() =>
        Assert.Equal("h\n,0,\n", Written(rows => rows.Number(double.NaN).Number(0).Number(double.NaN).EndRow()));

    [Fact]
    public void Numbers_come_back_to_the_last_bit()
    {
        var random = new Random(3);
        var numbers = Enumerable
            .Range(0, 20_000)
            .Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))
            .Where(double.IsFinite)
            .ToList();
        // More than a buffer holds.
        var lines = Written(rows =>
            {
                foreach (var number in numbers)
                    rows.Number(number).EndRow();
            })
            .Split('\n');
        Assert.Equal(numbers, lines[1..^1].Select(line => double.Parse(line, CultureInfo.InvariantCulture)));
    }

    private string Written(Action<CsvRows> write)
    {
        using (var rows = new CsvRows(folder.File("t.csv"), "h"))
            write(rows);
        return File.ReadAllText(folder.File("t.csv"));
    }
}
