using System.Text.RegularExpressions;
using Entente.Measures;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>docs/formats.md says of every kind of measure what its declaration says, and README how many there are.</summary>
public sealed class MeasureDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats.md"));

    [Fact]
    public void The_table_of_keys_is_that_of_the_declarations()
    {
        var expected = MeasureKinds.BuiltIn.All.SelectMany(kind => kind.Keys.Select(key => Row(kind, key)));
        var written = Regex
            .Matches(Document, @"^\| `\w+` \| `\w+` \|(?:[^|\n]*\|){5}$", RegexOptions.Multiline)
            .Select(m => m.Value.TrimEnd());
        Assert.Equal(expected, written);
    }

    [Fact]
    public void Every_kind_has_its_effect_described_once_and_names_its_keys()
    {
        foreach (var kind in MeasureKinds.BuiltIn.All)
        {
            // Not a row of its keys, which has a type in its third column.
            const string notAKey = @"(?!`\w+` \| (?:countries|sectors|number|yes or no|one of|word|table|estimate))";
            const string cell = @"(?<keys>[^|\\]*(?:\\\|[^|\\]*)*)\|";
            var row = Regex.Match(Document, $@"^\| `{kind.Name}` \| {notAKey}{cell}", RegexOptions.Multiline);
            Assert.True(row.Success, $"{kind.Name} has no row");
            Assert.All(
                kind.Keys.Where(key => key.Name != "both"),
                key => Assert.Matches($@"`{key.Name}\b", row.Groups["keys"].Value)
            );
        }
        Assert.Contains(
            $"{InWords(MeasureKinds.BuiltIn.All.Length)} kinds of measures",
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")),
            StringComparison.Ordinal
        );
    }

    private static string InWords(int count) =>
        count is >= 20 and < 30
            ? "Twenty" + new[] { "", "-one", "-two", "-three", "-four", "-five", "-six", "-seven", "-eight", "-nine" }[count - 20]
            : "?";

    private static string Row(MeasureKind kind, MeasureKey key)
    {
        var type = key.Type switch
        {
            MeasureKeyType.Countries => "countries",
            MeasureKeyType.Sectors => "sectors",
            MeasureKeyType.Number => "number",
            MeasureKeyType.Flag => "yes or no",
            MeasureKeyType.Choice => $"one of {string.Join(", ", key.Choices)}",
            MeasureKeyType.FlowTable => $"table `exporter,importer,sector,{key.Unit}`",
            MeasureKeyType.Estimate => "estimate",
            _ => "word",
        };
        var otherwise = key.Required ? "required" : key.Default;
        var unit = key.Type == MeasureKeyType.FlowTable ? "" : key.Unit;
        return $"| `{kind.Name}` | `{key.Name}` | {type} | {otherwise} | {key.Range?.Words} | {unit} | {(key.With is null ? "" : "yes")} |";
    }
}
