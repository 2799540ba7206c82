using System.Globalization;
using Entente.Cluster;
using Entente.Cluster.Grains;
using Entente.Data.Runs;
using Entente.Data.Sweeps;

namespace Entente.Cli;

/// <summary>A sweep answered by a cluster, with the time left on the screen.</summary>
internal sealed class SweepCluster(
    ClusterConnection connection,
    string? shared,
    SweepInput asked,
    SweepManifest manifest,
    SweepFolder folder
)
{
    /// <summary>Has what is missing answered; null where the folder tells how far it came, else the exit code.</summary>
    public int? Solve(CancellationToken cancellation)
    {
        if (folder.Missing().IsEmpty)
            return null;
        var progress = new WorkProgress("points", manifest.Points, isSure: true);
        int? first = null;
        try
        {
            var aside = ClusterSweep
                .Answer(connection, shared, asked, manifest, folder, At, cancellation)
                .GetAwaiter()
                .GetResult();
            progress.End();
            foreach (var chunk in aside)
                Console.Error.WriteLine(Text(chunk));
            if (aside.IsEmpty)
                return null;
            Console.Error.WriteLine(
                $"{aside.Length} of {manifest.Chunks} chunks set aside; the others are kept, and the same command tries these again"
            );
            return CommandLine.NotSolved;
        }
        catch (OperationCanceledException)
        {
            progress.End();
            return null;
        }
        catch (ClusterException e)
        {
            progress.End();
            Console.Error.WriteLine(e.Message);
            return CommandLine.BadInput;
        }

        void At(JobStatus status)
        {
            first ??= status.Done;
            progress.At(Points(status.Done), Points(status.Done - first.Value));
        }
    }

    private int Points(int chunks) => (int)Math.Min(manifest.Points, (long)chunks * manifest.Chunk);

    private string Text(ChunkAside aside)
    {
        var start = (long)aside.Chunk * manifest.Chunk;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"chunk {aside.Chunk + 1}, points {start + 1} to {start + manifest.PointsOf(aside.Chunk)}: tried {aside.Attempts} times: "
                + $"{aside.Reason}"
        );
    }
}
