using Entente.Record.Language;

namespace Entente.Record.Training;

/// <summary>Learns a linear model by correcting mistakes; the weights are averaged over all steps (Collins 2002).</summary>
internal sealed class AveragedPerceptron(int classCount)
{
    private readonly Dictionary<uint, int> places = [];
    private readonly List<Row> rows = [];
    private int step;

    public void Score(ReadOnlySpan<uint> features, Span<float> scores)
    {
        scores.Clear();
        foreach (var key in features)
        {
            if (!places.TryGetValue(key, out var place))
                continue;
            var row = rows[place];
            for (var k = 0; k < row.Count; k++)
                scores[row.Classes[k]] += row.Weights[k];
        }
    }

    /// <summary>One step; nothing moves where the guess is right.</summary>
    public void Update(ReadOnlySpan<uint> features, int right, int guess)
    {
        step++;
        if (right == guess)
            return;
        foreach (var key in features)
        {
            if (!places.TryGetValue(key, out var place))
            {
                places.Add(key, place = rows.Count);
                rows.Add(new Row());
            }

            rows[place].Add((byte)right, 1, step);
            rows[place].Add((byte)guess, -1, step);
        }
    }

    /// <summary>The averaged model without the weights below a share of the largest.</summary>
    public LinearModel Average(float smallest)
    {
        var sorted = places.OrderBy(p => p.Key).ToArray();
        var largest = 0f;
        foreach (var row in rows)
        {
            for (var k = 0; k < row.Count; k++)
                largest = MathF.Max(largest, MathF.Abs(row.Average(k, step)));
        }

        List<uint> keys = [];
        List<int> starts = [0];
        List<byte> classes = [];
        List<float> weights = [];
        foreach (var (key, place) in sorted)
        {
            var row = rows[place];
            foreach (var k in Enumerable.Range(0, row.Count).OrderBy(k => row.Classes[k]))
            {
                var weight = row.Average(k, step);
                if (MathF.Abs(weight) < smallest * largest)
                    continue;
                classes.Add(row.Classes[k]);
                weights.Add(weight);
            }

            if (classes.Count == starts[^1])
                continue;
            keys.Add(key);
            starts.Add(classes.Count);
        }

        return new LinearModel(classCount, [.. keys], [.. starts], [.. classes], [.. weights]);
    }

    private sealed class Row
    {
        private double[] totals = new double[2];
        private int[] stamps = new int[2];

        public byte[] Classes { get; private set; } = new byte[2];

        public float[] Weights { get; private set; } = new float[2];

        public int Count { get; private set; }

        public void Add(byte label, float change, int step)
        {
            var k = Classes.AsSpan(0, Count).IndexOf(label);
            if (k < 0)
                k = Append(label, step);
            totals[k] += (double)(step - stamps[k]) * Weights[k];
            stamps[k] = step;
            Weights[k] += change;
        }

        public float Average(int k, int step) => (float)((totals[k] + ((double)(step - stamps[k]) * Weights[k])) / step);

        private int Append(byte label, int step)
        {
            if (Count == Classes.Length)
            {
                var (c, w, t, s) = (Classes, Weights, totals, stamps);
                Array.Resize(ref c, 2 * Count);
                Array.Resize(ref w, 2 * Count);
                Array.Resize(ref t, 2 * Count);
                Array.Resize(ref s, 2 * Count);
                (Classes, Weights, totals, stamps) = (c, w, t, s);
            }

            Classes[Count] = label;
            stamps[Count] = step;
            return Count++;
        }
    }
}
