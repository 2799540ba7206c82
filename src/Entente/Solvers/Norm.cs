namespace Entente.Solvers;

/// <summary>The norm all solvers judge by.</summary>
internal static class Norm
{
    /// <summary>Largest absolute value; NaN where any entry is NaN.</summary>
    public static double Largest(ReadOnlySpan<double> f)
    {
        var largest = 0.0;
        foreach (var value in f)
        {
            if (double.IsNaN(value))
                return double.NaN;
            largest = Math.Max(largest, Math.Abs(value));
        }
        return largest;
    }
}
