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
}

/// <summary>A figure of a world that somebody knows better. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">Code of the seller; null for an elasticity.</param>
/// <param name="To">Code of the buyer; null for an elasticity.</param>
/// <param name="Sector">Code of the sector.</param>
/// <param name="Value">Its value; above 0, a part below 1.</param>
public sealed record WorldFact(FactKind Kind, Word? From, Word? To, Word Sector, double Value)
{
    /// <summary>Where the figure is from; may be empty.</summary>
    public string Source { get; init; } = "";
}
