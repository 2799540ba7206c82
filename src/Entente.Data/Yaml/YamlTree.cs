using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Entente.Data.Yaml;

/// <summary>
/// Builds the nodes of a YAML file from what the parser finds. Keys that stand twice, merge keys and keys that are no
/// text are reported by their line, and building goes on; aliases stand for the node they name, within bounds.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Levels of lists and mappings within each other; files of people have less than ten.</summary>
    private const int Deepest = 64;

    /// <summary>Nodes that aliases may stand for together: nested aliases multiply.</summary>
    private const int MostByAliases = 100_000;

    private readonly Parser parser;
    private readonly string name;
    private readonly FaultList faults;
    private readonly Dictionary<AnchorName, (YamlNode? Node, int Size)> anchors = [];
    private int byAliases;

    private YamlTree(string text, string name, FaultList faults) =>
        (parser, this.name, this.faults) = (new Parser(new StringReader(text)), name, faults);

    /// <summary>The root of a text; null where there is none or it is no YAML, which is reported.</summary>
    public static YamlNode? Read(string text, string name, FaultList faults)
    {
        var tree = new YamlTree(text, name, faults);
        try
        {
            return tree.Document();
        }
        catch (BoundException bound)
        {
            faults.Add(bound.Place, bound.Message, bound.Expected);
        }
        catch (YamlException e)
        {
            faults.Add(new Place(name, LineOf(e, text)), $"not YAML: {(e.InnerException ?? e).Message.TrimEnd('.')}", "a sound YAML file");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // The parser ends in these on some texts, without a line of its own.
            faults.Add(new Place(name, (int)tree.parser.Current!.End.Line), "not YAML from here on", "a sound YAML file");
        }
        return null;
    }

    private YamlNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            faults.Add(new Place(name), "an empty file", "keys and values");
            return null;
        }
        parser.Consume<DocumentStart>();
        var (root, _) = Node(0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
            faults.Add(At(parser.Current!), "a second document", "one document in each file");
        return root;
    }

    /// <summary>A node, and how many it is with all within.</summary>
    private (YamlNode Node, int Size) Node(int depth)
    {
        if (depth > Deepest)
            throw new BoundException(At(parser.Current!), $"more than {Deepest} levels of lists and mappings", "fewer levels");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Alias(alias);
        var start = parser.Consume<NodeEvent>();
        if (!start.Anchor.IsEmpty)
            anchors[start.Anchor] = (null, 0);
        var built = start switch
        {
            Scalar scalar => (
                new YamlScalar(scalar.Value, (int)scalar.Start.Line, (int)scalar.Start.Column, (int)scalar.End.Column),
                1
            ),
            SequenceStart => List(start, depth),
            _ => Mapping(start, depth),
        };
        if (!start.Anchor.IsEmpty)
            anchors[start.Anchor] = built;
        return built;
    }

    private (YamlNode Node, int Size) List(ParsingEvent start, int depth)
    {
        var (items, size) = (new List<YamlNode>(), 1);
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var (item, more) = Node(depth + 1);
            items.Add(item);
            size += more;
        }
        return (new YamlList(items, (int)start.Start.Line, (int)start.Start.Column), size);
    }

    private (YamlNode Node, int Size) Mapping(ParsingEvent start, int depth)
    {
        var (entries, seen) = (new List<(YamlScalar, YamlNode)>(), new HashSet<string>(StringComparer.Ordinal));
        var (size, merges) = (1, false);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var place = At(parser.Current!);
            var (key, keySize) = Node(depth + 1);
            var (value, valueSize) = Node(depth + 1);
            size += keySize + valueSize;
            if (key is not YamlScalar text)
                faults.Add(place, "a list or mapping as a key", "a text before the colon");
            else if (text.Text == "<<")
            {
                merges = true;
                faults.Add(place, "a merge key '<<', which is not supported", "the keys themselves");
            }
            else if (!seen.Add(text.Text))
                faults.Add(place, $"key '{text.Text}' for the second time", "each key once");
            else
                // A key by an alias stands where the alias does.
                entries.Add((text with { Line = place.Line }, value));
        }
        return (new YamlMapping(entries, (int)start.Start.Line, (int)start.Start.Column) { HasMerge = merges }, size);
    }

    private (YamlNode Node, int Size) Alias(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value, out var named))
            throw new BoundException(At(alias), $"alias '*{alias.Value}' of nothing before it", $"an anchor '&{alias.Value}' further up");
        if (named.Node is null)
            throw new BoundException(At(alias), $"alias '*{alias.Value}' within what it stands for", "values without circles");
        byAliases += named.Size;
        if (byAliases > MostByAliases)
            throw new BoundException(
                At(alias),
                $"aliases that stand for more than {MostByAliases} values",
                "fewer, or the values themselves"
            );
        return (named.Node, named.Size);
    }

    /// <summary>The parser blames a tab on where the line or the mapping before it begins: the tab itself is looked for.</summary>
    private static int LineOf(YamlException e, string text)
    {
        var line = (int)Math.Max(1, e.Start.Line);
        if (!e.Message.Contains("tab", StringComparison.OrdinalIgnoreCase))
            return line;
        var lines = text.Split('\n');
        for (var at = (int)Math.Max(1, e.Start.Line); at <= lines.Length; at++)
            if (lines[at - 1].TrimStart(' ').StartsWith('\t'))
                return at;
        return line;
    }

    private Place At(ParsingEvent at) => new(name, (int)at.Start.Line);

    /// <summary>What ends the building of a tree.</summary>
    private sealed class BoundException(Place place, string found, string expected) : Exception(found)
    {
        public Place Place { get; } = place;

        public string Expected { get; } = expected;
    }
}
