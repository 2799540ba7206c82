using System.Collections.Immutable;
using Entente.Data;
using Entente.Games.Alignment;
using Entente.Games.Credibility;
using Entente.Games.Files;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>Games as files, on the ten blocs.</summary>
public sealed class AlignmentGameTests
{
    private static string Text(string more = "", string levers = "") =>
        $$"""
        title: Turkey
        scenario:
          title: What is done
          world: {{Path.Combine(Reference.Folder("game"), "blocs10", "world")}}
          groups: { core: [EUR, USA, GBX, CAU, JKT] }
          cases:
            - name: core
              measures:
                - { kind: embargo, from: core, to: RUS, sectors: goods, both: true }
            - name: joins
              measures:
                - { kind: embargo, from: TUR, to: RUS, sectors: goods, both: true }
            - name: tariff
              measures:
                - { kind: tariff, by: core, on: TUR, sectors: goods, rate: 0.2, mode: add }
            - name: answer
              measures:
                - { kind: embargo, from: RUS, to: TUR, sectors: SER, both: true }
        target: RUS
        common: core
        pressed:
          - country: TUR
            options:
              - { name: abstains }
              - { name: joins, case: joins }
        senders:
          - { name: core, countries: core }
        levers:
          - { name: tariff, by: core, case: tariff, when: abstains }
          - { name: answer, by: RUS, case: answer, when: joins }
        {{levers}}
        {{more}}
        """;

    private static readonly SolveOptions Exactly = new() { Tolerance = 1e-12 };

    private static Checked<GameInput> Read(string text) => Read(text, Exactly);

