using Entente.Record.Language;

namespace Entente.Record.Training;

/// <summary>One case to learn from: candidates by their features, and the place of the right one.</summary>
/// <param name="Candidates">Features of each candidate.</param>
/// <param name="Right">The place of the right one.</param>
/// <param name="Weight">How much it counts.</param>
internal sealed record Choice(uint[][] Candidates, int Right, float Weight = 1);

/// <summary>
/// Conditional logistic regression: the probability of a candidate is in proportion to the exponent of its score. Steps by AdaGrad with a
/// quadratic penalty; the weights are averaged over the last half of the rounds. A yes-or-no question is a choice against an empty
/// candidate.
/// </summary>
internal static class LogisticRegression
{
    private const int Seed = 16;

    public static LinearModel Train(IReadOnlyList<Choice> choices, int rounds, float penalty, float rate = 0.15f, int smallestCount = 1)
    {
        var places = Places(choices, smallestCount);
        var weights = new float[places.Count];
        var squares = new float[places.Count];
        var sums = new double[places.Count];
        var cases = choices.Select(c => c with { Candidates = Array.ConvertAll(c.Candidates, k => Dense(k, places)) }).ToArray();
        var random = new Random(Seed);
        var taken = 0;
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(cases);
            foreach (var one in cases)
                Step(one, weights, squares, penalty, rate);
            if (round < rounds / 2)
                continue;
            taken++;
            for (var k = 0; k < weights.Length; k++)
                sums[k] += weights[k];
        }

        var sorted = places
            .OrderBy(p => p.Key)
            .Select(p => (p.Key, Weight: (float)(sums[p.Value] / taken)))
            .Where(p => MathF.Abs(p.Weight) > 0.004f)
            .ToArray();
        return new LinearModel(
            1,
            [.. sorted.Select(p => p.Key)],
            [.. Enumerable.Range(0, sorted.Length + 1)],
            new byte[sorted.Length],
            [.. sorted.Select(p => p.Weight)]
        );
    }

    private static void Step(Choice one, float[] weights, float[] squares, float penalty, float rate)
    {
        Span<double> p = one.Candidates.Length <= 512 ? stackalloc double[one.Candidates.Length] : new double[one.Candidates.Length];
        var largest = double.NegativeInfinity;
        for (var c = 0; c < p.Length; c++)
        {
            var score = 0.0;
            foreach (var k in one.Candidates[c])
                score += weights[k];
            p[c] = score;
            largest = Math.Max(largest, score);
        }

        var total = 0.0;
        for (var c = 0; c < p.Length; c++)
            total += p[c] = Math.Exp(p[c] - largest);
        for (var c = 0; c < p.Length; c++)
        {
            var slope = (float)((p[c] / total) - (c == one.Right ? 1 : 0)) * one.Weight;
            if (MathF.Abs(slope) < 1e-4f)
                continue;
            foreach (var k in one.Candidates[c])
            {
                var g = slope + (penalty * weights[k]);
                squares[k] += g * g;
                weights[k] -= rate * g / (1e-3f + MathF.Sqrt(squares[k]));
            }
        }
    }

    private static Dictionary<uint, int> Places(IReadOnlyList<Choice> choices, int smallestCount)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var key in choices.SelectMany(c => c.Candidates).SelectMany(k => k))
            counts[key] = counts.GetValueOrDefault(key) + 1;
        var places = new Dictionary<uint, int>();
        foreach (var (key, count) in counts)
        {
            if (count >= smallestCount)
                places.Add(key, places.Count);
        }

        return places;
    }

    private static uint[] Dense(uint[] keys, Dictionary<uint, int> places) =>
        [.. keys.Where(places.ContainsKey).Select(k => (uint)places[k])];
}
