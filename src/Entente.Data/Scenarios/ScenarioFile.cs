using System.Collections.Immutable;
using Entente.Data.Yaml;
using Entente.Horizons;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Data.Scenarios;

/// <summary>A scenario as a YAML file, with the regimes and tables it names; see docs/formats.md.</summary>
public static class ScenarioFile
{
    /// <summary>The key of figures that are known better.</summary>
    internal const string FactsKey = "facts";

    /// <summary>The key of what people call groups of a regime.</summary>
    internal const string TitlesKey = "titles";

    private static readonly string[] Keys =
    [
        "title",
        "source",
        "notes",
        "world",
        "model",
        "gravity",
        "closure",
        "groups",
        "focus",
        "regimes",
        "relative_to",
        "horizon",
        "parameters",
        "vary",
        "cases",
    ];

    /// <summary>Reads a scenario.</summary>
    /// <param name="path">The file; what it names lies relative to it.</param>
    /// <param name="name">The file as messages shall name it; null: as given.</param>
    /// <param name="read">Receives the hashes of the files as they are read; null where nobody wants them.</param>
    /// <param name="kinds">The kinds of measures it may hold; null: those that come with Entente.</param>
    /// <returns>The scenario, or every fault of the file, its regimes and its tables.</returns>
    public static Checked<Scenario> Read(string path, string? name = null, FilesRead? read = null, MeasureKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var faults = new FaultList(read);
        var page = YamlPage.Read(path, name ?? path, faults);
        if (page is null)
            return faults.Failed<Scenario>();
        var scenario = Read(page, new NeighbourFiles(path, name ?? path), kinds ?? MeasureKinds.BuiltIn, faults, isWhole: true);
        return faults.With(() => scenario);
    }

    /// <summary>What messages call a scenario that somebody has sent.</summary>
    internal const string Sent = "scenario";

    /// <summary>Reads a scenario from its text; of other files it may only name regimes that come with the program.</summary>
    internal static Checked<Scenario> Parse(string text, FilesRead read)
    {
        var faults = new FaultList(read);
        read.Note(Sent, text);
        return Read(YamlPage.Parse(text, Sent, faults), faults);
    }

    /// <summary>The same of a text in JSON.</summary>
    internal static Checked<Scenario> ParseJson(string text, FilesRead read)
    {
        var faults = new FaultList(read);
        read.Note(Sent, text);
        return Read(YamlPage.ParseJson(text, Sent, faults), faults);
    }

    private static Checked<Scenario> Read(YamlPage? sent, FaultList faults)
    {
        if (sent is null)
            return faults.Failed<Scenario>();
        var scenario = Read(sent, NeighbourFiles.None, MeasureKinds.BuiltIn, faults, isWhole: true);
        return faults.With(() => scenario);
    }

    /// <summary>Reads the scenario of a page, which may be part of a file of another kind.</summary>
    internal static Scenario Read(YamlPage page, NeighbourFiles files, MeasureKinds kinds, FaultList faults, bool isWhole = false)
    {
        // Within another file the world is that of the file.
        page.Allow(isWhole ? [.. Keys, FactsKey] : Keys);
        var before = faults.Count;
        var groups = Groups(page);
        var (library, regimes) = (new List<Case>(), new List<Regime>());
        foreach (var regime in RegimesOf(page))
            if (ReadRegime(files, regime, groups, library, kinds, faults) is { } read)
                regimes.Add(read);
        var world = page.Word("world")?.Text;
        var complete = faults.Count == before && GravityReader.DataOf(page) is null;
        if (!page.Has("cases"))
            faults.Add(page.Place, "no 'cases'", "the key 'cases' with at least one case");
        var cases = page.Sections("cases").Select(section => CaseReader.Read(section, files, kinds, faults)).ToImmutableArray();
        var model = GravityReader.Read(page, files, faults);
        if (model.OwnWorld is not null && page.Has("world"))
            faults.Add(page.PlaceOf("world"), "'world' beside the data of 'gravity'", "one of them");
        if (model.OwnWorld is not null && page.Has(FactsKey))
            faults.Add(page.PlaceOf(FactsKey), "facts beside the data of 'gravity'", "data with these facts in them");
        var scenario = new Scenario
        {
            Model = model,
            Kinds = kinds,
            Title = page.Text("title", required: true),
            Source = page.Text("source").Trim(),
            Notes = page.Text("notes").Trim(),
            World = world,
            Closure = ReadClosure(page, faults) ?? model.DefaultClosure,
            Horizons = HorizonReader.Horizons(page, faults) is { IsEmpty: false } horizons ? horizons : [Horizon.LongRun],
            Parameters = HorizonReader.Parameters(page, faults),
            Groups = groups.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Facts = isWhole ? FactReader.Read(page, faults) : [],
            Focus = page.Words("focus"),
            Regimes = [.. regimes],
            Library = [.. library],
            Cases = WithDefault(cases, page.Word("relative_to")),
        };
        faults.Read?.Names.Note(scenario, complete);
        return scenario;
    }

