namespace Entente.WorldBuilding.Importing;

/// <summary>
/// WIOD 2013 and the multi-regional tables of the Asian Development Bank: workbooks with industries <c>c1</c> to
/// <c>c35</c> of countries named in the row above, or the column to the left, of these codes; final demand is
/// <c>c37</c> to <c>c42</c> or <c>F1</c> to <c>F5</c>. Where header and labels stand is found, not assumed.
/// </summary>
/// <param name="HeaderRow">Row of the industry codes, from 0.</param>
/// <param name="LabelColumn">Column of the industry codes, from 0.</param>
internal sealed record WorkbookLayout(int HeaderRow, int LabelColumn)
{
    private const int Industries = 35;
    private const int MostHeaderRows = 15;
    private const int FewestCodes = 2;

    /// <summary>Finds header and labels among the first rows; null where there are none.</summary>
    public static WorkbookLayout? Detect(IEnumerable<string[]> rows)
    {
        var header = -1;
        foreach (var (cells, row) in rows.Take(MostHeaderRows).Select((cells, row) => (cells, row)))
        {
            if (header < 0 && cells.Count(IsIndustry) >= FewestCodes)
                header = row;
            else if (header >= 0 && Array.FindIndex(cells, IsIndustry) is >= 1 and var column)
                return new WorkbookLayout(header, column);
        }
        return null;
    }

    /// <summary>The columns after the labels.</summary>
    /// <param name="countries">The row above the codes.</param>
    /// <param name="codes">The row of the codes.</param>
    public TableLabel?[] Columns(string[] countries, string[] codes) =>
        [
            .. Enumerable
                .Range(LabelColumn + 1, Math.Max(0, codes.Length - LabelColumn - 1))
                .Select(at => Label(at < countries.Length ? countries[at] : "", codes[at])),
        ];

    /// <summary>The label of a row.</summary>
    public TableLabel? Row(string[] cells) => cells.Length <= LabelColumn ? null : Label(cells[LabelColumn - 1], cells[LabelColumn]);

    private static TableLabel? Label(string country, string code)
    {
        country = country.Equals("RoW", StringComparison.OrdinalIgnoreCase) ? "ROW" : country;
        if (IsIndustry(code))
            return new TableLabel(LabelKind.Industry, country, code);
        if (code.Length > 1 && (code[0] == 'F' || code[0] == 'c') && code[1..].All(char.IsAsciiDigit))
            return new TableLabel(LabelKind.Final, country, code);
        if (code.Length > 1 && code[0] == 'r' && code[1..].All(char.IsAsciiDigit))
            return new TableLabel(LabelKind.Value, "", code);
        return country == "TOT" || code is "TOT" or "" ? new TableLabel(LabelKind.Total, "", code) : null;
    }

    private static bool IsIndustry(string code) =>
        code.Length is 2 or 3 && code[0] == 'c' && int.TryParse(code.AsSpan(1), out var number) && number is >= 1 and <= Industries;
}
