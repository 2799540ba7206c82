namespace Entente.Estimation.Projections;

/// <summary>The part of one column that fixed effects explain, by level.</summary>
internal sealed class EffectValues(GroupedRows rows)
{
    /// <summary>By level of the eliminated effect.</summary>
    public double[] Eliminated { get; } = new double[rows.Eliminated];

    /// <summary>By level of the other effects, stacked.</summary>
    public double[] Stacked { get; } = new double[rows.Stacked];

    /// <summary>Values of zero for the same levels.</summary>
    public EffectValues Zero() => new(rows);

    /// <summary>Adds a multiple of other values.</summary>
    public void Add(double scale, EffectValues other)
    {
        Add(Eliminated, scale, other.Eliminated);
        Add(Stacked, scale, other.Stacked);
    }

    private static void Add(double[] to, double scale, double[] from)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += scale * from[i];
    }
}
