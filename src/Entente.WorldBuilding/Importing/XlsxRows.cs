using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Entente.WorldBuilding.Importing;

/// <summary>
/// The rows of a sheet of an .xlsx workbook, read forward once; cells are text, numbers invariant. Parts are known by
/// their root element, not by where they lie or how their names are prefixed. A formula whose value is not stored reads
/// as its own text, <c>=A1+B1</c>.
/// </summary>
internal static class XlsxRows
{
    // The bounds of the format itself.
    private const int MostColumns = 16_384;
    private const int MostRows = 1_048_576;
    private const int MostCharacters = 32_767;
    private const int MostStrings = 5_000_000;

    private static readonly XmlReaderSettings Bounded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        MaxCharactersInDocument = 4_000_000_000,
        CloseInput = true,
    };

    /// <summary>The sheets of a workbook, by the names of their parts.</summary>
    /// <exception cref="InvalidDataException">The file is no workbook.</exception>
    public static IReadOnlyList<string> Sheets(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        string[] sheets =
        [
            .. Parts(zip, "worksheet")
                .OrderBy(e => e.FullName.Length)
                .ThenBy(e => e.FullName, StringComparer.Ordinal)
                .Select(e => e.FullName),
        ];
        return sheets.Length > 0 ? sheets : throw new InvalidDataException("a workbook without a sheet");
    }

    /// <summary>The rows in order, each with its cells from the first column; rows without cells are empty.</summary>
    /// <exception cref="InvalidDataException">The sheet is damaged or beyond the bounds of the format.</exception>
    public static IEnumerable<string[]> Read(string path, string sheet)
    {
        using var zip = ZipFile.OpenRead(path);
        var shared = SharedStrings(zip);
        using var reader = XmlReader.Create(Packed.Open(zip.GetEntry(sheet)!), Bounded);
        var next = 1;
        while (To(reader, "row"))
        {
            var number = int.TryParse(reader.GetAttribute("r"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
                ? given
                : next;
            if (number < next || number > MostRows)
                throw new InvalidDataException($"{sheet}: row {number} after row {next - 1}; expected rows in order, {MostRows} at most");
            for (; next < number; next++)
                yield return [];
            next = number + 1;
            using var row = reader.ReadSubtree();
            yield return Cells(row, shared);
        }
    }

    /// <summary>The name of a cell, from 0: G3.</summary>
    public static string Name(int row, int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + (rest - 1) % 26) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row + 1}");
    }

    private static string[] Cells(XmlReader row, List<string> shared)
    {
        var cells = new List<string>();
        while (To(row, "c"))
        {
            var (reference, type) = (row.GetAttribute("r"), row.GetAttribute("t"));
            var column = Column(reference, cells.Count);
            if (column < cells.Count || column >= MostColumns)
                throw new InvalidDataException(
                    $"cell {Data.Quoted.Cell(reference)}; expected cells in order, {MostColumns} columns at most"
                );
            while (cells.Count < column)
                cells.Add("");
            using var cell = row.ReadSubtree();
            cells.Add(Value(cell, type, shared));
        }
        return [.. cells];
    }

    private static string Value(XmlReader cell, string? type, List<string> shared)
    {
        var (text, formula, inside) = (new StringBuilder(), (StringBuilder?)null, "");
        while (cell.Read())
            if (cell.NodeType == XmlNodeType.Element)
            {
                inside = cell.LocalName;
                if (inside == "f")
                    formula = new StringBuilder("=");
            }
            else if (cell.NodeType == XmlNodeType.EndElement)
                inside = "";
            else if (cell.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                Append(inside is "v" or "t" ? text : inside == "f" ? formula : null, cell);
        if (formula is not null && text.Length == 0 && type != "str")
            return formula.ToString();
        var value = text.ToString().Trim();
        return type switch
        {
            "s" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < shared.Count => shared[at],
            // A reference to a string that is not there, true and false are no numbers.
            "s" => $"string {value}",
            "b" => value == "1" ? "TRUE" : "FALSE",
            _ => value,
        };
    }

    private static void Append(StringBuilder? text, XmlReader node)
    {
        text?.Append(node.Value);
        if (text?.Length > MostCharacters)
            throw new InvalidDataException($"a cell of more than {MostCharacters} characters; expected a number or a label");
    }

    /// <summary>Position of a cell such as AB12, from 0; the next one where it does not say.</summary>
    private static int Column(string? reference, int next)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper))
            column = Math.Min(column * 26 + (letter - 'A' + 1), MostColumns + 1);
        return column == 0 ? next : column - 1;
    }

    private static List<string> SharedStrings(ZipArchive zip)
    {
        var shared = new List<string>();
        if (Parts(zip, "sst").FirstOrDefault() is not { } entry)
            return shared;
        using var reader = XmlReader.Create(Packed.Open(entry), Bounded);
        while (To(reader, "si"))
        {
            var (text, inside) = (new StringBuilder(), "");
            using var item = reader.ReadSubtree();
            while (item.Read())
                if (item.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                    inside = item.NodeType == XmlNodeType.Element ? item.LocalName : "";
                else if (inside == "t" && item.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                    Append(text, item);
            shared.Add(text.ToString().Trim());
            if (shared.Count > MostStrings)
                throw new InvalidDataException($"more than {MostStrings} strings; expected a table");
        }
        return shared;
    }

    /// <summary>Parts of the workbook whose root element has a name.</summary>
    private static IEnumerable<ZipArchiveEntry> Parts(ZipArchive zip, string root)
    {
        foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = XmlReader.Create(Packed.Open(entry), Bounded);
            if (reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == root)
                yield return entry;
        }
    }

    private static bool To(XmlReader reader, string element)
    {
        while (reader.Read())
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == element)
                return true;
        return false;
    }
}
