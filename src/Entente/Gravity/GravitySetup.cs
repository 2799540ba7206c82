namespace Entente.Gravity;

/// <summary>How structural gravity answers a scenario.</summary>
public sealed record GravitySetup
{
    /// <summary>
    /// sigma &gt; 1: elasticity of substitution among the goods of different countries, the trade elasticity being sigma - 1.
    /// Default 5.
    /// </summary>
    public double Sigma { get; init; } = OneSectorWorld.DefaultSigma;

    /// <summary>The importer whose inward resistance sets the scale; null: the first country.</summary>
    public Word? Reference { get; init; }

    /// <summary>How far a change works through. Default <see cref="Adjustment.Full"/>.</summary>
    public Adjustment Adjustment { get; init; } = Adjustment.Full;

    /// <summary>The fitted world the scenario brings along; null: a world is given, and seen as one sector.</summary>
    public GravityFit? Fit { get; init; }
}
