using System.Collections.Immutable;
using System.Net;
using Entente.Cluster.Grains;
using Entente.Cluster.Stores;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Entente.Cluster;

/// <summary>A sweep answered by the workers of a cluster.</summary>
public static class ClusterSweep
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <summary>The cluster is given so long to heal before one stops asking.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Sends what the workers do not have yet, has the missing chunks answered and puts their parts into the folder as they come; what
    /// another run had answered is taken first. Cancelled, no further chunk is begun, and what is done is kept by the store.
    /// </summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="shared">Folder that all workers see in place of the store in PostgreSQL; null: PostgreSQL.</param>
    /// <param name="input">The sweep on its world.</param>
    /// <param name="manifest">What its results are of.</param>
    /// <param name="folder">Where the parts go.</param>
    /// <param name="status">Told how far it is, now and then; null: nobody wants to know.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The chunks that were set aside; empty: all are there.</returns>
    /// <exception cref="ClusterException">There is no cluster, or it is not to be had any more.</exception>
    public static async Task<ImmutableArray<ChunkAside>> Answer(
        ClusterConnection connection,
        string? shared,
        SweepInput input,
        SweepManifest manifest,
        SweepFolder folder,
        Action<JobStatus>? status,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(folder);
        var (job, places) = SweepJob.Of(input, manifest);
        var store = WorkerOptions.Store(connection, shared);
        using var disposed = store as IDisposable;
        using var client = Client(connection);
        try
        {
            await store.Prepare().ConfigureAwait(false);
            await Send(store, job, places).ConfigureAwait(false);
            await client.StartAsync(cancellation).ConfigureAwait(false);
            try
            {
                var grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<IJobGrain>(job.Id);
                return await new Asking(store, grain, job.Id, folder, status).Run(cancellation).ConfigureAwait(false);
            }
            finally
            {
                await client.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or ClusterException or OutOfMemoryException))
        {
            throw new ClusterException($"{connection.Shown}: {e.GetBaseException().Message}", e);
        }
    }

    private static async Task Send(IJobStore store, SweepJob job, IReadOnlyDictionary<string, string> places)
    {
        foreach (var (hash, place) in places)
            if (!await store.HasBlob(hash).ConfigureAwait(false))
            {
                var bytes = await File.ReadAllBytesAsync(place).ConfigureAwait(false);
                if (SweepJob.Hash(bytes) != hash)
                    throw new IOException($"{place} has changed since it was read");
                await store.PutBlob(hash, bytes).ConfigureAwait(false);
            }
        await store.OpenJob(job.Id, job.Text()).ConfigureAwait(false);
    }

    private static IHost Client(ClusterConnection connection)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client =>
        {
            if (connection.Postgres is { } postgres)
                client.UseAdoNetClustering(adoNet => (adoNet.Invariant, adoNet.ConnectionString) = ("Npgsql", postgres));
            else
                client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, connection.GatewayPort));
            client
                .AddActivityPropagation()
                .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (WorkerHost.ClusterName, WorkerHost.ClusterName))
                .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
                .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10))
                .UseConnectionRetryFilter(new FewTries());
        });
        return builder.Build();
    }

    /// <summary>A worker that has just been started takes a moment.</summary>
    private sealed class FewTries : IClientConnectionRetryFilter
    {
        private const int Most = 20;
        private int tries;

        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            if (++tries >= Most)
                return false;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private sealed class Asking(IJobStore store, IJobGrain grain, string id, SweepFolder folder, Action<JobStatus>? status)
    {
        public async Task<ImmutableArray<ChunkAside>> Run(CancellationToken cancellation)
        {
            try
            {
                await Insist(grain.Start, cancellation).ConfigureAwait(false);
                while (true)
                {
                    var now = await Insist(grain.Status, cancellation).ConfigureAwait(false);
                    status?.Invoke(now);
                    await Collect(now, cancellation).ConfigureAwait(false);
                    var missing = folder.Missing().ToHashSet();
                    missing.ExceptWith(now.Aside.Select(aside => aside.Chunk));
                    if (missing.Count == 0)
                        return await End(now).ConfigureAwait(false);
                    await Task.Delay(BetweenLooks, cancellation).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await grain.Cancel().ConfigureAwait(false);
                await Collect(await grain.Status().ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }

        private async Task<ImmutableArray<ChunkAside>> End(JobStatus now)
        {
            if (now.Aside.IsEmpty)
                await Insist(() => Said(grain.Remove()), CancellationToken.None).ConfigureAwait(false);
            return now.Aside;
        }

        /// <summary>Takes the parts that are there and not in the folder; those of chunks set aside are none.</summary>
        private async Task Collect(JobStatus now, CancellationToken cancellation)
        {
            var missing = folder.Missing().Except(now.Aside.Select(aside => aside.Chunk)).ToHashSet();
            foreach (var chunk in await store.Parts(id).ConfigureAwait(false))
                if (missing.Contains(chunk))
                {
                    cancellation.ThrowIfCancellationRequested();
                    var part = await store.Part(id, chunk).ConfigureAwait(false);
                    if (part is null || folder.TryAdd(chunk, part))
                        continue;
                    await store.RemovePart(id, chunk).ConfigureAwait(false);
                    throw new ClusterException($"the part of chunk {chunk + 1} was damaged; asked again, it is made again", null);
                }
        }

        /// <summary>Asks again while the cluster heals from a death.</summary>
        private static async Task<T> Insist<T>(Func<Task<T>> what, CancellationToken cancellation)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            while (true)
                try
                {
                    return await what().WaitAsync(cancellation).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OperationCanceledException && watch.Elapsed < Patience)
                {
                    await Task.Delay(BetweenLooks, cancellation).ConfigureAwait(false);
                }
        }

        private static async Task<bool> Said(Task said)
        {
            await said.ConfigureAwait(false);
            return true;
        }
    }
}
