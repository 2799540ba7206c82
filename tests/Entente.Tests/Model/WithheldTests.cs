using System.Collections.Immutable;
using Entente.Measures;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Aid and remittances that do not come, and people who do not travel.</summary>
public sealed class WithheldTests
{
    private static readonly World World = SmallWorld.Random(5, 4, 2);

    private static readonly AidWithdrawn Aid = new()
    {
        By = ["C0", "C1"],
        On = ["C3"],
        Paid = 2,
    };

    [Fact]
    public void Aid_withdrawn_is_a_transfer_the_other_way_to_the_last_bit()
    {
        var transfer = new Transfer
        {
            From = ["C3"],
            To = ["C0", "C1"],
            Amount = 2,
        };
        Assert.Equal(Of(transfer).Transfers!.Value, Of(Aid).Transfers!.Value);
        Assert.Equal(Of(transfer with { Amount = 0.5 }).Transfers!.Value, Of(Aid with { Share = 0.25 }).Transfers!.Value);
        Assert.Equal(Of(transfer with { Amount = 0.5 }).Transfers!.Value, Of(Aid with { Amount = 0.5 }).Transfers!.Value);
        Assert.Equal(
            Of(Aid).Transfers!.Value,
            Of(
                new Remittances
                {
                    From = ["C0", "C1"],
                    To = ["C3"],
                    Paid = 2,
                }
            ).Transfers!.Value
        );
    }

    [Fact]
    public void Who_received_it_has_less_and_who_paid_it_keeps_it()
    {
        var baseline = Baseline.Create(World).Value;
        var after = baseline.Solve(Aid).Equilibrium;
        Assert.Equal(-2, after.Transfers[3], 1e-12);
        Assert.Equal(2, after.Transfers[0] + after.Transfers[1], 1e-12);
        Assert.Equal(World.Income[0] / World.Income[1], after.Transfers[0] / after.Transfers[1], 1e-12);
        // Accounts add up: what a country spends is what it earns, its deficit and what it receives.
        for (var n = 0; n < 4; n++)
            Assert.Equal(
                after.Income[n],
                Enumerable.Range(0, 2).Sum(j => after.ValueAdded[n, j]) + after.TariffRevenue[n] + after.Deficits[n] + after.Transfers[n],
                1e-8
            );
    }

    [Fact]
    public void No_more_is_withdrawn_than_is_paid()
    {
        Assert.Equal(["aid: 3 withdrawn of 2"], Faults(Aid with { Amount = 3 }));
        Assert.Equal(["share 1.2"], Faults(Aid with { Share = 1.2 }));
        Assert.Equal(["paid -1"], Faults(Aid with { Paid = -1 }));
        Assert.Equal(["aid with both a share and an amount that end"], Faults(Aid with { Share = 1, Amount = 1 }));
        Assert.Equal(["aid of C1 to itself"], Faults(Aid with { On = ["C1"] }));
        // Two measures on the same aid, the donors in any order.
        Assert.Equal(["aid: 2.5 withdrawn of 2"], Faults(Aid with { Amount = 1 }, Aid with { By = ["C1", "C0"], Amount = 1.5 }));
        Assert.Equal(
            ["aid: 3 paid in one measure and 2 for the same in another"],
            Faults(Aid with { Amount = 1 }, Aid with { Paid = 3, Amount = 1 })
        );
        Assert.Empty(Faults(Aid with { Amount = 1 }, Aid with { Amount = 1 }));
        var sent = new Remittances
        {
            From = ["C0", "C1"],
            To = ["C3"],
            Paid = 7,
        };
        Assert.Empty(Faults(Aid, sent));
        Assert.Equal(["remittances: 8 withdrawn of 7"], Faults(sent with { Amount = 8 }));
    }

    [Fact]
    public void Travel_is_what_the_country_travelled_to_sells()
    {
        var travel = new Travel
        {
            By = ["C0"],
            To = ["C1"],
            Sectors = ["S1"],
            Share = 0.4,
        };
        var reduction = new FlowReduction
        {
            From = ["C1"],
            To = ["C0"],
            Sectors = ["S1"],
            Share = 0.4,
        };
        Assert.Equal(Of(reduction).TradeCosts!.Span, Of(travel).TradeCosts!.Span);
        Assert.Equal(1 - 0.4, Math.Pow(Of(travel).TradeCosts![0, 1, 1], -World.Thetas[1]), 12);
        Assert.Equal(["unknown sector or tag 'travel'"], Faults(travel with { Sectors = [] }));
        Assert.Equal(["share -1"], Faults(travel with { Share = -1 }));
        var tagged = World
            .Create(
                World.Identity,
                World.Countries,
                [World.Sectors[0], World.Sectors[1] with { Tags = [.. World.Sectors[1].Tags, "travel"] }],
                new WorldTables
                {
                    Trade = World.Trade,
                    Tariffs = World.Tariffs,
                    ValueAddedShares = World.ValueAddedShares,
                    InputShares = World.InputShares,
                }
            )
            .Value;
        Assert.Equal(Of(travel).TradeCosts!.Span, Make(tagged, travel with { Sectors = [] }).Value.TradeCosts!.Span);
    }

    [Fact]
    public void They_say_what_they_are()
    {
        var names = new MeasureNames(World, ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty);
        string Said(Measure measure) => MeasureKinds.BuiltIn.Of(measure)!.Sentence(measure, names);
        Assert.Equal("Aid of Country 0, Country 1 not received by Country 3: 2 million USD a year", Said(Aid));
        Assert.Equal(
            "Aid of Country 0, Country 1 not received by Country 3: 0.5 million USD of 2 million USD a year",
            Said(Aid with { Share = 0.25 })
        );
        Assert.Equal(
            "40 % less travel at given prices by residents of Country 0 to Country 1",
            Said(
                new Travel
                {
                    By = ["C0"],
                    To = ["C1"],
                    Share = 0.4,
                }
            )
        );
    }

    private static Shock Of(params Measure[] measures) => Make(World, measures).Value;

    private static string[] Faults(params Measure[] measures) => [.. Make(World, measures).Faults.Select(fault => fault.Found)];

    private static Checked<Shock> Make(World world, params Measure[] measures) =>
        ShockBuilder.Of(world, ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty, measures);
}
