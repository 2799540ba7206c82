using System.Net;
using System.Net.Sockets;
using System.Text;
using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>A server for the tests of this assembly, on a free port.</summary>
public sealed class Served : IAsyncLifetime
{
    public const string Token = "0123456789abcdef0123456789abcdef";

    private readonly List<string> log = [];
    private Server server = null!;

    /// <summary>What the server has written to its log.</summary>
    internal IReadOnlyList<string> Log
    {
        get
        {
            lock (log)
                return [.. log];
        }
    }

    internal IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints => server.Endpoints;

    public Uri Address => server.Address;

    public Uri Opening => server.Opening;

    public int Port => Address.Port;

    public async ValueTask InitializeAsync() =>
        server = await Server.Start(
            new ServeOptions
            {
                Version = "1.0",
                Port = 0,
                Token = Token,
                Log = line =>
                {
                    lock (log)
                        log.Add(line);
                },
            }
        );

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    /// <summary>A client that sends the token and follows nothing.</summary>
    internal HttpClient Client(bool withToken = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (withToken)
            client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return client;
    }

    /// <summary>A client of another server with the same token.</summary>
    internal static HttpClient Client(Server server) =>
        new() { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };

    /// <summary>Sends text as it is and gives what comes back until the server closes or says no more for a while.</summary>
    internal async Task<string> Raw(string text)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        var stream = socket.GetStream();
        var answer = new StringBuilder();
        var buffer = new byte[16 << 10];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), patience.Token);
        }
        catch (IOException)
        {
            // The server need not hear all of it.
        }
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) is var read and > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                    break;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // What has come counts.
        }
        return answer.ToString();
    }

    /// <summary>The status of an answer to text sent as it is; 0 where there was none.</summary>
    internal async Task<int> Status(string text) =>
        await Raw(text) is { Length: > 12 } answer && answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
            ? int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture)
            : 0;
}

[CollectionDefinition(nameof(Served))]
public sealed class ServedCollection : ICollectionFixture<Served>;
