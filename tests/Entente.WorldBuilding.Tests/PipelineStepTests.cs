using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Each step of the pipeline keeps what it says it keeps.</summary>
public sealed class PipelineStepTests
{
    private static readonly string[] Countries = ["A", "B", "R"];
    private static readonly string[] Sectors = ["GOOD", "MINE", "TRADE"];

    [Fact]
    public void Ras_meets_all_totals_and_keeps_zeros()
    {
        var random = new Random(7);
        var prior = new double[4, 5];
        for (var r = 0; r < 4; r++)
            for (var c = 0; c < 5; c++)
                prior[r, c] = r == 1 && c == 2 ? 0 : 0.1 + random.NextDouble();
        double[] rows = [10, 20, 30, 40];
        double[] columns = [25, 15, 5, 35, 20];
        var result = Ras.Balance(prior, rows, columns);

        Assert.InRange(result.Gap, 0, 1e-12);
        Assert.Equal(0, result.Matrix[1, 2]);
        for (var r = 0; r < 4; r++)
            Assert.Equal(rows[r], Enumerable.Range(0, 5).Sum(c => result.Matrix[r, c]), 9);
        // Least information: cross ratios of the prior survive.
        Assert.Equal(
            prior[0, 0] * prior[3, 4] / (prior[0, 4] * prior[3, 0]),
            result.Matrix[0, 0] * result.Matrix[3, 4] / (result.Matrix[0, 4] * result.Matrix[3, 0]),
            9
        );
    }

    [Fact]
    public void Ras_refuses_what_has_no_solution()
    {
        Assert.Throws<ArgumentException>(() => Ras.Balance(new double[1, 1], [1], [2]));
        Assert.Throws<ArgumentException>(() =>
            Ras.Balance(
                new double[,]
                {
                    { -1 },
                },
                [1],
                [1]
            )
        );
        Assert.True(
            Ras.Balance(
                new double[,]
                {
                    { 1, 0 },
                    { 0, 1 },
                },
                [1, 2],
                [2, 1]
            ).Gap > 0.1
        );
    }

    [Fact]
    public void Aggregation_adds_up()
    {
        var economy = Example();
        var sum = Aggregation.Sectors(economy, ["ALL", "TRADE"], s => s == "TRADE" ? s : "ALL");

        Assert.Equal(economy.Output(0, 0) + economy.Output(0, 1), sum.Output(0, 0), 9);
        Assert.Equal(economy.Expenditure(1, 0) + economy.Expenditure(1, 1), sum.Expenditure(1, 0), 9);
        Assert.Equal(economy.TotalValueAdded(2), sum.TotalValueAdded(2), 9);
        Assert.Equal(economy.Use[0, 0, 2] + economy.Use[0, 1, 2], sum.Use[0, 0, 1], 9);
        Sound(sum);
    }

