using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Scenarios;
using Entente.Gravity;
using Entente.Horizons;
using Entente.Scenarios;

namespace Entente.Cli;

/// <summary>What a caller wants otherwise than the scenario says.</summary>
internal sealed record Wishes
{
    /// <summary>Another closure; null: the scenario's.</summary>
    public string? Closure { get; init; }

    /// <summary>Another model; null: the scenario's.</summary>
    public string? Model { get; init; }

    /// <summary>Only these cases; empty: all.</summary>
    public IReadOnlyCollection<string> Cases { get; init; } = [];

    /// <summary>These horizons for every case; empty: the scenario's.</summary>
    public IReadOnlyCollection<string> Horizons { get; init; } = [];

    /// <summary>Parameters set for every case, as people write them.</summary>
    public IReadOnlyCollection<string> Set { get; init; } = [];

    /// <summary>Parameters varied in every case, as people write them.</summary>
    public IReadOnlyCollection<string> Vary { get; init; } = [];

    /// <summary>Whether behaviour is other than the scenario says.</summary>
    public bool ChangeBehaviour => Horizons.Count + Set.Count + Vary.Count > 0;

    /// <summary>The scenario as wished; what cannot be understood goes to <paramref name="faults"/>.</summary>
    public Scenario Of(Scenario scenario, List<Fault> faults)
    {
        if (Closure is not null && Closures.TryParse(Closure, out var closure))
            scenario = scenario with { Closure = closure };
        if (Model is not null)
            scenario = scenario with { Gravity = GravitySetup.For(Model, scenario.Gravity) };
        if (!ChangeBehaviour)
            return scenario;
        var set = Set.SelectMany(text => Settings("--set", text, several: false, faults)).ToList();
        var vary = Vary.Select(text => Settings("--vary", text, several: true, faults)).ToList();
        return scenario with { Cases = [.. scenario.Cases.Select(Wished)] };

        Case Wished(Case theCase)
        {
            var horizons =
                Horizons.Count > 0 ? Horizons.Select(name => new Horizon(new Word(name, new Place("--horizon")), []))
                : theCase.Horizons.IsEmpty ? scenario.Horizons
                : theCase.Horizons.AsEnumerable();
            foreach (var settings in vary)
                horizons = HorizonReader.Varied(horizons, settings);
            return theCase with { Horizons = [.. horizons], Parameters = [.. theCase.Parameters, .. set] };
        }
    }

    private static IReadOnlyList<ParameterSetting> Settings(string option, string text, bool several, List<Fault> faults)
    {
        var parsed = HorizonReader.Parse(text, new Place(option), several);
        faults.AddRange(parsed.Faults);
        return parsed.Success ? parsed.Value : [];
    }
}

/// <summary>A scenario on a world, read, checked and resolved: what a run starts from.</summary>
internal sealed record Question(ResolvedScenario Scenario, ImmutableArray<int> Positions, Located ScenarioFile, Located WorldFolder)
{
    private const string DefaultWorld = "world-2023";

    /// <summary>The files of the world: a folder's, or the table that its flows were fitted to.</summary>
    public IEnumerable<string> WorldFiles =>
        Scenario.Scenario.Gravity?.Fit is null ? Data.Worlds.WorldFolder.FilesOf(WorldFolder.Path) : [WorldFolder.Path];

    /// <summary>Reads all that was named; every fault of scenario and world comes at once.</summary>
    public static Checked<Question> Read(Catalogue catalogue, string scenarioName, string? worldName, Wishes wishes)
    {
        var file = catalogue.FindScenario(scenarioName, Directory.GetCurrentDirectory());
        if (!file.Success)
            return Checked<Question>.Invalid(file.Faults);
        var scenario = Entente.Data.Scenarios.ScenarioFile.Read(file.Value.Path, file.Value.Name);
        if (scenario.Success && scenario.Value.Gravity?.Fit is { } fit)
            return OnFit(scenario, fit, file.Value, worldName, wishes);
        var folder = worldName is not null
            ? catalogue.FindWorld(worldName, Directory.GetCurrentDirectory())
            : catalogue.FindWorld(
                (scenario.Success ? scenario.Value.World : null) ?? DefaultWorld,
                Path.GetDirectoryName(Path.GetFullPath(file.Value.Path))!,
                new Place(file.Value.Name)
            );
        var world = folder.Success ? Entente.Data.Worlds.WorldFolder.Read(folder.Value.Path, folder.Value.Name) : null;
        List<Fault> faults = [.. scenario.Faults, .. folder.Faults, .. world?.Faults ?? []];
        List<string> warnings = [.. scenario.Warnings, .. world?.Warnings ?? []];
        if (faults.Count > 0)
            return Checked<Question>.Invalid(faults, warnings);
        return Resolve(wishes, scenario.Value, world!.Value, file.Value, folder.Value, faults, warnings);
    }

    /// <summary>A scenario that brings its world along.</summary>
    private static Checked<Question> OnFit(Checked<Scenario> scenario, GravityFit fit, Located file, string? worldName, Wishes wishes)
    {
        List<Fault> faults = worldName is null
            ? []
            : [new Fault(null, $"--world {worldName} for a scenario with data of its own", "no --world")];
        var data = Path.GetFullPath(Entente.Data.Scenarios.ScenarioFile.DataOf(file.Path)!);
        return Resolve(wishes, scenario.Value, fit.World, file, new Located(data, Path.GetFileName(data)), faults, [.. scenario.Warnings]);
    }

    private static Checked<Question> Resolve(
        Wishes wishes,
        Scenario scenario,
        World world,
        Located file,
        Located folder,
        List<Fault> faults,
        List<string> warnings
    )
    {
        var asked = wishes.Of(scenario, faults);
        var resolved = ResolvedScenario.Create(asked, world);
        faults.AddRange(resolved.Faults);
        var positions = Select(asked, resolved, wishes.Cases, faults);
        return faults.Count > 0
            ? Checked<Question>.Invalid(faults, warnings)
            : Checked<Question>.Valid(new Question(resolved.Value, positions, file, folder), warnings);
    }

    private static ImmutableArray<int> Select(
        Scenario scenario,
        Checked<ResolvedScenario> resolved,
        IReadOnlyCollection<string> cases,
        List<Fault> faults
    )
    {
        var names = scenario.Cases.Select(c => c.Name).ToList();
        foreach (var unknown in cases.Except(names, StringComparer.Ordinal))
            faults.Add(new Fault(null, $"unknown case '{unknown}'", Spelling.OneOf(unknown, names)));
        return !resolved.Success
            ? []
            :
            [
                .. Enumerable
                    .Range(0, resolved.Value.Cases.Length)
                    .Where(position => cases.Count == 0 || cases.Contains(resolved.Value.Cases[position].Case.Name)),
            ];
    }
}
