using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Entente.Data.Tables;

/// <summary>Text files in UTF-8, plain or under gzip. Bytes that are no UTF-8 are an error, never replaced.</summary>
internal static class Utf8Text
{
    // The preamble is named so that a byte order mark is skipped; detection is off because it would switch to a lenient decoder.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>Opens a text; one whose name ends in <c>.gz</c> is unpacked.</summary>
    public static StreamReader Open(string path, FilesRead? read = null) =>
        new(Unpacked(path, read), Strict, detectEncodingFromByteOrderMarks: false);

    /// <summary>The place of the first bytes that are no UTF-8, for messages.</summary>
    /// <param name="path">A file whose reading ended in a <see cref="DecoderFallbackException"/>.</param>
    /// <param name="name">The file as the user knows it.</param>
    public static Place FirstFault(string path, string name)
    {
        using var stream = Unpacked(path, null);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var rest = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        for (var line = 1; !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n') is var at and >= 0 ? at + 1 : rest.Length;
            if (!Utf8.IsValid(rest[..end]))
                return new Place(name, line);
            rest = rest[end..];
        }
        return new Place(name);
    }

    private static Stream Unpacked(string path, FilesRead? read)
    {
        var stream = read?.Open(path) ?? File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