    /// <summary>A scenario file and all files it names, in a fixed order; for hashing.</summary>
    /// <param name="path">A file that <see cref="Read(string, string?, FilesRead?, MeasureKinds?)"/> accepts.</param>
    /// <param name="read">What it was read to, and then it is not read again; null: it is read.</param>
    public static IEnumerable<string> FilesOf(string path, FilesRead? read = null)
    {
        var (seen, open) = (new List<string>(), new Queue<string>([Path.GetFullPath(path)]));
        while (open.TryDequeue(out var file))
        {
            if (seen.Contains(file))
                continue;
            seen.Add(file);
            if (PageOf(file, read) is not { } page)
                continue;
            var files = new NeighbourFiles(file, file);
            if (GravityReader.DataOf(page) is { } data)
                seen.Add(Path.GetFullPath(files.Find(data).Path));
            foreach (var regime in RegimesOf(page))
                open.Enqueue(Path.GetFullPath(files.FindRegime(regime.Text).Path));
            // Tables are no YAML: they are noted, not opened.
            seen.AddRange(TablesOf(page, files).Except(seen).ToList());
        }
        return seen;
    }

    /// <summary>The path of the gravity data that a scenario brings along; null where it brings none.</summary>
    /// <param name="path">A file that <see cref="Read(string, string?, FilesRead?, MeasureKinds?)"/> accepts.</param>
    /// <param name="read">What it was read to, and then it is not read again; null: it is read.</param>
    public static string? DataOf(string path, FilesRead? read = null) =>
        PageOf(path, read) is { } page && GravityReader.DataOf(page) is { } data
            ? new NeighbourFiles(path, path).Find(data).Path
            : null;

    /// <summary>The regimes and tables that a scenario within another file names; for hashing.</summary>
    internal static IEnumerable<string> FilesOf(YamlPage page, NeighbourFiles files, FilesRead? read) =>
        RegimesOf(page).SelectMany(regime => FilesOf(files.FindRegime(regime.Text).Path, read)).Concat(TablesOf(page, files)).Distinct();

    private static YamlPage? PageOf(string path, FilesRead? read) =>
        read is null ? YamlPage.Read(path, path, new FaultList()) : read.Page(path);

    private static IEnumerable<string> TablesOf(YamlPage page, NeighbourFiles files) =>
        page.Sections("cases")
            .SelectMany(c => c.Sections("measures"))
            .Select(m => m.Text("file"))
            .Where(f => f.Length > 0)
            .Select(table => Path.GetFullPath(files.Find(table).Path))
            .Distinct();

    private static Dictionary<string, ImmutableArray<Word>> Groups(YamlPage page)
    {
        var groups = new Dictionary<string, ImmutableArray<Word>>(StringComparer.Ordinal);
        if (page.Section("groups") is { } section)
            foreach (var group in section.Keys)
                groups[group] = section.Words(group, required: true);
        return groups;
    }

