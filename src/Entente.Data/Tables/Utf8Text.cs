using System.IO.Compression;
using System.Text;

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
        var (buffer, kept, line) = (new byte[1 << 16], 0, 1);
        while (stream.Read(buffer.AsSpan(kept)) is > 0 and var read)
        {
            var rest = buffer.AsSpan(0, kept + read);
            while (!rest.IsEmpty)
            {
                var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
                if (status == System.Buffers.OperationStatus.InvalidData)
                    return new Place(name, line);
                if (status == System.Buffers.OperationStatus.NeedMoreData)
                    break;
                line += rune.Value == '\n' ? 1 : 0;
                rest = rest[length..];
            }
            // A letter may be cut by the end of the buffer.
            kept = rest.Length;
            rest.CopyTo(buffer);
        }
        return new Place(name, line);
    }

    private static Stream Unpacked(string path, FilesRead? read)
    {
        var stream = read?.Open(path) ?? File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
