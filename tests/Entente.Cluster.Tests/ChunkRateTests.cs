using System.Diagnostics;
using System.Globalization;
using Entente.Cluster.Grains;
using Entente.Data;
using Entente.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Entente.Cluster.Tests;

/// <summary>
/// How many chunks a second one job gives out, takes back and keeps where answering them costs nothing, its worker in the process of the
/// job: by its own command, <c>-explicit only -class "*ChunkRateTests" -showLiveOutput</c>.
/// </summary>
public sealed class ChunkRateTests(PostgresServer postgres) : IDisposable
{
    private const int Chunks = 4000;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [InlineData(true, 1)]
    [InlineData(true, 8)]
    [InlineData(false, 1)]
    [InlineData(false, 8)]
    public async Task One_job_carries_so_many_chunks_a_second(bool inPostgres, int threads)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var options = new WorkerOptions
        {
            Connection = new(inPostgres ? postgres.Connection : null, 0),
            Folder = inPostgres ? null : folder.Path,
            Catalogue = Catalogue.Default,
            Version = "1",
            Threads = threads,
            SiloPort = PostgresServer.FreePort(),
            GatewayPort = PostgresServer.FreePort(),
        };
        var like = SweepJobTests.Job();
        var job = like with { Manifest = like.Manifest with { Points = Chunks, Chunk = 1, Title = $"{inPostgres}, {threads}" } };
        var store = WorkerOptions.Store(options.Connection, options.Folder);
        using var disposed = store as IDisposable;
        using var host = await WorkerHost.Start(options, services => services.AddSingleton<IChunkSolver, Nothing>(), cancellation);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IJobGrain>(job.Id);
        await store.OpenJob(job.Id, job.Text());
        await grain.Start();
        var watch = Stopwatch.StartNew();
        JobStatus status;
        while ((status = await grain.Status()).Done < Chunks)
            await Task.Delay(50, cancellation);
        var rate = Chunks / watch.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"PostgreSQL: {inPostgres}, {threads} threads: {rate:0} chunks a second")
        );
        Assert.Empty(status.Aside);
        Assert.Equal(Chunks, (await store.Parts(job.Id)).Length);
        await grain.Remove();
        await host.StopAsync(cancellation);
    }

    /// <summary>Answers at once with a few bytes.</summary>
    private sealed class Nothing : IChunkSolver
    {
        public Task<bool> CanSolve(string job) => Task.FromResult(true);

        public byte[] Solve(string job, int chunk, CancellationToken cancellation) => new byte[4096];
    }
}