    /// <summary>The regimes a scenario names: those it lists, and those that only a case uses, by name.</summary>
    private static IEnumerable<Word> RegimesOf(YamlPage page)
    {
        var listed = page.Words("regimes");
        var used = page.Sections("cases").SelectMany(section => section.Words("regime"));
        return [.. listed, .. used.DistinctBy(word => word.Text).Where(word => listed.All(one => NameOf(one.Text) != word.Text))];
    }

    /// <summary>The name of a regime: that of its file, without folder and ending.</summary>
    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    private static Regime? ReadRegime(
        NeighbourFiles files,
        Word named,
        Dictionary<string, ImmutableArray<Word>> groups,
        List<Case> library,
        MeasureKinds kinds,
        FaultList faults
    )
    {
        var (path, name) = files.FindRegime(named.Text);
        var page = File.Exists(path) ? YamlPage.Read(path, name, faults) : null;
        if (page is null)
        {
            if (!File.Exists(path))
                faults.Add(
                    named.Place,
                    $"regime '{named}', which is no file",
                    $"a YAML file relative to this one, or {Spelling.OneOf(named.Text, Catalogue.Default.Regimes)}"
                );
            return null;
        }
        page.Allow("title", "source", "notes", "groups", "held_from", "members", TitlesKey, "cases");
        foreach (var (group, members) in Groups(page))
            if (!groups.TryAdd(group, members) && !groups[group].Select(w => w.Text).SequenceEqual(members.Select(w => w.Text)))
                faults.Add(
                    members.FirstOrDefault()?.Place,
                    $"group '{group}' with other members than elsewhere",
                    "one meaning for each group"
                );
        var (neighbours, source) = (new NeighbourFiles(path, name), page.Text("source").Trim());
        var sections = page.Sections("cases").ToList();
        Case[] cases =
        [
            .. sections
                .Select(section => CaseReader.Read(section, neighbours, kinds, faults, "extra", "by"))
                .Select(c => c.Source.Length == 0 ? c with { Source = source } : c),
        ];
        library.AddRange(cases);
        return new Regime
        {
            Name = NameOf(path),
            HeldFrom = page.Integer("held_from"),
            Members = Members(page, faults),
            Parts =
            [
                .. cases
                    .Zip(sections, (part, section) => Part(part, section, faults))
                    .Where(part => !part.Measures.IsEmpty),
            ],
        };
    }

    private static RegimePart Part(Case part, YamlPage section, FaultList faults)
    {
        var (isExtra, by) = (section.Flag("extra"), section.Word("by"));
        if (by is not null && !isExtra)
            faults.Add(by.Place, $"a part by '{by}' that all take", "by of a part with 'extra: true'");
        return new RegimePart(part.Name, isExtra, part.Measures) { By = by };
    }

    /// <summary>Who takes the measures of a regime since when: a mapping of countries and groups to days.</summary>
    private static ImmutableArray<RegimeMember> Members(YamlPage page, FaultList faults)
    {
        if (page.Section("members") is not { } section)
            return [];
        var members = ImmutableArray.CreateBuilder<RegimeMember>();
        foreach (var country in section.KeyWords)
            if (DateReader.First(section, country.Text, faults) is { } since)
                members.Add(new RegimeMember(country, since));
        return members.ToImmutable();
    }

    private static Closure? ReadClosure(YamlPage page, FaultList faults)
    {
        if (page.Word("closure") is not { } word)
            return null;
        if (Closures.TryParse(word.Text, out var closure))
            return closure;
        faults.Add(word.Place, $"closure '{word}'", Closures.Expected(word.Text));
        return Closure.Fixed;
    }

    /// <summary>
    /// The scenario's own <c>relative_to</c> holds for all its cases but the one it names, those with another, and those that
    /// happen in a world of their own.
    /// </summary>
    private static ImmutableArray<Case> WithDefault(ImmutableArray<Case> cases, Word? relativeTo) =>
        relativeTo is null
            ? cases
            :
            [
                .. cases.Select(c =>
                    c.RelativeTo is null && c.After is null && c.Name != relativeTo.Text ? c with { RelativeTo = relativeTo } : c
                ),
            ];
}
