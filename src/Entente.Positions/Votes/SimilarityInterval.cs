using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Positions.Votes;

/// <summary>A measure with its interval by bootstrap over resolutions.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Value">Its value; not a number where it is not defined.</param>
/// <param name="Low">The 2.5 per cent quantile over draws.</param>
/// <param name="High">The 97.5 per cent quantile.</param>
/// <param name="Joint">Joint votes.</param>
public sealed record SimilarityInterval(Similarity Measure, double Value, double Low, double High, int Joint)
{
    /// <summary>All measures of a pair, each draw taking as many resolutions as there are, with replacement.</summary>
    /// <param name="rolls">The roll calls of the window and topic.</param>
    /// <param name="first">Position of a state.</param>
    /// <param name="second">Position of another.</param>
    /// <param name="draws">How many draws; 0: no interval.</param>
    /// <param name="seed">The seed.</param>
    public static ImmutableArray<SimilarityInterval> Of(RollCalls rolls, int first, int second, int draws = 1000, long seed = 1)
    {
        var joint = PairVotes.Joint(rolls, first, second);
        var point = Count(joint, at => at);
        var random = new CounterRandom(seed);
        var drawn = Enumerable
            .Range(0, joint.IsEmpty ? 0 : draws)
            .Select(draw => random.At(draw))
            .Select(stream => Count(joint, at => (int)(stream.Uniform(at) * joint.Length)))
            .ToList();
        return
        [
            .. Similarity.All.Select(measure =>
            {
                double[] values = [.. drawn.Select(measure.Of).Where(double.IsFinite).Order()];
                return new SimilarityInterval(
                    measure,
                    joint.IsEmpty ? double.NaN : measure.Of(point),
                    Quantile(values, 0.025),
                    Quantile(values, 0.975),
                    joint.Length
                );
            }),
        ];
    }

    private static PairVotes Count(ImmutableArray<JointVote> joint, Func<int, int> which)
    {
        var pair = new PairVotes();
        for (var at = 0; at < joint.Length; at++)
            pair.Add(joint[which(at)]);
        return pair;
    }

    private static double Quantile(double[] sorted, double p)
    {
        if (sorted.Length == 0)
            return double.NaN;
        var at = p * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[^1];
    }
}
