namespace Entente.Record.Language;

/// <summary>Weights by feature and class, most of them zero; a score is the sum of the weights of an instance's features.</summary>
internal sealed class LinearModel
{
    private const int Levels = 127;

    private readonly uint[] slotKeys;
    private readonly int[] slotRows;
    private readonly uint[] keys;
    private readonly int[] starts;
    private readonly byte[] classes;
    private readonly float[] weights;
    private readonly int mask;

    /// <summary>From rows sorted by key; row i holds the entries from starts[i] up to starts[i + 1].</summary>
    public LinearModel(int classCount, uint[] keys, int[] starts, byte[] classes, float[] weights)
    {
        ClassCount = classCount;
        (this.keys, this.starts, this.classes, this.weights) = (keys, starts, classes, weights);
        var size = 16;
        while (size < 2 * keys.Length)
            size *= 2;
        mask = size - 1;
        slotKeys = new uint[size];
        slotRows = new int[size];
        Array.Fill(slotRows, -1);
        for (var i = 0; i < keys.Length; i++)
        {
            var slot = (int)(keys[i] & (uint)mask);
            while (slotRows[slot] >= 0)
                slot = (slot + 1) & mask;
            slotKeys[slot] = keys[i];
            slotRows[slot] = i;
        }
    }

    public int ClassCount { get; }

    public int RowCount => keys.Length;

    /// <summary>Adds up the scores of every class.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<float> scores)
    {
        scores.Clear();
        foreach (var key in features)
        {
            var row = Row(key);
            if (row < 0)
                continue;
            for (var k = starts[row]; k < starts[row + 1]; k++)
                scores[classes[k]] += weights[k];
        }
    }

    /// <summary>The score of a model with one class.</summary>
    public float Score(ReadOnlySpan<uint> features)
    {
        var score = 0f;
        foreach (var key in features)
        {
            var row = Row(key);
            if (row >= 0)
                score += weights[starts[row]];
        }

        return score;
    }

    /// <summary>Writes keys as gaps and weights as whole steps of 1/127 of the largest.</summary>
    public void Write(BinaryWriter writer)
    {
        var largest = weights.Length == 0 ? 1f : weights.Max(MathF.Abs);
        writer.Write(ClassCount);
        writer.Write(keys.Length);
        writer.Write(largest);
        var last = 0u;
        foreach (var key in keys)
        {
            writer.Write7BitEncodedInt64(key - last);
            last = key;
        }

        for (var i = 0; i < keys.Length; i++)
            writer.Write((byte)(starts[i + 1] - starts[i]));
        writer.Write(classes);
        foreach (var weight in weights)
            writer.Write((sbyte)MathF.Round(weight / largest * Levels));
    }

    public static LinearModel Read(BinaryReader reader)
    {
        var classCount = reader.ReadInt32();
        var rows = reader.ReadInt32();
        var step = reader.ReadSingle() / Levels;
        var keys = new uint[rows];
        var last = 0L;
        for (var i = 0; i < rows; i++)
            keys[i] = (uint)(last += reader.Read7BitEncodedInt64());
        var starts = new int[rows + 1];
        for (var i = 0; i < rows; i++)
            starts[i + 1] = starts[i] + reader.ReadByte();
        var classes = reader.ReadBytes(starts[rows]);
        var weights = new float[starts[rows]];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = reader.ReadSByte() * step;
        return new LinearModel(classCount, keys, starts, classes, weights);
    }

    private int Row(uint key)
    {
        var slot = (int)(key & (uint)mask);
        while (slotRows[slot] >= 0)
        {
            if (slotKeys[slot] == key)
                return slotRows[slot];
            slot = (slot + 1) & mask;
        }

        return -1;
    }
}
