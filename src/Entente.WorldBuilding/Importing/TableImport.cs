using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Entente.Data;
using Entente.Data.Tables;

namespace Entente.WorldBuilding.Importing;

/// <summary>How to make a world of a published table.</summary>
public sealed record ImportOptions
{
    /// <summary>Title of the world; the file and its layout where empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Year of the table; null where unknown.</summary>
    public int? Year { get; init; }

    /// <summary>Unit of its values.</summary>
    public string Unit { get; init; } = "as in the source";

    /// <summary>Trade elasticity of sectors that <see cref="Thetas"/> does not name; default 5.</summary>
    public double Theta { get; init; } = 5;

    /// <summary>CSV with the columns sector, theta; null where there is none.</summary>
    public string? Thetas { get; init; }

    /// <summary>
    /// Mend what a world cannot hold - flows below zero (runs on inventories) set to zero, value added below a hundredth
    /// of output and final demand below a thousandth of expenditure raised to it - and say so. Otherwise it is refused.
    /// </summary>
    public bool Repair { get; init; }
}

/// <summary>
/// Reads the multi-regional input-output tables people hold - FIGARO, OECD ICIO, WIOD 2013 and 2016, EXIOBASE 3, Asian
/// Development Bank, GTAP - and makes
/// worlds of them. The layout is detected and named, and everything that was merged, left out or mended is said.
/// Flows are at basic prices, without tariffs. Tables are read row by row.
/// </summary>
public sealed class TableImport
{
    private const double LeastValueAdded = 0.01;
    private const double LeastFinal = 0.001;
    private const int MostExamples = 5;

    /// <summary>Cells of the largest array a table may need; published ones need 2 million.</summary>
    private const double MostCells = 50_000_000;

    private readonly string name;
    private readonly ImportOptions options;
    private readonly FaultList faults = new();
    private readonly List<string> seen = [];
    private Economy economy = new([], []);
    private int negative;

    private TableImport(string name, ImportOptions options) => (this.name, this.options) = (name, options);

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file: CSV, CSV under gzip, a workbook, a header array file, or a zip with Z.txt and Y.txt.</param>
    /// <param name="options">How to make a world of it.</param>
    /// <returns>The world, with remarks on what was seen and mended; or every fault.</returns>
    public static Checked<World> Read(string path, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        var import = new TableImport(path, options);
        if (!File.Exists(path))
        {
            import.faults.Add(new Place(path), "no such file", "a table");
            return import.faults.Failed<World>();
        }
        try
        {
            if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                import.ReadZip(path);
            else if (path.EndsWith(".har", StringComparison.OrdinalIgnoreCase))
                import.ReadHar(path);
            else if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
                import.ReadWorkbook(path);
            else
                import.ReadCsv(path);
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or UnauthorizedAccessException or XmlException or NotSupportedException)
        {
            import.faults.Add(new Place(path), $"a file that cannot be read ({e.Message})", "a table");
        }
        return import.faults.Any ? import.faults.Failed<World>() : import.Make();
    }

    private static StreamReader Open(string path)
    {
        Stream stream = File.OpenRead(path);
        return new StreamReader(
            path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream
        );
    }

    private static string SeparatedBy(string header) =>
        header.Contains(',', StringComparison.Ordinal) ? ""
        : header.Contains(';', StringComparison.Ordinal) ? " separated by semicolons"
        : header.Contains('\t', StringComparison.Ordinal) ? " separated by tabs"
        : "";

    private void ReadCsv(string path)
    {
        string header,
            second;
        using (var text = new TableLines(Open(path)))
            (header, second) = (text.Next() ?? "", text.Next() ?? "");
        if (TableLayout.Detect(header, second) is not { } layout)
        {
            faults.Add(
                new Place(name, 1),
                $"header '{header[..Math.Min(60, header.Length)]}'{SeparatedBy(header)}",
                "FIGARO (rowLabels,AT_A01,...), OECD ICIO (,AUT_A01_02,...,AUT_HFCE,...), WIOD 2016 (IndustryCode,...,AUS1,...) or "
                    + "an EXIOBASE zip"
            );
            return;
        }
        using var table = new LabelledTable(Open(path), layout.Separator, layout.LabelCells, layout.HeaderRows);
        var columns = Columns(table, layout, name);
        if (faults.Any)
            return;
        Begin(layout.Name, columns);
        if (!faults.Any)
            Fill(table, layout, columns, name);
    }

