using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;
using Entente.Data.Tables;
using Entente.Data.Yaml;

namespace Entente.Positions.Stakeholders;

/// <summary>How numbers of a table of actors are meant.</summary>
public sealed record IssueReading
{
    /// <summary>What salience is written in: 1, or 100 where it is per cent.</summary>
    public double SalienceScale { get; init; } = 1;

    /// <summary>The ends of the scale of every dimension that does not say its own; null: the range of positions.</summary>
    public (double Least, double Most)? Scale { get; init; }

    /// <summary>
    /// Where a position comes from that a table gives as a word: <c>votes</c> or <c>record</c>, by that word and the actor. Null: no such
    /// words are taken.
    /// </summary>
    public Func<string, string, StartingPlace?>? Start { get; init; }
}

/// <summary>A position that was started from something else than a number in the table.</summary>
/// <param name="Place">Where on the scale, 0 to 1.</param>
/// <param name="Spread">Standard deviation of the same.</param>
/// <param name="Origin">What it is from, for people.</param>
public sealed record StartingPlace(double Place, double Spread, string Origin);

/// <summary>Tables of actors as CSV, Parquet or YAML; docs/positions.md has the formats.</summary>
public static class IssueFile
{
    private static readonly string[] Required = ["actor", "capability", "position", "salience"];
    private static readonly string[] Optional =
    [
        "dimension",
        "capability_sd",
        "position_sd",
        "salience_sd",
        "scale_least",
        "scale_most",
        "source",
    ];

    /// <summary>A table to begin with.</summary>
    public const string Template = """
        actor,dimension,capability,position,salience,capability_sd,position_sd,salience_sd,scale_least,scale_most,source
        Serbia,join,10,15,0.9,2,5,0.1,0,100,"0: no measures, 100: all of them; your judgement"
        Brussels,join,60,90,0.6,10,5,0.1,0,100,your judgement
        Moscow,join,40,0,0.7,10,2,0.1,0,100,your judgement
        Washington,join,50,85,0.3,10,10,0.1,0,100,your judgement
        Berlin,join,30,75,0.4,5,10,0.1,0,100,your judgement
        Budapest,join,5,20,0.5,1,10,0.1,0,100,your judgement

        """;

    /// <summary>Reads a table; every fault at once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    /// <param name="reading">How its numbers are meant.</param>
    public static Checked<Issue> Read(string path, string name, IssueReading? reading = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        reading ??= new IssueReading();
        var faults = new FaultList();
        var rows =
            path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
                ? OfYaml(path, name, reading, faults)
                : OfTable(path, name, reading, faults);
        if (faults.Any)
            return faults.Failed<Issue>();
        var title = rows.Title.Length > 0 ? rows.Title : Path.GetFileNameWithoutExtension(name);
        return Made(title, rows.Cells, reading, name, faults);
    }

    private sealed record Cell(
        Place Place,
        string Actor,
        string Dimension,
        double Capability,
        double Position,
        string PositionWord,
        double Salience,
        double CapabilitySpread,
        double PositionSpread,
        double SalienceSpread,
        double Least,
        double Most,
        string Source
    );

    private static (string Title, List<Cell> Cells) OfTable(string path, string name, IssueReading reading, FaultList faults)
    {
        var cells = new List<Cell>();
        using var rows = TableRows.Open(path, name, Required, Optional, faults);
        while (rows?.Read() == true)
        {
            var word = rows.Text(2).ToString();
            var isWord = reading.Start is not null && IsWord(word);
            cells.Add(
                new Cell(
                    rows.Place,
                    rows.Text(0).ToString(),
                    rows.Text(4).IsEmpty ? "position" : rows.Text(4).ToString(),
                    rows.Number(1, "capability") ?? 0,
                    isWord ? double.NaN : rows.Number(2, "position") ?? 0,
                    isWord ? word : "",
                    (rows.Number(3, "salience") ?? 0) / reading.SalienceScale,
                    rows.Number(5, "capability_sd", 0) ?? 0,
                    rows.Number(6, "position_sd", 0) ?? 0,
                    (rows.Number(7, "salience_sd", 0) ?? 0) / reading.SalienceScale,
                    rows.Number(8, "scale_least", double.NaN) ?? double.NaN,
                    rows.Number(9, "scale_most", double.NaN) ?? double.NaN,
                    rows.Text(10).ToString()
                )
            );
        }
        return ("", cells);
    }

