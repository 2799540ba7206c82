using Entente.Data;
using Entente.Data.Worlds;
using Entente.Record.Questions;
using Entente.Record.Register;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Questions proposed from texts: about whatever states these name.</summary>
public sealed class QuestionTests
{
    private static readonly Lazy<World> World = new(() =>
        WorldFolder.Read(Catalogue.Default.FindWorld("world-2023", ".").Value.Path, "world-2023").Value
    );
    private static readonly IReadOnlyList<RegimeOutline> Regimes = RegimeOutline.All(Catalogue.Default, NameRegister.Shipped);

    private static Checked<AlignmentQuestion> Ask(string text) =>
        new QuestionFinder(NameRegister.Shipped, World.Value, Regimes).Find(RecordTexts.Recorded(text));

    [Fact]
    public void Regimes_are_known_by_their_files()
    {
        var regime = Assert.Single(Regimes, r => r.Name == "russia-2022");
        Assert.Equal(("RUS", 2022), (regime.Target, regime.HeldFrom));
        var members = regime.MembersOn(new DateOnly(2025, 3, 14), World.Value);
        Assert.Contains("DEU", members);
        Assert.DoesNotContain("SRB", members);
        Assert.Empty(regime.MembersOn(new DateOnly(2021, 1, 1), World.Value));
    }

    [Fact]
    public void A_report_on_Turkey_asks_about_Turkey()
    {
        var question = Ask(RecordTexts.Turkey).Value;
        Assert.Equal(("TUR", "RUS", "russia-2022"), (question.Pressed, question.Target, question.Regime!.Name));
        Assert.Equal(["EU", "USA"], question.Senders.Select(s => s.Name));
        Assert.Equal(["energy", "trade", "neighbours"], question.Concerns.Select(c => c.Kind));
        Assert.Equal("sanctions against Russia", question.TargetBy.Words);
        var wish = question.Wishes.Single(w => w.Stance is not null);
        Assert.Equal(("Recep Tayyip Erdogan", -1), (wish.Source, wish.Stance));
    }

    [Fact]
    public void Against_a_target_without_measures_that_come_along_all_trade_in_goods_is_asked()
    {
        const string Text =
            "Washington pressed Mexico to join sanctions against China. The United States said that Mexico should not wait for it.";
        var question = Ask(Text).Value;
        Assert.Equal(("MEX", "CHN"), (question.Pressed, question.Target));
        Assert.Null(question.Regime);
        var game = new GameText(World.Value, "world-2023", NameRegister.Shipped).Write(question, "a.txt");
        Assert.Contains("kind: embargo, from: MEX, to: CHN", game.Yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "The minister said that the weather would be good and that the people of the city were happy with it.",
        "no state that measures are against"
    )]
    [InlineData(
        "There are sanctions against Russia. The minister said that the weather would be good for all of them.",
        "no state that is pressed"
    )]
    [InlineData(
        "The European Union pressed Rwanda to join the sanctions against Russia, and it said that it was right.",
        "Rwanda, which World 2023"
    )]
    public void What_is_missing_is_told(string text, string found) =>
        Assert.Contains(found, Assert.Single(Ask(text).Faults).Found, StringComparison.Ordinal);

    [Fact]
    public void Every_line_of_the_game_says_what_it_rests_on_and_no_statement_moves_a_payoff()
    {
        var game = new GameText(World.Value, "world-2023", NameRegister.Shipped).Write(Ask(RecordTexts.Turkey).Value, "a\nb.txt");
        var text = RecordTexts.Document(RecordTexts.Turkey).Text;
        foreach (var line in game.Yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf("# ", StringComparison.Ordinal);
            Assert.True(at >= 0, line);
            if (
                at > 0
                && System.Text.RegularExpressions.Regex.Match(line[at..], @"^# (\d+)-(\d+) ""(.*?)(\.\.\.)?""") is { Success: true } match
            )
            {
                var (start, end) = (int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan));
                Assert.StartsWith(match.Groups[3].Value, text[start..end].ReplaceLineEndings(" "), StringComparison.Ordinal);
            }
        }
        Assert.DoesNotMatch(@"valuation: [^0]", game.Yaml);
        Assert.DoesNotMatch(@"cost: [^0]", game.Yaml);
        Assert.Equal(["market-access", "energy-stop", "food-ban"], game.Levers.Select(lever => lever.Name));
    }
}
