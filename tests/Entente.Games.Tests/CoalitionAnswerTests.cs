using System.Diagnostics;
using System.Globalization;
using Entente.Games.Coalitions;
using Entente.Games.Cooperative;
using Xunit;
using static Entente.Games.Tests.Blocs10;

namespace Entente.Games.Tests;

/// <summary>The coalition of a game file, on the ten blocs.</summary>
public sealed class CoalitionAnswerTests
{
    private static readonly string[] Names = ["EUR", "GBX", "USA", "CAU", "JKT", "TUR", "CHN", "IND", "ROW"];

    private static CoalitionAtHorizon Answer(string more, int threads = 0) =>
        Assert.Single(
            CoalitionAnswer
                .Of(
                    // The core stands in every game of these tests as what is in force; the coalition has its own.
                    Read(Game(Coalition(more))).Value.Game,
                    threads,
                    cancellation: TestContext.Current.CancellationToken
                )!
                .Horizons
        );

    [Fact]
    public void A_game_file_asks_for_what_the_reference_has_and_gets_it()
    {
        var at = Answer("  unit: points\n  valuation: [0, 0.1, 0.5]");
        Assert.Empty(at.Troubles);
        Assert.Equal(512, at.Table.Known.Length);
        foreach (var row in Rows("shapley.csv"))
        {
            var i = Array.IndexOf(Names, row["country"]);
            var loss = at.Contributions.Single(c => c.Member == i && c.Of == CoalitionSum.TargetsLoss);
            var cost = at.Contributions.Single(c => c.Member == i && c.Of == CoalitionSum.MembersLoss);
            Assert.Equal(Number(row["shapley_loss_points"]), loss.Shapley, Points);
            Assert.Equal(Number(row["unilateral_loss_points"]), loss.Alone, Points);
            Assert.Equal(Number(row["last_to_join_loss_points"]), loss.Last, Points);
            Assert.Equal(Number(row["banzhaf_loss_points"]), loss.Banzhaf!.Value, Points);
            Assert.Equal(Number(row["shapley_cost_musd"]), cost.Shapley, Money);
            Assert.Null(loss.StandardError);
            // What goes lost when one leaves is what it adds as the last.
            var world = at.Table.Baseline.World;
            Assert.Equal(loss.Last / 100 * world.Income[world.Country("RUS")], at.AllButOne[i].AddedLoss, Money);
        }
        foreach (var (row, step) in Rows("greedy_order.csv").Zip(at.Greedy))
        {
            Assert.Equal(row["joins"], Names[step.Step.Member]);
            Assert.Equal(Number(row["usd_imposed_per_own_usd"]), step.Step.Ratio, 1e-6);
            // Not optimal, never better than the best for the money.
            Assert.True(step.BestLoss >= step.Loss);
        }
        Assert.Equal("CHN", Names[at.Next[0].Member]);
        foreach (var (list, beta) in new[] { (0, "0"), (1, "0.1"), (2, "0.5") })
        {
            var row = Rows("stability.csv").Single(r => r["beta_points_per_point"] == beta);
            var joining = at.Joining[list];
            Assert.Equal(int.Parse(row["internally_stable"], CultureInfo.InvariantCulture), joining.Stability.Count(s => s.IsInternal));
            Assert.Equal(int.Parse(row["externally_stable"], CultureInfo.InvariantCulture), joining.Stability.Count(s => s.IsExternal));
            // A coalition is stable exactly where joining as it does is an equilibrium.
            Assert.Equal(joining.Stability.Where(s => s.IsStable).Select(s => s.Profile), joining.Equilibria!.Value.Select(e => e.Profile));
            Assert.Equal(1, joining.Basins.Sum() + joining.Circling, 1e-12);
        }
    }

