using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Entente.Data.Yaml;

/// <summary>Writes the nodes of a YAML file: blocks of keys and lists, texts quoted where they could mean something else.</summary>
internal static partial class YamlWriter
{
    /// <summary>A document, with a line break at its end.</summary>
    public static string Text(YamlMapping root)
    {
        var text = new StringBuilder();
        Write(text, root, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, YamlMapping mapping, int indent)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            text.Append(' ', indent).Append(Scalar(key.Text)).Append(':');
            Value(text, value, indent);
        }
    }

    private static void Value(StringBuilder text, YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlScalar scalar:
                text.Append(' ').Append(Scalar(scalar.Text)).Append('\n');
                break;
            case YamlList { Items: var items } when items.TrueForAll(item => item is YamlScalar):
                text.Append(" [").AppendJoin(", ", items.Select(item => Scalar(((YamlScalar)item).Text))).Append("]\n");
                break;
            case YamlMapping { Entries.Count: 0 }:
                text.Append(" {}\n");
                break;
            case YamlMapping mapping:
                text.Append('\n');
                Write(text, mapping, indent + 2);
                break;
            case YamlList list:
                text.Append('\n');
                foreach (var item in list.Items)
                    Item(text, item, indent + 2);
                break;
        }
    }

    private static void Item(StringBuilder text, YamlNode item, int indent)
    {
        if (item is YamlMapping { Entries.Count: > 0 } mapping)
        {
            // The first key stands behind the dash.
            var block = new StringBuilder();
            Write(block, mapping, indent + 2);
            text.Append(' ', indent).Append("- ").Append(block.ToString(indent + 2, block.Length - indent - 2));
            return;
        }
        text.Append(' ', indent).Append('-');
        Value(text, item, indent);
    }

    private static string Scalar(string text) =>
        Plain().IsMatch(text) ? text : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>Words and numbers that stand for themselves.</summary>
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_./+-]*$")]
    private static partial Regex Plain();
}
