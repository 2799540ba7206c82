using System.Text;
using Entente.Data.Tables;

namespace Entente.Data.Yaml;

/// <summary>Reads the text of a YAML file, of a size that people write.</summary>
internal static class YamlText
{
    /// <summary>Characters of the longest file; a hundred times what the longest scenario has.</summary>
    private const int Longest = 4_000_000;

    /// <summary>The text; null where it cannot be read, which is reported.</summary>
    public static string? Read(string path, string name, FaultList faults)
    {
        if (!File.Exists(path))
        {
            faults.Add(new Place(name), Directory.Exists(path) ? "a folder" : "no such file", "a YAML file");
            return null;
        }
        try
        {
            // No more than is allowed: a device has no length, and never ends.
            using var reader = Utf8Text.Open(path, new FileInfo(path).Length is > 0 and < 4L * Longest ? faults.Read : null);
            var buffer = new char[1 << 16];
            var text = new StringBuilder();
            while (reader.Read(buffer) is var read and > 0)
            {
                if (buffer.AsSpan(0, read).IndexOf('\0') is var at and >= 0)
                {
                    text.Append(buffer, 0, at);
                    faults.Add(new Place(name, Line(text)), "bytes of no text", "a YAML file");
                    return null;
                }
                text.Append(buffer, 0, read);
                if (text.Length <= Longest)
                    continue;
                faults.Add(
                    new Place(name),
                    FormattableString.Invariant($"a file of more than {Longest / 1_000_000} MB"),
                    "a YAML file of less"
                );
                return null;
            }
            return text.ToString();
        }
        catch (DecoderFallbackException)
        {
            // A device has no length, and no end in which to look for the line.
            var place = new FileInfo(path).Length is > 0 and < 4L * Longest ? Utf8Text.FirstFault(path, name) : new Place(name);
            faults.Add(place, "bytes that are no UTF-8", "text in UTF-8");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            faults.Add(new Place(name), $"a file that cannot be read ({e.Message.TrimEnd('.')})", "a YAML file");
        }
        return null;
    }

    private static int Line(StringBuilder text)
    {
        var line = 1;
        foreach (var chunk in text.GetChunks())
            line += chunk.Span.Count('\n');
        return line;
    }
}
