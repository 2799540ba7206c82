using System.Globalization;

namespace Entente.Data.Yaml;

/// <summary>Nodes of a file that is not written yet: they stand nowhere.</summary>
internal static class NewYaml
{
    public static YamlScalar Scalar(string text) => new(text, 0, 0, 0);

    /// <summary>A number, so that what reads it has the same to the last bit.</summary>
    public static YamlScalar Number(double value) => Scalar(value.ToString("R", CultureInfo.InvariantCulture));

    public static YamlList List(IEnumerable<YamlNode> items) => new([.. items], 0, 0);

    public static YamlList Words(IEnumerable<string> words) => List(words.Select(Scalar));

    public static YamlMapping Mapping(IEnumerable<(YamlScalar, YamlNode)> entries) => new([.. entries], 0, 0);

    /// <summary>Keys with values; those without one are left out.</summary>
    public static YamlMapping Keys(params IEnumerable<(string Key, YamlNode? Value)> entries) =>
        Mapping(entries.Where(entry => entry.Value is not null).Select(entry => (Scalar(entry.Key), entry.Value!)));
}
