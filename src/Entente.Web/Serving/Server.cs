using System.Diagnostics.Metrics;
using System.Net;
using Entente.Web.Answers;
using Entente.Web.Api;
using Entente.Web.Games;
using Entente.Web.Pages;
using Entente.Web.Records;
using Entente.Web.Saved;
using Entente.Web.Sweeps;
using Entente.Web.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Web.Serving;

/// <summary>The workbench as it is served: pages and answers on one port of this machine.</summary>
/// <example>
/// <code>
/// await using var server = await Server.Start(new ServeOptions { Version = "1.0" });
/// Console.WriteLine(server.Opening);
/// await server.Wait(cancellation);
/// </code>
/// </example>
public sealed class Server : IAsyncDisposable
{
    private const int MostConnections = 200;
    private const int MostUpgraded = 64;
    private const int MostBody = 1 << 20;
    private const int MostHeaders = 16 << 10;
    private const int MostLine = 8 << 10;
    private const int MostMessage = 32 << 10;

    private readonly WebApplication app;
    private readonly Secret secret;

    private Server(WebApplication app, Uri address, Secret secret) => (this.app, Address, this.secret) = (app, address, secret);

    /// <summary>Where it is served.</summary>
    public Uri Address { get; }

    /// <summary>The address that opens the page for the user who started the server; it opens one browser.</summary>
    public Uri Opening => secret.Once is { } once ? new Uri(Address, $"?{Gate.OnceParameter}={once}") : Address;

    /// <summary>What programs send, and people type in further browsers.</summary>
    public string Token => secret.Token;

    /// <summary>Everything that is answered.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>The places for work.</summary>
    internal Busy Busy => app.Services.GetRequiredService<Busy>();

