using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Scenarios;
using Entente.Data.Yaml;
using Entente.Horizons;
using Entente.Measures;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Data.Sweeps;

/// <summary>A sweep as it was read.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="ScenarioPath">The file of its scenario: another, or its own; worlds lie relative to it.</param>
/// <param name="Sha256">Hash of all files it was read from.</param>
/// <param name="ChunkSize">Points in a chunk.</param>
public sealed record SweepRead(Sweep Sweep, Located ScenarioPath, string Sha256, int ChunkSize)
{
    /// <summary>Full paths of the files it was read from, its own first.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>A sweep as a YAML file, with the scenario and lists it names; see docs/formats.md.</summary>
public static class SweepFile
{
    private const int DefaultChunk = 32;
    private const int LargestChunk = 10_000;
    private const int MostDraws = 10_000_000;

    /// <summary>Reads a sweep.</summary>
    /// <param name="path">The file; what it names lies relative to it.</param>
    /// <param name="name">The file as messages shall name it.</param>
    /// <param name="catalogue">Finds scenarios that come with the program.</param>
    /// <param name="kinds">The kinds of measures its scenario may hold; null: those that come with Entente.</param>
    /// <returns>The sweep, or every fault of the file, its scenario and its lists.</returns>
    public static Checked<SweepRead> Read(string path, string name, Catalogue catalogue, MeasureKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var read = new FilesRead();
        var faults = new FaultList(read);
        return YamlPage.Read(path, name, faults) is { } page
            ? Read(page, new Located(path, name), new NeighbourFiles(path, name), catalogue, kinds ?? MeasureKinds.BuiltIn, read, faults)
            : faults.Failed<SweepRead>();
    }

    /// <summary>What messages call a sweep that somebody has sent.</summary>
    internal const string Sent = "sweep";

    /// <summary>
    /// Reads a sweep from its text, which may name worlds, scenarios and regimes that come with the program and no other file.
    /// </summary>
    /// <param name="text">The text, YAML.</param>
    /// <param name="catalogue">Finds what comes with the program.</param>
    public static Checked<SweepRead> Parse(string text, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var read = new FilesRead();
        read.Note(Sent, text);
        var faults = new FaultList(read);
        return YamlPage.Parse(text, Sent, faults) is { } page
            ? Read(page, new Located("", Sent), NeighbourFiles.None, catalogue, MeasureKinds.BuiltIn, read, faults)
            : faults.Failed<SweepRead>();
    }

    private static Checked<SweepRead> Read(
        YamlPage page,
        Located own,
        NeighbourFiles files,
        Catalogue catalogue,
        MeasureKinds kinds,
        FilesRead read,
        FaultList faults
    )
    {
        page.Allow("title", "notes", "scenario", "cases", "horizon", "grid", "list", "draws", "outcomes", "chunk");
        var (scenario, scenarioFile, scenarioFiles) = Scenario(page, own, files, catalogue, kinds, faults);
        var values = new SweepValues(files, faults);
        var draws = page.Section("draws");
        draws?.Allow("count", "seed", "parameters", "trade_costs", "world", "elasticities", "horizons", "coefficients");
        if (draws is not null && !draws.Has("seed"))
            faults.Add(draws.Place, "draws without 'seed'", "a whole number, so that the same draws can be made again");
        var sweep = new Sweep
        {
            Title = page.Text("title", required: true),
            Notes = page.Text("notes").Trim(),
            Scenario = AtHorizons(scenario, page),
            Cases = page.Words("cases"),
            Axes = [.. values.Grid(page.Section("grid")), .. page.Words("list").Select(values.List).OfType<SweepAxis>()],
            Draws = Whole(draws, "count", 1, MostDraws, 1, faults),
            Seed = draws?.Integer("seed") ?? 0,
            Drawn = values.Drawn(draws?.Section("parameters")),
            DrawnCosts = values.DrawnCosts(draws),
            OfWorld = OfWorld(draws),
            Outcomes = page.Words("outcomes", required: true),
        };
        var chunk = Whole(page, "chunk", 1, LargestChunk, DefaultChunk, faults);
        if (own.Path.Length == 0)
            return faults.With(() => new SweepRead(sweep, scenarioFile, read.HashOfAll(), chunk));
        ImmutableArray<string> all = [.. new[] { own.Path }.Concat(scenarioFiles).Concat(values.Files).Select(Path.GetFullPath)];
        return faults.With(() => new SweepRead(sweep, scenarioFile, read.HashOf(all), chunk) { Files = all });
    }

    private static DrawOptions? OfWorld(YamlPage? draws)
    {
        var asked = new DrawOptions
        {
            World = draws?.Flag("world") == true,
            Elasticities = draws?.Flag("elasticities") == true,
            Parameters = draws?.Flag("horizons") == true,
            Estimates = draws?.Flag("coefficients") == true,
        };
        return asked.World || asked.Elasticities || asked.Parameters || asked.Estimates ? asked : null;
    }

    private static (Scenario, Located, IEnumerable<string>) Scenario(
        YamlPage page,
        Located own,
        NeighbourFiles files,
        Catalogue catalogue,
        MeasureKinds kinds,
        FaultList faults
    )
    {
        var none = new Scenario { Title = "", Cases = [] };
        if (page.IsMapping("scenario"))
        {
            var section = page.Section("scenario")!;
            var scenario = ScenarioFile.Read(section, files, kinds, faults);
            return (scenario, own, own.Path.Length == 0 ? [] : ScenarioFile.FilesOf(section, files, faults.Read));
        }
        if (page.Word("scenario", required: true) is not { } word)
            return (none, own, []);
        var found = own.Path.Length == 0
            ? catalogue.FindKnownScenario(word.Text)
            : catalogue.FindScenario(word.Text, Path.GetDirectoryName(Path.GetFullPath(own.Path))!);
        if (!found.Success)
        {
            faults.Add(word.Place, $"scenario '{word}', which does not exist", found.Faults[0].Expected);
            return (none, own, []);
        }
        var name = File.Exists(files.Find(word.Text).Path) ? files.Find(word.Text).Name : found.Value.Name;
        var read = ScenarioFile.Read(found.Value.Path, name, faults.Read, kinds);
        faults.Add(read.Faults);
        faults.Warn(read.Warnings);
        if (read.Success && !read.Value.Facts.IsEmpty)
            faults.Add(word.Place, $"scenario '{word}', which corrects facts of the world", "a scenario on the world as it is");
        return (
            read.Success ? read.Value : none,
            found.Value with
            {
                Name = name,
            },
            read.Success ? ScenarioFile.FilesOf(found.Value.Path, faults.Read) : []
        );
    }

    /// <summary>The horizons of the sweep hold for all cases in place of those of the scenario.</summary>
    private static Scenario AtHorizons(Scenario scenario, YamlPage page) =>
        page.WordsOrNull("horizon") is { } names
            ? scenario with
            {
                Cases = [.. scenario.Cases.Select(c => c with { Horizons = [.. names.Select(name => new Horizon(name, []))] })],
            }
            : scenario;

    private static int Whole(YamlPage? page, string key, int least, int most, int whereMissing, FaultList faults)
    {
        if (page?.Integer(key) is not { } value)
            return whereMissing;
        if (value >= least && value <= most)
            return value;
        faults.Add(page.PlaceOf(key), $"{key} {value}", $"a whole number from {least} to {most}");
        return whereMissing;
    }
}
