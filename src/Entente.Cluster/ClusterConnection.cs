using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Entente.Cluster;

/// <summary>
/// Where the workers of a cluster find each other: a PostgreSQL, or for a first try one worker on this machine.
/// </summary>
/// <param name="Postgres">Connection string of Npgsql; null: one worker on this machine.</param>
/// <param name="GatewayPort">Without PostgreSQL, the port on which the worker takes questions.</param>
public sealed record ClusterConnection(string? Postgres, int GatewayPort)
{
    /// <summary>The word for a worker on this machine.</summary>
    public const string Localhost = "localhost";

    /// <summary>Port on which a worker takes questions unless told.</summary>
    public const int DefaultGatewayPort = 30000;

    /// <summary>Port on which workers talk to each other unless told.</summary>
    public const int DefaultSiloPort = 11111;

    /// <summary>What is shown of it: never a password.</summary>
    public string Shown =>
        Postgres is null
            ? string.Create(CultureInfo.InvariantCulture, $"{Localhost}:{GatewayPort}")
            : new NpgsqlConnectionStringBuilder(Postgres) is var b
                ? string.Create(CultureInfo.InvariantCulture, $"{b.Host}:{b.Port}/{b.Database}")
                : "";

    /// <summary>Reads <c>localhost</c>, <c>localhost:PORT</c> or a connection string of Npgsql.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <returns>The connection, or what is wrong; a password is not repeated.</returns>
    public static Checked<ClusterConnection> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == Localhost)
            return Checked<ClusterConnection>.Valid(new(null, DefaultGatewayPort));
        if (text.StartsWith(Localhost + ":", StringComparison.Ordinal))
            return int.TryParse(text[(Localhost.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port is > 0 and <= ushort.MaxValue
                ? Checked<ClusterConnection>.Valid(new(null, port))
                : Wrong("a port that is none");
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(builder.Host)
                ? Wrong("no host")
                : Checked<ClusterConnection>.Valid(new(builder.ConnectionString, 0));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or DbException)
        {
            return Wrong("no connection");
        }
    }

    private static Checked<ClusterConnection> Wrong(string found) =>
        Checked<ClusterConnection>.Invalid([
            new Fault(null, found, "localhost, localhost:PORT, or PostgreSQL as in \"Host=db;Database=entente;Username=entente\""),
        ]);
}
