using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

[assembly: AssemblyFixture(typeof(Entente.Cluster.Tests.PostgresServer))]

namespace Entente.Cluster.Tests;

/// <summary>A PostgreSQL for these tests, as Debian installs it; where it is not installed, tests that ask for it are skipped.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Installed = "/usr/lib/postgresql";

    private readonly Lazy<string> connection;
    private string? folder;
    private Process? server;

    public PostgresServer() => connection = new(Start);

    /// <summary>The connection; started when first asked for.</summary>
    public string Connection
    {
        get
        {
            Assert.SkipUnless(Binaries is not null, $"needs PostgreSQL in {Installed}");
            return connection.Value;
        }
    }

    private static string? Binaries =>
        Directory.Exists(Installed)
            ? Directory.EnumerateDirectories(Installed).Select(v => Path.Combine(v, "bin")).LastOrDefault(b => File.Exists(b + "/initdb"))
            : null;

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        var pid = Path.Combine(folder ?? "", "data", "postmaster.pid");
        if (server is not null && File.Exists(pid))
        {
            // Fast shutdown.
            Run("kill", "-INT", File.ReadLines(pid).First());
            server.WaitForExit();
            server.Dispose();
        }
        if (folder is not null)
            Run("rm", "-rf", folder);
    }

    private string Start()
    {
        folder = Path.Combine(Path.GetTempPath(), $"entente-postgres-{Guid.NewGuid():N}");
        var port = FreePort();
        Run([.. AsPostgres, "mkdir", "-m", "700", folder]);
        var data = Path.Combine(folder, "data");
        Run([.. AsPostgres, Binaries! + "/initdb", "-D", data, "-A", "trust", "-U", "entente", "--no-sync", "--locale=C", "-E", "UTF8"]);
        string[] start =
        [
            .. AsPostgres,
            Binaries! + "/postgres",
            .. new[] { "-D", data, "-k", folder, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture) },
            .. new[] { "-c", "fsync=off", "-c", "shared_buffers=16MB" },
        ];
        server = Process.Start(Quiet(start))!;
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        var text = $"Host=127.0.0.1;Port={port};Username=entente;Database=postgres";
        for (var tries = 0; ; tries++)
            try
            {
                using var probe = new Npgsql.NpgsqlConnection(text + ";Pooling=false");
                probe.Open();
                return text;
            }
            catch (Npgsql.NpgsqlException) when (tries < 100 && !server.HasExited)
            {
                Thread.Sleep(100);
            }
    }

    /// <summary>It does not run as root.</summary>
    private static string[] AsPostgres => Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];

    private static void Run(params string[] command)
    {
        using var process = Process.Start(Quiet(command))!;
        process.BeginOutputReadLine();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

    private static ProcessStartInfo Quiet(string[] command) =>
        new(command[0], command[1..])
        {
            WorkingDirectory = "/tmp",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
