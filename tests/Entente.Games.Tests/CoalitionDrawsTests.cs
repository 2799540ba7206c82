using Entente.Data.Worlds;
using Entente.Games.Coalitions;
using Entente.Games.Cooperative;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>The coalition of a game over draws, on an invented world: against all coalitions of every drawn game.</summary>
public sealed class CoalitionDrawsTests : IDisposable
{
    private const int Count = 3;

    private readonly TemporaryFolder folder = new();

    public CoalitionDrawsTests() =>
        WorldWriter.Write(SpreadWorld.Random(1, 8, 2, SpreadWorld.Everything, elasticities: true), Path.Combine(folder.Path, "w"));

    public void Dispose() => folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GameInput Input(int blocs)
    {
        string[] codes = ["C0", "C1", "C2", "C4", "C5", "C6", "C7"];
        var members = string.Join(", ", codes.Take(blocs).Select(code => $"{{ name: {code}, countries: {code} }}"));
        return DrawnGame.Read(
            folder.Path,
            $$"""
            title: Coalition
            scenario:
              title: What is done
              world: w
              horizon: long
              cases:
                - { name: joins, measures: [{ kind: embargo, from: C0, to: C3, both: true }] }
                - { name: ban, measures: [{ kind: tariff, by: joiner, on: C3, rate: 0.5 }] }
            target: C3
            pressed:
              - { country: C0, options: [{ name: stays }, { name: joins, case: joins }] }
            senders:
              - { name: C1, countries: C1 }
            coalition: { case: ban, blocs: [{{members}}] }
            draws: { count: 5, coalitions: {{Count}}, seed: 3 }
            """
        );
    }

    private static CoalitionAnswer Drawn(GameInput input, int threads = 0, KeptAnswers? kept = null)
    {
        var answers = new GameAnswers(input.Game, kept);
        var draws = GameDraws.Create(input, input.Draws!).Value;
        var answer = CoalitionAnswer.Of(input.Game, threads, answers: answers)!;
        return CoalitionDraws.With(answer, draws, answers, threads, cancellation: Token);
    }

