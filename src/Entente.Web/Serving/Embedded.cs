using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Entente.Web.Serving;

/// <summary>
/// The few files of the page, from the assembly: no request reaches the disk. Each is compressed once. Safe from several threads.
/// </summary>
internal sealed class Embedded
{
    private readonly ConcurrentDictionary<string, Lazy<File>> files = new(StringComparer.Ordinal);

    /// <summary>A file of the assembly under its name.</summary>
    public Task Send(HttpContext context, string name, string type) => Send(context, name, type, () => Read(name));

    /// <summary>A text that is made once.</summary>
    public Task Send(HttpContext context, string name, string type, Func<byte[]> make)
    {
        var file = files.GetOrAdd(name, _ => new(() => new File(make()))).Value;
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = file.Tag;
        response.Headers.Vary = "Accept-Encoding";
        if (request.Headers.IfNoneMatch.Any(tags => tags?.Contains(file.Tag, StringComparison.Ordinal) == true))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = type;
        var isSmall = request.Headers.AcceptEncoding.Any(given => given?.Contains("br", StringComparison.Ordinal) == true);
        if (isSmall)
            response.Headers.ContentEncoding = "br";
        var bytes = isSmall ? file.Small : file.Whole;
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    public static byte[] Read(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class File(byte[] whole)
    {
        private readonly Lazy<byte[]> small = new(() => Compressed(whole));

        public byte[] Whole => whole;

        public byte[] Small => small.Value;

        public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(whole))[..16]}\"";

        private static byte[] Compressed(byte[] whole)
        {
            using var into = new MemoryStream();
            using (var brotli = new BrotliStream(into, CompressionLevel.SmallestSize))
                brotli.Write(whole);
            return into.ToArray();
        }
    }

    /// <summary>The style of the page: that of the report, its figures, and what the page adds.</summary>
    public static byte[] Style() =>
        Encoding.UTF8.GetBytes($"{Reporting.ReportStyle.Css}\n{Encoding.UTF8.GetString(Read("app.css"))}");
}
