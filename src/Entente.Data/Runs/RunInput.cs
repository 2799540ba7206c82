using System.Collections.Immutable;
using Entente.Data.Worlds;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Data.Runs;

/// <summary>A scenario on a world, read, checked and resolved: what a run starts from. Immutable.</summary>
/// <example>
/// <code>
/// var input = RunInput.Read(Catalogue.Default, "serbia-2023", null, new RunOverrides { Cases = ["joins"] }).Value;
/// var answers = new ScenarioAnswer(input.Scenario);
/// foreach (var position in input.Positions)
///     Console.WriteLine(answers.Answer(position).Comparison?["real_income_pct:SRB"]);
/// </code>
/// </example>
/// <param name="Scenario">The scenario, with what was wished otherwise, on its world.</param>
/// <param name="Positions">The cases that are asked, by position in the scenario.</param>
/// <param name="ScenarioFile">Where the scenario was read.</param>
/// <param name="WorldFolder">Where the world was read: a folder, or the table that its flows were fitted to.</param>
/// <param name="ScenarioHash">SHA-256 of the scenario and the files it names, as they were read.</param>
/// <param name="WorldHash">SHA-256 of the files of the world, as they were read.</param>
public sealed record RunInput(
    ResolvedScenario Scenario,
    ImmutableArray<int> Positions,
    Located ScenarioFile,
    Located WorldFolder,
    string ScenarioHash,
    string WorldHash
)
{
    /// <summary>The world as it was read, before a model has seen it.</summary>
    private World AsRead { get; init; } = null!;

    /// <summary>The world with facts of the scenario; null where it corrects none.</summary>
    private World? Corrected { get; init; }

    private Lazy<ImmutableArray<DataCell>> cells = null!;

    /// <summary>How the parts of the world are known, as its folder says; empty where it does not. Read when first asked for.</summary>
    public ImmutableArray<DataCell> Cells => cells.Value;

    /// <summary>The scenario as it was written, before wishes.</summary>
    public required Scenario AsWritten { get; init; }

    /// <summary>The same scenario, or another made of it, asked otherwise of the same world, of which nothing is read again.</summary>
    /// <param name="wishes">What is wanted otherwise than the scenario says.</param>
    /// <param name="change">Makes another scenario of the one as it was written; null: none.</param>
    /// <returns>What a run starts from, or all that is wrong with the change or the wishes.</returns>
    public Checked<RunInput> Asking(RunOverrides wishes, Func<Scenario, Scenario>? change = null)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        return Resolve(
            wishes,
            change is null ? AsWritten : change(AsWritten),
            new WorldInput(AsRead, WorldFolder, WorldHash),
            ScenarioFile,
            ScenarioHash,
            [],
            [],
            this
        );
    }

    /// <summary>Reads all that was named; every fault of scenario and world comes at once.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="scenarioName">A scenario file, or the name of one that comes with the program.</param>
    /// <param name="worldName">A world folder, or the name of one that comes with the program; null: the scenario's.</param>
    /// <param name="wishes">What is wanted otherwise than the scenario says.</param>
    /// <param name="stages">Receives how long scenario, world and names take; null: nobody wants to know.</param>
    /// <param name="kept">Where worlds are kept that have been read; null: the world is read.</param>
    /// <returns>What a run starts from, or all that is wrong.</returns>
    public static Checked<RunInput> Read(
        Catalogue catalogue,
        string scenarioName,
        string? worldName,
        RunOverrides wishes,
        Stages? stages = null,
        WorldsKept? kept = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(wishes);
        stages ??= new(default);
        var file = catalogue.FindScenario(scenarioName, Directory.GetCurrentDirectory());
        if (!file.Success)
            return Checked<RunInput>.Invalid(file.Faults);
        var read = new FilesRead();
        var scenario = stages.Of("scenario", () => Scenarios.ScenarioFile.Read(file.Value.Path, file.Value.Name, read));
        return Read(catalogue, scenario, read, file.Value, worldName, wishes, stages, kept);
    }

    /// <summary>Reads a scenario from its text, which may name worlds and regimes that come with the program and no other file.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="text">The text, YAML.</param>
    /// <param name="wishes">What is wanted otherwise than the scenario says.</param>
    /// <param name="kept">Where worlds are kept that have been read.</param>
    /// <returns>What a run starts from, or all that is wrong.</returns>
    public static Checked<RunInput> Parse(Catalogue catalogue, string text, RunOverrides wishes, WorldsKept kept)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(wishes);
        ArgumentNullException.ThrowIfNull(kept);
        var read = new FilesRead();
        var scenario = Scenarios.ScenarioFile.Parse(text, read);
        return Read(catalogue, scenario, read, new Located("", Scenarios.ScenarioFile.Sent), null, wishes, new(default), kept);
    }

    /// <summary>
    /// Reads a scenario from JSON with the keys of a scenario file, which may name regimes that come with the program and no other file,
    /// and asks it of a world that is there already, whatever world it names.
    /// </summary>
    /// <param name="json">The text, JSON.</param>
    /// <param name="world">The world.</param>
    /// <param name="wishes">What is wanted otherwise than the scenario says.</param>
    /// <returns>What a run starts from, or all that is wrong.</returns>
    public static Checked<RunInput> ParseJson(string json, WorldInput world, RunOverrides wishes)
    {
        ArgumentNullException.ThrowIfNull(json);
        var read = new FilesRead();
        var scenario = Scenarios.ScenarioFile.ParseJson(json, read);
        return On(world, scenario, read, new Located("", Scenarios.ScenarioFile.Sent), read.HashOfAll(), wishes);
    }

    /// <summary>Reads a scenario and asks it of a world that is there already, whatever world it names.</summary>
    /// <param name="world">The world.</param>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="scenarioName">A scenario file, or the name of one that comes with the program.</param>
    /// <param name="wishes">What is wanted otherwise than the scenario says.</param>
    /// <returns>What a run starts from, or all that is wrong.</returns>
    public static Checked<RunInput> ReadOn(WorldInput world, Catalogue catalogue, string scenarioName, RunOverrides wishes)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var file = catalogue.FindScenario(scenarioName, Directory.GetCurrentDirectory());
        if (!file.Success)
            return Checked<RunInput>.Invalid(file.Faults);
        var read = new FilesRead();
        var scenario = Scenarios.ScenarioFile.Read(file.Value.Path, file.Value.Name, read);
        return On(world, scenario, read, file.Value, scenario.Success ? HashOf(file.Value, read) : "", wishes);
    }

    private static Checked<RunInput> On(
        WorldInput world,
        Checked<Scenario> scenario,
        FilesRead read,
        Located file,
        string hash,
        RunOverrides wishes
    )
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(wishes);
        if (scenario.Success && scenario.Value.Model.OwnWorld is not null)
            return Checked<RunInput>.Invalid([
                new Fault(new Place(file.Name), "a scenario with data of its own", "one that is asked of a world"),
            ]);
        if (scenario.Success)
            return Resolve(wishes, scenario.Value, world, file, hash, [], [.. scenario.Warnings]);
        var faults = new FaultList();
        faults.Add(scenario.Faults);
        if (wishes.Model is null)
            faults.Add(read.Names.UnknownIn(world.World));
        return faults.Failed<RunInput>();
    }

    private static Checked<RunInput> Read(
        Catalogue catalogue,
        Checked<Scenario> scenario,
        FilesRead read,
        Located file,
        string? worldName,
        RunOverrides wishes,
        Stages stages,
        WorldsKept? kept
    )
    {
        if (scenario.Success && scenario.Value.Model.OwnWorld is { } own)
            return OnOwn(scenario, read, own, file, worldName, wishes);
        var isText = file.Path.Length == 0;
        var world = isText
            ? WorldInput.OfSent(catalogue, read.Names.World, file.Name, kept!)
            : WorldInput.Read(catalogue, worldName, read.Names.World, file, stages, kept);
        List<string> warnings = [.. scenario.Warnings, .. world.Warnings];
        if (scenario.Success && world.Success)
            return stages.Of(
                "names and measures",
                () => Resolve(wishes, scenario.Value, world.Value, file, isText ? read.HashOfAll() : HashOf(file, read), [], warnings)
            );
        var faults = new FaultList();
        faults.Add(scenario.Faults);
        if (!scenario.Success && world.Success && wishes.Model is null)
            faults.Add(read.Names.UnknownIn(world.Value.World));
        faults.Add(world.Faults);
        faults.Warn(warnings);
        return faults.Failed<RunInput>();
    }

    /// <summary>A scenario that brings its world along.</summary>
    private static Checked<RunInput> OnOwn(
        Checked<Scenario> scenario,
        FilesRead read,
        World own,
        Located file,
        string? worldName,
        RunOverrides wishes
    )
    {
        List<Fault> faults = worldName is null
            ? []
            : [new Fault(null, $"--world {worldName} for a scenario with data of its own", "no --world")];
        var data = Path.GetFullPath(Scenarios.ScenarioFile.DataOf(file.Path, read)!);
        var world = new WorldInput(own, new Located(data, Path.GetFileName(data)), read.HashOf([data]));
        return Resolve(wishes, scenario.Value, world, file, HashOf(file, read), faults, [.. scenario.Warnings]);
    }

    private static string HashOf(Located scenario, FilesRead read) =>
        read.HashOf(Scenarios.ScenarioFile.FilesOf(scenario.Path, read));

    private static Checked<RunInput> Resolve(
        RunOverrides wishes,
        Scenario scenario,
        WorldInput world,
        Located file,
        string hash,
        List<Fault> faults,
        List<string> warnings,
        RunInput? before = null
    )
    {
        var asked = wishes.Apply(scenario, faults);
        var corrected =
            asked.Facts.IsEmpty ? null
            : before?.Corrected is { } known && before.AsWritten.Facts.SequenceEqual(asked.Facts) ? known
            : WithFacts(world.World, asked, faults);
        var resolved = ResolvedScenario.Create(asked, corrected ?? world.World);
        faults.AddRange(Scenarios.KeyNames.Added(resolved.Faults));
        warnings.AddRange(resolved.Warnings);
        var positions = Select(asked, resolved, wishes.Cases, faults);
        return faults.Count > 0
            ? Checked<RunInput>.Invalid(faults, warnings)
            : Checked<RunInput>.Valid(
                new RunInput(resolved.Value, positions, file, world.Folder, hash, world.Hash)
                {
                    AsRead = world.World,
                    cells = before?.cells ?? new(() => [.. DataCell.Read(world.Folder.Path)]),
                    Corrected = corrected,
                    AsWritten = scenario,
                },
                warnings
            );
    }

    private static World? WithFacts(World world, Scenario asked, List<Fault> faults)
    {
        var corrected = CorrectedWorld.Of(world, asked.Facts);
        faults.AddRange(corrected.Faults);
        return corrected.Success ? corrected.Value : null;
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
