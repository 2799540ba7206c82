using System.CommandLine;
using System.Net;
using Entente.Cluster;
using Entente.Cluster.Stores;
using Entente.Data;
using Microsoft.Extensions.Hosting;

namespace Entente.Cli;

/// <summary><c>entente worker</c>: answers chunks of sweeps for whoever asks the cluster.</summary>
internal static class WorkerCommand
{
    private static readonly Option<string> Cluster = new("--cluster")
    {
        Description = "PostgreSQL by which workers find each other, as \"Host=db;Database=entente\", or localhost for one worker alone",
        HelpName = "CONNECTION",
        DefaultValueFactory = _ => ClusterConnection.Localhost,
    };
    public static readonly Option<string?> Shared = new("--shared")
    {
        Description = "Folder that all workers see, for jobs and parts in place of PostgreSQL",
        HelpName = "DIR",
    };
    private static readonly Option<int> Threads = new Option<int>("--threads")
    {
        Description = "Chunks answered at a time",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.Whole(1, 1024);
    private static readonly Option<string> Address = new("--address")
    {
        Description = "Address others reach it at, and it listens on; default: this machine's own alone. See docs/scale.md on firewalls",
        HelpName = "IP",
        DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
    };
    private static readonly Option<int> Port = new Option<int>("--port")
    {
        Description = "Port for other workers",
        HelpName = "N",
        DefaultValueFactory = _ => ClusterConnection.DefaultSiloPort,
    }.Whole(1, 65535);
    private static readonly Option<int> Gateway = new Option<int>("--gateway")
    {
        Description = "Port for those who ask",
        HelpName = "N",
        DefaultValueFactory = _ => ClusterConnection.DefaultGatewayPort,
    }.Whole(1, 65535);
    private static readonly Option<int> Health = new Option<int>("--health")
    {
        Description = "Port of /health, on this machine's own address; 0: none",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    }.Whole(0, 65535);
    private static readonly Option<string?> Name = new("--name")
    {
        Description = "Name in records; default: machine and number of the process",
        HelpName = "NAME",
    };
    private static readonly Option<double> Lease = new Option<double>("--lease")
    {
        Description = "Seconds after which a chunk of a worker that is not heard of is given to another",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    }.Number("a number of seconds from 1 to 3600", value => value is >= 1 and <= 3600);
    private static readonly Option<bool> Schema = new("--schema") { Description = "Print the SQL that makes the tables, and end" };

    public static Command Create(Catalogue catalogue)
    {
        var command = new Command(
            "worker",
            """
            Answer chunks of sweeps for a cluster until stopped: chunks under way are then ended or given back. See docs/scale.md.

            Examples:
              entente worker --shared /tmp/jobs
              entente worker --cluster "Host=db;Database=entente;Username=entente" --address 10.0.0.7
            """
        )
        {
            Cluster,
            Shared,
            Threads,
            Address,
            Port,
            Gateway,
            Health,
            Name,
            Lease,
            Schema,
        };
        command.SetAction((parsed, cancellation) => Run(catalogue, parsed, cancellation));
        return command;
    }

    /// <summary>The connection that is meant, and whether there is a place for its jobs.</summary>
    public static Checked<ClusterConnection> Connection(string option, string text, string? shared)
    {
        var (connection, place) = (ClusterConnection.Parse(text), new Place(option));
        if (!connection.Success)
            return Wrong([.. connection.Faults.Select(fault => fault with { Place = place })]);
        return connection.Value.Postgres is null && shared is null
            ? Wrong(new Fault(place, "no PostgreSQL and no folder for jobs", $"{Shared.Name} DIR beside {ClusterConnection.Localhost}"))
            : connection;

        static Checked<ClusterConnection> Wrong(params Fault[] faults) => Checked<ClusterConnection>.Invalid(faults);
    }

    private static async Task<int> Run(Catalogue catalogue, ParseResult given, CancellationToken cancellation)
    {
        if (given.GetValue(Schema))
        {
            foreach (var script in PostgresStore.Scripts)
                Console.Out.WriteLine($"-- {script.Name}\n{script.Text}");
            return CommandLine.Done;
        }
        var faults = new List<Fault>();
        var connection = Connection(Cluster.Name, given.GetRequiredValue(Cluster), given.GetValue(Shared));
        faults.AddRange(connection.Faults);
        if (!IPAddress.TryParse(given.GetRequiredValue(Address), out var address) || address.Equals(IPAddress.Any))
            faults.Add(new Fault(new Place(Address.Name), $"'{given.GetValue(Address)}'", "an address at which others reach this machine"));
        if (faults.Count > 0)
            return Screen.Faults(faults);
        var options = new WorkerOptions
        {
            Connection = connection.Value,
            Folder = given.GetValue(Shared),
            Catalogue = catalogue,
            Version = RunCommand.Version(),
            Threads = given.GetValue(Threads),
            Address = address!,
            SiloPort = given.GetValue(Port),
            GatewayPort = given.GetValue(Gateway),
            HealthPort = given.GetValue(Health) is > 0 and var health ? health : null,
            Lease = TimeSpan.FromSeconds(given.GetValue(Lease)),
        };
        return await Serve(given.GetValue(Name) is { } name ? options with { Name = name } : options, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> Serve(WorkerOptions options, CancellationToken cancellation)
    {
        try
        {
            using var host = await WorkerHost.Start(options, null, cancellation).ConfigureAwait(false);
            Console.Out.WriteLine(
                $"worker {options.Name} of {options.Connection.Shown}: {options.Threads} threads, {options.Address} ports "
                    + $"{options.SiloPort} and {options.GatewayPort}"
            );
            if (!IPAddress.IsLoopback(options.Address))
                Console.Out.WriteLine("Its ports trust whoever reaches them: let none but workers and those who ask through the firewall.");
            await host.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
            return CommandLine.Done;
        }
        catch (ClusterException e)
        {
            Console.Error.WriteLine(e.Message);
            return CommandLine.BadInput;
        }
    }
}
