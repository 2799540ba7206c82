using System.Text;
using System.Text.Json;

namespace Entente.Data.Yaml;

/// <summary>
/// Builds the nodes that a YAML file has from JSON, so that both are read by the same readers: numbers and true and false as the text
/// that stands there, null as nothing. Keys that stand twice are reported by their line, and building goes on.
/// </summary>
internal ref struct JsonTree
{
    /// <summary>Levels of lists and mappings within each other, as in YAML.</summary>
    private const int Deepest = 64;

    private readonly ReadOnlySpan<byte> text;
    private readonly string name;
    private readonly FaultList faults;
    private Utf8JsonReader reader;
    private int counted;
    private int line = 1;

    private JsonTree(ReadOnlySpan<byte> text, string name, FaultList faults)
    {
        this.text = text;
        (this.name, this.faults) = (name, faults);
        reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Deepest });
    }

    /// <summary>The root of a text; null where it is no JSON, which is reported.</summary>
    public static YamlNode? Read(string text, string name, FaultList faults)
    {
        var tree = new JsonTree(Encoding.UTF8.GetBytes(text), name, faults);
        try
        {
            tree.reader.Read();
            var root = tree.Node();
            // What follows the root is refused by the reader itself.
            tree.reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            faults.Add(new Place(name, (int)(e.LineNumber ?? 0) + 1), "text that is no JSON from here on", "sound JSON");
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates, spelt out.
            faults.Add(new Place(name, tree.line), "a text with half a character", "whole characters");
        }
        return null;
    }

    private YamlNode Node()
    {
        var at = Line();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Mapping(at);
            case JsonTokenType.StartArray:
                var items = new List<YamlNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Node());
                return new YamlList(items, at, 1);
            case JsonTokenType.String:
                return Scalar(reader.GetString()!, at);
            case JsonTokenType.Null:
                return Scalar("", at);
            default:
                return Scalar(Encoding.UTF8.GetString(reader.ValueSpan), at);
        }
    }

    private YamlMapping Mapping(int at)
    {
        var (entries, seen) = (new List<(YamlScalar, YamlNode)>(), new HashSet<string>(StringComparer.Ordinal));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = Scalar(reader.GetString()!, Line());
            reader.Read();
            var value = Node();
            if (seen.Add(key.Text))
                entries.Add((key, value));
            else
                faults.Add(new Place(name, key.Line), $"key '{key.Text}' for the second time", "each key once");
        }
        return new YamlMapping(entries, at, 1);
    }

    private static YamlScalar Scalar(string text, int at) => new(text, at, 1, 1);

    /// <summary>The line of the token that was read last.</summary>
    private int Line()
    {
        var start = (int)reader.TokenStartIndex;
        line += text[counted..start].Count((byte)'\n');
        counted = start;
        return line;
    }
}
