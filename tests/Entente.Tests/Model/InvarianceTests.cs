using Entente.CaliendoParro;
using Entente.Measures;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>What must not matter: units, order, and how finely a sector is cut.</summary>
public sealed class InvarianceTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<int, Closure> Cases =>
        new(from seed in Enumerable.Range(1, 3) from closure in Enum.GetValues<Closure>() select (seed, closure));

    [Theory, MemberData(nameof(Cases))]
    public void No_change_changes_nothing_to_the_last_bit(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var shock = new ShockBuilder(world);
        // A shock whose every part is there and says: as before.
        shock.MultiplyTradeCost(0, 1, 0, 1);
        shock.SetTariff(0, 1, 0, world.Tariffs[0, 1, 0]);
        shock.MultiplyProductivity(0, 0, 1);
        shock.SetExportTax(0, 1, 0, 0);
        shock.AddTransfer(0, 0);
        var baseline = TradeModel.Solve(world, Shock.None, closure);
        var comparison = new Comparison(baseline, TradeModel.Solve(world, shock.Build(), closure));

        foreach (var indicator in OutcomeSet.All.Indicators)
            Assert.All(indicator.Values(comparison), value => Assert.Equal(0.0, value));
        Assert.Equal(baseline.Trade.Span.ToArray(), comparison.After.Trade.Span.ToArray());
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_unit_of_values_does_not_matter(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var scaled = SameWorld.Scaled(world, 1e-6);
        var shock = Shocks.Mixed(world, seed);
        var inUnit = shock with { Transfers = [.. shock.Transfers!.Value.Select(t => t * 1e-6)] };

        SameOutcome(Compare(world, shock, closure), Compare(scaled, inUnit, closure), n => n);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_order_of_countries_does_not_matter(int seed, Closure closure)
    {
        int[] order = [3, 0, 5, 1, 4, 2];
        var world = SmallWorld.Random(seed, 6, 4);
        var reordered = SameWorld.CountriesReordered(world, order);
        var place = order.Index().ToDictionary(p => p.Item, p => p.Index);

        SameOutcome(
            Compare(world, Shocks.Embargo(world, 0, [1, 2]), closure),
            Compare(reordered, Shocks.Embargo(reordered, place[0], [place[1], place[2]]), closure),
            n => place[n]
        );
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_order_of_sectors_does_not_matter(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var reordered = SameWorld.SectorsReordered(world, [2, 3, 0, 1]);

        SameOutcome(
            Compare(world, Shocks.Embargo(world, 0, [1, 2]), closure),
            Compare(reordered, Shocks.Embargo(reordered, 0, [1, 2]), closure),
            n => n
        );
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_sector_in_two_identical_halves_is_the_same_sector(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var split = SameWorld.LastSectorSplit(world);

        SameOutcome(
            Compare(world, Shocks.Embargo(world, 0, [1, 2]), closure),
            Compare(split, Shocks.Embargo(split, 0, [1, 2]), closure),
            n => n
        );
    }

    private static Comparison Compare(World world, Shock shock, Closure closure) =>
        new(TradeModel.Solve(world, Shock.None, closure), TradeModel.Solve(world, shock, closure));

    private static void SameOutcome(Comparison one, Comparison other, Func<int, int> place)
    {
        foreach (var indicator in OutcomeSet.All.Indicators)
        {
            var (a, b) = (indicator.Values(one), indicator.Values(other));
            Near.Equal(a.AsSpan(), [.. a.Select((_, n) => b[place(n)])], 100 * Tolerance);
        }
    }
}
