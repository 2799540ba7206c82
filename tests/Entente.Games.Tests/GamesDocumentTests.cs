using System.Reflection;
using System.Text.RegularExpressions;
using Entente.Data;
using Entente.Games.Files;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>docs/games.md and the code say the same, and every game that comes along is sound.</summary>
public sealed class GamesDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "games.md"));

    [Fact]
    public void Each_equation_of_the_document_is_the_member_that_the_table_says()
    {
        var written = Regex.Matches(Document, @"^    (\([ABCRX]\d+\)) ", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToList();
        var rows = Regex
            .Matches(Document, @"^\| (\(\w\d+\)) \| `(\w+)\.(\w+)` \|", RegexOptions.Multiline)
            .Select(m => (Equation: m.Groups[1].Value, Type: m.Groups[2].Value, Member: m.Groups[3].Value))
            .ToList();
        Assert.True(written.Count >= 18);
        Assert.Equal(written, rows.Select(row => row.Equation));
        foreach (var (equation, name, member) in rows)
        {
            var type = typeof(AlignmentGame).Assembly.GetTypes().Single(t => t.Name == name);
            const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
            Assert.NotEmpty(type.GetMember(member, All));
            Assert.Contains(equation, Summary(name, member), StringComparison.Ordinal);
        }
    }

    /// <summary>The comment above a member, wherever in the sources its type is.</summary>
    private static string Summary(string type, string member)
    {
        var source = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "Entente.Games"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Single(text => Regex.IsMatch(text, $@"(class|record|record struct) {type}\b"));
        var at = Regex.Match(source, $@"^    (public|private|internal) [^=;\n]*\b{member}\b", RegexOptions.Multiline);
        Assert.True(at.Success, $"{type}.{member}");
        return source[source[..at.Index].LastIndexOf("<summary>", StringComparison.Ordinal)..at.Index];
    }

    public static TheoryData<string> Games => [.. Catalogue.Default.Games];

    [Theory]
    [MemberData(nameof(Games))]
    public void Every_game_that_comes_along_is_sound_and_says_where_its_measures_come_from(string name)
    {
        var game = GameInput.Read(Catalogue.Default, name).Value.Game;
        var measures = game
            .Pressed.SelectMany(p => p.Options)
            .SelectMany(o => o.Measures)
            .Concat(game.Levers.SelectMany(l => l.Measures))
            .Concat(game.Common)
            .Concat(game.Coalition?.Members.SelectMany(m => m.Joining) ?? []);
        Assert.All(measures, measure => Assert.True(measure.Source.Length > 0 || measure.Note.Length > 0, $"{name}: {measure}"));
        Assert.Contains($"`{name}`", Document, StringComparison.Ordinal);
    }
}
