namespace Entente.Record.Language;

/// <summary>
/// Weights by feature and class, most of them zero; a score is the sum of the weights of an instance's features. Most features of a text
/// are in no row, and rows lie far apart in memory: a small table of bits says of nearly all of the first that they are not there, and
/// places are looked up for many features before any weight is read, so that the processor waits for several at a time.
/// </summary>
internal sealed class LinearModel
{
    private const int Levels = 127;

    /// <summary>Bits of the filter for each slot of the table.</summary>
    private const int BitsOfSlot = 8;

    /// <summary>Marks the last cell of a row, above the numbers of classes.</summary>
    private const int Last = 256;

    /// <summary>Features that are looked up together.</summary>
    private const int Together = 64;

    /// <summary>Of each feature its key, and above it one more than the place of its first cell; 0: empty.</summary>
    private readonly ulong[] slots;
    private readonly ulong[] filter;
    private readonly Cell[] cells;

    /// <summary>The weight of a class, and the class, with <see cref="Last"/>.</summary>
    private readonly record struct Cell(float Weight, int Class);

    /// <summary>From rows with different keys; row i holds the entries, at least one, from starts[i] up to starts[i + 1].</summary>
    public LinearModel(int classCount, uint[] keys, int[] starts, byte[] classes, float[] weights)
    {
        (ClassCount, RowCount) = (classCount, keys.Length);
        var size = 16;
        while (size < 2 * keys.Length)
            size *= 2;
        slots = new ulong[size];
        filter = new ulong[size * BitsOfSlot / 64];
        cells = new Cell[weights.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (starts[i] == starts[i + 1])
                throw new ArgumentException($"Row {i} has no entry.", nameof(starts));
            var slot = First(keys[i]);
            while (slots[slot] != 0)
                slot = (slot + 1) & (size - 1);
            slots[slot] = keys[i] | ((ulong)(starts[i] + 1) << 32);
            var bit = Bit(keys[i]);
            filter[bit >> 6] |= 1UL << (int)bit;
            for (var k = starts[i]; k < starts[i + 1]; k++)
                cells[k] = new(weights[k], classes[k] | (k == starts[i + 1] - 1 ? Last : 0));
        }
    }

    public int ClassCount { get; }

    public int RowCount { get; }

    /// <summary>Adds up the scores of every class.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<float> scores)
    {
        scores.Clear();
        Span<int> places = stackalloc int[Together];
        for (; features.Length > 0; features = features[Math.Min(Together, features.Length)..])
            foreach (var place in Places(features[..Math.Min(Together, features.Length)], places))
            {
                var k = place;
                Cell cell;
                do
                {
                    cell = cells[k++];
                    scores[cell.Class & (Last - 1)] += cell.Weight;
                } while (cell.Class < Last);
            }
    }

    /// <summary>The score of a model with one class.</summary>
    public float Score(ReadOnlySpan<uint> features)
    {
        var score = 0f;
        Span<int> places = stackalloc int[Together];
        for (; features.Length > 0; features = features[Math.Min(Together, features.Length)..])
            foreach (var place in Places(features[..Math.Min(Together, features.Length)], places))
                score += cells[place].Weight;
        return score;
    }

    /// <summary>The first cells of those features that have a row, in the order of features.</summary>
    private ReadOnlySpan<int> Places(ReadOnlySpan<uint> features, Span<int> places)
    {
        Span<uint> likely = stackalloc uint[Together];
        var count = 0;
        foreach (var key in features)
        {
            var bit = Bit(key);
            likely[count] = key;
            count += (int)((filter[bit >> 6] >> (int)bit) & 1);
        }
        var found = 0;
        foreach (var key in likely[..count])
        {
            var slot = First(key);
            ulong there;
            while ((there = slots[slot]) != 0 && (uint)there != key)
                slot = (slot + 1) & (slots.Length - 1);
            if (there != 0)
                places[found++] = (int)(there >> 32) - 1;
        }
        return places[..found];
    }

    private int First(uint key) => (int)(key & (uint)(slots.Length - 1));

    // Other bits of the key than those of the slot come first.
    private uint Bit(uint key) => uint.RotateLeft(key, 11) & (uint)((filter.Length * 64) - 1);

    /// <summary>Writes keys as gaps and weights as whole steps of 1/127 of the largest.</summary>
    public void Write(BinaryWriter writer)
    {
        var byKey = slots.Where(slot => slot != 0).OrderBy(slot => (uint)slot).ToArray();
        var rows = Array.ConvertAll(byKey, slot => (int)(slot >> 32) - 1);
        var largest = cells.Length == 0 ? 1f : cells.Max(cell => MathF.Abs(cell.Weight));
        writer.Write(ClassCount);
        writer.Write(rows.Length);
        writer.Write(largest);
        var last = 0u;
        foreach (var slot in byKey)
        {
            writer.Write7BitEncodedInt64((uint)slot - last);
            last = (uint)slot;
        }

        foreach (var row in rows)
            writer.Write((byte)CellsOf(row).Length);
        foreach (var row in rows)
            foreach (var cell in CellsOf(row))
                writer.Write((byte)(cell.Class & (Last - 1)));
        foreach (var row in rows)
            foreach (var cell in CellsOf(row))
                writer.Write((sbyte)MathF.Round(cell.Weight / largest * Levels));
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

    private ReadOnlySpan<Cell> CellsOf(int first)
    {
        var last = first;
        while (cells[last].Class < Last)
            last++;
        return cells.AsSpan(first, last - first + 1);
    }
}
