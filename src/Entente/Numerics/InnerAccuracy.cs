namespace Entente.Numerics;

/// <summary>How exact a system with inner loops needs to be: no more than the residual it serves, until that is small.</summary>
internal sealed class InnerAccuracy(double tolerance)
{
    private const double First = 1e-6;
    private readonly double finest = tolerance / 100;
    private double looseness = 1e-3;

    /// <summary>Whether the last evaluation was as exact as any.</summary>
    public bool IsFinest { get; private set; }

    /// <summary>The accuracy for a search whose best residual is <paramref name="best"/>.</summary>
    public double For(double best)
    {
        var wanted = double.IsFinite(best) ? best * looseness : First;
        IsFinest = wanted <= finest;
        return Math.Max(wanted, finest);
    }

    /// <summary>The most exact evaluation.</summary>
    public double Finest()
    {
        IsFinest = true;
        return finest;
    }

    /// <summary>Asks for more from now on: what looks like a bad step may be a residual that is not exact.</summary>
    public void Tighten() => looseness /= 10;
}
