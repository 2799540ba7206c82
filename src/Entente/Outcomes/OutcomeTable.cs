using System.Collections.Immutable;
using Entente.Energy;

namespace Entente.Outcomes;

/// <summary>Outcomes with the same axes, which share an output file and its rows. Immutable.</summary>
public sealed class OutcomeTable
{
    private readonly Func<Comparison, IEnumerable<OutcomePosition>> rows;

    private OutcomeTable(string name, Func<Comparison, IEnumerable<OutcomePosition>> rows, params ImmutableArray<OutcomeAxis> axes) =>
        (Name, this.rows, Axes) = (name, rows, axes);

    /// <summary>A row for each country.</summary>
    public static OutcomeTable Countries { get; } = new("countries", CountryRows, OutcomeAxis.Country);

    /// <summary>A row for each country and sector.</summary>
    public static OutcomeTable Sectors { get; } = new("sectors", SectorRows, OutcomeAxis.Country, OutcomeAxis.Sector);

    /// <summary>A row for each flow that is not zero both before and after.</summary>
    public static OutcomeTable Flows { get; } =
        new("flows", FlowRows, OutcomeAxis.Exporter, OutcomeAxis.Importer, OutcomeAxis.Sector);

    /// <summary>A row for each limited flow.</summary>
    public static OutcomeTable Limits { get; } =
        new("limits", LimitRows, OutcomeAxis.Exporter, OutcomeAxis.Importer, OutcomeAxis.Sector);

    /// <summary>A row for each stock.</summary>
    public static OutcomeTable Stocks { get; } = new("stocks", StockRows, OutcomeAxis.Country, OutcomeAxis.Sector);

    /// <summary>
    /// A row for each country, carrier and country it comes from, where there is any; only worlds with quantities of energy.
    /// </summary>
    public static OutcomeTable Energy { get; } =
        new("energy", EnergyRows, OutcomeAxis.Country, OutcomeAxis.Carrier, OutcomeAxis.Origin);

    /// <summary>A row for each pipe, terminal and wire; only worlds with their capacities.</summary>
    public static OutcomeTable Lines { get; } = new("lines", LineRows, OutcomeAxis.Line);

    /// <summary>All tables, in the order in which a name is looked for.</summary>
    public static ImmutableArray<OutcomeTable> All { get; } = [Countries, Sectors, Flows, Limits, Stocks, Energy, Lines];

    /// <summary>The name of its file without ending.</summary>
    public string Name { get; }

    /// <summary>The axes, in the order of columns and of positions.</summary>
    public ImmutableArray<OutcomeAxis> Axes { get; }

    /// <summary>Whether a world has the data for it.</summary>
    public bool IsOf(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return (this != Energy || world.Energy is not null) && (this != Lines || world.Networks is not null);
    }

    /// <summary>What a world must have for it.</summary>
    internal string Needs => this == Lines ? "a world with capacities of networks" : "a world with quantities of energy";

    /// <summary>Where a comparison has numbers to tell, in the order of the world.</summary>
    public IEnumerable<OutcomePosition> Rows(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return rows(comparison);
    }

    public override string ToString() => Name;

    private static IEnumerable<OutcomePosition> CountryRows(Comparison comparison)
    {
        for (var n = 0; n < comparison.World.Countries.Length; n++)
            yield return new(n);
    }

    private static IEnumerable<OutcomePosition> SectorRows(Comparison comparison)
    {
        for (var n = 0; n < comparison.World.Countries.Length; n++)
            for (var j = 0; j < comparison.World.Sectors.Length; j++)
                yield return new(n, j);
    }

    private static IEnumerable<OutcomePosition> FlowRows(Comparison comparison)
    {
        var (before, after) = (comparison.Before.Trade, comparison.After.Trade);
        for (var n = 0; n < before.First; n++)
            for (var i = 0; i < before.Second; i++)
                for (var j = 0; j < before.Third; j++)
                    if (before[n, i, j] != 0 || after[n, i, j] != 0)
                        yield return new(i, n, j);
    }

    /// <summary>What was never there and may not be has no price and no story.</summary>
    private static IEnumerable<OutcomePosition> LimitRows(Comparison comparison) =>
        from outcome in comparison.Limits
        where outcome.Baseline > 0 || outcome.Limit.Most > 0
        select new OutcomePosition(outcome.Limit.Exporter, outcome.Limit.Importer, outcome.Limit.Sector);

    private static IEnumerable<OutcomePosition> StockRows(Comparison comparison) =>
        comparison.After.Given.Stocks.Select(stock => new OutcomePosition(stock.Country, stock.Sector));

    private static IEnumerable<OutcomePosition> LineRows(Comparison comparison) =>
        Enumerable.Range(0, comparison.Lines.Length).Select(at => new OutcomePosition(at));

    private static IEnumerable<OutcomePosition> EnergyRows(Comparison comparison)
    {
        var (before, after) = (EnergyDependence.Of(comparison.Before), EnergyDependence.Of(comparison.After));
        for (var n = 0; n < before.Balance.Use.Rows; n++)
            for (var c = 0; c < before.Balance.Use.Columns; c++)
                for (var i = 0; i < before.Balance.Use.Rows; i++)
                    if (Any(before, n, c, i) || Any(after, n, c, i))
                        yield return new(n, c, i);

        static bool Any(EnergyDependence of, int n, int c, int i) => of.Balance.Quantities[n, i, c] != 0 || of.Origin(n, c, i) > 0;
    }
}