    /// <summary>Starts to serve.</summary>
    /// <exception cref="IOException">The port is taken, or the address is none of this machine.</exception>
    /// <exception cref="FaultyInputException">What is saved cannot be read.</exception>
    public static async Task<Server> Start(ServeOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options));
        var secret = new Secret(options.Token);
        Add(builder.Services, options);
        var app = builder.Build();
        var pages = app.Services.GetRequiredService<OpenPages>();
        // It hears what comes after it.
        _ = app.Services.GetRequiredService<Metrics>();
        Gate? gate = null;
        app.Use((context, next) => gate is null ? Task.CompletedTask : gate.Invoke(context, next));
        app.Use((context, next) => Guarded(context, next, options.Log));
        app.Use(pages.Invoke);
        app.UseResponseCompression();
        app.UseRouting();
        app.UseAntiforgery();
        Map(app);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var (hosts, origins) = Names(options, address.Port);
        var secureHost = options.PublicOrigin is { Scheme: "https" } front ? front.Authority : null;
        gate = new Gate(hosts, origins, secret, options.AsksForToken, address.Port, secureHost);
        if (options.WarmsUp)
            WarmUp(app.Services);
        return new Server(app, new Uri($"http://{Shown(options)}:{address.Port}/"), secret);
    }

    /// <summary>Serves until it is cancelled.</summary>
    public async Task Wait(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Reads what comes along beside the first requests, so that nobody waits for a world when they come to it.</summary>
    private static void WarmUp(IServiceProvider services) =>
        _ = Task.Run(() =>
        {
            var library = services.GetRequiredService<Library>();
            foreach (var name in library.Scenarios)
                _ = library.Scenario(name);
            Reporting.Report.Prepare();
        });

    private static void Limit(KestrelServerOptions kestrel, ServeOptions options)
    {
        if (options.Address is { } address)
            kestrel.Listen(address, options.Port);
        else if (options.Port == 0)
            // A free port can only be found in one family.
            kestrel.Listen(IPAddress.Loopback, 0);
        else
            kestrel.ListenLocalhost(options.Port);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = MostUpgraded;
        kestrel.Limits.MaxRequestBodySize = MostBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaders;
        kestrel.Limits.MaxRequestLineSize = MostLine;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    private static void Add(IServiceCollection services, ServeOptions options)
    {
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Error);
            if (options.Log is { } log)
                logging.AddProvider(new LineLog(log));
        });
        services.AddRouting();
        // Nothing that is protected outlives the process; by default keys would lie on the disk as they are.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton(options);
        // From a method, so that whoever holds the services closes it.
        var store = ScenarioStore.Open(options.Store, TimeProvider.System).Value;
        services.AddSingleton(_ => store);
        var library = new Library(options.Catalogue, store.SentText);
        services.AddSingleton(library);
        services.AddSingleton(new OpenGames(options.Catalogue, library, store.SentGame));
        services.AddSingleton<OwnFiles>();
        services.AddSingleton<Keeping>();
        services.AddSingleton(LedgerInUse.Open(options.Ledger).Value);
        services.AddSingleton<CountryRecords>();
        services.AddSingleton<Jobs>();
        services.AddSingleton<Backtests>();
        services.AddSingleton<OpenSweeps>();
        services.AddSingleton(new OpenPages(options.MostPages));
        services.AddMetrics();
        services.AddSingleton(of => new Metrics(
            of.GetRequiredService<IMeterFactory>(),
            of.GetRequiredService<Busy>(),
            () => of.GetRequiredService<Jobs>().Open,
            () => of.GetRequiredService<OpenPages>().Count
        ));
        // Pages alone: they hold no secret beside what their own reader typed, and others cannot make a browser ask for them.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html"];
        });
        services.AddSingleton(new Busy(Math.Max(1, Environment.ProcessorCount), options.LongestWait));
        services.AddSingleton<Costs>();
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<AskedAnswer>();
        services.AddSingleton<ChoiceNumbers>();
        services.AddSingleton<Intervals>();
        services.AddSingleton<ChoiceTable>();
        services.AddSingleton<Embedded>();
        services.AddScoped<Dragging>(_ => new Dragging(options.Version));
        services.AddOpenApi("v1", ApiDocument.Describe);
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents(circuits =>
            {
                circuits.DetailedErrors = false;
                circuits.DisconnectedCircuitMaxRetained = 32;
                circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
                circuits.MaxBufferedUnacknowledgedRenderBatches = 4;
            })
            .AddHubOptions(hub =>
            {
                hub.MaximumReceiveMessageSize = MostMessage;
                hub.EnableDetailedErrors = false;
            });
    }

    private static void Map(WebApplication app)
    {
        var embedded = app.Services.GetRequiredService<Embedded>();
        var (options, library, metrics) = (
            app.Services.GetRequiredService<ServeOptions>(),
            app.Services.GetRequiredService<Library>(),
            app.Services.GetRequiredService<Metrics>()
        );
        app.MapGet(Gate.HealthPath, () => Results.Text("ok\n")).ExcludeFromDescription();
        app.MapGet(
                Gate.ReadyPath,
                () => !options.WarmsUp || library.IsRead ? Results.Text("ready\n") : Results.Text("reading\n", statusCode: 503)
            )
            .ExcludeFromDescription();
        app.MapGet(Gate.MetricsPath, () => Results.Text(metrics.Text(), "text/plain; version=0.0.4; charset=utf-8"))
            .ExcludeFromDescription();
        app.MapGet(TryPage.Path, () => Results.Bytes(TryPage.Html.ToArray(), "text/html; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/try.js", context => embedded.Send(context, "try.js", "text/javascript; charset=utf-8"));
        app.MapGet("/try.css", context => embedded.Send(context, "try.css", "text/css; charset=utf-8"));
        app.MapGet(Gate.StylePath, context => embedded.Send(context, "app.css", "text/css; charset=utf-8", Embedded.Style));
        app.MapGet("/_framework/blazor.web.js", context => embedded.Send(context, "blazor.web.js", "text/javascript; charset=utf-8"));
        app.MapGet("/page.js", context => embedded.Send(context, "page.js", "text/javascript; charset=utf-8"));
        app.MapOpenApi("/openapi/{documentName}.json").ExcludeFromDescription();
        var api = app.MapGroup("/api/v1");
        AnswerApi.Map(api);
        FigureApi.Map(api);
        SavedApi.Map(api);
        GameFigureApi.Map(api);
        ChoiceApi.Map(api);
        BriefApi.Map(api);
        JobApi.Map(api);
        RecordApi.Map(api);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(render =>
            {
                // The gate says it for all answers.
                render.ContentSecurityFrameAncestorsPolicy = null;
                // On the way to a browser on this machine packing takes longer than what it spares.
                render.DisableWebSocketCompression = options.PublicOrigin is null && Shown(options) == "localhost";
            });
    }

    /// <summary>What goes wrong is told without a word of how: who serves finds that in the log.</summary>
    private static async Task Guarded(HttpContext context, RequestDelegate next, Action<string>? log)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            {
                if (context.Response.StatusCode == StatusCodes.Status404NotFound && MissingPage.IsFor(context.Request))
                    await MissingPage.Write(context).ConfigureAwait(false);
                else
                    await Problem.Write(context, context.Response.StatusCode).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Who asked has left.
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problem.Write(context, e.StatusCode).ConfigureAwait(false);
        }
        catch (FaultyInputException e) when (!context.Response.HasStarted)
        {
            await Problem.Faults(e.Faults).ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            log?.Invoke($"{context.TraceIdentifier}: {context.Request.Method} {Entente.Shown.Of(context.Request.Path)}: {e}");
            await Problem
                .Write(context, StatusCodes.Status500InternalServerError, $"A fault of the program: {context.TraceIdentifier} in the log.")
                .ConfigureAwait(false);
        }
    }

    private static string Shown(ServeOptions options) =>
        options.Address is not { } address || IPAddress.IsLoopback(address) ? "localhost"
        : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]"
        : address.ToString();

    private static (List<string> Hosts, List<string> Origins) Names(ServeOptions options, int port)
    {
        List<string> names = ["localhost", "127.0.0.1", "[::1]"];
        if (options.Address is { } own && !IPAddress.IsLoopback(own) && !own.Equals(IPAddress.Any) && !own.Equals(IPAddress.IPv6Any))
            names.Add(Shown(options));
        List<string> hosts = [.. names.Select(name => $"{name}:{port}")];
        if (port == 80)
            hosts.AddRange(names);
        List<string> origins = [.. hosts.Select(host => $"http://{host}")];
        if (options.PublicOrigin is { } front)
        {
            hosts.Add(front.Authority);
            origins.Add(front.GetLeftPart(UriPartial.Authority));
        }
        return (hosts, origins);
    }
}
