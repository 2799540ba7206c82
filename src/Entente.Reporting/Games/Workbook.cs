using System.IO.Compression;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Entente.Reporting.Games;

/// <summary>Tables as a workbook, a sheet each; numbers at full precision. The same tables give the same bytes at any time.</summary>
internal static class Workbook
{
    public static void Write(IEnumerable<BriefTable> tables, string path)
    {
        using var file = File.Create(path);
        Write(tables, file);
    }

    /// <summary>The same into a stream, which stays open.</summary>
    public static void Write(IEnumerable<BriefTable> tables, Stream into)
    {
        using var dated = new MemoryStream();
        WriteAsync(tables, dated).GetAwaiter().GetResult();
        using var from = new ZipArchive(dated, ZipArchiveMode.Read);
        using var to = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in from.Entries)
        {
            using var read = part.Open();
            using var write = UndatedArchive.Part(to, part.FullName);
            read.CopyTo(write);
        }
    }

    private static async Task WriteAsync(IEnumerable<BriefTable> tables, Stream file)
    {
        var options = new SpreadCheetahOptions { DocumentProperties = null };
        await using var book = await Spreadsheet.CreateNewAsync(file, options).ConfigureAwait(false);
        var bold = book.AddStyle(new Style { Font = new SpreadCheetah.Styling.Font { Bold = true } });
        foreach (var table in tables)
        {
            var sheet = new WorksheetOptions { FrozenRows = 2 };
            sheet.Column(1).Width = 40;
            await book.StartWorksheetAsync(table.Name, sheet).ConfigureAwait(false);
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