    private void ReadZip(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var (flows, final) = (Entry(zip, "Z.txt"), Entry(zip, "Y.txt"));
        if (flows is null || final is null)
        {
            faults.Add(
                new Place(name),
                $"a zip with {string.Join(", ", zip.Entries.Select(e => e.Name).Where(n => n.Length > 0).Take(MostExamples))}",
                "Z.txt and Y.txt of EXIOBASE 3"
            );
            return;
        }
        var layout = TableLayout.Exiobase;
        using var table = new LabelledTable(
            new StreamReader(Packed.Open(flows)),
            layout.Separator,
            layout.LabelCells,
            layout.HeaderRows
        );
        Separated(table, $"{name}/Z.txt");
        var columns = Columns(table, layout, $"{name}/Z.txt");
        // In Y every column is a final demand of its region.
        var demand = layout with
        {
            Column = cells => TableLayout.OfExiobase(LabelKind.Final, cells),
        };
        using var finals = new LabelledTable(
            new StreamReader(Packed.Open(final)),
            layout.Separator,
            layout.LabelCells,
            layout.HeaderRows
        );
        Separated(finals, $"{name}/Y.txt");
        var demands = Columns(finals, demand, $"{name}/Y.txt");
        if (!faults.Any)
            Begin(layout.Name, [.. columns, .. demands]);
        if (faults.Any)
            return;
        Fill(table, layout, columns, $"{name}/Z.txt");
        Fill(finals, demand, demands, $"{name}/Y.txt");
    }

    /// <summary>Reports a header that is one cell: what separates its cells is not what should.</summary>
    private void Separated(LabelledTable table, string file)
    {
        if (table.Headers[0] is [{ Length: > 0 } header])
            faults.Add(new Place(file, 1), $"header '{Quoted.Cell(header)}'{SeparatedBy(header)}", "cells separated by tabs");
    }

