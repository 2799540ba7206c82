using Entente.Data.Worlds;
using Entente.Games.Exposure;
using Entente.Games.Files;
using Entente.Models;
using Entente.Testing;
using Xunit;
using static Entente.Games.Tests.Blocs10;

namespace Entente.Games.Tests;

/// <summary>Who depends on whom.</summary>
public sealed class ExposureTests
{
    /// <summary>In one sector without inputs, the derivatives of the full model are the closed form of friends and enemies.</summary>
    [Fact]
    public void Friends_and_enemies_of_the_full_model_are_the_closed_form_where_there_is_one()
    {
        var world = WorldFolder.Read(Folder("world_one_sector")).Value;
        var baseline = Baseline.Create(world, new BaselineOptions { Solve = new SolveOptions { Tolerance = 1e-13 } }).Value;
        var (closed, found) = (
            FriendsAndEnemies.Of(world).Value.Welfare,
            ExposureAnswer.Elasticities(baseline, Enumerable.Range(0, world.Countries.Length))
        );
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                Assert.Equal(closed[n, i], found[n][i], 1e-9);
    }

    /// <summary>
    /// One sector without inputs: what is lost at given wages is the price index without what came from the bloc, (1 - pi)^(1/theta).
    /// </summary>
    [Fact]
    public void Power_at_given_wages_has_its_closed_form_without_inputs()
    {
        var world = WorldFolder.Read(Folder("world_one_sector")).Value;
        var baseline = Baseline.Create(world).Value;
        var (of, by) = (world.Country("TUR"), world.Country("EUR"));
        var given = baseline
            .Solve(new Measures.Embargo { From = ["EUR"], To = ["TUR"] })
            .Equilibrium.Given;
        var expected = 100 * (1 - Math.Pow(1 - world.TradeShares[of, by, 0], 1 / world.Thetas[0]));
        Assert.Equal(expected, ExposureAnswer.AtGivenWages(given, of), 1e-10);
    }

    /// <summary>Accelerated rounds end where the equations end round by round, whatever goods are made of.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Power_at_given_wages_is_what_round_after_round_comes_to(int seed)
    {
        var given = Baseline
            .Create(SmallWorld.Random(seed, 5, 4))
            .Value.Solve(new Measures.Embargo { From = ["C1", "C2"], To = ["C0"] })
            .Equilibrium.Given;
        var index = CaliendoParro.Equations.ConsumerPrices(given, ExposureAnswer.RoundByRound(given, 0))[0];
        Assert.InRange(100 * (1 - 1 / index), 0.1, 100);
        Assert.Equal(100 * (1 - 1 / index), ExposureAnswer.AtGivenWages(given, 0), 1e-10);
    }

    [Fact]
    public void A_game_is_told_who_depends_on_whom_with_concentration_beside()
    {
        var game = Read(Game()).Value.Game;
        var answer = ExposureAnswer.Of(game, cancellation: TestContext.Current.CancellationToken);
        // Turkey on Russia and on the core, Russia on the core.
        Assert.Equal(3, answer.Rows.Length);
        Assert.All(
            answer.Rows,
            row =>
            {
                Assert.InRange(row.ImportShare, 0, 1);
                Assert.InRange(row.Concentration, 0.1, 1);
                Assert.True(row.Power > 0 && row.Loss > 0);
                Assert.NotNull(row.Elasticity);
                Assert.Equal("", row.Trouble);
            }
        );
        // What was kept is not computed again, and is the same to the last bit.
        using var folder = new TemporaryFolder();
        for (var before = 0; before <= 3; before += 3)
        {
            using var kept = KeptAnswers.Open(folder.Path, "x").Value;
            Assert.Equal(before, kept.Before);
            var answers = new GameAnswers(game, kept);
            Assert.Equal(
                answer.Rows,
                ExposureAnswer.Of(game, answers: answers, cancellation: TestContext.Current.CancellationToken).Rows
            );
            Assert.Equal(3, kept.Count);
        }
        var (onRussia, onCore) = (answer.Rows[0], answer.Rows[1]);
        Assert.True(onCore.Power > onRussia.Power && onCore.ImportShare > onRussia.ImportShare);
        var own = Read(Game("exposure: { of: [CHN, IND], by: [RUS, USA, core] }")).Value.Game;
        Assert.Equal(6, ExposureAnswer.Of(own, cancellation: TestContext.Current.CancellationToken).Rows.Length);
        Assert.Contains(
            Read(Game("exposure: { of: CHINA }")).Faults,
            f => f.Found.Contains("'CHINA'", StringComparison.Ordinal) && f.Place!.Line > 0
        );
    }

    /// <summary>Three countries of one sector, the first of which makes nothing itself at home and buys of the second alone.</summary>
    [Fact]
    public void What_nobody_else_supplies_makes_power_infinite()
    {
        double[,] sold = { { 0, 5, 0 }, { 5, 20, 3 }, { 0, 3, 9 } };
        var world = World
            .Create(
                new WorldIdentity { Title = "Three countries", Unit = "1" },
                [new Country("A", "A"), new Country("B", "B"), new Country("C", "C")],
                [new Sector("S", "S", ["goods"], 4)],
                new WorldTables
                {
                    Trade = Cube.Create(3, 3, 1, (n, i, _) => sold[n, i]),
                    Tariffs = Cube.Create(3, 3, 1, (_, _, _) => 0),
                    InputShares = Cube.Create(3, 1, 1, (_, _, _) => 1),
                    ValueAddedShares = Table.Filled(3, 1, 1),
                }
            )
            .Value;
        var given = Baseline.Create(world).Value.Solve(new Measures.Embargo { From = ["B"], To = ["A"] }).Equilibrium.Given;
        Assert.Equal(double.PositiveInfinity, ExposureAnswer.AtGivenWages(given, 0));
        Assert.Equal(0, ExposureAnswer.AtGivenWages(given, 2), 1e-12);
    }
}
