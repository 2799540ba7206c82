using System.Collections;
using System.Net;
using Entente.Cluster.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using Orleans.Configuration;

namespace Entente.Cluster;

/// <summary>A worker as a program runs it.</summary>
public static class WorkerHost
{
    /// <summary>Name under which workers know each other and those who ask know them.</summary>
    internal const string ClusterName = "entente";

    /// <summary>Largest message between workers: they tell each other numbers of chunks; files and parts go by the store.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Makes a worker; it joins when it is started and leaves in good order when it is stopped.</summary>
    /// <param name="options">Where and with what.</param>
    /// <param name="more">Services that stand in for others; null: none.</param>
    public static IHost Create(WorkerOptions options, Action<IServiceCollection>? more = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.HealthPort is { } port ? WithHealth(options, port, more) : WithoutHealth(options, more);
    }

    /// <summary>Makes what is missing of the store, makes a worker and has it join.</summary>
    /// <exception cref="ClusterException">The store, a port or the cluster is not to be had.</exception>
    public static async Task<IHost> Start(WorkerOptions options, Action<IServiceCollection>? more, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        IHost? host = null;
        try
        {
            var store = WorkerOptions.Store(options.Connection, options.Folder);
            using (store as IDisposable)
                await store.Prepare().ConfigureAwait(false);
            host = Create(options, more);
            await host.StartAsync(cancellation).ConfigureAwait(false);
            return host;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            host?.Dispose();
            throw new ClusterException($"{options.Connection.Shown}: {e.GetBaseException().Message}", e);
        }
    }

    private static IHost WithoutHealth(WorkerOptions options, Action<IServiceCollection>? more)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Configure(builder, options, more);
        return builder.Build();
    }

    private static WebApplication WithHealth(WorkerOptions options, int port, Action<IServiceCollection>? more)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        Configure(builder, options, more);
        builder.Services.AddHealthChecks().AddCheck<WorkerHealth>("worker");
        var app = builder.Build();
        app.UseRouting();
        app.MapHealthChecks("/health", new HealthCheckOptions());
        return app;
    }

    private static void Configure(IHostApplicationBuilder builder, WorkerOptions options, Action<IServiceCollection>? more)
    {
        builder
            .Logging.AddSimpleConsole(console => console.SingleLine = true)
            // While a cluster heals they say the same at every try; what matters of it is in the worker's own words.
            .AddFilter("Orleans", LogLevel.Critical)
            .AddFilter("Polly", LogLevel.Critical)
            .AddFilter("Microsoft", LogLevel.Error)
            .SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.UseOrleans(silo => Configure(silo, options));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_ => WorkerOptions.Store(options.Connection, options.Folder));
        builder.Services.AddSingleton<IChunkSolver, ChunkSolver>();
        builder.Services.AddSingleton<ClusterMeters>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler, DeadWorker>());
        // After the cluster in the order of services, so that it stops before.
        builder.Services.AddSingleton<WorkerService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WorkerService>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Grace + TimeSpan.FromSeconds(15));
        Telemetry(builder);
        more?.Invoke(builder.Services);
    }

    private static void Configure(ISiloBuilder silo, WorkerOptions options)
    {
        if (options.Connection.Postgres is { } postgres)
            silo.UseAdoNetClustering(adoNet => (adoNet.Invariant, adoNet.ConnectionString) = ("Npgsql", postgres))
                .UseAdoNetReminderService(adoNet => (adoNet.Invariant, adoNet.ConnectionString) = ("Npgsql", postgres));
        else
            silo.UseDevelopmentClustering(new IPEndPoint(options.Address, options.SiloPort)).UseInMemoryReminderService();
        // The address alone, never all there are.
        silo.ConfigureEndpoints(options.Address, options.SiloPort, options.GatewayPort)
            .AddActivityPropagation()
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (ClusterName, ClusterName))
            .Configure<SiloOptions>(its => its.SiloName = options.Name)
            .Configure<SiloMessagingOptions>(messaging =>
            {
                (messaging.MaxMessageBodySize, messaging.MaxMessageHeaderSize) = (MostBytes, MostBytes);
                messaging.ResponseTimeout = ResponseTimeout(options.Lease);
            })
            .Configure<ClusterMembershipOptions>(membership =>
            {
                // Three probes missed are well within a lease, so that what a dead worker hosted lives elsewhere when chunks are due.
                membership.ProbeTimeout = Between(options.Lease / 12, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
                membership.TableRefreshTimeout = Between(options.Lease, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
                membership.IAmAliveTablePublishTimeout = Between(options.Lease / 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));
            });
    }

    internal static TimeSpan ResponseTimeout(TimeSpan lease) => Between(lease / 2, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));

    private static TimeSpan Between(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;

    /// <summary>Metrics and traces go where the variables of OpenTelemetry say, and nowhere without them.</summary>
    private static void Telemetry(IHostApplicationBuilder builder)
    {
        if (!IsExported("") && !IsExported("_METRICS") && !IsExported("_TRACES"))
            return;
        // The host reads nothing of its surroundings by itself, and the exporter nothing but what the host has read.
        builder.Configuration.AddInMemoryCollection(
            from DictionaryEntry variable in Environment.GetEnvironmentVariables()
            let name = (string)variable.Key
            where name.StartsWith("OTEL_", StringComparison.Ordinal)
            select new KeyValuePair<string, string?>(name, (string?)variable.Value)
        );
        builder
            .Services.AddOpenTelemetry()
            .UseOtlpExporter()
            .WithMetrics(metrics => metrics.AddMeter(ClusterMeters.Name, "Microsoft.Orleans", "Npgsql"))
            .WithTracing(traces =>
                traces.AddSource(ClusterMeters.Name, "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Npgsql")
            );

        static bool IsExported(string signal) =>
            Environment.GetEnvironmentVariable($"OTEL_EXPORTER_OTLP{signal}_ENDPOINT") is { Length: > 0 };
    }

    private sealed class WorkerHealth(WorkerService worker, IJobStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!worker.IsAlive)
                return HealthCheckResult.Unhealthy("it is leaving");
            await store.OpenJobs().WaitAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
    }
}