    private static List<CoalitionTable> Tables(GameInput input)
    {
        var draws = GameDraws.Create(input, input.Draws!).Value;
        return
        [
            .. Enumerable
                .Range(0, Count)
                .Select(k => draws.Of(draws.Whole(k)).Value)
                .Select(game =>
                    CoalitionTable.Of(game.Horizons[0].Baseline, game.Coalition!.Members, game.Coalition.Common, cancellation: Token)
                ),
        ];
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Bands_are_those_of_all_coalitions_of_every_draw(int blocs)
    {
        var input = Input(blocs);
        var (drawn, tables) = (Assert.Single(Drawn(input).Drawn), Tables(input));
        var exact = tables.Select(table => PowerIndices.Of(table.TargetsLoss(input.Game.Target))).ToList();
        var isCarried = blocs > CoalitionDraws.MostWhole;
        Assert.Equal(!isCarried, drawn.Solved == 1 << blocs);
        var largest = exact.Max(e => e.Shapley.Max());
        for (var i = 0; i < blocs; i++)
        {
            var own = drawn.For(i, CoalitionSum.TargetsLoss);
            Near(exact.Select(e => e.Unilateral[i]), own.Alone, 1e-7);
            Near(exact.Select(e => e.LastToJoin[i]), own.Last, 1e-7);
            // Draws of this world are far from one another: one pair of orders leaves more than on the ten blocs.
            Near(exact.Select(e => e.Shapley[i]), own.Shapley, isCarried ? 0.06 * largest : 1e-7);
            // Who trades little with the target adds what it adds whoever is in: nothing of that is put right.
            Assert.InRange(own.PutRight, 0, isCarried ? 0.1 * largest : 0);
            Assert.Equal((Count, 0), (own.Shapley.Draws, own.Shapley.Without));
        }
        Assert.Equal(isCarried, drawn.Contributions.Max(c => c.PutRight) > 1e-6 * largest);
        Near(exact.Select(e => e.Shapley.Sum()), drawn.TargetsLoss, 1e-7);
        for (var i = 0; i < blocs; i++)
        {
            var added = tables.Select(t => t.Loss(t.Everybody, input.Game.Target) - t.Loss(t.Everybody & ~(1 << i), input.Game.Target));
            Near(added, drawn.AllButOne[i].AddedLoss, 1e-3);
        }

        static void Near(IEnumerable<double> expected, Spread found, double within)
        {
            var spread = Spread.Of(expected);
            Assert.Equal(spread.Low, found.Low, within);
            Assert.Equal(spread.High, found.High, within);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Greedy_orders_and_joining_are_those_of_all_coalitions_of_every_draw_or_as_near_as_is_told(int blocs)
    {
        var input = Input(blocs);
        var (answer, tables) = (Drawn(input), Tables(input));
        var (drawn, target, isCarried) = (Assert.Single(answer.Drawn), input.Game.Target, blocs > CoalitionDraws.MostWhole);
        // Two members gain by a tariff that the target answers with nothing: margins are of both signs.
        var joining = Assert.Single(drawn.Joining);
        Assert.Equal(isCarried, joining.MarginOff > 1e-9);
        var games = tables
            .Select(table => table.Joining(target, i => CoalitionAnswer.InPoints(table, answer.Question, target, 0, i)))
            .ToList();
        var (off, all) = (0, 0);
        for (var profile = 0; profile < 1 << blocs; profile++)
        {
            var (exact, found) = (games.Select(game => game.Stability(profile)).ToList(), joining.Stability[profile]);
            foreach (
                var (margins, spread) in new[]
                {
                    (Spread.Of(exact.Select(e => e.InternalMargin)), found.Internal),
                    (Spread.Of(exact.Select(e => e.ExternalMargin)), found.External),
                }
            )
            {
                Assert.Equal((Count, 0), (spread.Draws, spread.Without));
                if (!double.IsFinite(margins.Median))
                {
                    Assert.Equal(margins.Median, spread.Median);
                    continue;
                }
                all++;
                off += Math.Abs(margins.Median - spread.Median) <= joining.MarginOff + 1e-7 ? 0 : 1;
            }
            if (!isCarried)
                Assert.Equal(exact.Average(e => e.IsStable ? 1.0 : 0), found.IsStable);
        }
        Assert.InRange((double)off / all, 0, isCarried ? 0.2 : 0);
        foreach (var equilibrium in joining.Equilibria)
        {
            var share = games.Average(game => game.Equilibria(CoalitionAnswer.Tie).Any(e => e.Profile == equilibrium.Profile) ? 1.0 : 0);
            Assert.InRange(equilibrium.Probability, share - equilibrium.Unsettled - 1e-12, share + equilibrium.Unsettled + 1e-12);
        }
        HoldSharing(answer, joining, tables, target, isCarried);
        Assert.Equal(answer.Horizons[0].Greedy.Length, drawn.Greedy.Length);
        for (var k = 0; k < blocs && !isCarried; k++)
        {
            var step = answer.Horizons[0].Greedy[k].Step;
            var share = tables.Average(table => GrowingCoalition.Greedy(table, target)[k].Member == step.Member ? 1.0 : 0);
            Assert.Equal(share, drawn.Greedy[k].Step.Same);
            var cost = Spread.Of(tables.Select(table => table.AddedLossOfMembers(step.Coalition)));
            Assert.Equal(cost.Median, drawn.Greedy[k].Cost.Median, 1e-6 * (1 + Math.Abs(cost.Median)));
        }
    }

    /// <summary>The nucleolus is that of all coalitions of every draw, or what those carried over make of it.</summary>
    private static void HoldSharing(
        CoalitionAnswer answer,
        JoiningSpread joining,
        List<CoalitionTable> tables,
        int target,
        bool isCarried
    )
    {
        var exact = tables
            .Select(table =>
                CoalitionAnswer.NucleolusOf(table, target, i => CoalitionAnswer.InPoints(table, answer.Question, target, 0, i))
            )
            .ToList();
        var found = exact.Where(own => own.Success).Select(own => own.Value).ToList();
        Assert.Equal((found.Count, Count - found.Count), (joining.Sharing.LeastExcess.Draws, joining.Sharing.LeastExcess.Without));
        Assert.NotEmpty(found);
        var largest = found.Max(own => own.Payoffs.Max(Math.Abs));
        var within = (isCarried ? 0.1 : 1e-6) * largest;
        Assert.Equal(Spread.Of(found.Select(own => own.LeastExcess)).Median, joining.Sharing.LeastExcess.Median, within);
        for (var i = 0; i < tables[0].Members.Length; i++)
            Assert.Equal(Spread.Of(found.Select(own => own.Payoffs[i])).Median, joining.Sharing.Payoffs[i].Median, within);
        if (!isCarried)
            Assert.Equal(found.Average(own => own.CoreIsEmpty ? 1.0 : 0), joining.Sharing.CoreIsEmpty);
    }

    [Fact]
    public void They_have_the_same_bits_on_any_number_of_threads_and_from_what_was_kept()
    {
        var input = Input(7);
        var one = Bits(Drawn(input, 1));
        using (var kept = KeptAnswers.Open(folder.File("o"), "x").Value)
            Assert.Equal(one, Bits(Drawn(input, 3, kept)));
        using var again = KeptAnswers.Open(folder.File("o"), "x").Value;
        Assert.Equal(one, Bits(Drawn(input, 2, again)));
        Assert.Equal(again.Before, again.Count);

        static IEnumerable<(double, double, double, double)> Bits(CoalitionAnswer answer) =>
            answer
                .Drawn.SelectMany(at => at.Contributions)
                .Select(c => (c.Alone.Low, c.Last.High, c.Shapley.Low, c.PutRight))
                .Concat(answer.Drawn.SelectMany(at => at.Joining).Select(j => (j.MarginOff, j.Stability[5].Internal.Low, 0.0, 0.0)))
                .Concat(answer.Drawn.SelectMany(at => at.Greedy).Select(g => (g.Cost.Low, g.BestLoss.High, g.SameBest, g.Step.Same)))
                .Concat(answer.Drawn.SelectMany(at => at.Joining).SelectMany(j => j.Sharing.Payoffs).Select(r => (r.Low, r.High, 0.0, 0.0)))
                .Concat(answer.Drawn.SelectMany(at => at.Received).Select(r => (r.Low, r.High, 0.0, 0.0)));
    }
}
