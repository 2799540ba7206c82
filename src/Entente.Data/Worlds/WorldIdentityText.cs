using YamlDotNet.RepresentationModel;

namespace Entente.Data.Worlds;

/// <summary>The text of <c>world.yaml</c>.</summary>
internal static class WorldIdentityText
{
    public static string Of(WorldIdentity identity)
    {
        var root = new YamlMappingNode { { "title", Text(identity.Title) } };
        if (identity.Year is { } year)
            root.Add("year", year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (identity.Unit.Length > 0)
            root.Add("unit", Text(identity.Unit));
        if (!identity.Sources.IsEmpty)
            root.Add(
                "sources",
                new YamlSequenceNode(
                    identity.Sources.Select(s => new YamlMappingNode
                    {
                        { "name", Text(s.Name) },
                        { "licence", Text(s.Licence) },
                        { "what", Text(s.What) },
                    })
                )
            );
        if (!identity.Groups.IsEmpty)
            root.Add(
                "groups",
                new YamlMappingNode(
                    identity.Groups.Select(g =>
                        KeyValuePair.Create<YamlNode, YamlNode>(
                            g.Key,
                            new YamlSequenceNode(g.Value.Select(c => new YamlScalarNode(c)))
                            {
                                Style = YamlDotNet.Core.Events.SequenceStyle.Flow,
                            }
                        )
                    )
                )
            );
        if (identity.ResourcesAreFixed)
            root.Add("resources", WorldIdentityFile.Fixed);
        if (identity.Notes.Length > 0)
            root.Add("notes", Text(identity.Notes));
        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        return writer.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private static YamlScalarNode Text(string text) =>
        new(text)
        {
            Style = text.Contains('\n', StringComparison.Ordinal) ? YamlDotNet.Core.ScalarStyle.Literal : YamlDotNet.Core.ScalarStyle.Any,
        };
}
