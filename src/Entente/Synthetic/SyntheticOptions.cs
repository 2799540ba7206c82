namespace Entente.Synthetic;

/// <summary>What an invented world looks like; the defaults resemble published input-output tables.</summary>
public sealed record SyntheticOptions
{
    /// <summary>Number of countries; at least 2.</summary>
    public required int Countries { get; init; }

    /// <summary>Number of sectors; at least 1.</summary>
    public required int Sectors { get; init; }

    /// <summary>The seed: the same one gives the same world.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Share of flows between countries that the fixed cost of selling abroad prevents; from 0 to below 1.</summary>
    public double Zeros { get; init; } = 0.4;

    /// <summary>
    /// Shape of the Pareto distribution of country sizes, above 1; the smaller, the more unequal. 1.1 is near Zipf's law.
    /// </summary>
    public double SizeShape { get; init; } = 1.1;

    /// <summary>Share of sectors that are goods.</summary>
    public double Goods { get; init; } = 0.6;

    /// <summary>Elasticity of goods trade with respect to distance, on average.</summary>
    public double Distance { get; init; } = 1.0;

    /// <summary>Standard deviation of what gravity does not explain of ln of a flow.</summary>
    public double Noise { get; init; } = 1.2;

    /// <summary>Standard deviation of ln of comparative advantage.</summary>
    public double Advantage { get; init; } = 1.0;

    /// <summary>Standard deviation of trade deficits, as a share of spending on final demand.</summary>
    public double Deficits { get; init; } = 0.03;

    internal void RequireSense()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Countries, 2, nameof(Countries));
        ArgumentOutOfRangeException.ThrowIfLessThan(Sectors, 1, nameof(Sectors));
        if (
            !(
                Zeros is >= 0 and < 1
                && SizeShape > 1
                && Goods is >= 0 and <= 1
                && Distance >= 0
                && Noise >= 0
                && Advantage >= 0
                && Deficits is >= 0 and <= 0.1
            )
        )
            throw new ArgumentException(
                "An invented world has 0 to below 1 of its flows zero, a size shape above 1, a share of goods from 0 to 1, deficits "
                    + "up to 0.1, and spreads of 0 or more."
            );
    }
}
