using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Entente.Reporting.Games;

/// <summary>Tables as a workbook, a sheet each; numbers at full precision.</summary>
internal static class Workbook
{
    public static void Write(IEnumerable<BriefTable> tables, string path)
    {
        using var file = File.Create(path);
        Write(tables, file);
    }

    /// <summary>The same into a stream, which stays open.</summary>
    public static void Write(IEnumerable<BriefTable> tables, Stream into) => WriteAsync(tables, into).GetAwaiter().GetResult();

    private static async Task WriteAsync(IEnumerable<BriefTable> tables, Stream file)
    {
        await using var book = await Spreadsheet.CreateNewAsync(file).ConfigureAwait(false);
        var bold = book.AddStyle(new Style { Font = new SpreadCheetah.Styling.Font { Bold = true } });
        foreach (var table in tables)
        {
            var options = new WorksheetOptions { FrozenRows = 2 };
            options.Column(1).Width = 40;
            await book.StartWorksheetAsync(table.Name, options).ConfigureAwait(false);
            await book.AddRowAsync([new Cell(table.Title, bold)]).ConfigureAwait(false);
            await book.AddRowAsync(
                table
                    .Columns.Select(column => new Cell(column.Over.Length > 0 ? $"{column.Over}: {column.Heading}" : column.Heading, bold))
                    .ToList()
            ).ConfigureAwait(false);
            foreach (var row in table.Rows)
                await book.AddRowAsync(row.Select(cell => cell.Number is { } number ? new Cell(number) : new Cell(cell.Text)).ToList())
                    .ConfigureAwait(false);
            if (table.Note.Length > 0)
                await book.AddRowAsync([new Cell(table.Note)]).ConfigureAwait(false);
        }
        await book.FinishAsync().ConfigureAwait(false);
    }
}
