namespace Entente.Numerics;

/// <summary>The last few differences of points and residuals, and the least-squares combination of them.</summary>
internal interface IDifferences
{
    /// <summary>How many differences are held.</summary>
    int Count { get; }

    /// <summary>Whether any of them is of a search before this one.</summary>
    bool IsInherited { get; }

    /// <summary>Another search begins, with what is left to it.</summary>
    void Begin();

    /// <summary>Forgets everything.</summary>
    void Clear();

    /// <summary>Moves x to the next point: x + mixing f - (dX + mixing dF) c, c = argmin |f - dF c|.</summary>
    void Step(double[] x, double[] f, double mixing);
}
