using System.Net;
using Entente.Cluster.Stores;
using Entente.Data;

namespace Entente.Cluster;

/// <summary>A worker: where it is reached, what it computes with, how long others wait for it.</summary>
public sealed record WorkerOptions
{
    /// <summary>Where workers find each other.</summary>
    public required ClusterConnection Connection { get; init; }

    /// <summary>Folder that all workers see in place of the store in PostgreSQL; null: PostgreSQL.</summary>
    public string? Folder { get; init; }

    /// <summary>What comes with the program.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>Version of the program; jobs of another are left alone.</summary>
    public required string Version { get; init; }

    /// <summary>Name for people and records; unique in the cluster.</summary>
    public string Name { get; init; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>Threads that answer chunks.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Address that others reach it at, and the only one it listens on; default: this machine's own alone.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port for other workers.</summary>
    public int SiloPort { get; init; } = ClusterConnection.DefaultSiloPort;

    /// <summary>Port for those who ask.</summary>
    public int GatewayPort { get; init; } = ClusterConnection.DefaultGatewayPort;

    /// <summary>Port of <c>/health</c>, on this machine's own address; null: none.</summary>
    public int? HealthPort { get; init; }

    /// <summary>A chunk that is not renewed for so long is given to another worker.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>So many attempts may fail before a chunk is set aside.</summary>
    public int MostAttempts { get; init; } = 3;

    /// <summary>What chunks under way are given to end when the worker leaves.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A job that nobody asks after for so long is removed.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The store that is meant.</summary>
    /// <exception cref="InvalidOperationException">There is neither PostgreSQL nor a folder.</exception>
    internal static IJobStore Store(ClusterConnection connection, string? folder) =>
        folder is not null ? new FolderStore(folder)
        : connection.Postgres is { } postgres ? new PostgresStore(postgres)
        : throw new InvalidOperationException("a cluster without PostgreSQL needs a folder for its jobs");
}
