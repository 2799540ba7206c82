using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Entente.Data;
using Entente.Games.Alignment;
using Entente.Games.Credibility;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>Games over draws of what is not known for sure, on a small invented world.</summary>
public sealed class GameDrawsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public GameDrawsTests() => DrawnGame.WriteWorld(folder.Path);

    public void Dispose() => folder.Dispose();

    private GameInput Input() => DrawnGame.Read(folder.Path);

    private static AlignmentAnswer Point(GameInput input) =>
        AlignmentAnswer.Of(input.Game, 11, cancellation: TestContext.Current.CancellationToken);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Spreads_have_the_same_bits_on_any_number_of_threads_and_after_an_interruption()
    {
        var input = Input();
        var (point, draws) = (Point(input), GameDraws.Create(input, input.Draws!).Value);
        var one = new SpreadOfGame(point, draws).Answer(1, Token);
        foreach (var threads in new[] { 2, 7 })
            Assert.Equal(SpreadBits.Of(one), SpreadBits.Of(new SpreadOfGame(point, draws).Answer(threads, Token)));
        // Stopped after a few draws; what is kept is not asked again, and another point answer gives the same starts.
        using (var kept = KeptAnswers.Open(folder.File("o"), "x").Value)
        {
            using var stop = new CancellationTokenSource();
            var asked = new SpreadOfGame(point, draws, kept)
            {
                Counted = step =>
                {
                    if (step.Done == 5)
                        stop.Cancel();
                },
            };
            Assert.ThrowsAny<OperationCanceledException>(() => asked.Answer(1, stop.Token));
            Assert.InRange(kept.Count, 5, 30);
        }
        using var again = KeptAnswers.Open(folder.File("o"), "x").Value;
        Assert.Equal(SpreadBits.Of(one), SpreadBits.Of(new SpreadOfGame(Point(input), draws, again).Answer(2, Token)));
        Assert.True(again.Count > again.Before);
        Shares(point, draws, one);
    }

    /// <summary>Shares of draws joined leave nothing to solve and change no bit.</summary>
    private void Shares(AlignmentAnswer point, GameDraws draws, GameSpread one)
    {
        var sizes = new List<int>();
        foreach (var share in new[] { 0, 1 })
            using (var kept = KeptAnswers.Open(folder.File($"{share}"), "x").Value)
            {
                new SpreadOfGame(point, draws, kept).AnswerShare(k => k % 2 == share, 2, Token);
                sizes.Add(kept.Count);
            }
        using (KeptAnswers.Open(folder.File("other"), "y").Value) { }
        using var joined = KeptAnswers.Open(folder.File("joined"), "x").Value;
        foreach (var share in new[] { "0", "1", "0" })
            Assert.True(joined.Join(folder.File(share)).Success);
        Assert.Equal(sizes.Sum(), joined.Count);
        Assert.Contains("no answers to this game", joined.Join(folder.File("other")).Faults.Single().Found, StringComparison.Ordinal);
        var solved = 0;
        var asked = new SpreadOfGame(point, draws, joined) { Counted = step => solved = Math.Max(solved, step.Computed) };
        var spread = asked.Answer(2, Token);
        Assert.Equal((0, sizes.Sum()), (solved, joined.Count));
        Assert.Equal(SpreadBits.Of(one), SpreadBits.Of(spread));
        Assert.Contains("still being answered", joined.Join(folder.File("joined")).Faults.Single().Found, StringComparison.Ordinal);
        // An answer that differs in the last bit is told.
        using var strange = KeptAnswers.Open(folder.File("strange"), "x").Value;
        var key = File.ReadLines(folder.File($"0/{joined.Name}")).First().Split('\t')[1];
        var known = joined.Find(key)!;
        strange.Add(key, known with { Numbers = known.Numbers.SetItem(0, Math.BitIncrement(known.Numbers[0])) });
        Assert.Contains($"another answer to '{key}'", strange.Join(folder.File("0")).Faults.Single().Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawn_game_is_the_game_on_the_drawn_world_and_its_numbers_are_those_of_single_plays()
    {
        var input = Input();
        var (point, draws) = (Point(input), GameDraws.Create(input, input.Draws!).Value);
        Assert.Equal(GameDrawOptions.Sources.Remove("coefficients"), draws.Sources);
        var spread = new SpreadOfGame(point, draws).Answer(2, Token);
        Assert.Equal(0, spread.Without);
        var drawn = draws.Of(draws.Whole(3)).Value;
        var answers = new GameAnswers(drawn);
        var names = GameSpread.PayoffNumbers(point);
        foreach (var (option, horizon) in new[] { (1, 0), (2, 1) })
        {
            var at = names
                .ToList()
                .FindIndex(n =>
                    (n.Row.Option, n.Row.Horizon, n.Row.Levers, n.Party, n.Number) == (option, horizon, Pulled.Retaliation, 0, "payoff")
                );
            Assert.Equal(answers.Payoff(0, horizon, [option], answers.Scales(0, 0, 1)), spread.Numbers[3][at], 1e-8);
        }
        // Countries that are no party, too: the band of a gain is that of the same plays asked draw by draw.
        var gains = Enumerable
            .Range(0, 12)
            .Select(k => new GameAnswers(draws.Of(draws.Whole(k)).Value))
            .Select(own => GameAnswers.Percent(own.At(1, [2]), 4) - GameAnswers.Percent(own.At(1, [0]), 4));
        var (asked, beside) = (Spread.Of(gains), spread.CountryGain(0, 2, 1, 4));
        Assert.Equal(asked.Low, beside.Low, 1e-7);
        Assert.Equal(asked.High, beside.High, 1e-7);
        Assert.Equal(12, beside.Draws);
        Assert.True(beside.Low < beside.High);
        HoldCommitment(input, draws, spread);
        // One source leaves the others as they are in the data.
        var elasticities = draws.Of(GameDraws.Alone("elasticities", 3)).Value;
        Assert.Equal(input.Game.World.Income, elasticities.World.Income);
        Assert.Equal(drawn.Horizons[1].Baseline.World.Thetas, elasticities.Horizons[1].Baseline.World.Thetas);
        var mixed = draws.Of(draws.Mixed(3, "elasticities", 9)).Value;
        Assert.Equal(drawn.World.Income, mixed.World.Income);
        Assert.NotEqual(drawn.Horizons[1].Baseline.World.Thetas, mixed.Horizons[1].Baseline.World.Thetas);
        // What is assumed to take effect whole takes effect in part; pulled by half, in half of that.
        var strength = Assert.Single(drawn.Pressed[0].Options[1].Measures).Strength;
        Assert.InRange(strength, 0.5, 1);
        Assert.Equal(1, Assert.Single(elasticities.Pressed[0].Options[1].Measures).Strength);
    }

    /// <summary>What being bound is worth: the band is that of the same turns played draw by draw.</summary>
    private static void HoldCommitment(GameInput input, GameDraws draws, GameSpread spread)
    {
        var (numbers, detailed) = (new CommitmentNumbers(input.Game), draws.Options.AllOf);
        var rows = Enumerable
            .Range(0, detailed)
            .Select(k => CommitmentValue.Of(new GameAnswers(draws.Of(draws.Whole(k)).Value), 0, 1, input.Game.Turns.Scales))
            .ToList();
        foreach (var player in Enum.GetValues<TurnPlayer>())
        {
            var own = rows.Select(of => of.Single(row => row.Player == player)).ToList();
            var drawn = numbers.Row(own[0], spread.Beside[numbers.Beside.Name]);
            Assert.Equal(Spread.Of(own.Select(row => row.Least)).Median, drawn.Values[0].Median, 1e-6);
            Assert.Equal(Spread.Of(own.Select(row => row.Most)).High, drawn.Values[1].High, 1e-6);
            Assert.Equal((detailed, 0), (drawn.Values[0].Draws, drawn.Values[0].Without));
        }
    }

    [Fact]
    public void What_a_brief_begins_with_alone_has_the_bands_that_it_has_beside_everything_else()
    {
        var input = Input();
        var point = Point(input);
        var options = new GameDrawOptions
        {
            Count = 3,
            Detailed = 3,
            Shares = false,
        };
        var whole = new SpreadOfGame(point, GameDraws.Create(input, options).Value).Answer(2, Token);
        var few = new SpreadOfGame(point, GameDraws.Create(input, options with { HeadlineAlone = true }).Value)
        {
            Beside = [new NumbersBeside("first income", 1, answers => [answers.Game.World.Income[0]])],
        }.Answer(2, Token);
        for (var row = 0; row < point.Prices.Length; row++)
        {
            var asked = point.Prices[row];
            var isFirst = (asked.Option, asked.Horizon, asked.IsPunished, asked.IsRetaliated) == (2, null, false, false);
            Assert.Equal(isFirst ? 3 : 0, few.Prices[row].Draws);
            // Parabolas through other payments, where fewer prices are asked of one.
            if (isFirst)
                Assert.Equal(1, few.Prices[row].High / whole.Prices[row].High, 1e-3);
        }
        Assert.Equal(
            point.Tipping.Select(tip => tip.Point is { To: 2, Lever: null, IsTargets: false } ? 3 : 0),
            few.Tips.Select(tip => tip.Scale.Draws)
        );
        var incomes = Enumerable.Range(0, 3).Select(k => few.Draws.Of(few.Draws.Whole(k)).Value.World.Income[0]);
        Assert.Equal(Spread.Of(incomes), Assert.Single(few.Beside["first income"]));
    }

    [Fact]
    public void The_short_cuts_of_draws_are_near_what_searches_find()
    {
        var input = Input();
        var (point, draws) = (Point(input), GameDraws.Create(input, input.Draws!).Value);
        var spread = new SpreadOfGame(point, draws).Answer(2, Token);
        Assert.InRange(spread.Surrogate.Price, 1e-9, 0.01);
        Assert.InRange(spread.Surrogate.Map, 0, 0.05);
        // In a draw, too: against the whole search there.
        var exact = Point(input with { Game = draws.Of(draws.Whole(0)).Value });
        var numbers = new DrawnDetails(point).Of(new GameAnswers(draws.Of(draws.Whole(0)).Value));
        for (var row = 0; row < exact.Prices.Length; row++)
            Assert.Equal(1, numbers[DrawnDetails.PriceAt(row)] / exact.Prices[row].Price.Value.Transfer, 0.01);
    }

    [Fact]
    public void A_payment_of_the_price_leaves_the_country_indifferent_in_the_data()
    {
        var point = Point(Input());
        Assert.All(point.Prices, row => Assert.InRange(Math.Abs(row.Price.Value.Indifference), 0, 1e-8));
    }

    [Fact]
    public void Choices_over_draws_are_what_can_be_counted_by_hand()
    {
        ImmutableArray<ImmutableArray<double>> payoffs =
        [
            [0, 0, 0, 0, double.NaN],
            [1, -1, 2, -3, 1],
            [0.5, 0.5, 0.5, -0.5, 1],
        ];
        var choices = OptionChoice.Of(0, 0, Pulled.None, payoffs);
        Assert.Equal([0, 0.5, 0.75], choices.Select(c => c.Better));
        Assert.Equal([0.25, 0.5, 0.25], choices.Select(c => c.Best));
        Assert.Equal([2, 3, 1.5], choices.Select(c => c.MostRegret));
        Assert.Equal([(1 + 0.5 + 2 + 0) / 4, (0 + 1.5 + 0 + 3) / 4, (0.5 + 0 + 1.5 + 0.5) / 4], choices.Select(c => c.MeanRegret));
        Assert.Equal([false, false, true], choices.Select(c => c.IsMinimaxRegret));
        Assert.Equal([0, -3, -0.5], choices.Select(c => c.Worst));
        Assert.Equal(0.25, choices[1].BetterError);
        Assert.All(choices, choice => Assert.Equal((4, 1), (choice.Gain.Draws, choice.Gain.Without)));
    }

    [Fact]
    public void Quantiles_of_what_never_tips_are_beyond_all_numbers_and_errors_shrink_with_draws()
    {
        var never = Enumerable.Repeat(double.PositiveInfinity, 60);
        var tips = Spread.Of([.. never, .. Enumerable.Range(0, 40).Select(k => k / 100.0), double.NaN]);
        Assert.Equal((100, 1), (tips.Draws, tips.Without));
        Assert.InRange(tips.Low, 0.04, 0.06);
        Assert.Equal(double.PositiveInfinity, tips.High);
        var (few, many) = (Evenly(100), Evenly(10_000));
        // The standard error of the 5 per cent quantile of an even spread over 0 to 1.
        Assert.Equal(Math.Sqrt(0.05 * 0.95 / 100), few.LowError, 2e-3);
        Assert.InRange(many.LowError / few.LowError, 0.09, 0.11);

        static Spread Evenly(int count) => Spread.Of(Enumerable.Range(0, count).Select(k => (k + 0.5) / count));
    }

    [Fact]
    public void The_variance_is_shared_by_the_sources_that_are_drawn()
    {
        var input = Input();
        var draws = GameDraws.Create(input, new GameDrawOptions { Count = 60, Detailed = 2, Figures = false, Parameters = false }).Value;
        Assert.Equal(["elasticities"], draws.Sources);
        var spread = new SpreadOfGame(Point(input), draws).Answer(2, Token);
        // One source alone has all of the variance.
        foreach (var driver in spread.Drivers)
        {
            Assert.InRange(Math.Abs(driver.Total - 1), 0, 4 * driver.TotalError);
            Assert.True(driver.Alone.Low < driver.Alone.High);
        }
        Assert.Contains(spread.Tails, tail => Math.Abs(tail.Deviation) > 2 * tail.Error);
    }

    [Fact]
    public void Faults_of_draws_are_told_with_their_places()
    {
        File.WriteAllText(
            folder.File("bad.yaml"),
            DrawnGame.Text[..DrawnGame.Text.IndexOf("draws:", StringComparison.Ordinal)]
                + "draws: { count: 1, parts: [{ case: parts, least: 0.5 }, { case: part, least: 1 }] }\n"
        );
        var faults = GameInput.Read(Catalogue.Default, folder.File("bad.yaml")).Faults;
        Assert.Equal(3, faults.Length);
        Assert.All(faults, fault => Assert.NotNull(fault.Place));
        Assert.Contains(faults, fault => fault.Found == "unknown case 'parts'");
    }

    [Fact]
    public void Each_equation_of_choices_is_the_member_that_the_document_says()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "games.md"));
        var written = Regex.Matches(text, @"^    \((H\d)\) ", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        var rows = Regex.Matches(text, @"^\| \((H\d)\) \|[^|]+\| `ChoiceEquations\.(\w+)` \|", RegexOptions.Multiline);
        Assert.Equal(["H1", "H2", "H3"], written);
        Assert.Equal(written, rows.Select(row => row.Groups[1].Value));
        var source = File.ReadAllText(
            Path.Combine(Repository.Root, "src", "Entente.Games", "Uncertainty", $"{nameof(ChoiceEquations)}.cs")
        );
        foreach (Match row in rows)
            Assert.Matches($@"<summary>\({row.Groups[1].Value}\) [^<]*</summary>[^{{}}]* {row.Groups[2].Value}\(", source);
    }
}
