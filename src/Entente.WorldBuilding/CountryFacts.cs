namespace Entente.WorldBuilding;

/// <summary>A flow that is known by product: it is entered as it is.</summary>
/// <param name="Exporter">Who sells.</param>
/// <param name="Importer">Who buys.</param>
/// <param name="Sector">What.</param>
/// <param name="Value">Million USD.</param>
public sealed record ProductFact(string Exporter, string Importer, string Sector, double Value);

/// <summary>What is known of a country that no input-output table holds, in one year; million USD.</summary>
public sealed record CountryFacts
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Countries of the table whose technology, product mix and final demand it takes over where nothing is known.</summary>
    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>Value added by group of the national accounts.</summary>
    public required IReadOnlyDictionary<string, double> ValueAdded { get; init; }

    /// <summary>Goods sold by partner; partners the table does not hold are summed under the rest.</summary>
    public required IReadOnlyDictionary<string, double> GoodsExports { get; init; }

    /// <summary>Goods bought by partner.</summary>
    public required IReadOnlyDictionary<string, double> GoodsImports { get; init; }

    /// <summary>Services sold by partner.</summary>
    public required IReadOnlyDictionary<string, double> ServiceExports { get; init; }

    /// <summary>Services bought by partner.</summary>
    public required IReadOnlyDictionary<string, double> ServiceImports { get; init; }

    /// <summary>Flows known by product.</summary>
    public IReadOnlyList<ProductFact> Products { get; init; } = [];
}

/// <summary>How well a carved country meets its facts.</summary>
/// <param name="Fact">The fact in words.</param>
/// <param name="Wanted">Its value.</param>
/// <param name="Met">What the world holds.</param>
/// <param name="Why">What stood in the way; empty where nothing did.</param>
public sealed record FactGap(string Fact, double Wanted, double Met, string Why);
