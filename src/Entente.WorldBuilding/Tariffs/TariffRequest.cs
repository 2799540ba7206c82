namespace Entente.WorldBuilding.Tariffs;

/// <summary>What a schedule of tariffs is built for.</summary>
internal sealed record TariffRequest
{
    /// <summary>Folder of the raw tables.</summary>
    public required string Raw { get; init; }

    /// <summary>Folder of <c>preferences.csv</c>, <c>blocs.csv</c>, <c>tariff-base.csv</c>, <c>tariff-sectors.csv</c>.</summary>
    public required string Recipe { get; init; }

    /// <summary>The year whose agreements and special duties hold.</summary>
    public required int Year { get; init; }

    /// <summary>Codes of the economies.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Codes of the sectors; those that are not goods pay nothing.</summary>
    public required IReadOnlyList<string> Sectors { get; init; }

    /// <summary>Weights: trade by importer, exporter, sector, in any unit; home sales are not looked at.</summary>
    public required double[,,] Trade { get; init; }
}
