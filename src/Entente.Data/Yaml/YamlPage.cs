using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Data.Yaml;

/// <summary>
/// One mapping of a YAML file, read key by key; every fault is reported by file and line, and reading goes on.
/// Scalars are text until asked for a number, so that codes such as NO keep their meaning.
/// </summary>
internal sealed class YamlPage
{
    private readonly YamlMapping node;
    private readonly FaultList faults;

    private YamlPage(YamlMapping node, string file, FaultList faults) => (this.node, File, this.faults) = (node, file, faults);

    /// <summary>The file as the user knows it.</summary>
    public string File { get; }

    /// <summary>Where the mapping begins.</summary>
    public Place Place => At(node);

    /// <summary>Its keys in order.</summary>
    public IEnumerable<string> Keys => node.Entries.Select(entry => entry.Key.Text);

    /// <summary>Its keys in order, with their places.</summary>
    public IEnumerable<Word> KeyWords => node.Entries.Select(entry => new Word(entry.Key.Text, At(entry.Key)));

    /// <summary>Reads a file that holds one mapping; null where it does not, which is reported.</summary>
    public static YamlPage? Read(string path, string name, FaultList faults)
    {
        if (YamlText.Read(path, name, faults) is not { } text || Parse(text, name, faults) is not { } page)
            return null;
        faults.Read?.Keep(path, page);
        return page;
    }

    /// <summary>Reads a text that holds one mapping; null where it does not, which is reported.</summary>
    public static YamlPage? Parse(string text, string name, FaultList faults) => Of(YamlTree.Read(text, name, faults), name, faults);

    /// <summary>The same of a text in JSON.</summary>
    public static YamlPage? ParseJson(string text, string name, FaultList faults) => Of(JsonTree.Read(text, name, faults), name, faults);

    private static YamlPage? Of(YamlNode? root, string name, FaultList faults)
    {
        if (root is null)
            return null;
        if (root is YamlMapping mapping)
            return new YamlPage(mapping, name, faults);
        faults.Add(new Place(name, root.Line), "no keys", "keys and values");
        return null;
    }

    /// <summary>Reports every key that is not one of these.</summary>
    public void Allow(params IReadOnlyList<string> keys)
    {
        foreach (var key in Unknown(keys))
            faults.Add(At(key), $"unknown key '{key.Text}'", Spelling.OneOf(key.Text, keys));
    }

    /// <summary>As <see cref="Allow"/>, where a stray key can do no harm.</summary>
    public void AllowOrWarn(params IReadOnlyList<string> keys)
    {
        foreach (var key in Unknown(keys))
            faults.Warn($"{At(key)}: key '{key.Text}' is not known and not used");
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether there are keys and values under a key.</summary>
    public bool IsMapping(string key) => Find(key) is YamlMapping;

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
                if (required && !node.HasMerge)
                    faults.Add(Place, $"no '{key}'", $"the key '{key}'");
                return null;
            case YamlScalar scalar:
                if (required && string.IsNullOrWhiteSpace(scalar.Text))
                    faults.Add(At(scalar), $"an empty '{key}'", "a text");
                return new Word(scalar.Text, At(scalar));
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
                if (required && !node.HasMerge)
                    faults.Add(Place, $"no '{key}'", $"the key '{key}'");
                return null;
            case var nothing when IsNothing(nothing):
                faults.Add(PlaceOf(key), $"nothing under '{key}'", "a text or a list of texts");
                return null;
            case YamlScalar scalar:
                return [new Word(scalar.Text, At(scalar))];
            case YamlList list:
                foreach (var item in list.Items.Where(item => item is not YamlScalar))
                    faults.Add(At(item), $"a list or mapping within '{key}'", "a text");
                return [.. list.Items.OfType<YamlScalar>().Select(item => new Word(item.Text, At(item)))];
            case var other:
                faults.Add(At(other), $"a mapping under '{key}'", "a text or a list of texts");
                return null;
        }
    }

    /// <summary>
    /// As <see cref="WordsOrNull"/>, empty where the key is missing; a key that is not required may also have nothing under it.
    /// </summary>
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
            case YamlMapping mapping:
                return new YamlPage(mapping, File, faults);
            case YamlScalar { Text: "" }:
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
            case YamlScalar { Text: "" }:
                return [];
            case YamlList list:
                foreach (var item in list.Items.Where(item => item is not YamlMapping))
                    faults.Add(At(item), $"{Kind(item)} within '{key}'", "keys and values");
                return [.. list.Items.OfType<YamlMapping>().Select(item => new YamlPage(item, File, faults))];
            case var other:
                faults.Add(At(other), $"no list under '{key}'", "a list, each item beginning with '-'");
                return [];
        }
    }

    /// <summary>
    /// Whether a list was likely meant to hold fewer numbers with decimal commas: some commas within it are followed by a
    /// space and some by a digit.
    /// </summary>
    public bool HasMixedCommas(string key)
    {
        if (Find(key) is not YamlList { Items: var items })
            return false;
        var tight = items
            .Zip(items.Skip(1), (one, next) => one is YamlScalar value && next.Line == value.Line ? next.Column - value.EndColumn : 0)
            .Where(distance => distance > 0)
            .ToList();
        return tight.Contains(1) && tight.Exists(distance => distance > 1);
    }

    private IEnumerable<YamlScalar> Unknown(IReadOnlyList<string> keys) =>
        node.Entries.Select(entry => entry.Key).Where(key => !keys.Contains(key.Text, StringComparer.Ordinal));

    private static bool IsNothing(YamlNode? node) => node is YamlScalar { Text: "" } or YamlList { Items.Count: 0 };

    private YamlNode? Find(string key) => node.Find(key);

    private static string Kind(YamlNode item) => item is YamlScalar { Text: var text } ? $"'{text}'" : "a list";

    private Place At(YamlNode at) => new(File, at.Line);
}
