namespace Entente.Data.Yaml;

/// <summary>A part of a YAML file, with where it stands.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
internal abstract record YamlNode(int Line, int Column);

/// <summary>One value, as text.</summary>
internal sealed record YamlScalar(string Text, int Line, int Column, int EndColumn) : YamlNode(Line, Column);

/// <summary>A list.</summary>
internal sealed record YamlList(List<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

/// <summary>Keys and values in order; each key once.</summary>
internal sealed record YamlMapping(List<(YamlScalar Key, YamlNode Value)> Entries, int Line, int Column) : YamlNode(Line, Column)
{
    /// <summary>
    /// Whether keys were to be merged into it, so that one that seems to be missing may have been meant to come from there.
    /// </summary>
    public bool HasMerge { get; init; }

    /// <summary>The value of a key; null where it is missing.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var (name, value) in Entries)
            if (name.Text == key)
                return value;
        return null;
    }
}
