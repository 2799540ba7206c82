using System.Collections.Immutable;

namespace Entente;

/// <summary>The parts of a world that a datum can stand in.</summary>
public enum WorldPart
{
    Countries,
    Sectors,
    Trade,
    ValueAddedShares,
    InputShares,
    FinalShares,
    Factors,
    Energy,
    Networks,
    Uncertainty,
    Elasticities,
}

/// <summary>Says where the datum of a world was written, for messages; null where nobody knows.</summary>
/// <param name="part">The part of the world.</param>
/// <param name="first">
/// Position on the first axis (country or sector; importer n for trade; the row for energy, networks, uncertainty and elasticities).
/// </param>
/// <param name="second">Position on the second axis (exporter i, input k or sector j); 0 where there is none.</param>
/// <param name="third">Position on the third axis; 0 where there is none.</param>
public delegate Place? WorldLocator(WorldPart part, int first, int second, int third);

/// <summary>The tables a world is made of, as read or built, before any check.</summary>
public sealed record WorldTables
{
    /// <summary>M_nij at producer prices, importer n, exporter i, sector j.</summary>
    public required Cube Trade { get; init; }

    /// <summary>tau_nij as rates.</summary>
    public required Cube Tariffs { get; init; }

    /// <summary>Value-added share by country and sector.</summary>
    public required Table ValueAddedShares { get; init; }

    /// <summary>Input shares (n, input k, user j), adding up to 1 over k.</summary>
    public required Cube InputShares { get; init; }

    /// <summary>Final expenditure shares to check the derived ones against; null where none are given.</summary>
    public Table? FinalShares { get; init; }

    /// <summary>Factors of production with their shares in value added, adding up to 1; empty: value added is labour.</summary>
    public ImmutableArray<Factor> Factors { get; init; } = [];

    /// <summary>Physical quantities of energy flows; empty: only values are known.</summary>
    public ImmutableArray<EnergyRow> Energy { get; init; } = [];

    /// <summary>Capacities of pipes, terminals and wires; empty: none are known. They need quantities of energy.</summary>
    public ImmutableArray<NetworkRow> Networks { get; init; } = [];

    /// <summary>How far the figures may be off.</summary>
    public WorldUncertainty Uncertainty { get; init; } = WorldUncertainty.None;

    /// <summary>
    /// omega by row of <see cref="Networks"/>: what users pay in the data over what sellers ask, because the line is full; the tariffs
    /// hold these rents. Empty: no line is known to be full.
    /// </summary>
    public ImmutableArray<double> LineWedges { get; init; } = [];

    /// <summary>Where the data were written, for messages.</summary>
    public WorldLocator Locate { get; init; } = static (_, _, _, _) => null;

    internal void RequireShape(int countries, int sectors)
    {
        RequireShape(Trade, nameof(Trade), countries, countries, sectors);
        RequireShape(Tariffs, nameof(Tariffs), countries, countries, sectors);
        RequireShape(InputShares, nameof(InputShares), countries, sectors, sectors);
        RequireShape(ValueAddedShares, nameof(ValueAddedShares), countries, sectors);
        if (!LineWedges.IsDefaultOrEmpty && (LineWedges.Length != Networks.Length || LineWedges.Any(w => !(w >= 1 && double.IsFinite(w)))))
            throw new ArgumentException("One wedge of 1 or more is needed for each line.");
        if (FinalShares is not null)
            RequireShape(FinalShares, nameof(FinalShares), countries, sectors);
        foreach (var factor in Factors)
            RequireShape(factor.Shares, factor.Name, countries, sectors);
    }

    private static void RequireShape(Cube cube, string name, int first, int second, int third)
    {
        if ((cube.First, cube.Second, cube.Third) != (first, second, third))
            throw new ArgumentException($"{name} has shape {cube.First} x {cube.Second} x {cube.Third}, not {first} x {second} x {third}.");
    }

    private static void RequireShape(Table table, string name, int rows, int columns)
    {
        if ((table.Rows, table.Columns) != (rows, columns))
            throw new ArgumentException($"{name} has shape {table.Rows} x {table.Columns}, not {rows} x {columns}.");
    }
}
