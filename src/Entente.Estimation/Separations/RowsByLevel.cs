namespace Entente.Estimation.Separations;

/// <summary>Some rows by the level that they have of an effect.</summary>
internal sealed class RowsByLevel
{
    private readonly int[] starts;
    private readonly int[] sorted;

    public RowsByLevel(int[] codes, int levels, int[] rows)
    {
        starts = new int[levels + 1];
        foreach (var row in rows)
            starts[codes[row] + 1]++;
        for (var level = 1; level <= levels; level++)
            starts[level] += starts[level - 1];
        var next = (int[])starts.Clone();
        sorted = new int[rows.Length];
        foreach (var row in rows)
            sorted[next[codes[row]]++] = row;
    }

    /// <summary>Levels that some row has.</summary>
    public int Occupied => Enumerable.Range(0, starts.Length - 1).Count(level => starts[level + 1] > starts[level]);

    public ReadOnlySpan<int> Of(int level) => sorted.AsSpan(starts[level], starts[level + 1] - starts[level]);
}
