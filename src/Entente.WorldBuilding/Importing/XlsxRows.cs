using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Entente.WorldBuilding.Importing;

/// <summary>The rows of the first sheet of an .xlsx workbook, read forward once; cells are text, numbers invariant.</summary>
internal static class XlsxRows
{
    /// <summary>The rows in order, each with its cells from the first column; rows without cells are empty.</summary>
    /// <exception cref="InvalidDataException">The file is no workbook.</exception>
    public static IEnumerable<string[]> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var sheet =
            zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal))
                .OrderBy(e => e.FullName.Length)
                .ThenBy(e => e.FullName, StringComparer.Ordinal)
                .FirstOrDefault()
            ?? throw new InvalidDataException("a workbook without a sheet");
        var shared = SharedStrings(zip);
        using var reader = XmlReader.Create(sheet.Open());
        var next = 1;
        while (reader.ReadToFollowing("row"))
        {
            var number = int.TryParse(reader.GetAttribute("r"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
                ? given
                : next;
            for (; next < number; next++)
                yield return [];
            next = number + 1;
            using var row = reader.ReadSubtree();
            yield return Cells(row, shared);
        }
    }

    private static string[] Cells(XmlReader row, List<string> shared)
    {
        var cells = new List<string>();
        while (row.ReadToFollowing("c"))
        {
            var (column, type) = (Column(row.GetAttribute("r"), cells.Count), row.GetAttribute("t"));
            while (cells.Count < column)
                cells.Add("");
            using var cell = row.ReadSubtree();
            cells.Add(Value(cell, type, shared));
        }
        return [.. cells];
    }

    private static string Value(XmlReader cell, string? type, List<string> shared)
    {
        var text = new StringBuilder();
        while (cell.Read())
            if (cell.NodeType == XmlNodeType.Element && cell.LocalName is "v" or "t")
                text.Append(cell.ReadString());
        return
            type == "s"
            && int.TryParse(text.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var at)
            && at < shared.Count
            ? shared[at]
            : text.ToString().Trim();
    }

    /// <summary>Position of a cell such as AB12, from 0; the next one where it does not say.</summary>
    private static int Column(string? reference, int next)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper))
            column = column * 26 + (letter - 'A' + 1);
        return column == 0 ? next : column - 1;
    }

    private static List<string> SharedStrings(ZipArchive zip)
    {
        var shared = new List<string>();
        if (zip.GetEntry("xl/sharedStrings.xml") is not { } entry)
            return shared;
        using var reader = XmlReader.Create(entry.Open());
        while (reader.ReadToFollowing("si"))
        {
            var text = new StringBuilder();
            using var item = reader.ReadSubtree();
            while (item.Read())
                if (item.NodeType == XmlNodeType.Element && item.LocalName == "t")
                    text.Append(item.ReadString());
            shared.Add(text.ToString().Trim());
        }
        return shared;
    }
}