    private static (string Title, List<Cell> Cells) OfYaml(string path, string name, IssueReading reading, FaultList faults)
    {
        var cells = new List<Cell>();
        if (YamlPage.Read(path, name, faults) is not { } page)
            return ("", cells);
        page.Allow("title", "dimensions", "actors");
        var dimensions = page.Sections("dimensions").ToList();
        foreach (var dimension in dimensions)
            dimension.Allow("name", "least", "most");
        foreach (var actor in page.Sections("actors"))
        {
            actor.Allow(
                "actor",
                "capability",
                "positions",
                "salience",
                "capability_sd",
                "positions_sd",
                "salience_sd",
                "source"
            );
            var positions = actor.Words("positions", required: true);
            var salience = actor.Words("salience", required: true);
            var (positionSpread, salienceSpread) = (actor.Words("positions_sd"), actor.Words("salience_sd"));
            var count = Math.Max(1, dimensions.Count);
            if (positions.Length != count || salience.Length != count)
            {
                faults.Add(actor.Place, $"{positions.Length} positions and {salience.Length} saliences", $"{count} of each");
                continue;
            }
            for (var k = 0; k < count; k++)
            {
                var isWord = reading.Start is not null && IsWord(positions[k].Text);
                cells.Add(
                    new Cell(
                        actor.Place,
                        actor.Text("actor", required: true),
                        dimensions.Count > k ? dimensions[k].Text("name", required: true) : "position",
                        actor.Number("capability", required: true) ?? 0,
                        isWord ? double.NaN : Number(positions[k], "position", faults),
                        isWord ? positions[k].Text : "",
                        Number(salience[k], "salience", faults) / reading.SalienceScale,
                        actor.Number("capability_sd") ?? 0,
                        positionSpread.Length > k ? Number(positionSpread[k], "positions_sd", faults) : 0,
                        (salienceSpread.Length > k ? Number(salienceSpread[k], "salience_sd", faults) : 0) / reading.SalienceScale,
                        dimensions.Count > k ? dimensions[k].Number("least") ?? double.NaN : double.NaN,
                        dimensions.Count > k ? dimensions[k].Number("most") ?? double.NaN : double.NaN,
                        actor.Text("source")
                    )
                );
            }
        }
        return (page.Text("title"), cells);
    }

    private static bool IsWord(string text) => text.Split(':')[0] is "votes" or "record";

    private static double Number(Word word, string what, FaultList faults)
    {
        if (double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return value;
        faults.Add(word.Place, $"{what} '{word}'", "a number");
        return 0;
    }

    private static Checked<Issue> Made(string title, List<Cell> cells, IssueReading reading, string name, FaultList faults)
    {
        var scales = new List<Dimension>();
        foreach (var group in cells.GroupBy(cell => cell.Dimension))
        {
            var said = group.FirstOrDefault(cell => double.IsFinite(cell.Least) && double.IsFinite(cell.Most));
            var known = group.Select(cell => cell.Position).Where(double.IsFinite).ToList();
            scales.Add(
                said is not null ? new Dimension(group.Key, said.Least, said.Most)
                : reading.Scale is var (least, most) ? new Dimension(group.Key, least, most)
                : known.Count > 0 && known.Min() < known.Max() ? new Dimension(group.Key, known.Min(), known.Max())
                // All at one place, or all by words: any scale does.
                : new Dimension(group.Key, known.Count > 0 ? known[0] : 0, known.Count > 0 ? known[0] + 1 : 1)
            );
        }
        var actors = new List<Actor>();
        foreach (var group in cells.GroupBy(cell => cell.Actor))
        {
            var byDimension = scales.Select(scale => group.Where(cell => cell.Dimension == scale.Name).ToList()).ToList();
            foreach (var (scale, rows) in scales.Zip(byDimension))
                if (rows.Count != 1)
                    faults.Add(
                        rows.Count > 0 ? rows[^1].Place : group.First().Place,
                        $"actor '{group.Key}' {rows.Count} times on {scale.Name}",
                        "each actor once on each dimension"
                    );
            if (byDimension.Any(rows => rows.Count != 1))
                continue;
            actors.Add(Of(group.Key, [.. byDimension.Select(rows => rows[0])], scales, reading, faults));
        }
        if (cells.Count == 0)
            faults.Add(new Place(name), "no actor", "one at least");
        if (faults.Any)
            return faults.Failed<Issue>();
        var made = Issue.Create(title, scales, actors);
        if (made.Success)
            return faults.With(() => made.Value);
        faults.Add(made.Faults.Select(fault => fault with { Place = new Place(name) }));
        return faults.Failed<Issue>();
    }

    private static Actor Of(string name, ImmutableArray<Cell> cells, List<Dimension> scales, IssueReading reading, FaultList faults)
    {
        var (positions, spreads, origins) = (new double[cells.Length], new double[cells.Length], new HashSet<string>());
        for (var k = 0; k < cells.Length; k++)
        {
            (positions[k], spreads[k]) = (cells[k].Position, cells[k].PositionSpread);
            if (cells[k].PositionWord.Length == 0)
            {
                origins.Add(cells[k].Source.Length > 0 ? cells[k].Source : "given");
                continue;
            }
            if (reading.Start?.Invoke(cells[k].PositionWord, name) is { } start)
            {
                positions[k] = scales[k].Least + start.Place * scales[k].Length;
                spreads[k] = spreads[k] > 0 ? spreads[k] : start.Spread * scales[k].Length;
                origins.Add(start.Origin);
            }
            else
                faults.Add(
                    cells[k].Place,
                    $"position '{cells[k].PositionWord}' of '{name}', of whom nothing is known there",
                    "a number, or the code of a state that votes, or an actor of the record"
                );
        }
        return new Actor
        {
            Name = name,
            Capability = cells[0].Capability,
            Positions = [.. positions],
            Salience = [.. cells.Select(cell => cell.Salience)],
            CapabilitySpread = cells[0].CapabilitySpread,
            PositionSpread = [.. spreads],
            SalienceSpread = [.. cells.Select(cell => cell.SalienceSpread)],
            Origin = string.Join("; ", origins),
        };
    }
}
