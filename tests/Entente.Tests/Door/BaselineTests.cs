using System.Collections.Immutable;
using Entente.Gravity;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Door;

/// <summary>Questions to a baseline, as a library is asked.</summary>
public sealed class BaselineTests
{
    private static readonly World World = SmallWorld.WithFactors(SmallWorld.Random(11, 6, 3));

    private static readonly Baseline LongRun = Baseline.Create(World).Value;

    [Fact]
    public void Outcomes_are_read_by_name_and_axes_with_the_proof_beside_them()
    {
        var answer = LongRun.Solve(Embargo("C0", "C1"));
        Assert.Equal(100 * (answer.Changes.RealIncome[0] - 1), answer["real_income_pct:C0"]);
        Assert.Equal(100 * (answer.Changes.Output[2, 1] - 1), answer["output_pct:C2:S1"]);
        Assert.Equal(EquilibriumStatus.Converged, answer.Status);
        Assert.InRange(answer.Residual, 0, 1e-10);
        Assert.NotNull(answer.Certificate);
        Assert.Empty(answer.Faults);
        Assert.Contains(
            "real_income_pct",
            Assert.Throws<KeyNotFoundException>(() => answer["real_incom_pct:C0"]).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<KeyNotFoundException>(() => answer["real_income_pct:all"]);
    }

    [Fact]
    public void Faults_of_measures_are_values_and_no_number_can_be_read()
    {
        var tariff = new Tariff
        {
            By = ["C0"],
            On = ["C9"],
            Rate = -2,
        };
        var answer = LongRun.Solve(tariff, Embargo("X", "C1"));
        Assert.Equal(EquilibriumStatus.MeasureRefused, answer.Status);
        Assert.Equal(3, answer.Faults.Length);
        Assert.False(answer.Converged);
        Assert.Throws<InvalidOperationException>(() => answer["real_income_pct:C0"]);
        var gravity = Baseline.Create(World, new BaselineOptions { Model = GravityModel.Default }).Value;
        Assert.Equal(EquilibriumStatus.MeasureRefused, gravity.Solve(new Productivity { Countries = ["C0"], Factor = 2 }).Status);
    }

    [Fact]
    public void Options_that_do_not_fit_are_faults_all_at_once()
    {
        var faults = Baseline
            .Create(
                World,
                new BaselineOptions
                {
                    Horizon = new Horizon("soon", []),
                    Parameters = [new ParameterSetting("trade", "all", -1)],
                    Thetas = [1, 2],
                }
            )
            .Faults;
        Assert.Equal(3, faults.Length);
        Assert.Equal(
            ["closure fixed", "a horizon"],
            Baseline
                .Create(
                    World,
                    new BaselineOptions
                    {
                        Model = new GravityModel(new GravitySetup { Adjustment = Adjustment.Conditional }),
                        Closure = Closure.Fixed,
                        Horizon = new Horizon("short", []),
                    }
                )
                .Faults.Select(f => string.Join(' ', f.Found.Split(' ').Take(2)))
        );
    }

    [Fact]
    public void Threads_give_the_same_bits_and_the_baseline_is_solved_once()
    {
        var model = new CountingModel();
        var baseline = Baseline.Create(World, new BaselineOptions { Model = model, Horizon = new Horizon("short", []) }).Value;
        List<IEnumerable<Measure>> questions = [.. Enumerable.Range(0, 40).Select(q => (IEnumerable<Measure>)[Tariff(q)])];
        ImmutableArray<double>[] all =
        [
            .. new[] { 1, 2, 7 }.Select(threads =>
                baseline.SolveAll(questions, answer => answer["real_income_pct:C0"], threads, TestContext.Current.CancellationToken)
            ),
        ];
        Assert.Equal(all[0], all[1]);
        Assert.Equal(all[0], all[2]);
        Assert.Equal(1 + 3 * 40, model.Solves);
        Assert.Equal(all[0][7], baseline.Solve(Tariff(7))["real_income_pct:C0"]);
    }

    [Fact]
    public void Every_coalition_of_six_countries_takes_a_dozen_lines_and_one_baseline()
    {
        var model = new CountingModel();
        var baseline = Baseline.Create(World, new BaselineOptions { Model = model }).Value;
        Word[] senders = ["C1", "C2", "C3", "C4", "C5"];
        var coalitions = Enumerable
            .Range(0, 1 << senders.Length)
            .Select(mask => senders.Where((_, s) => (mask >> s & 1) == 1).ToImmutableArray())
            .ToList();
        var losses = baseline.SolveAll(
            [.. coalitions.Select(members => (IEnumerable<Measure>)[new Tariff { By = members, On = ["C0"], Rate = 0.3 }])],
            answer => answer["real_income_pct:C0"],
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(0, losses[0]);
        Assert.Equal(1 + 32, model.Solves);
        Assert.True(losses[^1] < losses[1]);
    }

    [Fact]
    public void Elasticities_are_replaced_on_a_baseline_and_its_tables_are_shared()
    {
        var halved = LongRun.With(o => o with { Parameters = [new ParameterSetting("trade", "all", 0.5)] }).Value;
        var same = LongRun.With(o => o with { Thetas = [.. World.Thetas.Select(theta => theta / 2)] }).Value;
        Assert.Same(World.Trade, halved.World.Trade);
        Assert.Equal(halved.Solve(Tariff(9))["real_income_pct:C0"], same.Solve(Tariff(9))["real_income_pct:C0"], 1e-12);
        Assert.NotEqual(LongRun.Solve(Tariff(9))["real_income_pct:C0"], same.Solve(Tariff(9))["real_income_pct:C0"], 1e-3);
        var own = Behaviours.Random(World, 3);
        Assert.Same(own, LongRun.With(o => o with { Behaviour = own }).Value.Behaviour);
    }

    [Fact]
    public void A_start_saves_work_and_moves_the_answer_by_less_than_the_tolerance()
    {
        var near = LongRun.Solve(Tariff(20));
        var cold = LongRun.Solve(Tariff(21));
        var warm = LongRun.Solve(new Question([Tariff(21)]) { Start = near.Point });
        Assert.True(warm.Equilibrium.Evaluations <= cold.Equilibrium.Evaluations);
        Assert.Equal(cold["real_income_pct:C0"], warm["real_income_pct:C0"], 1e-7);
        Assert.Equal(cold["real_income_pct:C0"], LongRun.Solve(Tariff(21))["real_income_pct:C0"]);
    }

    [Fact]
    public void What_follows_an_answer_is_a_baseline_again_and_limits_last()
    {
        var limited = new QuantityLimits
        {
            From = ["C1"],
            To = ["C2"],
            Sectors = ["S0"],
            Share = 1.2,
        };
        var first = LongRun.Solve(Tariff(10), limited);
        var later = LongRun.After(first).Value;
        Assert.Equal(0, later.Solve()["real_income_pct:C0"], 1e-9);
        Assert.Single(later.ShockOf([]).Value.Limits);
        var both = LongRun.Solve(Tariff(10), limited, Embargo("C3", "C4"));
        var then = later.Solve(Embargo("C3", "C4"));
        Assert.Equal(both.Changes.RealIncome[3], first.Changes.RealIncome[3] * then.Changes.RealIncome[3], 1e-8);
        var relative = LongRun.Solve(new Question([Tariff(10), limited, Embargo("C3", "C4")]) { RelativeTo = first });
        Assert.Equal(relative.Changes.RealIncome[3], then.Changes.RealIncome[3], 1e-8);
    }

    private static Tariff Tariff(int q) =>
        new()
        {
            By = ["C1", "C2"],
            On = ["C0"],
            Rate = 0.01 * q,
        };

    private static Embargo Embargo(string from, string to) =>
        new()
        {
            From = [from],
            To = [to],
            Both = true,
        };
}
