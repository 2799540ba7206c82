using Entente.Batches;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Data.Worlds;
using Entente.Models;
using Entente.Testing;

namespace Entente.Cluster.Tests;

/// <summary>A sweep of small worlds in a folder.</summary>
internal static class MadeSweep
{
    /// <summary>Writes a sweep of 4 draws for each value and reads it.</summary>
    public static SweepInput In(string folder, int values = 5, int chunk = 3, int countries = 3, bool inFolders = false)
    {
        WorldWriter.Write(SmallWorld.Random(1, countries, 2), Path.Combine(folder, "w"));
        var (up, place) = inFolders ? ("../", Path.Combine(folder, "sweeps")) : ("", folder);
        Directory.CreateDirectory(place);
        var steps = Enumerable.Range(0, values).Select(step => FormattableString.Invariant($"{0.5 * step / values}"));
        Directory.CreateDirectory(Path.Combine(folder, "lists"));
        File.WriteAllText(Path.Combine(folder, "lists", "points.csv"), $"tariff.tariff.rate\n{string.Join('\n', steps)}\n");
        File.WriteAllText(
            Path.Combine(place, "s.yaml"),
            $$"""
            title: A sweep
            scenario:
              title: A tariff
              world: {{up}}w
              cases: [ { name: tariff, measures: [ { kind: tariff, by: C0, on: C1, rate: 0.1 } ] } ]
            list: {{up}}lists/points.csv
            draws: { count: 4, seed: 7, parameters: { theta.S0: { triangular: [2, 4, 8] } } }
            outcomes: [real_income_pct:all, "output_pct:C0:S1"]
            chunk: {{chunk}}
            """
        );
        return SweepInput.Read(Catalogue.Default, Path.Combine(place, "s.yaml"), null).Value;
    }

    /// <summary>The single run: what any other way must give.</summary>
    public static void Whole(SweepInput asked, string version, string output)
    {
        var manifest = SweepManifest.Of(asked, new SolveOptions(), version);
        using var folder = SweepFolder.Open(output, manifest).Value;
        asked
            .Sweep.Batch(manifest.Chunk, new SolveOptions())
            .Run(folder.Missing(), (chunk, rows) => folder.Add(asked.Sweep, chunk, rows), new BatchOptions { Threads = 2 });
        folder.Complete();
        folder.Summary().Write(output);
    }
}
