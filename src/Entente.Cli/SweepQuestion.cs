using Entente.Batches;
using Entente.Data;
using Entente.Data.Sweeps;
using Entente.Data.Worlds;

namespace Entente.Cli;

/// <summary>A sweep on a world, read, checked and resolved.</summary>
internal sealed record SweepQuestion(ResolvedSweep Sweep, SweepRead Written, Located File, Located World)
{
    private const string DefaultWorld = "world-2023";

    /// <summary>Reads all that was named; every fault of sweep, scenario and world comes at once.</summary>
    public static Checked<SweepQuestion> Read(Catalogue catalogue, string sweepName, string? worldName)
    {
        var here = Directory.GetCurrentDirectory();
        var file = catalogue.FindSweep(sweepName, here);
        if (!file.Success)
            return Checked<SweepQuestion>.Invalid(file.Faults);
        var read = SweepFile.Read(file.Value.Path, file.Value.Name, catalogue);
        var folder =
            worldName is not null || !read.Success
                ? catalogue.FindWorld(worldName ?? DefaultWorld, here)
                : catalogue.FindWorld(
                    read.Value.Sweep.Scenario.World ?? DefaultWorld,
                    Path.GetDirectoryName(Path.GetFullPath(read.Value.ScenarioPath.Path))!,
                    new Place(read.Value.ScenarioPath.Name)
                );
        var world = folder.Success ? WorldFolder.Read(folder.Value.Path, folder.Value.Name) : null;
        List<Fault> faults = [.. read.Faults, .. folder.Faults, .. world?.Faults ?? []];
        List<string> warnings = [.. read.Warnings, .. world?.Warnings ?? []];
        if (faults.Count > 0)
            return Checked<SweepQuestion>.Invalid(faults, warnings);
        var resolved = ResolvedSweep.Create(read.Value.Sweep, world!.Value);
        return resolved.Success
            ? Checked<SweepQuestion>.Valid(new SweepQuestion(resolved.Value, read.Value, file.Value, folder.Value), warnings)
            : Checked<SweepQuestion>.Invalid(resolved.Faults, warnings);
    }
}
