using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Door;

/// <summary>Questions answered one after the other are those answered by themselves, in a part of the evaluations.</summary>
public sealed class AlongTests
{
    private static readonly World World = SmallWorld.WithFactors(SmallWorld.Random(11, 6, 3));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("long"), InlineData("medium"), InlineData("short")]
    public void A_row_of_tariffs_takes_less_than_half_of_the_evaluations_and_gives_the_same_numbers(string horizon)
    {
        var baseline = At(horizon);
        var questions = Tariffs(40);
        var cold = baseline.SolveAll(questions, Read, 1, cancellation: Cancellation);
        var along = baseline.SolveAlong(questions, Read, 40, 1, cancellation: Cancellation);
        Assert.All(along, answer => Assert.InRange(answer.Residual, 0, 1e-10));
        for (var q = 0; q < questions.Count; q++)
            Near.Equal(cold[q].RealIncome.AsSpan(), along[q].RealIncome.AsSpan(), 1e-9);
        Assert.InRange(along.Sum(answer => answer.Evaluations), 1, cold.Sum(answer => answer.Evaluations) / 2);
    }

    [Fact]
    public void Threads_give_the_same_bits_and_a_question_by_itself_those_it_always_had()
    {
        var (baseline, questions) = (At("short"), Tariffs(50));
        var alone = baseline.Solve(questions[33]).Changes.RealIncome;
        var all = new[] { 1, 2, 7 }
            .Select(threads => baseline.SolveAlong(questions, answer => answer.Changes.RealIncome, 8, threads, cancellation: Cancellation))
            .ToList();
        Assert.Equal(all[0].SelectMany(w => w), all[1].SelectMany(w => w));
        Assert.Equal(all[0].SelectMany(w => w), all[2].SelectMany(w => w));
        Assert.Equal(alone, baseline.Solve(questions[33]).Changes.RealIncome);
    }

    [Fact]
    public void Questions_with_other_unknowns_far_away_or_without_an_answer_break_no_row()
    {
        var baseline = At("short");
        IReadOnlyList<IEnumerable<Measure>> questions =
        [
            Tariff(0.01),
            Tariff(0.02),
            [
                new QuantityLimits
                {
                    From = ["C1"],
                    To = ["C0"],
                    Share = 0.7,
                },
            ],
            Tariff(0.04),
            [.. World.Countries.Skip(1).Select(c => Embargo("C0", c.Code))],
            Tariff(5),
            Tariff(-0.2),
            Tariff(0.05),
        ];
        var cold = baseline.SolveAll(questions, Read, 1, cancellation: Cancellation);
        var along = baseline.SolveAlong(questions, Read, questions.Count, 1, cancellation: Cancellation);
        for (var q = 0; q < questions.Count; q++)
        {
            Assert.Equal(cold[q].Status, along[q].Status);
            if (!cold[q].RealIncome.IsDefault)
                Near.Equal(cold[q].RealIncome.AsSpan(), along[q].RealIncome.AsSpan(), 1e-9);
        }
        Assert.Contains(cold, answer => answer.RealIncome.IsDefault);
    }

    /// <summary>A limit has an unknown of its own: rows with and without it, asked in turn, are each what they are by themselves.</summary>
    [Fact]
    public void Rows_of_other_unknowns_do_not_disturb_one_another()
    {
        var baseline = At("short");
        var limit = new QuantityLimits
        {
            From = ["C1"],
            To = ["C0"],
            Share = 0.7,
        };
        var (open, limited) = (new SearchTrail(), new SearchTrail());
        var both = new SearchTrail();
        for (var k = 1; k <= 6; k++)
        {
            var tariff = Tariff(0.01 * k).ToList();
            foreach (var (own, asked) in new (SearchTrail, IEnumerable<Measure>)[] { (open, tariff), (limited, [limit, .. tariff]) })
            {
                var alone = baseline.Solve(new Question(asked) { Trail = own, Place = [k] });
                var inTurn = baseline.Solve(new Question(asked) { Trail = both, Place = [k] });
                Assert.Equal(alone.Changes.RealIncome, inTurn.Changes.RealIncome);
                Assert.Equal(alone.Equilibrium.Evaluations, inTurn.Equilibrium.Evaluations);
            }
        }
    }

    [Fact]
    public void Kernels_that_serve_the_next_question_change_no_bit()
    {
        var (baseline, kept, made) = (At("short"), new SearchTrail(), new SearchTrail());
        var first = default(object);
        for (var q = 1; q <= 4; q++)
        {
            made.Kernels = null;
            var (one, other) = (Solved(kept), Solved(made));
            Assert.Equal(one.Changes.RealIncome, other.Changes.RealIncome);
            Assert.Equal(one.Equilibrium.Trade.Span, other.Equilibrium.Trade.Span);
            Assert.Same(first ??= kept.Kernels, kept.Kernels);
            Assert.NotSame(first, made.Kernels);

            Counterfactual Solved(SearchTrail trail) => baseline.Solve(new Question(Tariff(0.01 * q)) { Trail = trail, Place = [q] });
        }
        At("medium").Solve(new Question(Tariff(0.01)) { Trail = kept });
        Assert.NotSame(first, kept.Kernels);
    }

    [Fact]
    public void Places_lead_along_lines_in_any_order_and_dimension()
    {
        var baseline = At("long");
        var (trail, spent) = (new SearchTrail(), 0);
        // A grid of two tariffs, there and back.
        foreach (var (a, b) in from a in Enumerable.Range(0, 5) from b in Enumerable.Range(0, 8) select (a, a % 2 == 0 ? b : 7 - b))
        {
            IEnumerable<Measure> asked = [.. Tariff(0.01 * a), .. Tariff(0.01 * b, "C2")];
            var along = baseline.Solve(new Question(asked) { Trail = trail, Place = [a, b] });
            Near.Equal(baseline.Solve(asked).Changes.RealIncome.AsSpan(), along.Changes.RealIncome.AsSpan(), 1e-9);
            spent += a > 1 ? along.Equilibrium.Evaluations : 0;
        }
        Assert.InRange(spent, 1, 24 * 7);
    }

    /// <summary>Of coalitions the effects of members add up but for what they change together, which those before have shown.</summary>
    [Theory]
    [InlineData("long")]
    [InlineData("short")]
    public void Corners_of_a_box_foretell_the_last_one(string horizon)
    {
        const int Members = 4;
        var baseline = At(horizon);
        var questions = Enumerable
            .Range(0, 1 << Members)
            .Select(s => Enumerable.Range(0, Members).Where(i => ((s >> i) & 1) == 1).SelectMany(i => Tariff(0.02, $"C{i}")))
            .ToList();
        var along = baseline.SolveAlong(
            questions,
            Read,
            questions.Count,
            threads: 1,
            place: s => [.. Enumerable.Range(0, Members).Select(i => (double)((s >> i) & 1))],
            Cancellation
        );
        var cold = baseline.SolveAll(questions, Read, threads: 1, Cancellation);
        for (var s = 0; s < questions.Count; s++)
        {
            Near.Equal(cold[s].RealIncome.AsSpan(), along[s].RealIncome.AsSpan(), 1e-9);
            if (int.PopCount(s) == Members)
                Assert.InRange(along[s].Evaluations, 1, cold[s].Evaluations / 2);
        }
    }

    /// <summary>Who joins many changes about what it changes alone.</summary>
    [Fact]
    public void A_step_that_was_gone_elsewhere_foretells_the_same_step()
    {
        var trail = new SearchTrail();
        _ = trail.For(World, [], 2);
        trail.Add([0, 0, 0], [1, 1]);
        trail.Add([1, 0, 0], [2, 1]);
        trail.Add([0, 1, 0], [1, 3]);
        trail.Add([0, 0, 1], [6, 5]);
        trail.Add([1, 1, 0], [2.5, 3.5]);
        Assert.Equal([7.5, 7.5], trail.Ahead([1, 1, 1])!);
        Assert.Equal([2.5, 3.5], trail.Nearest([1, 1, 1])!);
    }

    private static (ImmutableArray<double> RealIncome, EquilibriumStatus Status, double Residual, int Evaluations) Read(Counterfactual a) =>
        (a.Converged ? a.Changes.RealIncome : default, a.Status, a.Residual, a.Equilibrium.Evaluations);

    private static Baseline At(string horizon) =>
        Baseline
            .Create(World, horizon == "long" ? null : new BaselineOptions { Horizon = new Horizon(horizon, []) })
            .Value;

    private static IReadOnlyList<IEnumerable<Measure>> Tariffs(int count) =>
        [.. Enumerable.Range(1, count).Select(q => Tariff(0.01 * q))];

    private static IEnumerable<Measure> Tariff(double rate, string by = "C0") => [new Tariff { By = [by], Rate = rate }];

    private static Embargo Embargo(string one, string other) =>
        new()
        {
            From = [one],
            To = [other],
            Both = true,
        };
}
