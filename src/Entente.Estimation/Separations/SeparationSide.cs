namespace Entente.Estimation.Separations;

/// <summary>
/// Which way a combination of regressors and effects may go in a row without the fit getting worse: up (1) where a mean near zero fits
/// better, down (-1) where a mean near one does, neither (0) where anything but zero is worse.
/// </summary>
internal sealed class SeparationSide
{
    private readonly sbyte[] ways;
    private readonly bool[]? isOpen;

    private SeparationSide(sbyte[] ways, bool[]? isOpen) => (this.ways, this.isOpen) = (ways, isOpen);

    /// <summary>Whether both ways can occur, as in a logit.</summary>
    public bool HasBoth => isOpen is not null;

    /// <summary>The way that is open in a row; 0 where it holds the combination at zero.</summary>
    public int this[int row] => isOpen is null || isOpen[row] ? ways[row] : 0;

    /// <summary>The way that the outcome of a row points, whether it is open or not.</summary>
    public int Way(int row) => ways[row];

    /// <summary>A Poisson problem: up in rows of outcome zero.</summary>
    public static SeparationSide OfZeros(Regressor outcome) => new(Ways(outcome, ends: false), null);

    /// <summary>A logit: rows whose outcome is at an end, and that are open.</summary>
    public static SeparationSide OfEnds(Regressor outcome, bool[] isOpen) => new(Ways(outcome, ends: true), isOpen);

    private static sbyte[] Ways(Regressor outcome, bool ends)
    {
        var y = outcome.Values.Span;
        var ways = new sbyte[y.Length];
        for (var i = 0; i < ways.Length; i++)
            ways[i] = (sbyte)(y[i] == 0 ? 1 : ends && y[i] == 1 ? -1 : 0);
        return ways;
    }
}
