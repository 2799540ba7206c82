using System.Collections.Immutable;
using Entente.Energy;

namespace Entente.Outcomes;

/// <summary>Outcomes with the same axes, which share an output file and its rows. Immutable.</summary>
public sealed class OutcomeTable
{
    /// <summary>Flows that change by less, as a part of the value added of the world, are as they were.</summary>
    public const double LeastFlow = 1e-9;

    /// <summary>Suppliers of energy whose part in what a country uses of it changes by less are as they were.</summary>
    public const double LeastEnergyShare = 1e-4;

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

    /// <summary>Whether there is a row for every flow, so that most of them are as they were in most cases.</summary>
    public bool IsLarge => this == Flows || this == Energy;

    /// <summary>
    /// The rows of which a comparison has news. Of flows those that change by more than <see cref="LeastFlow"/>, begin or end; of
    /// energy those whose quantity, or whose part in use as supplier or origin, changes by more than <see cref="LeastEnergyShare"/> of
    /// the use of the carrier before; of the small tables all.
    /// </summary>
    public IEnumerable<OutcomePosition> Changed(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return this == Flows ? ChangedFlows(comparison)
            : this == Energy ? ChangedEnergy(comparison)
            : rows(comparison);
    }

    public override string ToString() => Name;

    private static IEnumerable<OutcomePosition> ChangedFlows(Comparison comparison)
    {
        var (before, after, least) = (comparison.Before.Trade, comparison.After.Trade, LeastFlow * comparison.World.TotalValueAdded);
        for (var n = 0; n < before.First; n++)
            for (var i = 0; i < before.Second; i++)
                for (var j = 0; j < before.Third; j++)
                    if (Math.Abs(after[n, i, j] - before[n, i, j]) > least || before[n, i, j] == 0 != (after[n, i, j] == 0))
                        yield return new(i, n, j);
    }

    private static IEnumerable<OutcomePosition> ChangedEnergy(Comparison comparison)
    {
        var (before, after) = (comparison.EnergyBefore, comparison.EnergyAfter);
        foreach (var at in EnergyRows(comparison))
        {
            var (n, c, i) = (at.First, at.Second, at.Third);
            var bought = Math.Abs(after.Balance.Quantities[n, i, c] - before.Balance.Quantities[n, i, c]);
            if (
                bought > LeastEnergyShare * before.Balance.Use[n, c]
                || Math.Abs(after.ShareInUse(n, i, c) - before.ShareInUse(n, i, c)) > LeastEnergyShare
                || Math.Abs(after.Origin(n, c, i) - before.Origin(n, c, i)) > LeastEnergyShare
            )
                yield return at;
        }
    }

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
        where outcome.Baseline > 0 || outcome.Limit.Most > 0 || outcome.Cap is not null
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
