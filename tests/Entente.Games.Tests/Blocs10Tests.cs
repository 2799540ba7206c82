using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Entente.Data.Worlds;
using Entente.Games.Alignment;
using Entente.Games.Coalitions;
using Entente.Games.Cooperative;
using Entente.Games.Exposure;
using Entente.Measures;
using Entente.Numerics;
using Xunit;
using static Entente.Games.Tests.Blocs10;

namespace Entente.Games.Tests;

/// <summary>
/// Ten blocs, six sectors: results of an independent implementation, to 1e-8 points of real income, 1e-6 on rates and 1e-3 million
/// USD.
/// </summary>
public sealed class Blocs10Tests
{
    private static readonly ImmutableArray<Word> Core = ["EUR", "USA", "GBX", "CAU", "JKT"];
    private static readonly string[] Others = ["EUR", "GBX", "USA", "CAU", "JKT", "TUR", "CHN", "IND", "ROW"];

    private static readonly Lazy<CoalitionTable> Table = new(() =>
        CoalitionTable.Of(Blocs, [.. Others.Select(code => new CoalitionMember(code, [code], [Embargo(code)]))], [])
    );

    private static Baseline Blocs => Blocs10.Baseline;

    private static int Russia => Blocs.World.Country("RUS");

    private static Embargo Embargo(params ImmutableArray<Word> members) =>
        new Embargo
        {
            From = members,
            To = ["RUS"],
            Sectors = ["goods"],
            Both = true,
        };

    private static string Named(int coalition) => Table.Value.Named(coalition).Replace(",", "", StringComparison.Ordinal);

    private static void SameIncomes(JsonElement expected, Counterfactual answer) => SameIncomes(expected, Play.Of(answer));

    private static void SameIncomes(JsonElement expected, Play play)
    {
        Assert.True(play.Converged, play.Explanation);
        foreach (var country in expected.EnumerateObject())
            Assert.Equal(country.Value.GetDouble(), GameAnswers.Percent(play, Blocs.World.Country(country.Name)), Points);
    }

    [Fact]
    public void All_coalitions_have_the_real_incomes_of_an_independent_implementation()
    {
        Assert.Empty(Table.Value.WithoutAnswer);
        foreach (var row in Rows("coalitions.csv"))
        {
            var coalition = row["members"]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Sum(code => 1 << Array.IndexOf(Others, code));
            foreach (var country in Blocs.World.Countries)
                Assert.Equal(
                    Number(row[$"{country.Code}_real_income_pct"]),
                    -Table.Value.LossInPoints(coalition, Blocs.World.Country(country.Code)),
                    Points
                );
        }
    }

    [Fact]
    public void Each_bloc_adds_what_it_adds_alone_last_and_on_average()
    {
        var (loss, cost) = (PowerIndices.Of(Table.Value.TargetsLoss(Russia)), PowerIndices.Of(Table.Value.MembersLoss()));
        foreach (var row in Rows("shapley.csv"))
        {
            var i = Array.IndexOf(Others, row["country"]);
            Assert.Equal(Number(row["shapley_loss_points"]), loss.Shapley[i], Points);
            Assert.Equal(Number(row["unilateral_loss_points"]), loss.Unilateral[i], Points);
            Assert.Equal(Number(row["last_to_join_loss_points"]), loss.LastToJoin[i], Points);
            Assert.Equal(Number(row["banzhaf_loss_points"]), loss.Banzhaf[i], Points);
            Assert.Equal(Number(row["shapley_cost_musd"]), cost.Shapley[i], Money);
            Assert.Equal(Number(row["unilateral_cost_musd"]), cost.Unilateral[i], Money);
            Assert.Equal(Number(row["cost_in_grand_musd"]), Table.Value.LossOf(Table.Value.Everybody, i), Money);
        }
        Assert.Equal(Table.Value.LossInPoints(Table.Value.Everybody, Russia), loss.Shapley.Sum(), 1e-9);
    }

    [Fact]
    public void The_coalition_grows_by_who_imposes_most_for_what_it_costs()
    {
        var steps = GrowingCoalition.Greedy(Table.Value, Russia);
        foreach (var (row, step) in Rows("greedy_order.csv").Zip(steps))
        {
            Assert.Equal(row["joins"], Others[step.Member]);
            Assert.Equal(Number(row["added_loss_musd"]), step.AddedLoss, Money);
            Assert.Equal(Number(row["added_cost_musd"]), step.AddedCost, Money);
            // Not optimal: for the same money there may be a better one, never a worse.
            var best = GrowingCoalition.Best(Table.Value, Russia, Table.Value.LossOfMembers(step.Coalition));
            Assert.True(Table.Value.Loss(best, Russia) >= Table.Value.Loss(step.Coalition, Russia));
        }
        Assert.Equal(Others.Length, steps.Length);
    }

