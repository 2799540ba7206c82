namespace Entente.WorldBuilding.Quantities;

/// <summary>A quantity of energy that sources tell, whatever the flow is worth.</summary>
/// <param name="Importer">Code of the buyer; the exporter's own for what is used at home.</param>
/// <param name="Exporter">Code of where it comes from: its origin, not the last border.</param>
/// <param name="Sector">Code of the carrier.</param>
/// <param name="Terajoules">Gross calorific value, a year.</param>
/// <param name="Status">How well it is known.</param>
/// <param name="Source">Where from.</param>
internal sealed record KnownQuantity(
    string Importer,
    string Exporter,
    string Sector,
    double Terajoules,
    EnergyStatus Status,
    string Source
);
