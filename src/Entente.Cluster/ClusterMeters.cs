using System.Diagnostics;
using System.Diagnostics.Metrics;
using Entente.Cluster.Stores;

namespace Entente.Cluster;

/// <summary>What a worker counts, under the name <see cref="Name"/>, beside what Orleans and Npgsql count of themselves.</summary>
internal sealed class ClusterMeters
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "Entente.Cluster";

    private readonly Counter<long> chunks;
    private readonly Histogram<double> seconds;

    public ClusterMeters(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        chunks = meter.CreateCounter<long>("entente.chunks", "{chunk}", "Chunks by what became of them");
        seconds = meter.CreateHistogram<double>("entente.chunk.duration", "s", "Time from taking a chunk to its part in the store");
    }

    /// <summary>Traces: one for each chunk.</summary>
    public static ActivitySource Source { get; } = new(Name);

    public void Answered(TimeSpan time, PartKept kept)
    {
        chunks.Add(1, new KeyValuePair<string, object?>("outcome", kept == PartKept.New ? "answered" : "answered_before"));
        seconds.Record(time.TotalSeconds);
    }

    public void Failed() => chunks.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    public void Returned() => chunks.Add(1, new KeyValuePair<string, object?>("outcome", "returned"));
}