    [Fact]
    public void Burdens_of_the_core_are_shared_as_expected_and_the_deciders_alone_decide()
    {
        const string Core = """
            coalition:
              case: ban
              deciders: [JKT, CAU]
              blocs:
                - { name: EUR, countries: EUR }
                - { name: USA, countries: USA }
                - { name: GBX, countries: GBX }
                - { name: CAU, countries: CAU }
                - { name: JKT, countries: JKT }
            """;
        var at = CoalitionAnswer.Of(Read(Game(Core)).Value.Game, cancellation: TestContext.Current.CancellationToken)!.Horizons[0];
        var expected = Json("alignment.json").GetProperty("burden_sharing_core");
        for (var i = 0; i < at.Table.Members.Length; i++)
        {
            var code = at.Table.Members[i].Name;
            Assert.Equal(expected.GetProperty("transfers_musd").GetProperty(code).GetDouble(), at.Transfers.Received[i], Money);
            Assert.Equal(expected.GetProperty("without").GetProperty(code).GetDouble(), at.Transfers.Before[i], Points);
            Assert.Equal(expected.GetProperty("common_real_income_pct").GetDouble(), at.Transfers.After[i], Points);
        }
        Assert.Equal(0, at.Transfers.Received.Sum(), Money);
        // With nothing to gain nobody who decides joins; the others are in.
        var equilibrium = Assert.Single(at.Joining[0].Equilibria!.Value);
        Assert.Equal("EUR, USA, GBX", at.Table.Named(equilibrium.Profile));
        Assert.Equal(4, at.Joining[0].Stability.Length);
    }

    [Fact]
    public void Numbers_do_not_depend_on_threads_and_all_coalitions_take_seconds()
    {
        var clock = Stopwatch.StartNew();
        var one = Answer("", threads: 2);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
        var other = Answer("", threads: 1);
        foreach (var coalition in one.Table.Known)
            Assert.Equal(one.Table.RealIncome(coalition, 0), other.Table.RealIncome(coalition, 0));
        Assert.Equal(one.Contributions, other.Contributions);
    }

    [Fact]
    public void Values_by_sampled_orders_are_within_their_errors_and_say_so()
    {
        var exact = Answer("").Contributions;
        var sampled = Answer("  pairs: 20").Contributions;
        Assert.Equal(exact.Length, sampled.Length);
        foreach (var (one, other) in exact.Zip(sampled))
        {
            Assert.Null(other.Banzhaf);
            Assert.True(other.StandardError > 0);
            Assert.InRange(Math.Abs(one.Shapley - other.Shapley), 0, 5 * other.StandardError!.Value);
            Assert.Equal(one.Alone, other.Alone, 1e-8 * (1 + Math.Abs(one.Alone)));
        }
    }

    /// <summary>A point valued in money is worth more points to a small country, in the ratio of incomes.</summary>
    [Fact]
    public void Money_and_points_are_two_units_of_one_valuation()
    {
        var at = Answer("");
        var world = at.Table.Baseline.World;
        var (money, points) = (
            Read(Game(Coalition("  valuation: 0.5"))).Value.Game.Coalition!,
            Read(Game(Coalition("  valuation: 0.5\n  unit: points"))).Value.Game.Coalition!
        );
        var russia = world.Country("RUS");
        Assert.Equal(0.5, CoalitionAnswer.InPoints(at.Table, points, russia, 0, 5));
        Assert.Equal(
            0.5 * world.Income[russia] / world.Income[world.Country("TUR")],
            CoalitionAnswer.InPoints(at.Table, money, russia, 0, 5),
            1e-12
        );
        // What all keep is what the target loses, valued, less what they lose.
        var kept = CoalitionAnswer
            .Of(Read(Game(Coalition("  valuation: 0.5"))).Value.Game, cancellation: TestContext.Current.CancellationToken)!
            .Horizons[0];
        Assert.Equal(
            9 * 0.5 * (kept.Table.Loss(kept.Table.Everybody, russia) - kept.Table.Loss(0, russia))
                - kept.Table.AddedLossOfMembers(kept.Table.Everybody),
            kept.Joining[0].Kept,
            Money
        );
    }

