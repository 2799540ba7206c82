using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Entente.Data.Tables;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Entente.Data.Yaml;

/// <summary>
/// One mapping of a YAML file, read key by key; every fault is reported by file and line, and reading goes on.
/// Scalars are text until asked for a number, so that codes such as NO keep their meaning.
/// </summary>
internal sealed class YamlPage
{
    private readonly YamlMappingNode node;
    private readonly FaultList faults;

    private YamlPage(YamlMappingNode node, string file, FaultList faults) => (this.node, File, this.faults) = (node, file, faults);

    /// <summary>The file as the user knows it.</summary>
    public string File { get; }

    /// <summary>Where the mapping begins.</summary>
    public Place Place => At(node);

    /// <summary>Its keys in order.</summary>
    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    /// <summary>Its keys in order, with their places.</summary>
    public IEnumerable<Word> KeyWords => node.Children.Keys.OfType<YamlScalarNode>().Select(key => new Word(key.Value ?? "", At(key)));

    /// <summary>Reads a file that holds one mapping; null where it does not, which is reported.</summary>
    public static YamlPage? Read(string path, string name, FaultList faults)
    {
        if (!System.IO.File.Exists(path))
        {
            faults.Add(new Place(name), "no such file", "a YAML file");
            return null;
        }
        var stream = new YamlStream();
        try
        {
            using var text = Utf8Text.Open(path, faults.Read);
            stream.Load(text);
        }
        catch (DecoderFallbackException)
        {
            faults.Add(Utf8Text.FirstFault(path, name), "bytes that are no UTF-8", "text in UTF-8");
            return null;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            faults.Add(
                new Place(name, LineOfFault(path)),
                $"not YAML{(e is YamlException ? $": {e.InnerException?.Message ?? e.Message}" : "")}",
                "a sound YAML file"
            );
            return null;
        }
        if (stream.Documents.Count == 0)
            faults.Add(new Place(name), "an empty file", "keys and values");
        else if (stream.Documents.Count > 1)
            faults.Add(new Place(name, (int)stream.Documents[1].RootNode.Start.Line), "a second document", "one document in each file");
        else if (stream.Documents[0].RootNode is not YamlMappingNode root)
            faults.Add(new Place(name, (int)stream.Documents[0].RootNode.Start.Line), "no keys", "keys and values");
        else
        {
            var page = new YamlPage(root, name, faults);
            faults.Read?.Keep(path, page);
            return page;
        }
        return null;
    }

    /// <summary>Reports every key that is not one of these.</summary>
    public void Allow(params IReadOnlyList<string> keys)
    {
        foreach (var key in Unknown(keys))
        {
            var near = Spelling.Nearest(key.ToString(), keys);
            faults.Add(
                At(key),
                $"unknown key '{key}'",
                $"one of {string.Join(", ", keys)}" + (near is null ? "" : $"; did you mean {near}?")
            );
        }
    }

