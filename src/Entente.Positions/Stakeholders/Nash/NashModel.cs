using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Positions.Stakeholders.Nash;

/// <summary>
/// (S3) The asymmetric Nash solution: argmax over x of sum_i c_i log(d_i - L_i(x)), with loss L_i(x) = sum_k s_ik (x_k - x_ik)^2 on
/// scales of length 1. The loss without agreement d_i is the same for all, or that of a reference point. Where it is far worse than
/// any agreement the answer is the compromise of <see cref="Compromise.CompromiseModel"/> (Achen 2006).
/// </summary>
public sealed class NashModel : StakeholderModel
{
    private const int MostSteps = 200;

    /// <summary>Loss of everybody without an agreement, in squares of the scale; above the number of dimensions.</summary>
    public double Disagreement { get; init; } = 4;

    /// <summary>Where things stay without an agreement, by dimension; empty: everybody loses <see cref="Disagreement"/>.</summary>
    public ImmutableArray<double> Reference { get; init; } = [];

    /// <inheritdoc/>
    public override string Name => "nash";

    /// <inheritdoc/>
    public override string Title => "asymmetric Nash bargaining";

    /// <inheritdoc/>
    public override string Source => "Nash (1950); Harsanyi and Selten (1972); Achen (2006)";

    /// <inheritdoc/>
    public override string Accuracy => "as the compromise model, which is its first-order form where disagreement is bad for all";

    /// <inheritdoc/>
    protected override Checked<Settlement> Answer(Issue issue, CancellationToken cancellation)
    {
        var dimensions = issue.Dimensions.Length;
        if (!Reference.IsEmpty && Reference.Length != dimensions)
            return Refused($"a reference point of {Reference.Length} dimensions", $"{dimensions}");
        if (Reference.IsEmpty && !(Disagreement > dimensions))
            return Refused(FormattableString.Invariant($"a loss without agreement of {Disagreement}"), $"one above {dimensions}");
        var start = Start(issue);
        if (start is null)
            return Refused(
                "no point found that all prefer to the reference point",
                "a reference point that all would leave in some direction"
            );
        var x = Ascend(issue, start);
        return Checked<Settlement>.Valid(
            new Settlement
            {
                Model = Name,
                Status = SettlementStatus.Answered,
                Point = [.. x.Select((place, k) => issue.OnScale(place, k))],
            }
        );
    }

    /// <summary>The compromise, or a point between it and the reference that all prefer to the reference; null: none found.</summary>
    private double[]? Start(Issue issue)
    {
        double[] mean =
        [
            .. Enumerable
                .Range(0, issue.Dimensions.Length)
                .Select(k =>
                    Weighted.Mean([.. issue.Actors.Select((_, i) => issue.Place(i, k))], Weighted.Weights(issue, k))
                ),
        ];
        if (Reference.IsEmpty)
            return mean;
        double[] stay = [.. Reference.Select((at, k) => (at - issue.Dimensions[k].Least) / issue.Dimensions[k].Length)];
        for (var part = 1.0; part > 1e-9; part /= 2)
        {
            double[] x = [.. stay.Zip(mean, (from, to) => from + part * (to - from))];
            if (double.IsFinite(Value(issue, x)))
                return x;
        }
        return null;
    }

    private double[] Ascend(Issue issue, double[] x)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, hessian) = Derivatives(issue, x);
            var direction = LinearEquations.Solve(hessian, [.. gradient.Select(g => -g)]);
            var (here, length) = (Value(issue, x), 1.0);
            double[] next;
            do
                next = [.. x.Zip(direction, (at, d) => at + length * d)];
            while (!(Value(issue, next) >= here) && (length /= 2) > 1e-14);
            var moved = x.Zip(next, (a, b) => Math.Abs(a - b)).Max();
            if (!(length > 1e-14))
                break;
            x = next;
            if (moved < 1e-14)
                break;
        }
        return x;
    }

    /// <summary>(S3) sum_i c_i log(d_i - L_i(x)); minus infinity where somebody is worse off than without agreement.</summary>
    private double Value(Issue issue, double[] x)
    {
        var value = 0.0;
        for (var i = 0; i < issue.Actors.Length; i++)
        {
            if (IsSilent(issue.Actors[i]))
                continue;
            var surplus = WithoutAgreement(issue, i) - Loss(issue, i, x);
            if (!(surplus > 0))
                return double.NegativeInfinity;
            value += issue.Actors[i].Capability * Math.Log(surplus);
        }
        return value;
    }

    private (double[] Gradient, double[,] Hessian) Derivatives(Issue issue, double[] x)
    {
        var (gradient, hessian) = (new double[x.Length], new double[x.Length, x.Length]);
        for (var i = 0; i < issue.Actors.Length; i++)
        {
            var actor = issue.Actors[i];
            if (IsSilent(actor))
                continue;
            var surplus = WithoutAgreement(issue, i) - Loss(issue, i, x);
            double Slope(int k) => -2 * actor.Salience[k] * (x[k] - issue.Place(i, k));
            for (var k = 0; k < x.Length; k++)
            {
                gradient[k] += actor.Capability * Slope(k) / surplus;
                hessian[k, k] -= actor.Capability * 2 * actor.Salience[k] / surplus;
                for (var l = 0; l < x.Length; l++)
                    hessian[k, l] -= actor.Capability * Slope(k) * Slope(l) / (surplus * surplus);
            }
        }
        return (gradient, hessian);
    }

    /// <summary>Who has no weight, or does not care, has no say.</summary>
    private static bool IsSilent(Actor actor) => actor.Capability <= 0 || actor.Salience.All(s => s <= 0);

    private double WithoutAgreement(Issue issue, int actor) =>
        Reference.IsEmpty
            ? Disagreement
            : Loss(issue, actor, [.. Reference.Select((at, k) => (at - issue.Dimensions[k].Least) / issue.Dimensions[k].Length)]);

    private static double Loss(Issue issue, int actor, double[] x)
    {
        var loss = 0.0;
        for (var k = 0; k < x.Length; k++)
            loss += issue.Actors[actor].Salience[k] * (x[k] - issue.Place(actor, k)) * (x[k] - issue.Place(actor, k));
        return loss;
    }
}
