using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Sweeps;

namespace Entente.Data.Runs;

/// <summary>A sweep on a world, read, checked and resolved. Immutable.</summary>
/// <param name="Sweep">The sweep on its world.</param>
/// <param name="Written">The sweep as it was read.</param>
/// <param name="File">Where it was read.</param>
/// <param name="World">Where the world was read.</param>
/// <param name="WorldHash">SHA-256 of the files of the world, as they were read.</param>
public sealed record SweepInput(ResolvedSweep Sweep, SweepRead Written, Located File, Located World, string WorldHash)
{
    /// <summary>Full paths of the files of the world.</summary>
    public ImmutableArray<string> WorldFiles { get; init; } = [];

    /// <summary>Reads all that was named; every fault of sweep, scenario and world comes at once.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="sweepName">A sweep file, or the name of one that comes with the program.</param>
    /// <param name="worldName">A world folder, or the name of one that comes with the program; null: the scenario's.</param>
    /// <returns>The sweep, or all that is wrong.</returns>
    public static Checked<SweepInput> Read(Catalogue catalogue, string sweepName, string? worldName)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var file = catalogue.FindSweep(sweepName, Directory.GetCurrentDirectory());
        if (!file.Success)
            return Checked<SweepInput>.Invalid(file.Faults);
        var read = SweepFile.Read(file.Value.Path, file.Value.Name, catalogue);
        var world = read.Success
            ? WorldInput.Read(catalogue, worldName, read.Value.Sweep.Scenario.World, read.Value.ScenarioPath)
            : WorldInput.Read(catalogue, worldName ?? Worlds.Worlds.Default, null, file.Value);
        return On(world, read, file.Value);
    }

    /// <summary>Reads a sweep from its text, which may name what comes with the program and no other file.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="text">The text, YAML.</param>
    /// <param name="kept">Where worlds are kept that have been read.</param>
    /// <returns>The sweep, or all that is wrong.</returns>
    public static Checked<SweepInput> Parse(Catalogue catalogue, string text, WorldsKept kept)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(kept);
        var read = SweepFile.Parse(text, catalogue);
        var named = read.Success ? read.Value.Sweep.Scenario.World : null;
        return On(WorldInput.OfSent(catalogue, named, SweepFile.Sent, kept), read, new Located("", SweepFile.Sent));
    }

    private static Checked<SweepInput> On(Checked<WorldInput> world, Checked<SweepRead> read, Located file)
    {
        List<string> warnings = [.. read.Warnings, .. world.Warnings];
        if (!read.Success || !world.Success)
            return Checked<SweepInput>.Invalid([.. read.Faults, .. world.Faults], warnings);
        var resolved = ResolvedSweep.Create(read.Value.Sweep, world.Value.World);
        return resolved.Success
            ? Checked<SweepInput>.Valid(
                new SweepInput(resolved.Value, read.Value, file, world.Value.Folder, world.Value.Hash)
                {
                    WorldFiles = world.Value.Files,
                },
                [.. warnings, .. resolved.Warnings]
            )
            : Checked<SweepInput>.Invalid(Scenarios.KeyNames.Added(resolved.Faults), warnings);
    }
}
