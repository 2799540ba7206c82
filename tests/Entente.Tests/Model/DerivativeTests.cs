using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.CaliendoParro.Derivatives;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Derivatives against differences of the model itself, forward against backward, and against what theory says.</summary>
public sealed class DerivativeTests
{
    private static readonly SolveOptions Exact = new() { Tolerance = 1e-13 };

    public static TheoryData<Closure, string> Questions
    {
        get
        {
            var data = new TheoryData<Closure, string>();
            foreach (var closure in Enum.GetValues<Closure>())
                foreach (var part in new[] { "costs", "tariffs", "export taxes", "productivity", "transfers", "thetas", "all" })
                    data.Add(closure, part);
            return data;
        }
    }

    [Theory, MemberData(nameof(Questions))]
    public void A_response_is_the_limit_of_differences_of_the_model_away_from_the_data(Closure closure, string part)
    {
        const double step = 1e-4;
        for (var seed = 1; seed <= 4; seed++)
        {
            var world = SmallWorld.Random(seed, 2 + seed, 1 + seed % 3);
            var shock = Shocks.Mixed(world, seed);
            var direction = Random(world, seed, part);
            var response = new Linearisation(Solve(world, shock, closure)).Respond(direction);

            // Two differences, so that what is left is of fourth order.
            var (near, far) = (
                Differences(world, shock, closure, direction, step),
                Differences(world, shock, closure, direction, 2 * step)
            );
            Near.Equal(Scaled([.. near.Zip(far, (a, b) => (4 * a - b) / 3)], world), Scaled(Numbers(response), world), 3e-8);
        }
    }

    public static TheoryData<Closure, bool, bool> LongRuns =>
        new(
            from closure in Enum.GetValues<Closure>()
            from kind in new[] { (true, false), (false, true), (true, true) }
            select (closure, kind.Item1, kind.Item2)
        );

