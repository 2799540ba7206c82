using Entente.CaliendoParro;
using Entente.Gravity;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Gravity;

/// <summary>What holds for structural gravity on any world.</summary>
public sealed class GravityModelTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    public static IEnumerable<TheoryDataRow<int, Closure>> SeedsAndClosures =>
        from seed in Enumerable.Range(1, 8)
        from closure in Enum.GetValues<Closure>()
        select new TheoryDataRow<int, Closure>(seed, closure);

    /// <summary>One sector, no intermediates, adding up imposed: two systems in different unknowns, one model.</summary>
    [Theory]
    [MemberData(nameof(SeedsAndClosures))]
    public void In_full_adjustment_it_is_the_model_of_Caliendo_and_Parro_with_one_sector(int seed, Closure closure)
    {
        var world = OneSector(seed);
        var shock = Costs(world, seed);
        var gravity = GravityModel.Solve(world, shock, closure, options: Tight);
        var other = TradeModel.Solve(world, shock, closure, Tight);

        Assert.Equal((EquilibriumStatus.Converged, EquilibriumStatus.Converged), (gravity.Status, other.Status));
        Assert.InRange(gravity.Residuals!.Largest, 0, 1e-12);
        Near.Equal(other.Trade.Span, gravity.Trade.Span, 1e-9);
        Near.Equal(other.Prices.Span, gravity.Prices.Span, 1e-9);
        Near.Equal(other.Wages.AsSpan(), gravity.Wages.AsSpan(), 1e-9);
        Near.Equal(other.Income.AsSpan(), gravity.Income.AsSpan(), 1e-9);
        Near.Equal(other.Deficits.AsSpan(), gravity.Deficits.AsSpan(), 1e-7);
        Assert.InRange(gravity.Detail<Resistances>()!.AddingUpGap, 0, 1e-11);
    }

    [Theory]
    [InlineData(Adjustment.Conditional)]
    [InlineData(Adjustment.OneStep)]
    [InlineData(Adjustment.Full)]
    public void No_change_changes_nothing(Adjustment adjustment)
    {
        var world = OneSector(3);
        var same = GravityModel.Solve(world, Shock.None, Closure.Share, adjustment, 1, Tight);

        Near.Equal(world.Trade.Span, same.Trade.Span, 1e-11);
        foreach (var hat in same.Detail<Resistances>()!.Inward.Concat(same.Detail<Resistances>()!.Outward).Concat(same.Wages))
            Assert.Equal(1, hat, 1e-11);
    }

    [Fact]
    public void The_reference_sets_the_scale_and_no_flow()
    {
        var world = OneSector(4);
        var (one, other) = (Solve(0), Solve(2));

        Assert.Equal((1.0, 1.0), (one.Detail<Resistances>()!.Inward[0], other.Detail<Resistances>()!.Inward[2]));
        Near.Equal(one.Trade.Span, other.Trade.Span, 1e-10);
        var ratio = other.Detail<Resistances>()!.Inward[0];
        for (var n = 0; n < world.Countries.Length; n++)
        {
            Assert.Equal(other.Detail<Resistances>()!.Inward[n], one.Detail<Resistances>()!.Inward[n] * ratio, 1e-10);
            Assert.Equal(other.Detail<Resistances>()!.Outward[n], one.Detail<Resistances>()!.Outward[n] / ratio, 1e-10);
        }

        Equilibrium Solve(int reference) =>
            GravityModel.Solve(world, Costs(world, 4), Closure.Share, Adjustment.Conditional, reference, Tight);
    }

    [Fact]
    public void Conditionally_only_resistances_and_flows_change_and_all_adds_up()
    {
        var world = OneSector(5);
        var after = GravityModel.Solve(world, Costs(world, 5), Closure.Share, Adjustment.Conditional, 0, Tight);

        Assert.Equal(world.Expenditure.Span, after.Expenditure.Span);
        Assert.Equal(world.Output.Span, after.Output.Span);
        Near.Equal(world.Output.Span, Accounting.Output(after.Trade).Span, 1e-10);
        Assert.InRange(after.Detail<Resistances>()!.AddingUpGap, 0, 1e-11);
    }

    [Fact]
    public void A_fit_to_other_determinants_is_the_conditional_equilibrium_of_changed_costs()
    {
        var data = Data(0);
        var before = GravityFit.Of(data, 4, 1, new WorldIdentity { Title = "Invented" }).Value;
        var after = GravityFit.Of(Data(1), 4, 1, new WorldIdentity { Title = "Invented" }).Value;
        var shock = new ShockBuilder(before.World) { Determinants = before };
        shock.SetCovariate(2, 0, 0, 5);
        shock.SetCovariate(2, 0, 0, 1);
        var conditional = GravityModel.Solve(before.World, shock.Build(), Closure.Share, Adjustment.Conditional, 1, Tight);

        Near.Equal(after.World.Trade.Span, conditional.Trade.Span, 1e-9);
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(after.Inward[n], before.Inward[n] * conditional.Detail<Resistances>()!.Inward[n], 1e-9);
            Assert.Equal(after.Outward[n], before.Outward[n] * conditional.Detail<Resistances>()!.Outward[n], 1e-9);
            Assert.Equal(data.Expenditure[n], before.World.Expenditure[n, 0], 1e-9);
        }

        static GravityData Data(double treaty) =>
            new()
            {
                Countries = [.. Enumerable.Range(0, 4).Select(n => new Country($"C{n}", $"Country {n}"))],
                Output = [5, 3, 2, 7],
                Expenditure = [4, 4, 3, 6],
                Variables = ["treaty", "distance"],
                Coefficients = [0.5, -1],
                Covariates = Cube.Create(4, 4, 2, (n, i, k) => k == 0 ? (n == 2 && i == 0 ? treaty : 0) : Math.Abs(n - i)),
                Constant = 3,
            };
    }

    [Fact]
    public void What_it_cannot_see_is_refused()
    {
        var world = SmallWorld.Random(1, 3, 2);
        Assert.Throws<ArgumentException>(() => GravityModel.Solve(world, Shock.None, Closure.Zero));
        var one = OneSectorWorld.Of(world, 5).Value;
        Assert.Throws<ArgumentException>(() => GravityModel.Solve(one, new Shock { Productivity = Table.Filled(3, 1, 2) }, Closure.Zero));
        Assert.Equal("sigma 1; expected a finite number above 1", OneSectorWorld.Of(world, 1).Faults.Single().ToString());
    }

    [Fact]
    public void A_country_that_may_buy_nowhere_is_named()
    {
        var world = OneSector(6);
        var shock = new ShockBuilder(world);
        for (var i = 0; i < world.Countries.Length; i++)
            shock.MultiplyTradeCost(1, i, 0, double.PositiveInfinity);
        var after = GravityModel.Solve(world, shock.Build(), Closure.Share);

        Assert.Equal((EquilibriumStatus.NoSupplier, "nobody can supply any more: ALL to C1"), (after.Status, after.Explanation));
        Assert.Throws<InvalidOperationException>(() => after.Detail<Resistances>());
    }

    private static World OneSector(int seed) => OneSectorWorld.Of(SmallWorld.Random(seed, 5, 2), 3 + seed % 4).Value;

    /// <summary>Random changes of all costs between countries, and one flow forbidden.</summary>
    private static Shock Costs(World world, int seed)
    {
        var (random, shock) = (new Random(seed), new ShockBuilder(world));
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                if (n != i)
                    shock.MultiplyTradeCost(n, i, 0, n == 1 && i == 2 ? double.PositiveInfinity : 0.8 + 0.6 * random.NextDouble());
        return shock.Build();
    }
}
