using Entente.Record.Assessments;
using Entente.Record.Language;

namespace Entente.Record.Training;

/// <summary>One example: its features and the place of its class.</summary>
internal readonly record struct Example(uint[] Features, int Class);

/// <summary>
/// Trains multinomial logistic regressions, by AdaGrad with a quadratic penalty, and fits their temperature on held-out
/// probabilities.
/// </summary>
internal static class ClassTraining
{
    private const int Seed = 16;

    public static ClassModel Train(
        IReadOnlyList<Example> examples,
        string[] classes,
        int rounds,
        float penalty,
        int smallestCount,
        float temperature = 1
    )
    {
        var counts = new Dictionary<uint, int>();
        foreach (var key in examples.SelectMany(e => e.Features.Distinct()))
            counts[key] = counts.GetValueOrDefault(key) + 1;
        var keys = counts.Where(c => c.Value >= smallestCount).Select(c => c.Key).Order().ToArray();
        var places = keys.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => p.i);
        var cases = examples
            .Select(e => e with { Features = [.. e.Features.Distinct().Where(places.ContainsKey).Select(k => (uint)places[k])] })
            .ToArray();
        var n = classes.Length;
        var weights = new float[keys.Length * n];
        var squares = new float[weights.Length];
        var sums = new double[weights.Length];
        var random = new Random(Seed);
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(cases);
            foreach (var one in cases)
                Step(one, n, weights, squares, penalty);
            for (var k = 0; round >= rounds / 2 && k < weights.Length; k++)
                sums[k] += weights[k] / (rounds - (rounds / 2));
        }

        return new ClassModel(Sparse(keys, n, sums), classes, temperature);
    }

    /// <summary>The temperature at which held-out examples are likeliest.</summary>
    public static float Temperature(IReadOnlyList<(double[] Probabilities, int Class)> heldOut)
    {
        var best = (Loss: double.MaxValue, Temperature: 1.0);
        for (var t = 0.4; t < 4; t *= 1.03)
        {
            var loss = 0.0;
            foreach (var (p, c) in heldOut)
                loss -= Math.Log(Math.Max(1e-12, Math.Pow(p[c], 1 / t) / p.Sum(q => Math.Pow(q, 1 / t))));
            if (loss < best.Loss)
                best = (loss, t);
        }

        return (float)best.Temperature;
    }

    private static void Step(Example one, int n, float[] weights, float[] squares, float penalty)
    {
        Span<double> p = stackalloc double[n];
        foreach (var k in one.Features)
        {
            for (var c = 0; c < n; c++)
                p[c] += weights[(k * n) + c];
        }

        var largest = double.NegativeInfinity;
        foreach (var score in p)
            largest = Math.Max(largest, score);
        var total = 0.0;
        for (var c = 0; c < n; c++)
            total += p[c] = Math.Exp(p[c] - largest);
        for (var c = 0; c < n; c++)
        {
            var slope = (float)((p[c] / total) - (c == one.Class ? 1 : 0));
            foreach (var k in one.Features)
            {
                var at = (k * n) + c;
                var g = slope + (penalty * weights[at]);
                squares[at] += g * g;
                weights[at] -= 0.05f * g / (1e-3f + MathF.Sqrt(squares[at]));
            }
        }
    }

    private static LinearModel Sparse(uint[] keys, int n, double[] sums)
    {
        List<uint> kept = [];
        List<int> starts = [0];
        List<byte> classes = [];
        List<float> weights = [];
        for (var k = 0; k < keys.Length; k++)
        {
            for (var c = 0; c < n; c++)
            {
                if (Math.Abs(sums[(k * n) + c]) < 0.01)
                    continue;
                classes.Add((byte)c);
                weights.Add((float)sums[(k * n) + c]);
            }

            if (classes.Count == starts[^1])
                continue;
            kept.Add(keys[k]);
            starts.Add(classes.Count);
        }

        return new LinearModel(n, [.. kept], [.. starts], [.. classes], [.. weights]);
    }
}
