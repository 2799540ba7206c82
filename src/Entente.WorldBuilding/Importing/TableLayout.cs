namespace Entente.WorldBuilding.Importing;

/// <summary>What a row or column of a table is.</summary>
internal enum LabelKind
{
    /// <summary>An industry of a country.</summary>
    Industry,

    /// <summary>A final demand of a country.</summary>
    Final,

    /// <summary>Value added, taxes and the like: what an industry pays that is no intermediate input.</summary>
    Value,

    /// <summary>A total, which says nothing new.</summary>
    Total,
}

/// <summary>A label understood.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Country">The country; empty for value and total.</param>
/// <param name="Code">Industry or kind of demand.</param>
/// <param name="Part">The part of a country that publishers tell apart (MX1); empty for whole countries.</param>
internal readonly record struct TableLabel(LabelKind Kind, string Country, string Code, string Part = "");

/// <summary>How a publisher names rows and columns, and where the numbers are.</summary>
/// <param name="Name">The layout, for people.</param>
/// <param name="Separator">What separates cells.</param>
/// <param name="LabelCells">Cells that name a row.</param>
/// <param name="HeaderRows">Rows that name columns.</param>
/// <param name="Row">Understands the cells that name a row; null where they say nothing known.</param>
/// <param name="Column">Understands the header cells of a column.</param>
internal sealed record TableLayout(
    string Name,
    char Separator,
    int LabelCells,
    int HeaderRows,
    Func<string[], TableLabel?> Row,
    Func<string[], TableLabel?> Column
)
{
    /// <summary>Final demand in the editions of 2015 to 2025; direct purchases abroad changed their name with each.</summary>
    private static readonly string[] IcioFinal =
    [
        "HFCE",
        "HC",
        "NPISH",
        "NPS",
        "GGFC",
        "GFCF",
        "INVNT",
        "INV",
        "NONRES",
        "DPABR",
        "DPA",
        "DIRP",
        "P33",
        "CONS_ABR",
        "FD",
    ];
    private static readonly string[] WiodFinal = ["57", "58", "59", "60", "61"];

    /// <summary>
    /// FIGARO, industry by industry, CSV matrix: <c>AT_A01</c>, final demand <c>AT_P3_S13</c>, value rows <c>W2_B2A3G</c>.
    /// </summary>
    public static TableLayout Figaro { get; } =
        new("FIGARO industry by industry", ',', 1, 1, cells => OfFigaro(cells[0]), cells => OfFigaro(cells[0]));

    /// <summary>
    /// OECD ICIO, CSV: <c>AUT_A01_02</c> or <c>AUT_01T02</c>, final demand <c>AUT_HFCE</c>, rows TLS, VALU or VA, OUT or TOTAL.
    /// </summary>
    public static TableLayout Icio { get; } = new("OECD ICIO", ',', 1, 1, cells => OfIcio(cells[0]), cells => OfIcio(cells[0]));

    /// <summary>
    /// WIOD release 2016, CSV: industry code, description, country, row number, year; columns <c>AUS1</c> to <c>AUS61</c>.
    /// </summary>
    public static TableLayout Wiod { get; } = new("WIOD 2016", ',', 5, 1, OfWiodRow, cells => OfWiodColumn(cells[0]));

    /// <summary>EXIOBASE 3, Z.txt and Y.txt: two cells name a row, two rows name a column.</summary>
    public static TableLayout Exiobase { get; } =
        new(
            "EXIOBASE 3",
            '\t',
            2,
            2,
            cells => OfExiobase(LabelKind.Industry, cells),
            cells => OfExiobase(LabelKind.Industry, cells)
        );

    /// <summary>A label of EXIOBASE; the third line of a published file names the columns of labels and says nothing.</summary>
    public static TableLabel? OfExiobase(LabelKind kind, string[] cells) =>
        cells is ["region", "sector" or "category" or ""] ? new TableLabel(LabelKind.Total, "", "")
        : cells is not [{ Length: > 0 }, { Length: > 0 }] ? null
        : new TableLabel(kind, Iso(cells[0]), cells[1]);

    /// <summary>The layout of a CSV table by its header and the first label; null where it is none known.</summary>
    public static TableLayout? Detect(string header, string second)
    {
        var cells = header.Split(',').Select(cell => cell.Trim('"', ' ')).ToArray();
        if (cells[0] == "rowLabels")
            return Figaro;
        if (cells[0] == "IndustryCode")
            return Wiod;
        var codes = cells.Skip(1).ToList();
        return
            codes.Any(cell => OfIcio(cell) is { Kind: LabelKind.Final })
            && OfIcio(second.Split(',')[0].Trim('"')) is { Kind: LabelKind.Industry }
            ? Icio
            : null;
    }

    private static TableLabel? OfFigaro(string label)
    {
        var (country, code) = Halves(label);
        if (code.Length == 0)
            return null;
        // W2 is "from nobody": taxes, wages, operating surplus.
        return country == "W2" ? new TableLabel(LabelKind.Value, "", code)
            : code.StartsWith("P3_", StringComparison.Ordinal) || code.StartsWith("P5", StringComparison.Ordinal)
                ? new TableLabel(LabelKind.Final, Iso(country), code)
            : new TableLabel(LabelKind.Industry, Iso(country), code);
    }

    private static TableLabel? OfIcio(string label)
    {
        // The discrepancy of the edition of 2016 belongs to no country.
        if (label is "OUT" or "TOTAL" or "OUTPUT" or "DISC")
            return new TableLabel(LabelKind.Total, "", label);
        if (label is "VALU" or "VA" or "TLS" || label.EndsWith("_TAXSUB", StringComparison.Ordinal))
            return new TableLabel(LabelKind.Value, "", label);
        var (country, code) = Halves(label);
        if (code.Length == 0)
            return null;
        // The edition of 2016 has the kind of demand first.
        if (code.Length == 3 && IcioFinal.Contains(country))
            (country, code) = (code, country);
        // Export processing and the rest of Mexico and China are one country each.
        var part = country is ['M', 'X', >= '1' and <= '9'] or ['C', 'N', >= '1' and <= '9'] ? country : "";
        country = part.Length == 0 ? country : part[0] == 'M' ? "MEX" : "CHN";
        return new TableLabel(IcioFinal.Contains(code) ? LabelKind.Final : LabelKind.Industry, country, code, part);
    }

    private static TableLabel? OfWiodRow(string[] cells) =>
        cells[2] switch
        {
            "TOT" => cells[0] is "GO" or "II_fob"
                ? new TableLabel(LabelKind.Total, "", cells[0])
                : new TableLabel(LabelKind.Value, "", cells[0]),
            "" => null,
            "RoW" => new TableLabel(LabelKind.Industry, "ROW", cells[3]),
            var country => new TableLabel(LabelKind.Industry, country, cells[3]),
        };

    private static TableLabel? OfWiodColumn(string label)
    {
        if (label == "TOT")
            return new TableLabel(LabelKind.Total, "", label);
        if (label.Length < 4)
            return null;
        var (country, number) = (label[..3] == "RoW" ? "ROW" : label[..3], label[3..]);
        if (!number.All(char.IsAsciiDigit))
            return null;
        return new TableLabel(WiodFinal.Contains(number) ? LabelKind.Final : LabelKind.Industry, country, number);
    }

    private static (string Country, string Code) Halves(string label)
    {
        var at = label.IndexOf('_', StringComparison.Ordinal);
        return at < 0 ? (label, "") : (label[..at], label[(at + 1)..]);
    }

    /// <summary>Eurostat's two letters to ISO3; what is no country keeps its name.</summary>
    private static string Iso(string code) => TwoLetters.ToIso3(code);
}
