namespace Entente.Estimation.Projections;

/// <summary>
/// Rows in the order of the fixed effect with the most levels, so that each of its levels is a stretch of rows: its effect can be
/// eliminated exactly at every place where it is met. The levels of all other effects are stacked in one vector.
/// </summary>
internal sealed class GroupedRows
{
    /// <param name="starts">Where each level of the eliminated effect begins, and the end.</param>
    /// <param name="codes">Levels of the other effects, each from 0.</param>
    /// <param name="levels">How many levels each of them has.</param>
    public GroupedRows(int[] starts, int[][] codes, int[] levels)
    {
        Starts = starts;
        Offsets = new int[levels.Length + 1];
        for (var q = 0; q < levels.Length; q++)
            Offsets[q + 1] = Offsets[q] + levels[q];
        for (var q = 1; q < levels.Length; q++)
            for (var i = 0; i < codes[q].Length; i++)
                codes[q][i] += Offsets[q];
        Codes = codes;
    }

    /// <summary>First row of each level of the eliminated effect; one more entry, the number of rows.</summary>
    public int[] Starts { get; }

    /// <summary>By other effect and row: the place in the stacked vector.</summary>
    public int[][] Codes { get; }

    /// <summary>By other effect: where its levels begin in the stacked vector; one more entry, its length.</summary>
    public int[] Offsets { get; }

    public int Rows => Starts[^1];

    /// <summary>Levels of the eliminated effect.</summary>
    public int Eliminated => Starts.Length - 1;

    /// <summary>Levels of all other effects together.</summary>
    public int Stacked => Offsets[^1];

    /// <summary>How many other effects there are.</summary>
    public int Others => Codes.Length;
}