    [Fact]
    public void Margins_move_to_goods_and_leave_accounts_as_they_are()
    {
        var (economy, before) = (Example(), Example());
        var move = Assert.Single(
            MarginRule.Apply(economy, s => s == "TRADE", ["TRADE"], new Dictionary<string, double> { ["A"] = 3 }),
            m => m.Observed is not null
        );
        UseBalance.Apply(economy, 0);

        Assert.Equal(before.Exports(0, 2) - 3, move.Moved, 9);
        Assert.Equal(3, economy.Exports(0, 2), 9);
        Assert.Equal(before.Output(0, 2), economy.Output(0, 2), 9);
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(before.TotalValueAdded(n), economy.TotalValueAdded(n), 9);
            Assert.Equal(
                Enumerable.Range(0, 3).Sum(j => before.Expenditure(n, j)) + (n == 0 ? move.Moved : 0),
                Enumerable.Range(0, 3).Sum(j => economy.Expenditure(n, j)),
                9
            );
            Assert.Equal(
                Enumerable.Range(0, 3).Sum(j => before.Trade[n, 0, j]) + (n == 0 ? move.Moved : 0),
                Enumerable.Range(0, 3).Sum(j => economy.Trade[n, 0, j]),
                9
            );
        }
        Sound(economy);
    }

    [Fact]
    public void A_country_within_the_statistics_keeps_its_services()
    {
        var economy = Example();
        var move = Assert.Single(
            MarginRule.Apply(economy, s => s == "TRADE", ["TRADE"], new Dictionary<string, double> { ["B"] = 1e6 }),
            m => m.Observed is not null
        );
        Assert.Equal(0, move.Moved);
        Assert.Equal(Example().Trade.Cast<double>(), economy.Trade.Cast<double>());
    }

    [Fact]
    public void Partners_swap_and_every_total_stays()
    {
        var (economy, before) = (Example(), Example());
        var target = before.Trade[1, 0, 1] + 0.5;
        var move = Assert.Single(PartnerSwap.Apply(economy, 0, 2, 1, n => n == 1 ? target : null));

        Assert.Equal((target, target), (move.After, economy.Trade[1, 0, 1]));
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(before.Output(n, 1), economy.Output(n, 1), 9);
            Assert.Equal(before.Imports(n, 1) + before.Trade[n, n, 1], economy.Imports(n, 1) + economy.Trade[n, n, 1], 9);
        }
        // No more than the rest of the world has.
        PartnerSwap.Apply(economy, 0, 2, 1, n => n == 1 ? 1e6 : null);
        Assert.True(economy.Trade.Cast<double>().All(flow => flow >= 0));
    }

    [Fact]
    public void A_split_keeps_flows_users_and_accounts()
    {
        var before = Example();
        var split = SectorSplit.Apply(
            before,
            new SplitPlan
            {
                Sector = "MINE",
                Products = ["OIL", "ORE"],
                ExportMix = (i, _, p) => i == 0 ? new[] { 0.8, 0.2 }[p] : 0.5,
                HomeMix = (_, _, _) => [0.6, 0.4],
                UserMix = (_, j, p) => j == 0 ? new[] { 0.9, 0.1 }[p] : 0.5,
            }
        );

        Assert.Equal(["GOOD", "OIL", "ORE", "TRADE"], split.Sectors);
        for (var n = 0; n < 3; n++)
        {
            for (var i = 0; i < 3; i++)
                Assert.Equal(before.Trade[n, i, 1], split.Trade[n, i, 1] + split.Trade[n, i, 2], 9);
            Assert.Equal(before.TotalValueAdded(n), split.TotalValueAdded(n), 9);
            Assert.Equal(before.Use[n, 1, 0], split.Use[n, 1, 0] + split.Use[n, 2, 0], 9);
        }
        Assert.Equal(0.8 * before.Trade[1, 0, 1], split.Trade[1, 0, 1], 9);
        Sound(split);
    }

    [Fact]
    public void Negative_final_demand_is_raised_and_purchases_hold()
    {
        var economy = Example();
        economy.Use[1, 0, 0] += 60;
        economy.Final[1, 0] -= 60;
        economy.ValueAdded[1, 0] -= 60;
        Assert.True(economy.Final[1, 0] < 0);
        var change = UseBalance.Apply(economy, 0.001)[1];

        Assert.Equal(["GOOD"], change.Raised);
        Assert.True(change.Shortfall > 0 && change.Change > 0);
        Assert.True(economy.Final.Cast<double>().All(value => value >= 0));
        Sound(economy);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(1.0)]
    public void Mixes_meet_a_share_and_keep_what_each_exporter_sells(double share)
    {
        double[] flows = [0, 20, 12, 5];
        var before = new[,]
        {
            { 0, 0, 0 },
            { 0.5, 0.3, 0.2 },
            { 0.1, 0.6, 0.3 },
            { 0, 0, 1.0 },
        };
        var mix = (double[,])before.Clone();

        Assert.True(MixFit.Apply(flows, mix, 0, 1, share));
        Assert.Equal(share, flows[1] * mix[1, 0] / (flows[1] * mix[1, 0] + flows[2] * mix[2, 0] + flows[3] * mix[3, 0]), 9);
        for (var i = 1; i < 4; i++)
        {
            Assert.Equal(1, mix[i, 0] + mix[i, 1] + mix[i, 2], 12);
            Assert.True(mix[i, 0] is >= 0 and <= 1);
            // The other products keep their proportions.
            Assert.Equal(before[i, 1] * mix[i, 2], before[i, 2] * mix[i, 1], 12);
        }
        Assert.Equal(0, mix[3, 0]);
    }

    [Fact]
    public void A_share_that_is_met_changes_no_mix_and_one_without_a_seller_is_told()
    {
        double[] flows = [10, 10];
        var mix = new[,]
        {
            { 0.4, 0.6 },
            { 0.4, 0.6 },
        };
        Assert.True(MixFit.Apply(flows, mix, 0, 0, 0.5));
        Assert.Equal(0.4, mix[0, 0], 12);
        Assert.Equal(0.4, mix[1, 0], 12);

        mix = new[,]
        {
            { 0.0, 1 },
            { 0.4, 0.6 },
        };
        Assert.False(MixFit.Apply(flows, mix, 0, 0, 0.5));
        Assert.Equal(0.4, mix[1, 0]);
    }

    [Fact]
    public void The_rest_of_the_world_keeps_what_it_is_known_to_sell()
    {
        var (economy, before) = (Example(), Example());
        var both = before.Trade[1, 0, 1] + before.Trade[1, 2, 1];
        PartnerSwap.Apply(economy, 0, 2, 1, n => n == 1 ? 1e3 : null, _ => 1e3);
        Assert.InRange(economy.Trade[1, 2, 1], Math.Min(before.Trade[1, 2, 1], both / 2) - 1e-9, both);
        Assert.Equal(both, economy.Trade[1, 0, 1] + economy.Trade[1, 2, 1], 9);
    }

    /// <summary>What is bought is used; what is sold pays for inputs and value added.</summary>
    private static void Sound(Economy economy)
    {
        for (var n = 0; n < economy.Countries.Length; n++)
            for (var k = 0; k < economy.Sectors.Length; k++)
            {
                Assert.Equal(economy.Expenditure(n, k), economy.Intermediate(n, k) + economy.Final[n, k], 6);
                Assert.Equal(
                    economy.Output(n, k),
                    Enumerable.Range(0, economy.Sectors.Length).Sum(input => economy.Use[n, input, k]) + economy.ValueAdded[n, k],
                    6
                );
            }
    }

    private static Economy Example()
    {
        var economy = new Economy(Countries, Sectors);
        var random = new Random(3);
        for (var n = 0; n < 3; n++)
            for (var i = 0; i < 3; i++)
                for (var j = 0; j < 3; j++)
                {
                    economy.Trade[n, i, j] = (n == i ? 60 : 4) * (0.8 + 0.4 * random.NextDouble());
                    economy.Tariffs[n, i, j] = n == i || j == 2 ? 0 : 0.05 * economy.Trade[n, i, j];
                }
        for (var n = 0; n < 3; n++)
        {
            for (var j = 0; j < 3; j++)
            {
                for (var k = 0; k < 3; k++)
                    economy.Use[n, k, j] = economy.Output(n, j) * (k == j ? 0.2 : 0.1);
                economy.ValueAdded[n, j] = economy.Output(n, j) * 0.6;
            }
            for (var k = 0; k < 3; k++)
                economy.Final[n, k] = economy.Expenditure(n, k) - economy.Intermediate(n, k);
        }
        return economy;
    }
}
