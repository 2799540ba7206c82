using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Entente.Cluster.Tests;

/// <summary>Takes what a worker exports by OTLP over HTTP, as a collector would.</summary>
internal sealed class TelemetryReceiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, StringBuilder> said = new();
    private readonly Task serving;

    public TelemetryReceiver()
    {
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PostgresServer.FreePort()}");
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        serving = Task.Run(Serve);
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>What has come for a signal, "traces" or "metrics": messages in protobuf, whose texts stand in them as they are.</summary>
    public string Said(string signal) => said.TryGetValue($"/v1/{signal}", out var texts) ? texts.ToString() : "";

    public void Dispose()
    {
        listener.Stop();
        serving.Wait();
        listener.Close();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync().ConfigureAwait(false);
                using var bytes = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(bytes).ConfigureAwait(false);
                said.GetOrAdd(context.Request.Url!.AbsolutePath, _ => new()).Append(Encoding.Latin1.GetString(bytes.ToArray()));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }
}
