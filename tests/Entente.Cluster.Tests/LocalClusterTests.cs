using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Entente.Cluster.Grains;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Models;
using Entente.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Entente.Cluster.Tests;

/// <summary>One worker, within this process, and a folder for its jobs.</summary>
public sealed class LocalClusterTests : IDisposable
{
    private const string Version = "1";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_sweep_is_that_of_a_single_run_and_what_always_fails_is_named()
    {
        var asked = MadeSweep.In(folder.Path);
        MadeSweep.Whole(asked, Version, folder.File("whole"));
        var options = Options();
        var (health, http) = (PostgresServer.FreePort(), new HttpClient());
        using (http)
        using (
            var host = await WorkerHost.Start(
                options with
                {
                    HealthPort = health,
                },
                services => services.AddSingleton<IChunkSolver, Failing>(),
                TestContext.Current.CancellationToken
            )
        )
        {
            Failing.Chunk = 2;
            var aside = await Answer(asked, options, "out");
            Assert.Equal([new ChunkAside(2, 3, "ArithmeticException: always")], aside);
            Assert.Equal(6, Directory.GetFiles(folder.File("out/parts"), "*.parquet").Length);
            Assert.False(File.Exists(folder.File("out/parts/part-00003.parquet")));

            // Rubbish on both ports, short and long, a claim of a large message, and what other protocols say: it goes on.
            foreach (var port in new[] { options.SiloPort, options.GatewayPort })
                foreach (var rubbish in Rubbish())
                    await Throw(port, rubbish);
            var said = await http.GetStringAsync(new Uri($"http://127.0.0.1:{health}/health"), TestContext.Current.CancellationToken);
            Assert.Equal("Healthy", said);
            // Bound to this machine's own address alone.
            foreach (var other in Dns.GetHostAddresses(Dns.GetHostName()).Where(a => !IPAddress.IsLoopback(a)))
                await Assert.ThrowsAsync<SocketException>(() => Connect(new IPEndPoint(other, options.GatewayPort)));

            // The same asked again: the chunk is tried again, the others are known.
            Failing.Chunk = -1;
            Assert.Empty(await Answer(asked, options, "out"));
            Complete(asked, "out");
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
        foreach (var file in new[] { "results.parquet", "summary.csv", "sweep.json" })
            Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"out/{file}")));
        // Nothing of it stays: the job is done.
        Assert.Empty(Directory.EnumerateFiles(folder.File("shared"), "*", SearchOption.AllDirectories));
    }

    private Task<System.Collections.Immutable.ImmutableArray<ChunkAside>> Answer(SweepInput asked, WorkerOptions options, string output)
    {
        var manifest = SweepManifest.Of(asked, new SolveOptions(), Version);
        return Run();

        async Task<System.Collections.Immutable.ImmutableArray<ChunkAside>> Run()
        {
            using var opened = SweepFolder.Open(folder.File(output), manifest).Value;
            var connection = options.Connection with { GatewayPort = options.GatewayPort };
            return await ClusterSweep.Answer(
                connection,
                options.Folder,
                asked,
                manifest,
                opened,
                null,
                TestContext.Current.CancellationToken
            );
        }
    }

    private void Complete(SweepInput asked, string output)
    {
        using var opened = SweepFolder.Open(folder.File(output), SweepManifest.Of(asked, new SolveOptions(), Version)).Value;
        opened.Complete();
        opened.Summary().Write(folder.File(output));
    }

    private WorkerOptions Options() =>
        new()
        {
            Connection = new(null, 0),
            Folder = folder.File("shared"),
            Catalogue = Catalogue.Default,
            Version = Version,
            Threads = 2,
            SiloPort = PostgresServer.FreePort(),
            GatewayPort = PostgresServer.FreePort(),
        };

    private static IEnumerable<byte[]> Rubbish()
    {
        yield return [0];
        yield return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();
        // Lengths of header and body, as frames begin: far above what is taken, and below 0.
        yield return [0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3, 4];
        yield return [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4];
        yield return [16, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        yield return RandomNumberGenerator.GetBytes(1 << 18);
    }

    private static async Task Throw(int port, byte[] rubbish)
    {
        using var socket = await Connect(new IPEndPoint(IPAddress.Loopback, port));
        try
        {
            await socket.SendAsync(rubbish);
            socket.Shutdown(SocketShutdown.Send);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            var answer = new byte[1 << 16];
            while (await socket.ReceiveAsync(answer, patience.Token) > 0) { }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Cut off, or kept waiting for more that does not come.
        }
    }

    private static async Task<Socket> Connect(IPEndPoint place)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(place);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Answers as any worker, but for one chunk.</summary>
    private sealed class Failing(IServiceProvider services) : IChunkSolver
    {
        private readonly ChunkSolver solver = ActivatorUtilities.CreateInstance<ChunkSolver>(services);

        public static int Chunk { get; set; }

        public Task<bool> CanSolve(string job) => solver.CanSolve(job);

        public byte[] Solve(string job, int chunk, CancellationToken cancellation) =>
            chunk == Chunk ? throw new ArithmeticException("always") : solver.Solve(job, chunk, cancellation);
    }
}
