using Entente.Testing;
using Entente.Uncertainty;
using Xunit;

namespace Entente.Tests.Uncertainty;

/// <summary>A corrected world has the fact, adds up, and is otherwise as near to the data as that allows.</summary>
public sealed class CorrectedWorldTests
{
    private static World World(int seed) => SpreadWorld.Random(seed, 6, 5, SpreadWorld.Everything);

    private static (Word From, Word To, Word Sector, int N, int I, int J) Flow(World world)
    {
        var (n, i, j) = (
            from importer in Enumerable.Range(0, 6)
            from exporter in Enumerable.Range(0, 6)
            from sector in Enumerable.Range(0, 5)
            where importer != exporter
            orderby world.Trade[importer, exporter, sector] descending
            select (importer, exporter, sector)
        ).First();
        return (world.Countries[i].Code, world.Countries[n].Code, world.Sectors[j].Code, n, i, j);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1.4)]
    [InlineData(3, 0.9)]
    public void A_flow_is_what_it_is_said_to_be_and_totals_stay(int seed, double times)
    {
        var world = World(seed);
        var (from, to, sector, n, i, j) = Flow(world);
        var wanted = times * world.Trade[n, i, j];
        var corrected = CorrectedWorld.Of(world, [new WorldFact(FactKind.Flow, from, to, sector, wanted)]);
        Assert.True(corrected.Success, string.Join("; ", corrected.Faults));
        Assert.Equal(wanted, corrected.Value.Trade[n, i, j], 1e-8 * wanted);
        Near.Equal(world.ValueAdded.AsSpan(), corrected.Value.ValueAdded.AsSpan(), 1e-8);
        for (var m = 0; m < 6; m++)
        {
            Assert.Equal(Abroad(world, m, isSeller: true), Abroad(corrected.Value, m, isSeller: true), 1e-7 * Abroad(world, m, true));
            Assert.Equal(Abroad(world, m, isSeller: false), Abroad(corrected.Value, m, isSeller: false), 1e-7 * Abroad(world, m, false));
        }
    }

    [Fact]
    public void What_is_so_already_changes_nothing()
    {
        var world = World(4);
        var (from, to, sector, n, i, j) = Flow(world);
        var same = CorrectedWorld.Of(world, [new WorldFact(FactKind.Flow, from, to, sector, world.Trade[n, i, j])]).Value;
        Near.Equal(world.Trade.Span, same.Trade.Span, 1e-7);
        Assert.Same(world, CorrectedWorld.Of(world, []).Value);
    }

    [Fact]
    public void A_sellers_part_in_imports_is_what_it_is_said_to_be()
    {
        var world = World(5);
        var (from, to, sector, n, i, j) = Flow(world);
        // A second fact on the same buyer is met at the same time.
        var other = Enumerable.Range(0, 6).First(m => m != n && m != i && world.Trade[n, m, j] > 0);
        var corrected = CorrectedWorld
            .Of(
                world,
                [
                    new WorldFact(FactKind.ImportShare, from, to, sector, 0.3),
                    new WorldFact(FactKind.ImportShare, world.Countries[other].Code, to, sector, 0.25),
                ]
            )
            .Value;
        var (own, beside) = (Part(i), Part(other));
        Assert.Equal(0.3, own, 1e-7);
        Assert.Equal(0.25, beside, 1e-7);

        double Part(int seller)
        {
            var rows = (corrected.Energy?.Rows ?? []).Where(r => r.Importer == n && r.Exporter != n && r.Sector == j).ToList();
            return rows.Where(r => r.Quantity > 0).Select(r => r.Exporter == seller).Distinct().Count() == 2
                ? rows.Where(r => r.Exporter == seller).Sum(r => r.Quantity) / rows.Sum(r => r.Quantity)
                : corrected.Trade[n, seller, j] / Enumerable.Range(0, 6).Where(m => m != n).Sum(m => corrected.Trade[n, m, j]);
        }
    }

    [Fact]
    public void An_elasticity_is_what_it_is_said_to_be_and_flows_stay()
    {
        var world = World(6);
        var corrected = CorrectedWorld.Of(world, [new WorldFact(FactKind.Elasticity, null, null, world.Sectors[2].Code, 7.5)]).Value;
        Assert.Equal(7.5, corrected.Thetas[2]);
        Assert.Equal(world.Thetas[1], corrected.Thetas[1]);
        Assert.True(corrected.HasDataOf(world));
    }

    /// <summary>A share is what it is said to be, other inputs keep their proportions, and value added and trade in all stay.</summary>
    [Theory]
    [InlineData(8, 0.1, 0.6)]
    [InlineData(9, 0.5, 0.35)]
    public void Shares_are_what_they_are_said_to_be_and_totals_stay(int seed, double input, double valueAdded)
    {
        var world = World(seed);
        var (country, user, used) = (world.Countries[2].Code, world.Sectors[1].Code, world.Sectors[3].Code);
        var (from, to, sector, n, i, j) = Flow(world);
        var flow = 0.8 * world.Trade[n, i, j];
        var corrected = CorrectedWorld.Of(
            world,
            [
                new WorldFact(FactKind.InputShare, null, country, user, input) { Input = used },
                new WorldFact(FactKind.ValueAddedShare, null, country, user, valueAdded),
                new WorldFact(FactKind.Flow, from, to, sector, flow),
            ]
        );
        Assert.True(corrected.Success, string.Join("; ", corrected.Faults));
        Assert.Equal(input, corrected.Value.InputShares[2, 3, 1]);
        Assert.Equal(valueAdded, corrected.Value.ValueAddedShares[2, 1]);
        Assert.Equal(flow, corrected.Value.Trade[n, i, j], 1e-8 * flow);
        Near.Equal(world.ValueAdded.AsSpan(), corrected.Value.ValueAdded.AsSpan(), 1e-8);
        foreach (var isSeller in new[] { true, false })
            for (var m = 0; m < 6; m++)
                Assert.Equal(Abroad(world, m, isSeller), Abroad(corrected.Value, m, isSeller), 1e-7 * Abroad(world, m, isSeller));
        // Of the other inputs, and of another user.
        Assert.Equal(
            world.InputShares[2, 0, 1] / world.InputShares[2, 2, 1],
            corrected.Value.InputShares[2, 0, 1] / corrected.Value.InputShares[2, 2, 1],
            1e-12
        );
        Assert.Equal(world.InputShares[2, 3, 0], corrected.Value.InputShares[2, 3, 0]);
        Assert.Equal(1, Enumerable.Range(0, 5).Sum(k => corrected.Value.InputShares[2, k, 1]), 1e-9);
    }

    [Fact]
    public void Shares_that_are_so_already_change_nothing_and_those_that_cannot_be_are_told()
    {
        var world = World(10);
        var (country, user) = (world.Countries[1].Code, world.Sectors[2].Code);
        int[] bought = [.. Enumerable.Range(0, 5).Where(k => world.InputShares[1, k, 2] > 0)];
        WorldFact Input(int at, double share) =>
            new(FactKind.InputShare, null, country, user, share) { Input = world.Sectors[bought[at]].Code };
        var data = CorrectedWorld.InData(world, Input(0, 0))!.Value;
        Assert.Equal(world.InputShares[1, bought[0], 2], data);
        Near.Equal(world.Trade.Span, CorrectedWorld.Of(world, [Input(0, data)]).Value.Trade.Span, 1e-7);

        var faults = CorrectedWorld
            .Of(
                world,
                [
                    Input(0, 0.5),
                    Input(0, 0.6),
                    Input(1, 1.2),
                    new(FactKind.InputShare, null, country, user, 0.1) { Input = "nothing" },
                    new(FactKind.ValueAddedShare, null, "nobody", user, 0.1),
                ]
            )
            .Faults.Select(fault => fault.ToString())
            .ToList();
        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("two facts on the share of", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("a part between 0 and 1", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("unknown sector 'nothing'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("unknown country 'nobody'", StringComparison.Ordinal));
        var all = CorrectedWorld.Of(world, [Input(0, 0.7), Input(1, 0.4)]).Faults;
        Assert.Contains("something left for other inputs", Assert.Single(all).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_world_can_have_is_told()
    {
        var world = World(7);
        var (from, to, sector, _, _, _) = Flow(world);
        var faults = CorrectedWorld
            .Of(
                world,
                [
                    new WorldFact(FactKind.Flow, "nobody", to, sector, 1),
                    new WorldFact(FactKind.Flow, from, to, "nothing", 1),
                    new WorldFact(FactKind.ImportShare, from, to, sector, 1),
                    new WorldFact(FactKind.Flow, from, from, sector, 1),
                    new WorldFact(FactKind.Elasticity, null, null, sector, -1),
                ]
            )
            .Faults;
        Assert.Equal(5, faults.Length);
        Assert.Contains("unknown country 'nobody'", faults[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("a part between 0 and 1", faults[2].ToString(), StringComparison.Ordinal);
        // More than all that anybody earns.
        Assert.False(CorrectedWorld.Of(world, [new WorldFact(FactKind.Flow, from, to, sector, 1e3 * world.TotalValueAdded)]).Success);
    }

    private static double Abroad(World world, int country, bool isSeller) =>
        (
            from other in Enumerable.Range(0, 6)
            from j in Enumerable.Range(0, 5)
            where other != country
            select isSeller ? world.Trade[other, country, j] : world.Trade[country, other, j]
        ).Sum();
}