    [Theory, MemberData(nameof(LongRuns))]
    public void Power_of_several_sources_and_fixed_resources_are_covered_forwards_and_backwards(Closure closure, bool power, bool isFixed)
    {
        const double step = 1e-4;
        for (var seed = 1; seed <= 3; seed++)
        {
            var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 3 + seed % 2, 7), seed);
            var behaviour = new Behaviour
            {
                Substitution = Substitution.Uniform([.. world.Sectors.Select((_, j) => j % 3 == 0)], 1),
                Factors = isFixed ? [Mobility.Mobile, Mobility.Mobile, Mobility.Stuck] : [],
                JoinsMobile = isFixed,
            };
            behaviour = power ? Behaviours.WithPower(behaviour, seed) : behaviour;
            var (shock, direction) = (Shocks.Mixed(world, seed), Random(world, seed, "all"));
            var linear = new Linearisation(Solve(world, shock, closure, behaviour));
            var response = linear.Respond(direction);
            var (near, far) = (
                Differences(world, shock, closure, direction, step, behaviour),
                Differences(world, shock, closure, direction, 2 * step, behaviour)
            );
            Near.Equal(Scaled([.. near.Zip(far, (a, b) => (4 * a - b) / 3)], world), Scaled(Numbers(response), world), 1e-6);
            foreach (var target in Targets(linear.At, seed))
                Assert.Equal(
                    response.Of(target),
                    linear.GradientOf(target).Along(direction),
                    1e-8 * Math.Max(1, Math.Abs(response.Of(target)))
                );
        }
    }

    [Theory, InlineData(Closure.Fixed), InlineData(Closure.Zero), InlineData(Closure.Share)]
    public void A_gradient_along_a_direction_is_the_response_to_it(Closure closure)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var world = SmallWorld.Random(seed, 2 + seed, 1 + seed % 4);
            var linear = new Linearisation(Solve(world, Shocks.Mixed(world, seed), closure));
            foreach (
                var direction in new[] { "costs", "tariffs", "export taxes", "productivity", "transfers", "thetas", "all" }.Select(part =>
                    Random(world, seed, part)
                )
            )
            {
                var response = linear.Respond(direction);
                foreach (var target in Targets(linear.At, seed))
                {
                    var (forward, backward) = (response.Of(target), linear.GradientOf(target).Along(direction));
                    Assert.True(
                        Math.Abs(forward - backward) <= 1e-11 * Math.Max(1, Math.Abs(forward)),
                        $"seed {seed}: {forward:R} forward, {backward:R} backward"
                    );
                }
            }
        }
    }

    [Theory, InlineData(1e-14, 1e-11), InlineData(1e-8, 1e-6)]
    public void A_gradient_begun_from_one_nearby_is_the_same_to_as_many_digits_as_are_asked(double accuracy, double tolerance)
    {
        var world = SmallWorld.Random(3, 5, 3);
        var (target, other) = (Target.RealIncomeOf(world, 2), SmallWorld.Random(3, 4, 3));
        var linear = new Linearisation(Solve(world, Shocks.Mixed(world, 3), Closure.Fixed));
        var whole = linear.GradientOf(target).LogTradeCosts.Span;
        var size = Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(whole));
        foreach (
            var near in new[]
            {
                new Linearisation(Solve(world, Shock.None, Closure.Fixed)).GradientOf(target),
                // Of other unknowns.
                new Linearisation(Solve(other, Shock.None, Closure.Fixed)).GradientOf(Target.RealIncomeOf(other, 2)),
                null,
            }
        )
            Near.Equal(
                whole,
                new Linearisation(linear.At, accuracy, TestContext.Current.CancellationToken).GradientOf(target, near).LogTradeCosts.Span,
                tolerance * size
            );
    }

    [Theory, InlineData(Closure.Fixed), InlineData(Closure.Zero)]
    public void Flows_that_have_ended_stay_so_and_the_rest_responds_as_differences_say(Closure closure)
    {
        var world = SmallWorld.Random(5, 5, 3);
        var shock = Shocks.Embargo(world, 0, [2, 3]);
        var linear = new Linearisation(Solve(world, shock, closure));
        var response = linear.Respond(new Direction { LogTradeCosts = Random(world, 5, "costs").LogTradeCosts });
        var gradient = linear.GradientOf(Target.RealIncomeOf(world, 0));
        for (var j = 0; j < 3; j++)
            Assert.Equal(
                (0, 0, 0, 0),
                (response.Trade[0, 2, j], gradient.LogTradeCosts[0, 2, j], gradient.Tariffs[3, 0, j], gradient.ExportTaxes[0, 3, j])
            );

        var direction = new Direction { LogTradeCosts = Random(world, 5, "costs").LogTradeCosts };
        var (near, far) = (Differences(world, shock, closure, direction, 1e-4), Differences(world, shock, closure, direction, 2e-4));
        Near.Equal(Scaled([.. near.Zip(far, (a, b) => (4 * a - b) / 3)], world), Scaled(Numbers(response), world), 3e-8);
    }

    [Fact]
    public void A_country_cut_off_from_all_others_hurts_nobody_and_gains_by_its_own_productivity()
    {
        var world = SmallWorld.Random(8, 4, 2);
        var linear = new Linearisation(Solve(world, GainsFromTrade.Isolate(world, 1), Closure.Zero));
        var alone = Table.Create(4, 2, (n, _) => n == 1 ? 1 : 0);
        var response = linear.Respond(new Direction { LogProductivity = alone });
        Near.Equal([0, 0, 0], [response.LogRealIncome[0], response.LogRealIncome[2], response.LogRealIncome[3]], 1e-12);

        double Log(double by)
        {
            var shock = GainsFromTrade.Isolate(world, 1) with { Productivity = Table.Create(4, 2, (n, _) => n == 1 ? Math.Exp(by) : 1) };
            var at = Solve(world, shock, Closure.Zero);
            return Math.Log(at.Income[1] / at.ConsumerPrices[1]);
        }
        Assert.Equal((Log(1e-4) - Log(-1e-4)) / 2e-4, response.LogRealIncome[1], 1e-7);
    }

    /// <summary>
    /// Hulten (1978): where nothing is taxed, the world gains the output of what becomes more productive and loses what is spent
    /// on what becomes dearer.
    /// </summary>
    [Theory, InlineData(Closure.Fixed), InlineData(Closure.Zero), InlineData(Closure.Share)]
    public void Without_taxes_the_world_gains_and_loses_by_the_values_of_flows(Closure closure)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var world = SmallWorld.Random(seed, 3 + seed % 3, 1 + seed % 4);
            var mixed = Shocks.Mixed(world, seed);
            var free = mixed with
            {
                ExportTaxes = null,
                Tariffs = Cube.Create(world.Countries.Length, world.Countries.Length, world.Sectors.Length, (_, _, _) => 0),
            };
            var linear = new Linearisation(Solve(world, free, closure));
            var gradient = linear.GradientOf(new Target { LogRealIncome = linear.At.Income });
            Near.Equal([.. linear.At.Trade.Span.ToArray().Select(flow => -flow)], gradient.LogTradeCosts.Span, 1e-9);
            Near.Equal(linear.At.Output.Span, gradient.LogProductivity.Span, 1e-9);
        }
    }

    [Fact]
    public void In_the_data_elasticities_change_nothing_since_no_cost_has()
    {
        var world = SmallWorld.Random(3, 4, 3);
        var gradient = new Linearisation(Solve(world, Shock.None, Closure.Fixed)).GradientOf(Target.RealIncomeOf(world, 2));
        Near.Equal(new double[3], gradient.Thetas.AsSpan(), 1e-12);
        Assert.Contains(gradient.LogTradeCosts.Span.ToArray(), value => value < 0);
    }

    [Fact]
    public void What_is_not_covered_is_refused_by_name()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(4, 3, 2), 4);
        Refused(
            "burden sharing",
            Shock.None with
            {
                BurdenSharing =
                [
                    [0, 1],
                ],
            },
            null
        );

        var linear = new Linearisation(Solve(world, Shock.None, Closure.Fixed));
        Assert.Throws<ArgumentException>(() => linear.Respond(new Direction { Thetas = [1] }));
        Assert.Throws<ArgumentException>(() => linear.Respond(new Direction { Transfers = [1, 1, 1] }));
        Assert.Throws<ArgumentException>(() => linear.GradientOf(new Target { Income = [1] }));
        Assert.Throws<InvalidOperationException>(() =>
            new Linearisation(TradeModel.Solve(world, Shocks.Mixed(world, 1), Closure.Fixed, new SolveOptions { MaxIterations = 1 }))
        );

        void Refused(string what, Shock shock, Behaviour? behaviour)
        {
            var at = TradeModel.Solve(world, shock, Closure.Fixed, behaviour: behaviour);
            Assert.True(at.Converged, at.Explanation);
            Assert.Contains(
                $"do not cover {what}.",
                Assert.Throws<ArgumentException>(() => new Linearisation(at)).Message,
                StringComparison.Ordinal
            );
        }
    }

    public static TheoryData<Closure, string> Horizons =>
        new(
            from closure in Enum.GetValues<Closure>()
            from kind in new[] { "nests", "power", "floors", "limits", "stocks", "all" }
            select (closure, kind)
        );

    [Theory, MemberData(nameof(Horizons))]
    public void Nests_factors_limits_and_stocks_are_covered_forwards_and_backwards(Closure closure, string kind)
    {
        bool Has(string what) => kind == what || kind == "all";
        for (var seed = 1; seed <= 3; seed++)
        {
            var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 3 + seed % 2, 7), seed);
            var behaviour = Behaviours.Random(world, seed, 1.5);
            behaviour = Has("power") ? Behaviours.WithPower(behaviour, seed) : behaviour;
            if (Has("floors"))
                behaviour = behaviour with { Factors = [new Mobility(1, 0.97), new Mobility(2.5, 0.98), Mobility.Mobile] };
            var shock = Shocks.Mixed(world, seed) with
            {
                Limits = Has("limits") ? Limits(Solve(world, Shocks.Mixed(world, seed), closure, behaviour)) : [],
                Stocks = Has("stocks")
                    ? [new Stock(1, 1, 0.02 * world.Expenditure[1, 1], 0.5), new Stock(0, 2, 0.3 * world.Expenditure[0, 2], 1.02, 1.1)]
                    : [],
            };
            var at = Solve(world, shock, closure, behaviour);
            Assert.True(at.Converged, at.Explanation);
            if (Has("limits"))
                Assert.Contains(at.Wedges, wedge => wedge > 1.001);
            if (Has("floors"))
                Assert.Contains(at.Employment, table => table.Span.ToArray().Any(u => u is > 0 and < 1));
            if (Has("stocks"))
                Assert.Equal(0.02 * world.Expenditure[1, 1], at.Drawn[0], 1e-12);
            HoldToDifferences(at, Random(world, seed, "all") with { Thetas = null }, shock, behaviour, seed);
        }
    }

    [Theory, InlineData(1, "short"), InlineData(2, "short"), InlineData(3, "medium"), InlineData(4, "long")]
    public void Full_lines_are_covered_forwards_and_backwards(int seed, string horizon)
    {
        var world = NetworkWorld.Random(seed, 1.02, 0.01, plants: 0.95);
        var baseline = NetworkWorld.At(world, horizon, new ParameterSetting("line_rent", "all", 0.3));
        var cut = new ShockBuilder(baseline.World);
        cut.MultiplyTradeCost(0, 2, 0, double.PositiveInfinity);
        var shock = Shocks.Mixed(baseline.World, seed) with { TradeCosts = cut.Build().TradeCosts };
        var at = Solve(baseline.World, shock, Closure.Fixed, baseline.Behaviour);
        Assert.True(at.Converged, at.Explanation);
        Assert.Contains(at.LineWedges, wedge => wedge > 1.0001);
        HoldToDifferences(at, Random(baseline.World, seed, "all") with { Thetas = null }, shock, baseline.Behaviour, seed);
    }

    private static void HoldToDifferences(Equilibrium at, Direction direction, Shock shock, Behaviour behaviour, int seed)
    {
        var (random, world) = (new Random(seed), at.World);
        direction = direction with
        {
            LogQuotas = [.. at.Given.Quotas.Select(quota => quota.Line < 0 ? random.NextDouble() : 0)],
            Stocks = [.. shock.Stocks.Select(stock => stock.Amount * random.NextDouble())],
        };
        var linear = new Linearisation(at);
        var response = linear.Respond(direction);
        var step = new[] { 2e-5, 4e-6, 8e-7 }.First(step => BindsAround(at, shock, direction, behaviour, step));
        var (near, far) = (
            Differences(world, shock, at.Closure, direction, step, behaviour),
            Differences(world, shock, at.Closure, direction, 2 * step, behaviour)
        );
        Near.Equal(Scaled([.. near.Zip(far, (a, b) => (4 * a - b) / 3)], world), Scaled(Numbers(response), world), 2e-6);
        foreach (var target in Targets(linear.At, seed))
            Assert.Equal(
                response.Of(target),
                linear.GradientOf(target).Along(direction),
                1e-10 * Math.Max(1, Math.Abs(response.Of(target)))
            );
    }

    /// <summary>Limits on some of what flows.</summary>
    private static ImmutableArray<QuantityLimit> Limits(Equilibrium at) =>
        [
            .. (
                from n in Enumerable.Range(0, at.World.Countries.Length)
                from i in Enumerable.Range(0, at.World.Countries.Length)
                where n != i && at.Trade[n, i, 0] > 0
                select new QuantityLimit(n, i, 0, (0.6 + 0.2 * n) * at.Trade[n, i, 0] / at.UnitCosts[i, 0], i % 2 == 0)
            ).Take(4),
        ];

    /// <summary>Whether the same binds a little to both sides: where it does not, differences are no derivative.</summary>
    private static bool BindsAround(Equilibrium at, Shock shock, Direction direction, Behaviour behaviour, double step) =>
        new[] { -2 * step, 2 * step }.All(by =>
            LinearLimits.Binding(Solve(at.World, Along(at.World, shock, direction, by), at.Closure, behaviour))
            == LinearLimits.Binding(at)
        );

    private static Equilibrium Solve(World world, Shock shock, Closure closure, Behaviour? behaviour = null)
    {
        // What binds leaves fewer digits.
        if (!shock.Limits.IsEmpty || !shock.Stocks.IsEmpty)
            return TradeModel.Solve(world, shock, closure, Exact with { Tolerance = 1e-12 }, behaviour);
        var solved = TradeModel.Solve(world, shock, closure, Exact, behaviour);
        return solved.Converged ? solved : TradeModel.Solve(world, shock, closure, Exact with { Tolerance = 1e-12 }, behaviour);
    }

    private static double[] Differences(
        World world,
        Shock shock,
        Closure closure,
        Direction direction,
        double step,
        Behaviour? behaviour = null
    )
    {
        var (up, down) = (Moved(step), Moved(-step));
        Assert.True(up.Converged && down.Converged, up.Explanation + down.Explanation);
        return [.. Levels(up).Zip(Levels(down), (a, b) => (a - b) / (2 * step))];

        Equilibrium Moved(double by) =>
            Solve(
                direction.Thetas is { } thetas ? world.WithThetas([.. world.Thetas.Zip(thetas, (t, d) => t + by * d)]) : world,
                Along(world, shock, direction, by),
                closure,
                behaviour
            );
    }

    private static Shock Along(World world, Shock shock, Direction direction, double by)
    {
        Cube? Moved(Cube? from, Cube? rates, Func<double, double, double> move) =>
            rates is null
                ? from
                : Cube.Create(rates.First, rates.Second, rates.Third, (n, i, j) => move(from![n, i, j], by * rates[n, i, j]));
        return shock with
        {
            TradeCosts = Moved(shock.TradeCosts, direction.LogTradeCosts, (d, change) => d * Math.Exp(change)),
            Tariffs = Moved(shock.Tariffs ?? world.Tariffs, direction.Tariffs, (rate, change) => rate + change),
            ExportTaxes = Moved(shock.ExportTaxes, direction.ExportTaxes, (rate, change) => rate + change),
            Productivity = direction.LogProductivity is { } a
                ? Table.Create(a.Rows, a.Columns, (n, j) => shock.Productivity![n, j] * Math.Exp(by * a[n, j]))
                : shock.Productivity,
            Transfers = direction.Transfers is { } t
                ? [.. shock.Transfers!.Value.Zip(t, (value, change) => value + by * change)]
                : shock.Transfers,
            Limits = direction.LogQuotas is { } most
                ? [.. shock.Limits.Select((limit, l) => limit with { Most = limit.Most * Math.Exp(by * most[l]) })]
                : shock.Limits,
            Stocks = direction.Stocks is { } amounts
                ? [.. shock.Stocks.Select((stock, s) => stock with { Amount = stock.Amount + by * amounts[s] })]
                : shock.Stocks,
        };
    }

    /// <summary>A change of everything of one kind, by amounts up to 1 (tariffs and taxes 0.3).</summary>
    private static Direction Random(World world, int seed, string part)
    {
        var random = new Random(seed * 31);
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        double Some(double most = 1) => most * (2 * random.NextDouble() - 1);
        bool Has(string name) => part == name || part == "all";
        double[] paid = [.. world.Countries.Select(_ => Some(0.1 * world.TotalValueAdded / countries))];
        return new Direction
        {
            LogTradeCosts = Has("costs") ? Cube.Create(countries, countries, sectors, (_, _, _) => Some()) : null,
            Tariffs = Has("tariffs") ? Cube.Create(countries, countries, sectors, (n, i, _) => n == i ? 0 : Some(0.3)) : null,
            ExportTaxes = Has("export taxes") ? Cube.Create(countries, countries, sectors, (n, i, _) => n == i ? 0 : Some(0.3)) : null,
            LogProductivity = Has("productivity") ? Table.Create(countries, sectors, (_, _) => Some()) : null,
            Transfers = Has("transfers") ? [.. paid.Select(p => p - paid.Average())] : null,
            Thetas = Has("thetas") ? [.. world.Sectors.Select(_ => Some())] : null,
        };
    }

    private static IEnumerable<Target> Targets(Equilibrium at, int seed)
    {
        var random = new Random(seed);
        var (world, n) = (at.World, random.Next(at.World.Countries.Length));
        yield return Target.RealIncomeOf(world, n);
        yield return Target.WageOf(world, n);
        yield return Target.RealWageOf(at, n);
        yield return Target.ExportsOf(world, n);
        yield return Target.ImportsOf(world, n);
        yield return new Target
        {
            Income = [.. world.Countries.Select(_ => random.NextDouble())],
            LogPrices = Table.Create(world.Countries.Length, world.Sectors.Length, (_, _) => random.NextDouble()),
            Output = Table.Create(world.Countries.Length, world.Sectors.Length, (_, _) => random.NextDouble()),
        };
    }

    private static double[] Numbers(Response r) =>
        [
            .. r.LogWages,
            .. r.LogPrices.Span,
            .. r.LogUnitCosts.Span,
            .. r.LogConsumerPrices,
            .. r.LogRealIncome,
            .. r.LogWedges,
            .. r.Expenditure.Span,
            .. r.Trade.Span,
            .. r.Output.Span,
            .. r.TariffRevenue,
            .. r.ExportTaxRevenue,
            .. r.Income,
            .. r.Exports,
            .. r.Imports,
            .. r.Drawn,
        ];

    private static double[] Levels(Equilibrium at) =>
        [
            .. Logs(at.Wages),
            .. Logs(at.Prices),
            .. Logs(at.UnitCosts),
            .. Logs(at.ConsumerPrices),
            .. at.Income.Zip(at.ConsumerPrices, (i, p) => Math.Log(i / p)),
            .. Logs(at.Wedges.AddRange(at.LineWedges)),
            .. at.Expenditure.Span,
            .. at.Trade.Span,
            .. at.Output.Span,
            .. at.TariffRevenue,
            .. at.ExportTaxRevenue,
            .. at.Income,
            .. Abroad(at, (_, i) => i),
            .. Abroad(at, (n, _) => n),
            .. at.Drawn,
        ];

    /// <summary>Trade between countries at producer prices, as derivatives have it.</summary>
    private static double[] Abroad(Equilibrium at, Func<int, int, int> side)
    {
        var totals = new double[at.World.Countries.Length];
        for (var n = 0; n < totals.Length; n++)
            for (var i = 0; i < totals.Length; i++)
                for (var j = 0; i != n && j < at.World.Sectors.Length; j++)
                    totals[side(n, i)] += at.Trade[n, i, j];
        return totals;
    }

    private static double[] Logs(Table table) => Logs([.. table.Span]);

    private static double[] Logs(ImmutableArray<double> values) => [.. values.Select(v => Math.Log(v))];

    /// <summary>Levels as parts of the value added of the average country; logarithms as they are.</summary>
    private static double[] Scaled(double[] values, World world)
    {
        var logs = 3 * world.Countries.Length + 2 * world.Countries.Length * world.Sectors.Length;
        return [.. values.Select((value, at) => at < logs ? value : value / world.TotalValueAdded * world.Countries.Length)];
    }
}