    private static Checked<GameInput> Read(string text, SolveOptions options)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "game.yaml");
        File.WriteAllText(file, text);
        return GameInput.Read(Catalogue.Default, file, options: options);
    }

    [Fact]
    public void The_price_and_the_tipping_tariff_of_ten_blocs_come_out_of_a_file()
    {
        var answer = AlignmentAnswer.Of(Read(Text()).Value.Game, 11, cancellation: TestContext.Current.CancellationToken);
        var price = answer.Prices.Single(p => p is { IsPunished: false, IsRetaliated: false }).Price.Value;
        Assert.Equal(5266.977870252156, price.Transfer, 1e-3);
        // The lever is a fifth: the tariff that tips is that part of it.
        var tariff = answer.Tipping.Single(t => t.Point.Lever == 0).Point;
        Assert.Equal(0.09391964082005672, 0.2 * Assert.Single(tariff.Roots).At, 1e-6);
        var frontier = Assert.Single(answer.Frontiers);
        Assert.True(frontier.IsSeparable);
        Assert.Equal(22, frontier.Solves);
        // Unpressed it stays out; at the full tariff, unanswered, it joins.
        Assert.Equal((0, 1), (frontier.Best[0][0], frontier.Best[10][0]));
        // Where a country is on the map does not depend on threads.
        var again = AlignmentFrontier.Of(
            new GameAnswers(answer.Answers.Game),
            0,
            0,
            11,
            threads: 1,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(frontier.Margin.SelectMany(row => row), again.Margin.SelectMany(row => row));
    }

    [Fact]
    public void A_map_of_levers_that_meet_is_solved_whole_and_agrees_with_single_plays()
    {
        var game = Read(Text(levers: "  - { name: aid, by: core, case: tariff, when: joins }")).Value.Game;
        var answers = new GameAnswers(game);
        var frontier = AlignmentFrontier.Of(answers, 0, 0, 3, cancellation: TestContext.Current.CancellationToken);
        Assert.False(frontier.IsSeparable);
        var payoffs = Enumerable.Range(0, 2).Select(o => answers.Payoff(0, 0, [o], answers.Scales(0, 0.5, 1))).ToList();
        Assert.Equal(payoffs.Max() - payoffs.Min(), frontier.Margin[1][2], 1e-9);
    }

    /// <summary>What is laid between plays is as near as it says to those it was held against, and to all others.</summary>
    [Fact]
    public void A_map_laid_between_plays_is_that_of_all_plays_within_what_it_says()
    {
        var game = Read(Text(levers: "  - { name: aid, by: core, case: tariff, when: joins }")).Value.Game;
        var laid = AlignmentFrontier.Of(new GameAnswers(game), 0, 0, 21, cancellation: TestContext.Current.CancellationToken);
        var whole = AlignmentFrontier.Of(
            new GameAnswers(game),
            0,
            0,
            21,
            isDirect: true,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal((0.0, 0), (whole.Gap, whole.HeldAgainst));
        Assert.InRange(laid.Gap, 1e-13, 1e-5);
        Assert.InRange(laid.HeldAgainst, 10, 40);
        Assert.True(laid.Solves < 0.7 * whole.Solves);
        foreach (var (some, all) in laid.Margin.Zip(whole.Margin))
            Assert.All(some.Zip(all), cell => Assert.Equal(cell.Second, cell.First, 2 * laid.Gap));
    }

    /// <summary>Where payoffs are bent no few pressures will do, and all plays are asked.</summary>
    [Theory]
    [InlineData(0.3, true)]
    [InlineData(double.NaN, true)]
    [InlineData(2, false)]
    public void Bent_payoffs_are_asked_everywhere(double bend, bool isWhole)
    {
        double[][] Exact(IReadOnlyList<int> pressures, IReadOnlyList<int> retaliations) =>
            [.. pressures.Select(x => retaliations.Select(y => Math.Abs(x / 40.0 - bend) + 0.1 * x * y).ToArray())];
        var surface = PayoffSurface.Of(Exact, 41);
        Assert.Equal(isWhole, surface.HeldAgainst == 0);
        Assert.Equal(isWhole, surface.Solves == 41 * 41);
        Assert.Equal(Math.Abs(11 / 40.0 - bend) + 0.1 * 11 * 7, surface.Values[11][7], 1e-12);
    }

    /// <summary>Of two countries under pressure each is looked at by itself, levers against the other being at rest.</summary>
    [Fact]
    public void Levers_against_one_country_do_not_move_the_choice_of_another()
    {
        var text = Text()
            .Replace("target: RUS", "target: RUS\nturns: { scales: [0, 1] }", StringComparison.Ordinal)
            .Replace("when: ", "against: TUR, when: ", StringComparison.Ordinal)
            .Replace(
                "senders:",
                "  - { country: IND, options: [{ name: abstains }, { name: joins, case: answer }] }\nsenders:",
                StringComparison.Ordinal
            );
        var answer = AlignmentAnswer.Of(Read(text).Value.Game, 3, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([true, true], answer.Frontiers.Select(f => f.IsSeparable));
        Assert.All(answer.Tipping.Where(t => t.Pressed == 1), t => Assert.Null(t.Point.Lever));
        // India meets no lever: the map is of one color and margin.
        Assert.Single(answer.Frontiers[1].Margin.SelectMany(row => row).Distinct());
        Assert.True(answer.Frontiers[0].Margin.SelectMany(row => row).Distinct().Count() > 1);
    }

    /// <summary>A tariff that pays for itself needs no commitment; a ban that costs the target needs a reason.</summary>
    [Fact]
    public void Threats_cost_what_plays_say_and_are_carried_out_where_they_pay()
    {
        var game = Read(Text()).Value.Game;
        var answers = new GameAnswers(game);
        var threats = Threats.Of(answers, 0);
        var (tariff, answer) = (threats.Single(t => t.Lever == 0), threats.Single(t => t.Lever == 1));
        ImmutableArray<int> joins = [1];
        var (without, with) = (answers.At(0, joins), answers.At(0, joins, [0, 1]));
        Assert.Equal((without.RealIncome[game.Target] - with.RealIncome[game.Target]) * game.World.Income[game.Target], answer.Cost, 1e-6);
        Assert.True(answer.Cost > 0);
        Assert.False(answer.IsCredible);
        Assert.Equal(answer.Cost / answer.Harm, answer.ImpliedValuation!.Value, 1e-12);
        Assert.True(tariff.Harm > 0);
        Assert.Equal(tariff.Cost <= 0, tariff.IsCredible);
        // The target does not answer: it would lose. Bound senders get what they would have without being bound, or more.
        var scales = ImmutableArray.Create(0, 0.5, 1.0);
        var bound = Threats.InTurns(answers, 0, 0, [TurnPlayer.Senders, TurnPlayer.Pressed, TurnPlayer.Target], scales);
        var free = Threats.InTurns(answers, 0, 0, [TurnPlayer.Pressed, TurnPlayer.Senders, TurnPlayer.Target], scales);
        Assert.All(bound.Outcomes.Concat(free.Outcomes).Where(o => o.Option == 1), o => Assert.Equal(0, o.Retaliation));
        Assert.True(bound.Outcomes.Max(o => o.Senders) >= free.Outcomes.Max(o => o.Senders) - 1e-6);
        // What being bound is worth is told of all three, senders' being the difference of these two orders.
        var commitment = CommitmentValue.Of(answers, 0, 0, scales);
        Assert.Equal([TurnPlayer.Senders, TurnPlayer.Pressed, TurnPlayer.Target], commitment.Select(c => c.Player));
        Assert.All(commitment, c => Assert.True(c.Least <= c.Most));
        Assert.Equal(bound.Outcomes.Min(o => o.Senders), commitment[0].First.Outcomes.Min(o => o.Senders));
        Assert.True(commitment[0].Most >= -1e-6);
    }

    [Fact]
    public void Payoffs_add_up_and_value_what_they_are_told_to()
    {
        var game = Read(Text()).Value.Game;
        var valued = game with { Senders = [game.Senders[0] with { Valuation = 0.5 }] };
        var (plain, other) = (new GameAnswers(game), new GameAnswers(valued));
        ImmutableArray<int> joins = [1];
        var play = plain.At(0, joins);
        Assert.Equal(
            plain.SenderPayoff(0, 0, joins, plain.Scales(0)) + 0.5 * plain.TargetsLoss(play),
            other.SenderPayoff(0, 0, joins, other.Scales(0)),
            1e-9
        );
        Assert.Equal(-plain.TargetsLoss(play), plain.TargetPayoff(0, joins, plain.Scales(0)));
        Assert.Equal(1, game.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void Every_fault_of_a_game_is_told_at_once_with_its_place()
    {
        var faults = Read(
            """
            title: Wrong
            scenario:
              title: What is done
              world: world-2023
              cases:
                - name: joins
                  measures:
                    - { kind: embargo, from: SRB, to: RUS }
                - name: whole
                  measures:
                    - { kind: burden_sharing, members: eu27 }
            target: eu27
            pressed:
              - country: SRB
                options:
                  - { name: abstains }
                  - { name: joins, case: join }
            senders:
              - { name: EU, countries: eu27 }
            levers:
              - { name: a, by: EUU, case: joins, when: abstain }
              - { name: b, by: EU, case: whole, when: abstains, against: SRB }
            """
        ).Faults;
        Assert.Contains(faults, f => f.Found.Contains("unknown case 'join'", StringComparison.Ordinal));
        var sender = Assert.Single(faults, f => f.Found.Contains("'EUU'", StringComparison.Ordinal));
        Assert.Contains("EU", sender.Expected, StringComparison.Ordinal);
        Assert.Contains(faults, f => f.Found.Contains("'abstain'", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Found.Contains("countries", StringComparison.Ordinal) && f.Expected == "one country");
        Assert.All(faults, f => Assert.NotNull(f.Place));
    }

    [Fact]
    public void A_map_is_ended_by_the_token_of_its_solves()
    {
        using var source = new CancellationTokenSource();
        var answers = new GameAnswers(Read(Text(), Exactly with { Cancellation = source.Token }).Value.Game);
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            AlignmentFrontier.Of(answers, 0, 0, 5, threads: 2, cancellation: TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public void Answers_of_earlier_runs_are_gone_on_with_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var game = Read(Text()).Value.Game;
        var fresh = Of(null);
        using (var kept = Open())
        {
            // One thread, so that lines stand in the same order however threads come.
            var whole = Of(kept, threads: 1);
            Assert.Equal((0, Numbers(fresh)), (kept.Before, Numbers(whole)));
            // A row of plays is kept as one.
            Assert.InRange(kept.Count, 1, whole.Answers.Solved);
        }
        var file = Directory.EnumerateFiles(folder.File(KeptAnswers.Folder), "*.tsv").Single();
        var bytes = File.ReadAllBytes(file);
        // Killed in the middle of a line, and with a line that a failing disk has changed.
        bytes[Array.IndexOf(bytes, (byte)'\n') + 30] ^= 1;
        File.WriteAllBytes(file, bytes[..(bytes.Length * 3 / 5)]);
        using (var kept = Open(damaged: 1))
        {
            Assert.InRange(kept.Before, 10, 200);
            Assert.Equal(Numbers(fresh), Numbers(Of(kept)));
            // Held: another process is told to wait.
            Assert.Contains("being answered", KeptAnswers.Open(folder.Path, "g w").Faults.Single().Found, StringComparison.Ordinal);
        }
        // Whatever comes from other inputs is no answer, and stays where it is.
        using var other = KeptAnswers.Open(folder.Path, "g v").Value;
        Assert.Equal(0, other.Before);
        Assert.Equal(2, Directory.GetFiles(folder.File(KeptAnswers.Folder), "*.tsv").Length);

        KeptAnswers Open(int damaged = 0)
        {
            var opened = KeptAnswers.Open(folder.Path, "g w");
            Assert.Equal(damaged, opened.Warnings.Length);
            Assert.All(opened.Warnings, warning => Assert.Contains("1 damaged lines", warning, StringComparison.Ordinal));
            return opened.Value;
        }

        AlignmentAnswer Of(KeptAnswers? kept, int threads = 0) =>
            AlignmentAnswer.Of(
                game,
                5,
                threads,
                answers: new GameAnswers(game, kept),
                cancellation: TestContext.Current.CancellationToken
            );

        static string Numbers(AlignmentAnswer answer) =>
            string.Join(
                ' ',
                answer.Payoffs.Select(p => p.Payoff)
                    .Concat(answer.Prices.Select(p => p.Price.Success ? p.Price.Value.Transfer : double.NaN))
                    .Concat(answer.Frontiers.SelectMany(f => f.Margin.SelectMany(row => row)))
                    .Concat(answer.Tipping.SelectMany(t => t.Point.Roots.Select(r => r.At)))
                    .Select(value => BitConverter.DoubleToInt64Bits(value))
            );
    }

    [Fact]
    public void What_is_kept_comes_back_whatever_its_text()
    {
        using var folder = new TemporaryFolder();
        var answer = new KeptNumbers("a\tb\\n\r\nc \\", [0.1, -0.0, double.NaN, double.PositiveInfinity, 5e-324]);
        using (var kept = KeptAnswers.Open(folder.Path, "x").Value)
            kept.Add("key", answer);
        using var again = KeptAnswers.Open(folder.Path, "x").Value;
        Assert.Equal(answer.Text, again.Find("key")!.Text);
        Assert.Equal(Bits(answer), Bits(again.Find("key")!));

        static IEnumerable<long> Bits(KeptNumbers kept) => kept.Numbers.Select(BitConverter.DoubleToInt64Bits);
    }
}
