using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Scenarios;

namespace Entente.Cli;

/// <summary>A scenario on a world, read, checked and resolved: what a run starts from.</summary>
internal sealed record Question(ResolvedScenario Scenario, ImmutableArray<int> Positions, Located ScenarioFile, Located WorldFolder)
{
    private const string DefaultWorld = "world-2023";

    /// <summary>Reads all that was named; every fault of scenario and world comes at once.</summary>
    public static Checked<Question> Read(Catalogue catalogue, string scenarioName, string? worldName, string? closure, IReadOnlyCollection<string> cases)
    {
        var file = catalogue.FindScenario(scenarioName, Directory.GetCurrentDirectory());
        if (!file.Success)
            return Checked<Question>.Invalid(file.Faults);
        var scenario = Entente.Data.Scenarios.ScenarioFile.Read(file.Value.Path, file.Value.Name);
        var folder = worldName is not null
            ? catalogue.FindWorld(worldName, Directory.GetCurrentDirectory())
            : catalogue.FindWorld((scenario.Success ? scenario.Value.World : null) ?? DefaultWorld, Path.GetDirectoryName(Path.GetFullPath(file.Value.Path))!, new Place(file.Value.Name));
        var world = folder.Success ? Entente.Data.Worlds.WorldFolder.Read(folder.Value.Path, folder.Value.Name) : null;
        List<Fault> faults = [.. scenario.Faults, .. folder.Faults, .. world?.Faults ?? []];
        List<string> warnings = [.. scenario.Warnings, .. world?.Warnings ?? []];
        if (faults.Count > 0)
            return Checked<Question>.Invalid(faults, warnings);
        var asked = closure is not null && Closures.TryParse(closure, out var other) ? scenario.Value with { Closure = other } : scenario.Value;
        var resolved = ResolvedScenario.Create(asked, world!.Value);
        faults.AddRange(resolved.Faults);
        var positions = Select(asked, cases, faults);
        return faults.Count > 0
            ? Checked<Question>.Invalid(faults, warnings)
            : Checked<Question>.Valid(new Question(resolved.Value, positions, file.Value, folder.Value), warnings);
    }

    private static ImmutableArray<int> Select(Scenario scenario, IReadOnlyCollection<string> cases, List<Fault> faults)
    {
        var names = scenario.Cases.Select(c => c.Name).ToList();
        foreach (var unknown in cases.Except(names, StringComparer.Ordinal))
        {
            var near = Spelling.Nearest(unknown, names);
            faults.Add(new Fault(null, $"unknown case '{unknown}'", $"one of {string.Join(", ", names)}" + (near is null ? "" : $"; did you mean {near}?")));
        }
        return [.. Enumerable.Range(0, names.Count).Where(position => cases.Count == 0 || cases.Contains(names[position]))];
    }
}
