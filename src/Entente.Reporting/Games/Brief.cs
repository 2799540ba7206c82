using System.Collections.Immutable;
using System.Globalization;
using Entente.Reporting.Figures;

namespace Entente.Reporting.Games;

/// <summary>
/// The brief of an answered game: <c>report.html</c>, its tables as <c>tables.tex</c> and <c>tables.xlsx</c>, its pictures as SVG. The same
/// game gives the same files.
/// </summary>
public static class Brief
{
    /// <summary>The folder of the pictures.</summary>
    public const string FigureFolder = "figures";

    /// <summary>Writes all files into a folder.</summary>
    /// <param name="record">The answered game.</param>
    /// <param name="folder">A folder that exists.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(GameRecord record, string folder)
    {
        ArgumentNullException.ThrowIfNull(record);
        using (var text = new StreamWriter(Path.Combine(folder, "report.html")))
            PageRenderer.Write(typeof(BriefPage), new Dictionary<string, object?> { [nameof(BriefPage.Record)] = record }, text);
        var tables = TablesOf(record);
        File.WriteAllText(Path.Combine(folder, "tables.tex"), LatexTables.Of(tables));
        Workbook.Write(tables, Path.Combine(folder, "tables.xlsx"));
        var figures = Directory.CreateDirectory(Path.Combine(folder, FigureFolder)).FullName;
        for (var p = 0; p < record.Game.Pressed.Length; p++)
            foreach (var (name, chart) in new BriefFigures(record, p).Files)
                File.WriteAllText(Path.Combine(figures, $"{Prefix(record, p)}{name}.svg"), Figure.Svg(chart));
    }

    /// <summary>The page.</summary>
    public static string Text(GameRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        PageRenderer.Write(typeof(BriefPage), new Dictionary<string, object?> { [nameof(BriefPage.Record)] = record }, text);
        return text.ToString();
    }

    /// <summary>All tables, with the code of the country before their names where there are several.</summary>
    public static ImmutableArray<BriefTable> TablesOf(GameRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return
        [
            .. Enumerable
                .Range(0, record.Game.Pressed.Length)
                .SelectMany(p => new BriefTables(record, p).All.Select(table => table with { Name = Prefix(record, p) + table.Name })),
            .. record.Sections is { } sections ? new AnnexTables(sections).All : [],
        ];
    }

    private static string Prefix(GameRecord record, int pressed) =>
        record.Game.Pressed.Length == 1 ? "" : record.Game.World.Countries[record.Game.Pressed[pressed].Country].Code + "-";
}