    private void ReadHar(string path)
    {
        if (GtapTable.Read(HarFile.Read(path), name, faults) is not { } read)
            return;
        economy = read;
        foreach (var fault in UseBalance.Impossible(economy))
            faults.Add(new Place(name), fault.Found, fault.Expected);
        if (faults.Any)
            return;
        seen.Add($"GTAP: {economy.Countries.Length} regions, {economy.Sectors.Length} commodities");
        // Transport margins left the goods they were part of: purchases say what there is, use follows.
        var changes = UseBalance.Apply(economy, 0);
        seen.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"transport margins told from goods; use of goods balanced to purchases (RAS), at most "
                    + $"{100 * changes.Max(c => c.Change):0.0} % of a region's moved"
            )
        );
    }

    private void ReadWorkbook(string path)
    {
        var sheets = XlsxRows
            .Sheets(path)
            .Select(part => (Part: part, Layout: WorkbookLayout.Detect(XlsxRows.Read(path, part))))
            .Where(sheet => sheet.Layout is not null)
            .ToList();
        if (sheets is not [(var sheet, { } layout), ..])
        {
            faults.Add(
                new Place(name),
                "a workbook without industries c1, c2, ... in a row and a column",
                "WIOD 2013 or a table of the Asian Development Bank"
            );
            return;
        }
        if (sheets.Count > 1)
            seen.Add($"{sheets.Count} sheets are tables; {sheet} is read");
        string[] above = [];
        TableLabel?[] labels = [];
        (int Country, int Sector)[] at = [];
        var (rows, named) = (new HashSet<(int, int)>(), new HashSet<(string, string)>());
        foreach (var (cells, row) in XlsxRows.Read(path, sheet).Select((cells, row) => (cells, row)))
        {
            if (row < layout.HeaderRow)
                above = cells;
            else if (row == layout.HeaderRow)
            {
                labels = layout.Columns(above, cells);
                var columns = labels.OfType<TableLabel>().ToArray();
                Known(labels, layout, cells, row);
                Begin("WIOD 2013 or Asian Development Bank", columns);
                if (faults.Any)
                    return;
                named = columns.Where(c => c.Kind == LabelKind.Industry).Select(c => (c.Country, c.Code)).ToHashSet();
                at =
                [
                    .. labels.Select(l =>
                        l is { Country.Length: > 0 } known
                            ? (economy.Country(known.Country), known.Kind == LabelKind.Industry ? economy.Sector(known.Code) : -1)
                            : (-1, -1)
                    ),
                ];
            }
            else if (layout.Row(cells) is { Kind: LabelKind.Industry } label)
            {
                var (i, k) = (economy.Country(label.Country), economy.Sector(label.Code));
                if (faults.Full)
                    return;
                if (!named.Contains((label.Country, label.Code)))
                    faults.Add(
                        new Place(name, row + 1),
                        $"row {Quoted.Cell($"{label.Country} {label.Code}")}, which no column names",
                        "an industry that is a column too"
                    );
                else if (!rows.Add((i, k)))
                    faults.Add(new Place(name, row + 1), $"row {label.Country} {label.Code} for the second time", "each row once");
                else
                    Add(
                        i,
                        k,
                        Numbers(cells, layout.LabelColumn + 1, row, labels),
                        [.. labels.Select(l => l ?? new TableLabel(LabelKind.Total, "", ""))],
                        at
                    );
            }
        }
        for (var i = 0; i < economy.Countries.Length; i++)
            for (var k = 0; k < economy.Sectors.Length; k++)
                if (!rows.Contains((i, k)) && named.Contains((economy.Countries[i], economy.Sectors[k])))
                    faults.Add(
                        new Place(name),
                        $"no row for {economy.Countries[i]} {economy.Sectors[k]}",
                        "a row for every industry of a column"
                    );
    }

    private void Known(TableLabel?[] labels, WorkbookLayout layout, string[] codes, int row)
    {
        foreach (
            var twice in labels
                .OfType<TableLabel>()
                .Where(c => c.Kind is LabelKind.Industry or LabelKind.Final)
                .GroupBy(c => c)
                .Where(g => g.Count() > 1)
        )
            faults.Add(new Place(name, row + 1), $"column {twice.Key.Country} {twice.Key.Code} {twice.Count()} times", "each column once");
        var unknown = Enumerable.Range(0, labels.Length).Where(at => labels[at] is null).Select(at => layout.LabelColumn + 1 + at).ToList();
        if (unknown.Count > 0)
        {
            var examples = unknown.Take(MostExamples).Select(at => $"{XlsxRows.Name(row, at)} '{Quoted.Cell(codes[at])}'");
            seen.Add($"{unknown.Count} columns are not understood and left out: {string.Join(", ", examples)}");
        }
    }

    private double[] Numbers(string[] cells, int first, int row, TableLabel?[] labels)
    {
        var numbers = new double[labels.Length];
        for (var at = 0; at < labels.Length && first + at < cells.Length; at++)
        {
            var cell = cells[first + at];
            if (labels[at] is not { Kind: LabelKind.Industry or LabelKind.Final } || cell.Length == 0)
                continue;
            if (cell[0] == '=')
                faults.Add(
                    new Place(name, row + 1),
                    $"formula '{Quoted.Cell(cell)}' in cell {XlsxRows.Name(row, first + at)} without a stored value",
                    "a number; open the workbook in a spreadsheet program and save it"
                );
            else if (
                !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[at])
                || !double.IsFinite(numbers[at])
            )
                faults.Add(new Place(name, row + 1), $"'{Quoted.Cell(cell)}' in column {first + at + 1}", "a number");
        }
        return numbers;
    }

    private static ZipArchiveEntry? Entry(ZipArchive zip, string file) =>
        zip.Entries.Where(e => e.Name == file).OrderBy(e => e.FullName.Length).FirstOrDefault();

    private TableLabel[] Columns(LabelledTable table, TableLayout layout, string file)
    {
        var width = table.Headers.Max(header => header.Length);
        var columns = new List<TableLabel>();
        var unknown = new List<string>();
        for (var at = layout.LabelCells; at < width; at++)
        {
            var cells = table.Headers.Select(header => at < header.Length ? header[at] : "").ToArray();
            if (layout.Column(cells) is { } label)
                columns.Add(label);
            else
                unknown.Add(string.Join(' ', cells));
        }
        foreach (var twice in columns.Where(c => c.Kind is LabelKind.Industry or LabelKind.Final).GroupBy(c => c).Where(g => g.Count() > 1))
            faults.Add(new Place(file, 1), $"column {twice.Key.Country} {twice.Key.Code} {twice.Count()} times", "each column once");
        if (unknown.Count > 0)
            faults.Add(
                new Place(file, 1),
                $"{unknown.Count} columns of {layout.Name} that are not understood: {string.Join(", ", unknown.Take(MostExamples))}",
                "an industry or final demand of a country"
            );
        return [.. columns];
    }

    /// <summary>Makes room for what the columns name, and checks that every country has industries and final demand.</summary>
    private void Begin(string layout, TableLabel[] columns)
    {
        var industries = columns.Where(c => c.Kind == LabelKind.Industry).ToList();
        string[] countries = [.. industries.Select(c => c.Country).Distinct()];
        string[] sectors = [.. industries.Select(c => c.Code).Distinct()];
        var finals = columns.Where(c => c.Kind == LabelKind.Final).ToList();
        foreach (var lost in finals.Where(c => !countries.Contains(c.Country)).Take(MostExamples))
            faults.Add(
                new Place(name, 1),
                $"column {lost.Country} {lost.Code}, final demand of a country without industries",
                "a country whose industries are columns too"
            );
        foreach (var country in countries.Except(finals.Select(c => c.Country)).Take(MostExamples))
            faults.Add(new Place(name, 1), $"no column of final demand of {country}", "industries and final demand of every country");
        if (sectors.Length == 0)
            faults.Add(new Place(name, 1), "no column of an industry", "industries and final demand of every country");
        if ((double)countries.Length * sectors.Length * Math.Max(countries.Length, sectors.Length) > MostCells)
            faults.Add(
                new Place(name, 1),
                $"{countries.Length} countries with {sectors.Length} industries",
                "a table that fits into memory; some labels may be damaged"
            );
        if (faults.Any)
            return;
        economy = new Economy(countries, sectors);
        var parts = columns.Where(c => c.Kind == LabelKind.Industry && c.Part.Length > 0).Select(c => c.Part).Distinct().ToList();
        seen.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{layout}: {economy.Countries.Length} countries, {economy.Sectors.Length} industries, {finals.Count} columns of "
                    + $"final demand"
            )
        );
        if (parts.Count > 0)
            seen.Add($"parts of a country are added up: {string.Join(", ", parts)}");
    }

    private void Fill(LabelledTable table, TableLayout layout, TableLabel[] columns, string file)
    {
        var at = columns
            .Select(c =>
                (
                    Country: c.Country.Length > 0 ? economy.Country(c.Country) : -1,
                    Sector: c.Kind == LabelKind.Industry ? economy.Sector(c.Code) : -1
                )
            )
            .ToArray();
        var (rows, lines) = (new HashSet<(int, int)>(), new Dictionary<TableLabel, int>());
        var named = columns.Where(c => c.Kind == LabelKind.Industry).Select(c => (c.Country, c.Code)).ToHashSet();
        while (table.Read(file, faults) is { } cells)
        {
            if (layout.Row(table.Label) is not { } label)
            {
                faults.Add(
                    new Place(file, table.Line),
                    $"row '{Quoted.Cell(string.Join(' ', table.Label))}'",
                    "an industry of a country, value added or a total"
                );
                continue;
            }
            if (label.Kind != LabelKind.Industry)
                continue;
            var (i, k) = (economy.Country(label.Country), economy.Sector(label.Code));
            if (i < 0 || k < 0 || (named.Count > 0 && !named.Contains((label.Country, label.Code))))
                faults.Add(
                    new Place(file, table.Line),
                    $"row {Quoted.Cell($"{label.Country} {label.Code}")}, which no column names",
                    "an industry that is a column too"
                );
            else if (cells.Length != columns.Length)
                faults.Add(new Place(file, table.Line), $"{cells.Length} numbers", $"{columns.Length}, as in the header");
            else if (!lines.TryAdd(label, table.Line))
                faults.Add(
                    new Place(file, table.Line),
                    $"row {label.Country} {label.Code} for the second time, first at line {lines[label]}",
                    "each row once"
                );
            else
            {
                rows.Add((i, k));
                Add(i, k, cells, columns, at);
            }
        }
        if (faults.Full)
            return;
        foreach (
            var missing in from i in Enumerable.Range(0, economy.Countries.Length)
                           from k in Enumerable.Range(0, economy.Sectors.Length)
                           where !rows.Contains((i, k))
                           select (i, k)
        )
            if (
                columns.Any(c =>
                    c.Country == economy.Countries[missing.i] && (c.Kind == LabelKind.Final || c.Code == economy.Sectors[missing.k])
                )
            )
                faults.Add(
                    new Place(file),
                    $"no row for {economy.Countries[missing.i]} {economy.Sectors[missing.k]}",
                    "a row for every industry of a column"
                );
    }

    private void Add(int i, int k, double[] cells, TableLabel[] columns, (int Country, int Sector)[] at)
    {
        for (var c = 0; c < cells.Length; c++)
        {
            var (n, j) = at[c];
            if (columns[c].Kind == LabelKind.Total || cells[c] == 0)
                continue;
            economy.Trade[n, i, k] += cells[c];
            if (j >= 0)
                economy.Use[n, k, j] += cells[c];
            else
                economy.Final[n, k] += cells[c];
        }
    }

    private Checked<World> Make()
    {
        ReportOrMendFlows();
        ReportOrMendValueAdded();
        ReportFinal();
        var thetas = Thetas();
        if (faults.Any)
            return faults.Failed<World>();
        if (options.Repair)
        {
            var changes = UseBalance.Apply(economy, LeastFinal);
            var raised = changes.Sum(c => c.Raised.Count);
            if (raised > 0)
                seen.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"mended: {raised} final demands raised to a thousandth of expenditure, by "
                            + $"{changes.Sum(c => c.Shortfall):G4} in all; use of goods balanced (RAS)"
                    )
                );
        }
        var identity = new WorldIdentity
        {
            Title = options.Title.Length > 0 ? options.Title : $"{Path.GetFileName(name)} ({seen[0].Split(':')[0]})",
            Year = options.Year,
            Unit = options.Unit,
            Sources = [new Source(Path.GetFileName(name), "see its publisher", seen[0])],
            Notes =
                string.Join("\n", seen)
                + (
                    name.EndsWith(".har", StringComparison.OrdinalIgnoreCase)
                        ? "\nFlows at f.o.b. values; tariffs above c.i.f."
                        : "\nFlows at basic prices; no tariffs."
                ),
        };
        var world = WorldFrom.Economy(
            economy,
            identity,
            [.. economy.Countries.Select(c => new Country(c, c))],
            [.. economy.Sectors.Select((s, j) => new Sector(s, s, [], thetas[j]))]
        );
        faults.Add(world.Faults);
        faults.Warn(seen.Concat(world.Warnings));
        return faults.With(() => world.Value);
    }

    private void ReportOrMendFlows()
    {
        var sum = 0.0;
        for (var n = 0; n < economy.Countries.Length; n++)
            for (var i = 0; i < economy.Countries.Length; i++)
                for (var k = 0; k < economy.Sectors.Length; k++)
                {
                    var flow = economy.Trade[n, i, k];
                    if (flow >= 0)
                        continue;
                    negative++;
                    sum += flow;
                    if (!options.Repair && negative <= MostExamples)
                        faults.Add(
                            new Place(name),
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"flow {flow:G6} of {economy.Countries[i]} {economy.Sectors[k]} to {economy.Countries[n]} (runs on "
                                    + $"inventories)"
                            ),
                            "0 or more; --repair mends it by a documented rule"
                        );
                    (economy.Trade[n, i, k], economy.Final[n, k]) = (0, economy.Final[n, k] - flow);
                }
        if (options.Repair)
            MendUse();
        if (negative > 0 && options.Repair)
            seen.Add(string.Create(CultureInfo.InvariantCulture, $"mended: {negative} flows below zero set to zero, {-sum:G4} in all"));
    }

    /// <summary>Inputs below zero become final demand below zero, which the next rule mends.</summary>
    private void MendUse()
    {
        var (count, sum, sectors) = (0, 0.0, economy.Sectors.Length);
        for (var n = 0; n < economy.Countries.Length; n++)
            for (var k = 0; k < sectors; k++)
                for (var j = 0; j < sectors; j++)
                    if (economy.Use[n, k, j] < 0)
                    {
                        (count, sum) = (count + 1, sum - economy.Use[n, k, j]);
                        (economy.Final[n, k], economy.Use[n, k, j]) = (economy.Final[n, k] + economy.Use[n, k, j], 0);
                    }
        if (count > 0)
            seen.Add(string.Create(CultureInfo.InvariantCulture, $"mended: {count} inputs below zero set to zero, {sum:G4} in all"));
    }

    private void ReportOrMendValueAdded()
    {
        var (mended, examples) = (0, 0);
        for (var i = 0; i < economy.Countries.Length; i++)
            for (var j = 0; j < economy.Sectors.Length; j++)
            {
                var (output, inputs) = (economy.Output(i, j), Enumerable.Range(0, economy.Sectors.Length).Sum(k => economy.Use[i, k, j]));
                economy.ValueAdded[i, j] = output - inputs;
                if (economy.ValueAdded[i, j] >= 0 && (output > 0 || inputs == 0))
                    continue;
                if (!options.Repair && examples++ < MostExamples)
                    faults.Add(
                        new Place(name),
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"inputs {inputs:G6} of {economy.Countries[i]} {economy.Sectors[j]}, more than its output {output:G6}"
                        ),
                        "value added of 0 or more; --repair mends it by a documented rule"
                    );
                economy.ValueAdded[i, j] = LeastValueAdded * output;
                UseBalance.ScaleInputs(economy, i, j);
                mended++;
            }
        if (mended > 0 && options.Repair)
            seen.Add($"mended: value added of {mended} industries raised to a hundredth of output");
    }

    /// <summary>Final demands no rule mends, and without --repair those that one does. What rounding did is no fault.</summary>
    private void ReportFinal()
    {
        foreach (var fault in UseBalance.Impossible(economy))
            faults.Add(new Place(name), fault.Found, fault.Expected);
        var examples = 0;
        for (var n = 0; n < economy.Countries.Length && !options.Repair; n++)
            for (var k = 0; k < economy.Sectors.Length; k++)
                if (
                    economy.Expenditure(n, k) - economy.Intermediate(n, k) is var left
                    && left < -WorldFrom.RoundingShare * economy.Expenditure(n, k)
                    && examples++ < MostExamples
                )
                    faults.Add(
                        new Place(name),
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"final demand {left:G6} of {economy.Countries[n]} for {economy.Sectors[k]}"
                        ),
                        "0 or more; --repair mends it by a documented rule"
                    );
    }

    private double[] Thetas()
    {
        var thetas = Enumerable.Repeat(options.Theta, economy.Sectors.Length).ToArray();
        if (options.Thetas is null)
        {
            seen.Add(string.Create(CultureInfo.InvariantCulture, $"no elasticities given: theta {options.Theta} everywhere"));
            return thetas;
        }
        using var rows = TableRows.Open(options.Thetas, options.Thetas, ["sector", "theta"], [], faults);
        var lines = new Dictionary<int, int>();
        while (rows?.Read() == true)
        {
            var j = economy.Sector(rows.Text(0).ToString());
            if (j < 0)
                faults.Unknown(rows.Place, "sector", rows.Text(0), economy.Sectors);
            else if (!lines.TryAdd(j, rows.Line))
                faults.Add(rows.Place, $"sector {rows.Text(0)} for the second time, first at line {lines[j]}", "each sector once");
            else
                thetas[j] = rows.Number(1, "theta") ?? options.Theta;
        }
        return thetas;
    }
}
