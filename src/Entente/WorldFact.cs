namespace Entente;

/// <summary>What of a world is corrected.</summary>
public enum FactKind
{
    /// <summary>What one country sells to another of a sector, at producer prices, in the unit of the world a year.</summary>
    Flow,

    /// <summary>
    /// The part of a seller in what a country buys abroad of a sector: of quantities where the world has them for that sector and country,
    /// else of value.
    /// </summary>
    ImportShare,

    /// <summary>theta, the trade elasticity of a sector.</summary>
    Elasticity,

    /// <summary>The part of an input in all that a sector of a country buys to make its goods.</summary>
    InputShare,

    /// <summary>The part of value added in the cost of a sector of a country.</summary>
    ValueAddedShare,
}

/// <summary>A figure of a world that somebody knows better. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">Code of the seller; null for what is no flow.</param>
/// <param name="To">Code of the buyer, or of the country whose share it is; null for an elasticity.</param>
/// <param name="Sector">Code of the sector; of an input share that of the user.</param>
/// <param name="Value">Its value; above 0, a part below 1.</param>
public sealed record WorldFact(FactKind Kind, Word? From, Word? To, Word Sector, double Value)
{
    /// <summary>Code of the sector that is used; null for what is no input share.</summary>
    public Word? Input { get; init; }

    /// <summary>Where the figure is from; may be empty.</summary>
    public string Source { get; init; } = "";
}