    /// <summary>As <see cref="Allow"/>, where a stray key can do no harm.</summary>
    public void AllowOrWarn(params IReadOnlyList<string> keys)
    {
        foreach (var key in Unknown(keys))
            faults.Warn($"{At(key)}: key '{key}' is not known and not used");
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether there are keys and values under a key.</summary>
    public bool IsMapping(string key) => Find(key) is YamlMappingNode;

    /// <summary>Where a key stands, or the mapping where it is missing.</summary>
    public Place PlaceOf(string key) => Find(key) is { } value ? At(value) : Place;

    /// <summary>The text of a key; empty where it is missing, which is reported if it is required.</summary>
    public string Text(string key, bool required = false) => Word(key, required)?.Text ?? "";

    /// <summary>The text of a key with its place; null where it is missing.</summary>
    public Word? Word(string key, bool required = false)
    {
        switch (Find(key))
        {
            case null:
                if (required)
                    faults.Add(Place, $"no '{key}'", $"the key '{key}'");
                return null;
            case YamlScalarNode scalar:
                if (required && string.IsNullOrWhiteSpace(scalar.Value))
                    faults.Add(At(scalar), $"an empty '{key}'", "a text");
                return new Word(scalar.Value ?? "", At(scalar));
            case var other:
                faults.Add(At(other), $"a list or mapping under '{key}'", "one value");
                return null;
        }
    }

    /// <summary>
    /// A text or a list of at least one; null where the key is missing, which is reported if it is required. Nothing at
    /// all under a key is a fault: what is meant for nobody would do nothing without a word.
    /// </summary>
    public ImmutableArray<Word>? WordsOrNull(string key, bool required = false)
    {
        switch (Find(key))
        {
            case null:
                if (required)
                    faults.Add(Place, $"no '{key}'", $"the key '{key}'");
                return null;
            case var nothing when IsNothing(nothing):
                faults.Add(PlaceOf(key), $"nothing under '{key}'", "a text or a list of texts");
                return null;
            case YamlScalarNode scalar:
                return [new Word(scalar.Value!, At(scalar))];
            case YamlSequenceNode list:
                foreach (var item in list.Where(item => item is not YamlScalarNode))
                    faults.Add(At(item), $"a list or mapping within '{key}'", "a text");
                return [.. list.OfType<YamlScalarNode>().Select(item => new Word(item.Value ?? "", At(item)))];
            case var other:
                faults.Add(At(other), $"a mapping under '{key}'", "a text or a list of texts");
                return null;
        }
    }

    /// <summary>As <see cref="WordsOrNull"/>, empty where the key is missing; a key that is not required may also have nothing under it.</summary>
    public ImmutableArray<Word> Words(string key, bool required = false) =>
        !required && IsNothing(Find(key)) ? [] : WordsOrNull(key, required) ?? [];

    /// <summary>The number of a key; null where it is missing or none, the latter being reported.</summary>
    public double? Number(string key, bool required = false)
    {
        if (Word(key, required) is not { } word)
            return null;
        if (double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        faults.Add(word.Place, $"{key} '{word}'", "a number");
        return null;
    }

    /// <summary>The whole number of a key; null where it is missing or none, the latter being reported.</summary>
    public int? Integer(string key)
    {
        if (Word(key) is not { } word)
            return null;
        if (int.TryParse(word.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        faults.Add(word.Place, $"{key} '{word}'", "a whole number");
        return null;
    }

    /// <summary>Yes or no; no where the key is missing.</summary>
    public bool Flag(string key)
    {
        if (Word(key) is not { } word)
            return false;
        if (word.Text is "true" or "false")
            return word.Text == "true";
        faults.Add(word.Place, $"{key} '{word}'", "true or false");
        return false;
    }

    /// <summary>The mapping under a key; null where it is missing.</summary>
    public YamlPage? Section(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new YamlPage(mapping, File, faults);
            case YamlScalarNode { Value: null or "" }:
                return null;
            case var other:
                faults.Add(At(other), $"no mapping under '{key}'", "keys and values");
                return null;
        }
    }

    /// <summary>The list of mappings under a key; empty where it is missing.</summary>
    public IEnumerable<YamlPage> Sections(string key)
    {
        switch (Find(key))
        {
            case null:
            case YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode list:
                foreach (var item in list.Where(item => item is not YamlMappingNode))
                    faults.Add(At(item), $"'{item}' within '{key}'", "keys and values");
                return [.. list.OfType<YamlMappingNode>().Select(item => new YamlPage(item, File, faults))];
            case var other:
                faults.Add(At(other), $"no list under '{key}'", "a list, each item beginning with '-'");
                return [];
        }
    }

    /// <summary>Where parsing ends; the loader does not always say.</summary>
    private static int LineOfFault(string path)
    {
        using var text = Utf8Text.Open(path);
        var parser = new Parser(text);
        var line = 1;
        try
        {
            while (parser.MoveNext())
                line = (int)parser.Current!.Start.Line;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            return e is YamlException at ? (int)at.Start.Line : line;
        }
        return line;
    }

    private IEnumerable<YamlNode> Unknown(IReadOnlyList<string> keys) =>
        node.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } text } || !keys.Contains(text, StringComparer.Ordinal));

    private static bool IsNothing(YamlNode? node) => node is YamlScalarNode { Value: null or "" } or YamlSequenceNode { Children.Count: 0 };

    private YamlNode? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private Place At(YamlNode at) => new(File, (int)at.Start.Line);
}
