using System.Text;
using System.Text.RegularExpressions;
using Entente.Data;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Documents;
using Entente.Record.Ledger;
using Entente.Record.Questions;
using Entente.Record.Register;
using Entente.Reporting.Games;
using Entente.Reporting.Records;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>Claims of a report beside what is known: called supported or contradicted only where something tests them.</summary>
public sealed partial class ClaimTests : IClassFixture<ClaimTests.Asked>
{
    private const string Text = """
        14 March 2025

        The European Union pressed Turkey to join sanctions against Russia. Turkey said that it would not join the sanctions against
        Russia. Brussels said that its sanctions were in force. Russia said that pressure on Turkey would fail. Officials said that gas
        was the first thing of all. Former President Emmanuel Macron said that the weather was good. Turkey is concerned about trade.
        """;

    private readonly Asked asked;

    public ClaimTests(Asked asked) => this.asked = asked;

    /// <summary>The question of the text, answered once for all tests: the long run, maps of four points, two draws.</summary>
    public sealed class Asked
    {
        public Asked()
        {
            var document = new DocumentReader().Read(Encoding.UTF8.GetBytes(Text), "a.txt", null, new DateOnly(2025, 4, 1)).Value;
            Recorded = new StatementReader(new Says(), new Says(), NameRegister.Shipped).Read(document);
            using var folder = new TemporaryFolder();
            var world = Data.Worlds.WorldFolder.Read(Catalogue.Default.FindWorld("world-2023", ".").Value.Path, "world-2023").Value;
            var question = new QuestionFinder(NameRegister.Shipped, world, RegimeOutline.All(Catalogue.Default, NameRegister.Shipped)).Find(
                Recorded
            );
            Proposed = new GameText(world, "world-2023", NameRegister.Shipped).Write(question.Value, "a.txt");
            File.WriteAllText(folder.File("game.yaml"), Proposed.Yaml.Replace("[short, long]", "[long]", StringComparison.Ordinal));
            var input = GameInput.Read(Catalogue.Default, folder.File("game.yaml")).Value;
            var answer = AlignmentAnswer.Of(input.Game, 2);
            var options = new GameDrawOptions
            {
                Count = 2,
                Detailed = 2,
                HeadlineAlone = true,
                Shares = false,
            };
            Draws = GameDraws.Create(input, options).Value;
            Answered = new GameRecord
            {
                Input = input,
                Answer = answer,
                Spread = new SpreadOfGame(answer, Draws) { Beside = [new ClaimNumbers(input.Game, Proposed).Beside] }.Answer(),
                Version = "1",
                Tolerance = 1e-11,
            };
            Claims = new ClaimChecks(Recorded, Proposed, Answered).All();
        }

        internal RecordedDocument Recorded { get; }

        internal ProposedGame Proposed { get; }

        internal GameRecord Answered { get; }

        internal GameDraws Draws { get; }

        internal System.Collections.Immutable.ImmutableArray<Claim> Claims { get; }
    }

