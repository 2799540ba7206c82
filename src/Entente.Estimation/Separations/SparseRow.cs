namespace Entente.Estimation.Separations;

/// <summary>A linear combination of numbered unknowns.</summary>
internal sealed class SparseRow
{
    private const double Small = 1e-9;

    /// <summary>Coefficients by unknown; none is zero.</summary>
    public Dictionary<int, double> Terms { get; } = [];

    public bool IsZero => Terms.Count == 0;

    /// <summary>Adds a multiple of another combination.</summary>
    public void Add(double scale, SparseRow other)
    {
        foreach (var (unknown, coefficient) in other.Terms)
            Add(unknown, scale * coefficient);
    }

    public void Add(int unknown, double coefficient)
    {
        var sum = Terms.GetValueOrDefault(unknown) + coefficient;
        if (Math.Abs(sum) > Small)
            Terms[unknown] = sum;
        else
            Terms.Remove(unknown);
    }

    public SparseRow Copy(double scale)
    {
        var copy = new SparseRow();
        copy.Add(scale, this);
        return copy;
    }

    public static SparseRow Unit(int unknown)
    {
        var unit = new SparseRow();
        unit.Terms.Add(unknown, 1);
        return unit;
    }
}
