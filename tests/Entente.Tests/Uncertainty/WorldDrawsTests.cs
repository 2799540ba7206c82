using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Testing;
using Entente.Uncertainty;
using Xunit;

namespace Entente.Tests.Uncertainty;

/// <summary>Drawn worlds: sound, as far spread as is said, the same for everybody.</summary>
public sealed class WorldDrawsTests
{
    private static readonly DrawOptions Figures = new()
    {
        Elasticities = false,
        Parameters = false,
        Seed = 3,
    };

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_drawn_world_keeps_every_identity(int seed)
    {
        var draws = WorldDraws.Create(World(seed, SpreadWorld.Everything), Figures).Value;
        for (var draw = 0; draw < 10; draw++)
        {
            var world = draws.World(draw);
            Assert.True(world.Success, string.Join("; ", world.Faults));
            foreach (var gap in IdentityGap.Of(world.Value))
                Assert.True(gap.Largest < 1e-9, $"draw {draw}: {gap}");
        }
    }

    /// <summary>Without errors the equations of balance have the world itself as their answer; without spreads nothing is copied.</summary>
    [Fact]
    public void Zero_spreads_give_the_world_itself()
    {
        var world = World(1, [.. SpreadWorld.Everything.Select(row => row with { Spread = 0 })]);
        Assert.Same(world, WorldDraws.Create(world, Figures).Value.World(5).Value);
        var faint = World(1, [.. SpreadWorld.Everything.Select(row => row with { Spread = row.Spread * 1e-12 })]);
        var drawn = WorldDraws.Create(faint, Figures).Value.World(5).Value;
        Near.Equal(world.Trade.Span, drawn.Trade.Span, 1e-8);
    }

    /// <summary>Value added has the mean and the spread that are said: nothing else moves it.</summary>
    [Fact]
    public void Value_added_is_spread_as_stated()
    {
        const int count = 400;
        const double spread = 0.1;
        var world = World(1, [SpreadWorld.Row(UncertainTable.ValueAdded, spread, CommonTo.Country)]);
        var draws = WorldDraws.Create(world, Figures).Value;
        double[] ratios = [.. Enumerable.Range(0, count).Select(k => draws.World(k).Value.ValueAdded[2] / world.ValueAdded[2])];
        var mean = ratios.Average();
        var logs = ratios.Select(ratio => Math.Log(ratio)).ToArray();
        var deviation = Math.Sqrt(logs.Sum(l => Math.Pow(l - logs.Average(), 2)) / (count - 1));
        // Four standard errors: s / sqrt(N) of the mean, s / sqrt(2 N) of the deviation.
        Assert.InRange(mean, 1 - 4 * spread / Math.Sqrt(count), 1 + 4 * spread / Math.Sqrt(count));
        Assert.InRange(deviation, spread - 4 * spread / Math.Sqrt(2 * count), spread + 4 * spread / Math.Sqrt(2 * count));
    }

    /// <summary>Totals that are held stay, whatever happens to the pairs they are made of.</summary>
    [Fact]
    public void Totals_without_a_spread_are_held()
    {
        ImmutableArray<SpreadRow> rows =
        [
            SpreadWorld.Row(UncertainTable.Trade, 0.5, CommonTo.Cell),
            SpreadWorld.Row(UncertainTable.Exports, 0, CommonTo.Country),
            SpreadWorld.Row(UncertainTable.Imports, 0, CommonTo.Country),
        ];
        var world = World(2, rows);
        var drawn = WorldDraws.Create(world, Figures).Value.World(0).Value;
        Near.Equal([.. world.ValueAdded], [.. drawn.ValueAdded], 1e-8);
        for (var n = 0; n < world.Countries.Length; n++)
        {
            Near.Equal([Exports(world, n)], [Exports(drawn, n)], 1e-8);
            Near.Equal([Exports(world, n) + world.Deficits[n]], [Exports(drawn, n) + drawn.Deficits[n]], 1e-8);
        }
        var moves = Enumerable.Range(0, 100).Select(at => Math.Abs(drawn.Trade.Span[at] - world.Trade.Span[at]));
        Assert.True(moves.Max() / world.TotalValueAdded > 1e-3);
    }

    [Fact]
    public void A_draw_is_the_same_in_any_company_and_on_any_thread()
    {
        var world = World(1, SpreadWorld.Everything, elasticities: true);
        var all = WorldDraws.Create(world, new DrawOptions { Seed = 3 }).Value;
        var worlds = new World[8];
        Parallel.For(0, 8, k => worlds[7 - k] = all.World(7 - k).Value);
        var alone = WorldDraws.Create(world, Figures).Value;
        for (var k = 0; k < 8; k++)
        {
            Assert.Equal(alone.World(k).Value.Trade.Span.ToArray(), worlds[k].Trade.Span.ToArray());
            Assert.Equal(all.World(k).Value.Thetas, worlds[k].Thetas);
        }
        Assert.NotEqual(worlds[0].Trade.Span.ToArray(), worlds[1].Trade.Span.ToArray());
    }