    [Fact]
    public void Coalitions_are_stable_at_eleven_valuations_as_expected()
    {
        foreach (var row in Rows("stability.csv"))
        {
            var game = Table.Value.Joining(Russia, _ => Number(row["beta_points_per_point"]));
            var all = Enumerable.Range(0, game.Profiles).Select(game.Stability).ToList();
            Assert.Equal(int.Parse(row["internally_stable"], CultureInfo.InvariantCulture), all.Count(s => s.IsInternal));
            Assert.Equal(int.Parse(row["externally_stable"], CultureInfo.InvariantCulture), all.Count(s => s.IsExternal));
            var stable = all.Where(s => s.IsStable).ToList();
            Assert.Equal(int.Parse(row["stable"], CultureInfo.InvariantCulture), stable.Count);
            Assert.Equal(
                row["stable_coalitions"],
                string.Join(';', stable.Select(s => s.Profile == 0 ? "(none)" : Named(s.Profile)))
            );
            // How near anybody is to a tie, whatever the coalition.
            var margins =
                from s in Enumerable.Range(0, game.Profiles)
                from i in Enumerable.Range(0, game.Players)
                select game.Margin(i, s);
            Assert.Equal(Number(row["smallest_margin_points"]), margins.Min(Math.Abs), Points);
        }
    }

    [Theory]
    [InlineData("price_of_alignment_core", false)]
    [InlineData("price_of_alignment_EUR", true)]
    public void The_price_of_alignment_leaves_Turkey_indifferent(string name, bool europeAlone)
    {
        var expected = Json("alignment.json").GetProperty(name);
        var price = PriceOfAlignment
            .Find([(Blocs, 1)], Blocs.World.Country("TUR"), [Embargo(Core)], [Embargo([.. Core, "TUR"])], europeAlone ? ["EUR"] : Core)
            .Value;
        Assert.Equal(expected.GetProperty("transfer_musd").GetDouble(), price.Transfer, Money);
        Assert.Equal(expected.GetProperty("share_of_income_pct").GetDouble(), 100 * price.ShareOfIncome, 1e-6);
        Assert.Equal(expected.GetProperty("first_guess_musd").GetDouble(), price.Naive, Money);
        Assert.InRange(Math.Abs(price.Indifference), 0, Points);
        SameIncomes(expected.GetProperty("real_income_pct"), Assert.Single(price.Paid));
    }

    [Fact]
    public void Turkey_abstains_and_joins_as_expected()
    {
        SameIncomes(Json("alignment.json").GetProperty("abstain"), Blocs.Solve(Embargo(Core)));
        SameIncomes(Json("alignment.json").GetProperty("join"), Blocs.Solve(Embargo([.. Core, "TUR"])));
    }

    [Theory]
    [InlineData("burden_sharing_core", false)]
    [InlineData("burden_sharing_core_TUR", true)]
    public void Burdens_are_shared_by_the_transfers_expected(string name, bool turkey)
    {
        var expected = Json("alignment.json").GetProperty(name);
        ImmutableArray<Word> members = turkey ? [.. Core, "TUR"] : Core;
        SameIncomes(expected.GetProperty("without"), Blocs.Solve(Embargo(members)));
        var shared = Blocs.Solve(Embargo(members), new BurdenSharing { Members = members });
        SameIncomes(expected.GetProperty("with_"), shared);
        foreach (var transfer in expected.GetProperty("transfers_musd").EnumerateObject())
            Assert.Equal(transfer.Value.GetDouble(), shared[$"transfer:{transfer.Name}"], Money);
    }

    [Fact]
    public void The_tariff_that_makes_joining_as_good_is_found()
    {
        var expected = Json("alignment.json").GetProperty("tipping_secondary_tariff");
        var joins = Blocs.Solve(Embargo([.. Core, "TUR"]))["real_income_pct:TUR"];
        var points = Enumerable.Range(0, 11).Select(k => 0.02 * k).ToList();
        var root = Assert.Single(ScalarRoot.Scan(rate => Punished(rate)["real_income_pct:TUR"] - joins, points, 1e-9, out _));
        Assert.Equal(expected.GetProperty("added_rate").GetDouble(), root.At, 1e-6);
        SameIncomes(expected.GetProperty("real_income_pct"), Punished(root.At));

        static Counterfactual Punished(double rate) =>
            Blocs.Solve(
                Embargo(Core),
                new Tariff
                {
                    By = Core,
                    On = ["TUR"],
                    Sectors = ["goods"],
                    Rate = rate,
                    Mode = RateMode.Add,
                }
            );
    }

    [Fact]
    public void Friends_and_enemies_have_their_closed_form()
    {
        var world = WorldFolder.Read(Folder("world_one_sector")).Value;
        var found = FriendsAndEnemies.Of(world).Value;
        foreach (var (name, table) in new[] { ("income", found.Income), ("welfare", found.Welfare) })
            foreach (var row in Rows($"friends_one_sector_{name}.csv"))
                foreach (var column in world.Countries)
                    Assert.Equal(
                        Number(row[column.Code]),
                        table[world.Country(row["country"]), world.Country(column.Code)],
                        1e-10
                    );
        Assert.False(FriendsAndEnemies.Of(Blocs.World).Success);
    }
}
