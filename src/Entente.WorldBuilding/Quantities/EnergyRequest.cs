namespace Entente.WorldBuilding.Quantities;

/// <summary>What quantities of energy are built for: the flows of a world in value, and prices where nothing else is known.</summary>
internal sealed record EnergyRequest
{
    /// <summary>Folder of the raw tables.</summary>
    public required string Raw { get; init; }

    /// <summary>Folder of the recipe's tables.</summary>
    public required string Recipe { get; init; }

    public required int Year { get; init; }

    /// <summary>Codes of the economies.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Codes of the sectors; the carriers among them are those that <see cref="Price"/> has prices of.</summary>
    public required IReadOnlyList<string> Sectors { get; init; }

    /// <summary>Million USD by importer, exporter, sector, home sales on the diagonal.</summary>
    public required double[,,] Trade { get; init; }

    /// <summary>USD per GJ of a flow by positions of importer, exporter, sector; NaN where the sector carries no energy.</summary>
    public required Func<int, int, int, double> Price { get; init; }

    /// <summary>Terajoules below which a flow gets no row.</summary>
    public double Least { get; init; } = 100;
}