    [Fact]
    public void Every_fault_of_a_coalition_is_told_at_once_with_its_place()
    {
        var faults = Read(
            Game(
                """
                coalition:
                  case: bann
                  unit: dollars
                  pairs: 1
                  horizon: shor
                  deciders: [USB]
                  valuation: [0, much]
                  blocs:
                    - { name: EUR, countries: EUR }
                    - { name: USA, countries: [USA, EUR] }
                    - { name: USA, countries: RUS, case: ban }
                """
            )
        ).Faults;
        // What the file itself says wrong comes first; what it names that is not there needs a sound file.
        foreach (var found in new[] { "unit 'dollars'", "pairs 1", "valuation 'much'" })
            Assert.Single(faults, f => f.Found.Contains(found, StringComparison.Ordinal) && f.Place!.Line > 0);
        var more = Read(
            Game(
                """
                coalition:
                  case: bann
                  horizon: shor
                  deciders: [USB]
                  blocs:
                    - { name: EUR, countries: EUR }
                    - { name: USA, countries: [USA, EUR] }
                    - { name: USA, countries: RUS, case: ban }
                """
            )
        ).Faults;
        foreach (
            var found in new[]
            {
                "unknown case 'bann'",
                "horizon 'shor'",
                "bloc 'USB'",
                "EUR in the blocs",
                "with the target in it",
                "bloc 'USA' for the second time",
            }
        )
            Assert.Contains(more, f => f.Found.Contains(found, StringComparison.Ordinal) && f.Place!.Line > 0);
    }

    [Fact]
    public void Shapley_values_of_a_game_like_another_are_near_from_few_of_its_coalitions_and_add_up()
    {
        var game = Read(Game(Coalition("  unit: points"))).Value.Game;
        var question = game.Coalition!;
        // The same blocs where trade finds other ways less well.
        var other = Blocs10.Baseline.World.WithThetas([.. Blocs10.Baseline.World.Thetas.Select(theta => 0.8 * theta)]);
        var (like, whole) = (Table(Blocs10.Baseline), Table(Entente.Baseline.Create(other, Blocs10.Baseline.Options).Value));
        var carried = new CarriedShapley(like.TargetsLoss(game.Target));
        var exact = PowerIndices.Of(whole.TargetsLoss(game.Target));
        var values = SampledShapley
            .Orders(9, 8, 3)
            .Select(order =>
            {
                var asked = CarriedShapley.Asked(9, order).ToHashSet();
                Assert.InRange(asked.Count, 20, 40);
                var without = whole.LossInPoints(0, game.Target);
                var (own, putRight) = carried.Of(
                    s => asked.Contains(s) ? whole.LossInPoints(s, game.Target) - without : throw new InvalidOperationException($"{s}"),
                    order
                );
                Assert.Equal(exact.Shapley.Sum(), own.Sum(), 1e-9);
                for (var i = 0; i < 9; i++)
                    Assert.InRange(Math.Abs(own[i] - exact.Shapley[i]), 0, 0.02 * exact.Shapley.Max());
                return (own, putRight);
            })
            .ToList();
        // What orders put right says how far one value is off.
        var off = RootMeanSquare(values.SelectMany(v => v.own.Zip(exact.Shapley, (a, b) => a - b)));
        Assert.InRange(off / RootMeanSquare(values.SelectMany(v => v.putRight)), 0.2, 2);
        // Carried to itself, nothing is put right.
        var (same, nothing) = carried.Of(s => like.TargetsLoss(game.Target)[s], SampledShapley.Orders(9, 1, 3).First());
        Assert.All(nothing, x => Assert.Equal(0, x, 1e-12));
        Assert.Equal(PowerIndices.Of(like.TargetsLoss(game.Target)).Shapley.Sum(), same.Sum(), 1e-9);

        CoalitionTable Table(Baseline baseline) =>
            CoalitionTable.Of(baseline, question.Members, question.Common, cancellation: TestContext.Current.CancellationToken);

        static double RootMeanSquare(IEnumerable<double> values) => Math.Sqrt(values.Average(x => x * x));
    }
}