    /// <summary>Asked again, or by another who has asked for nothing before, a draw has the same bits.</summary>
    [Fact]
    public void What_is_kept_of_a_draw_changes_no_bit_of_it()
    {
        var world = World(2, SpreadWorld.Everything);
        var draws = WorldDraws.Create(world, Figures).Value;
        var (first, again) = (draws.World(4).Value, draws.World(4).Value);
        var anew = WorldDraws.Create(world, Figures).Value.World(4).Value;
        Assert.NotSame(first, again);
        foreach (var other in new[] { again, anew })
        {
            Assert.Equal(first.Trade.Span.ToArray(), other.Trade.Span.ToArray());
            Assert.Equal(first.InputShares.Span.ToArray(), other.InputShares.Span.ToArray());
        }
    }

    [Fact]
    public void Elasticities_are_lognormal_around_the_point_and_move_together_as_far_as_is_said()
    {
        const int count = 2000;
        var world = World(1, [], elasticities: true);
        var draws = WorldDraws.Create(world, new DrawOptions { World = false, Parameters = false }).Value;
        var logs = Enumerable
            .Range(0, count)
            .Select(k => draws.World(k).Value.Thetas.Zip(world.Thetas, (t, p) => Math.Log(t / p)).ToArray())
            .ToList();
        var (a, b) = (logs.Select(l => l[0]).ToArray(), logs.Select(l => l[1]).ToArray());
        var error = 4 / Math.Sqrt(count);
        Assert.InRange(a.Average() / 0.5, -error, error);
        Assert.InRange(a.Average(l => l * l) / 0.25, 1 - 1.5 * error, 1 + 1.5 * error);
        // Covariance 0.3^2 over the product of both deviations, 0.5 each.
        Assert.InRange(a.Zip(b, (x, y) => x * y).Average() / 0.25, 0.36 - 1.5 * error, 0.36 + 1.5 * error);
    }

    [Fact]
    public void Ranges_hold_the_value_of_their_horizon()
    {
        foreach (var range in ParameterRange.All)
        {
            var parameter = HorizonParameter.All.Single(p => p.Name == range.Parameter);
            Assert.InRange(parameter.At(range.Horizon), range.Least, range.Most);
            Assert.InRange(range.Least, parameter.Least, parameter.Most);
            Assert.True(range.Source.Length > 0);
        }
        Assert.Equal(ParameterRange.All.Length, ParameterRange.All.DistinctBy(r => (r.Parameter, r.Horizon)).Count());
        var draws = WorldDraws.Create(World(1, []), new DrawOptions { World = false, Elasticities = false }).Value;
        foreach (var setting in Enumerable.Range(0, 50).SelectMany(k => draws.Parameters(k)))
        {
            var range = ParameterRange.All.Single(r => (r.Parameter, r.Horizon) == (setting.Parameter, setting.Horizon));
            Assert.InRange(setting.Value, range.Least, range.Most);
        }
    }

    /// <summary>Imports of everything that a country buys and more: no world can have them, and the draw says so.</summary>
    [Fact]
    public void Figures_that_no_world_can_have_are_named()
    {
        var world = World(
            1,
            [
                SpreadWorld.Row(UncertainTable.Exports, 0, CommonTo.Country),
                SpreadWorld.Row(UncertainTable.Imports, 3, CommonTo.Country),
            ]
        );
        var draws = WorldDraws.Create(world, Figures).Value;
        var faults = Enumerable.Range(0, 5).SelectMany(k => draws.World(k).Faults).ToList();
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Contains("do not balance", fault.Found, StringComparison.Ordinal));
    }

    [Fact]
    public void A_world_that_does_not_say_how_sure_it_is_is_refused()
    {
        Assert.Equal(2, WorldDraws.Create(World(1, []), new DrawOptions()).Faults.Length);
        Assert.Single(
            WorldDraws
                .Create(
                    World(1, []),
                    new DrawOptions
                    {
                        World = false,
                        Elasticities = false,
                        Parameters = false,
                        Estimates = false,
                    }
                )
                .Faults
        );
    }

    [Fact]
    public void Quantiles_are_those_of_a_known_distribution()
    {
        double[] even = [.. Enumerable.Range(0, 101).Select(k => (double)k)];
        Assert.Equal((5.0, 50.0, 95.0), (Quantiles.Of(even, 0.05), Quantiles.Of(even, 0.5), Quantiles.Of(even, 0.95)));
        Assert.Equal(1.5, Quantiles.Of([1, 2], 0.5));
        Assert.True(double.IsNaN(Quantiles.Of([], 0.5)));
        var band = Quantiles.Band("case", "C0", "real_income_pct", [double.NaN, 3, 1, 2]);
        Assert.Equal((2.0, 3, 1), (band.Median, band.Draws, band.WithoutAnswer));
    }

    private static double Exports(World world, int i) =>
        Enumerable
            .Range(0, world.Countries.Length)
            .Where(n => n != i)
            .Sum(n => Enumerable.Range(0, world.Sectors.Length).Sum(j => world.Trade[n, i, j]));

    private static World World(int seed, ImmutableArray<SpreadRow> rows, bool elasticities = false) =>
        SpreadWorld.Random(seed, 5, 4, rows, elasticities);
}