    private Claim Of(string words) => asked.Claims.Single(claim => claim.Said.Words.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void Who_takes_measures_and_which_office_somebody_holds_is_on_record()
    {
        Assert.Equal(ClaimVerdict.Supported, Of("would not join").Verdict);
        Assert.Contains("Turkey is not among the", Of("would not join").Checks[0].Words, StringComparison.Ordinal);
        Assert.Equal(ClaimVerdict.Supported, Of("were in force").Verdict);
        Assert.Contains("27 of 27 countries", Of("were in force").Checks[0].Words, StringComparison.Ordinal);
        Assert.Equal(ClaimVerdict.Contradicted, Of("Former President").Verdict);
    }

    [Fact]
    public void Nothing_else_is_tested_and_numbers_stand_beside_it()
    {
        Assert.All(["pressure on Turkey", "gas", "weather", "trade"], words => Assert.Equal(ClaimVerdict.NotTestable, Of(words).Verdict));
        Assert.Empty(Of("weather").Checks);
        var world = asked.Answered.Game.World;
        var (turkey, russia) = (asked.Answered.Game.Pressed[0].Country, asked.Answered.Game.Target);
        var gas = world.Sectors.Select((s, j) => (s.Code, j)).Single(s => s.Code == "GAS").j;
        var bought = Enumerable.Range(0, world.Countries.Length).Where(i => i != turkey).Sum(i => world.Trade[turkey, i, gas]);
        Assert.Contains(
            Of("gas").Checks,
            check =>
                check.Basis == ClaimBasis.Observed && Math.Abs(check.Number!.Value - 100 * world.Trade[turkey, russia, gas] / bought) < 1e-9
        );
        var punished = asked.Answered.Answer.Payoffs.Single(row => (row.Option, row.Levers) == (0, Pulled.Pressure)).Payoff;
        Assert.Equal(punished, Of("pressure on Turkey").Checks.Single().Number);
        Assert.Equal("The report itself", Of("trade").Who);
    }

    [Fact]
    public void Every_number_has_a_band_of_the_same_draws()
    {
        var checks = asked.Claims.SelectMany(claim => claim.Checks).Where(check => check.Number is not null).ToList();
        Assert.All(checks, check => Assert.True(check.Drawn is { Draws: 2 } band && band.Low < band.High, check.Words));
        Assert.All(checks.SelectMany(check => check.Parts), part => Assert.Equal(2, part.Drawn!.Draws));
        // A lever by itself and a share of the data, asked of the draws one by one.
        var game = asked.Answered.Game;
        var lever = game.Levers.ToList().FindIndex(l => l.Name == "energy-stop");
        var drawn = Enumerable.Range(0, 2).Select(k => new GameAnswers(asked.Draws.Of(asked.Draws.Whole(k)).Value)).ToList();
        var (turkey, last) = (game.Pressed[0].Country, game.Horizons.Length - 1);
        var effects = drawn.Select(own =>
            GameAnswers.Percent(own.At(last, [1], own.Scales(0).SetItem(lever, 1)), turkey) - GameAnswers.Percent(own.At(last, [1]), turkey)
        );
        var band = Of("gas").Checks.Single(check => check.Words.Contains("alone", StringComparison.Ordinal)).Drawn!;
        Assert.Equal(Spread.Of(effects).Low, band.Low, 1e-7);
        Assert.Equal(Spread.Of(effects).High, band.High, 1e-7);
        var page = Page();
        Assert.DoesNotContain("one estimate", page, StringComparison.Ordinal);
        Assert.Contains("of 2 draws)", page, StringComparison.Ordinal);
    }

    private string Page()
    {
        using var folder = new TemporaryFolder();
        RecordPages.WriteClaims(asked.Recorded, asked.Proposed, asked.Answered, isUnseen: true, folder.File("brief.html"));
        return File.ReadAllText(folder.File("brief.html"));
    }

    [Fact]
    public void The_pages_stand_by_themselves_and_show_every_claim_and_every_mark()
    {
        using var folder = new TemporaryFolder();
        var claims = RecordPages.WriteClaims(asked.Recorded, asked.Proposed, asked.Answered, isUnseen: true, folder.File("brief.html"));
        var page = File.ReadAllText(folder.File("brief.html"));
        Assert.Equal(claims.Length, Regex.Count(page, "class=\"chip "));
        Assert.Contains("unseen by a person", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

        RecordPages.WriteDocument(asked.Recorded, "1", folder.File("document.html"));
        page = File.ReadAllText(folder.File("document.html"));
        Assert.All(asked.Recorded.Statements, (_, k) => Assert.Contains($"id=\"s{k + 1}\"", page, StringComparison.Ordinal));
        Assert.Matches("<mark class=\"[^\"]*flag", page);
        var text = Regex.Match(page, "<div class=\"text\">(.*?)</div>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(
            asked.Recorded.Document.Text,
            System.Net.WebUtility.HtmlDecode(Regex.Replace(text, "<sup>.*?</sup>|<[^>]+>", "")).Trim()
        );
    }

    [Fact]
    public void Markup_in_a_text_stays_text()
    {
        var document = new DocumentReader()
            .Read(
                "Turkey said that <script>alert(1)</script> was on the page of the day, and it was not so."u8.ToArray(),
                "a.txt",
                null,
                new DateOnly(2025, 4, 1)
            )
            .Value;
        using var folder = new TemporaryFolder();
        RecordPages.WriteDocument(
            new StatementReader(new Says(), new Says(), NameRegister.Shipped).Read(document),
            "1",
            folder.File("a.html")
        );
        Assert.DoesNotContain("<script", File.ReadAllText(folder.File("a.html")), StringComparison.Ordinal);
    }

    /// <summary>Finds "X said that Y." and has no opinion of it.</summary>
    private sealed partial class Says : IAttributionReader, IAssessor
    {
        public IReadOnlyList<Attribution> Read(string text) =>
            [
                .. Said()
                    .Matches(text)
                    .Select(match => new Attribution(
                        new Mention(Span(match.Groups[1]), MentionKind.Named, null),
                        Span(match.Groups[2]),
                        [Span(match.Groups[3])],
                        AttributionKind.Indirect,
                        [],
                        null,
                        false,
                        [],
                        1
                    )),
            ];

        public Assessment Assess(string text, Attribution statement) => new(new Dictionary<string, double>(), null, null, null, 0);

        private static TextSpan Span(Group group) => new(group.Index, group.Length);

        [GeneratedRegex(@"(\p{Lu}[\p{L} ]+?) (said) (that [^.]+)\.")]
        private static partial Regex Said();
    }
}
