using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Uncertainty;

/// <summary>
/// A world in which facts are as somebody knows them, and everything else is as near to the data as adding up allows: flows keep their
/// weights, other inputs their proportions, and all is balanced as drawn figures are, (U4) to (U7), so that value added and each country's
/// exports and imports in all stay.
/// </summary>
/// <example>
/// <code>
/// var fact = new WorldFact(FactKind.ImportShare, "RUS", "SRB", "GAS", 0.5);
/// var corrected = CorrectedWorld.Of(world, [fact]).Value;
/// </code>
/// </example>
public static class CorrectedWorld
{
    /// <summary>A corrected figure is met to this part of it.</summary>
    public const double Tolerance = 1e-9;

    private const int MostRounds = 60;

    /// <summary>Corrects a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="facts">What is known better; none: the world itself.</param>
    /// <returns>The world, or every fact that it cannot have.</returns>
    public static Checked<World> Of(World world, ImmutableArray<WorldFact> facts)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (facts.IsEmpty)
            return Checked<World>.Valid(world);
        var faults = new List<Fault>();
        var cells = new List<Cell>();
        var thetas = world.Thetas.ToArray();
        foreach (var fact in facts)
            if (fact.Kind == FactKind.Elasticity)
                Elasticity(world, fact, thetas, faults);
            else if (!CorrectedShares.IsShare(fact.Kind) && CellOf(world, fact, faults) is { } cell)
                cells.Add(cell);
        foreach (var twice in cells.GroupBy(cell => (cell.Importer, cell.Exporter, cell.Sector)).Where(same => same.Count() > 1))
            faults.Add(new Fault(twice.Last().Fact.Sector.Place, $"two facts on {Named(twice.First().Fact)}", "one"));
        var shares = CorrectedShares.Of(world, facts.Where(fact => CorrectedShares.IsShare(fact.Kind)), faults);
        if (faults.Count > 0)
            return Checked<World>.Invalid(faults);
        var balanced = cells.Count + shares.Facts.Count == 0 ? Checked<World>.Valid(world) : Balanced(world, cells, shares);
        return balanced.Success ? Checked<World>.Valid(balanced.Value.WithThetas(ImmutableArray.Create(thetas))) : balanced;
    }

    /// <summary>What the data have where a fact would stand; null: nothing that can be corrected.</summary>
    /// <param name="world">The world.</param>
    /// <param name="fact">The fact, whatever its value.</param>
    public static double? InData(World world, WorldFact fact)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(fact);
        if (CorrectedShares.IsShare(fact.Kind))
            return CorrectedShares.InData(world, fact);
        if (!world.TrySector(fact.Sector.Text, out var j))
            return null;
        if (fact.Kind == FactKind.Elasticity)
            return world.Thetas[j];
        if (!world.TryCountry(fact.To?.Text ?? "", out var n) || !world.TryCountry(fact.From?.Text ?? "", out var i))
            return null;
        if (n == i || !(world.Trade[n, i, j] > 0))
            return null;
        if (fact.Kind == FactKind.Flow)
            return world.Trade[n, i, j];
        var (own, others) = new Cell(fact, n, i, j).Parts(world, world.Trade);
        return own / (own + others);
    }

    private static Checked<World> Balanced(World world, List<Cell> cells, CorrectedShares shares)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var sets = TotalsSets.OfAll(world);
        var weights = world.Trade.Span.ToArray();
        for (var round = 0; ; round++)
        {
            var drawn = DrawnCells.Of(world, sets, weights, shares);
            var balance = DrawnBalance.Of(drawn);
            if (!balance.Converged)
                return Checked<World>.Invalid([
                    .. cells.Select(cell => cell.Fact).Concat(shares.Facts).Select(fact => Unmet(fact, balance.Worst.Where)),
                ]);
            var trade = new Cube(countries, countries, sectors, balance.Scales.Trade(weights));
            var steps = cells.Select(cell => cell.Step(world, trade)).ToList();
            if (steps.TrueForAll(step => Math.Abs(step - 1) <= Tolerance))
                return Made(world, trade, cells, shares);
            if (round == MostRounds || steps.Exists(step => !double.IsFinite(step)))
                return Checked<World>.Invalid([
                    .. cells
                        .Where((_, at) => !(Math.Abs(steps[at] - 1) <= Tolerance))
                        .Select(cell => Unmet(cell.Fact, "what all buy and sell")),
                ]);
            foreach (var (cell, step) in cells.Zip(steps))
                weights[(cell.Importer * countries + cell.Exporter) * sectors + cell.Sector] *= step;
        }
    }

    /// <summary>Quantities follow the flows: those derived from values everywhere, those of corrected cells whatever they are.</summary>
    private static Checked<World> Made(World world, Cube trade, List<Cell> cells, CorrectedShares shares)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var corrected = cells.Select(cell => (cell.Importer, cell.Exporter, cell.Sector)).ToHashSet();
        double Factor(EnergyRow row) =>
            row.Status == EnergyStatus.Imputed || corrected.Contains((row.Importer, row.Exporter, row.Sector))
                ? trade[row.Importer, row.Exporter, row.Sector] / world.Trade[row.Importer, row.Exporter, row.Sector]
                : 1;
        return World.Create(
            world.Identity with { Title = $"{world.Identity.Title}, corrected" },
            world.Countries,
            world.Sectors,
            new WorldTables
            {
                Trade = trade,
                Tariffs = world.Tariffs,
                ValueAddedShares = new Table(countries, sectors, shares.ValueAddedShares),
                InputShares = new Cube(countries, sectors, sectors, shares.InputShares),
                Factors = world.Factors,
                Energy = [.. (world.Energy?.Rows ?? []).Select(row => row with { Quantity = row.Quantity * Factor(row) })],
                Networks = [.. (world.Networks?.Lines ?? []).Select(line => line.Row)],
                Uncertainty = world.Uncertainty,
            }
        );
    }

    private static Cell? CellOf(World world, WorldFact fact, List<Fault> faults)
    {
        var before = faults.Count;
        var (importer, exporter) = (FactNames.Country(world, fact.To, faults), FactNames.Country(world, fact.From, faults));
        var sector = FactNames.Sector(world, fact.Sector, faults);
        if (!(fact.Value > 0 && double.IsFinite(fact.Value)) || (fact.Kind == FactKind.ImportShare && fact.Value >= 1))
            faults.Add(
                new Fault(
                    fact.Sector.Place,
                    fact.Value.ToString("R", CultureInfo.InvariantCulture),
                    fact.Kind == FactKind.ImportShare ? "a part between 0 and 1" : "a finite number above 0"
                )
            );
        if (faults.Count > before)
            return null;
        if (importer == exporter)
            faults.Add(new Fault(fact.To!.Place, $"sales of {fact.To} to itself", "two countries"));
        else if (!(world.Trade[importer, exporter, sector] > 0))
            faults.Add(new Fault(fact.Sector.Place, $"a fact on {Named(fact)}, which the data do not have", "a flow of the data"));
        else if (fact.Kind == FactKind.ImportShare && !(Others(importer, exporter, sector, world.Trade) > 0))
            faults.Add(
                new Fault(fact.Sector.Place, $"a part of {Named(fact)}, which nobody else sells there", "a flow with others beside it")
            );
        return faults.Count > before ? null : new Cell(fact, importer, exporter, sector);
    }

    private static void Elasticity(World world, WorldFact fact, double[] thetas, List<Fault> faults)
    {
        var at = FactNames.Sector(world, fact.Sector, faults);
        if (!(fact.Value > 0 && double.IsFinite(fact.Value)))
            faults.Add(new Fault(fact.Sector.Place, fact.Value.ToString("R", CultureInfo.InvariantCulture), "a finite number above 0"));
        else if (at >= 0)
            thetas[at] = fact.Value;
    }

    private static Fault Unmet(WorldFact fact, string where) =>
        new(
            fact.Sector.Place,
            string.Create(CultureInfo.InvariantCulture, $"{Named(fact)} at {fact.Value:R}, which does not add up with {where}"),
            "a figure that the rest of the world can have"
        );

    private static string Named(WorldFact fact) =>
        CorrectedShares.IsShare(fact.Kind) ? CorrectedShares.Named(fact) : $"what {fact.From} sells to {fact.To} of {fact.Sector}";

    private static double Others(int importer, int exporter, int sector, Cube trade)
    {
        var sum = 0.0;
        for (var i = 0; i < trade.Second; i++)
            if (i != importer && i != exporter)
                sum += trade[importer, i, sector];
        return sum;
    }

    /// <summary>A flow that is corrected.</summary>
    private sealed record Cell(WorldFact Fact, int Importer, int Exporter, int Sector)
    {
        /// <summary>By what the weight of the flow must change for the fact to hold, were nothing else to move.</summary>
        public double Step(World world, Cube trade)
        {
            if (Fact.Kind == FactKind.Flow)
                return Fact.Value / trade[Importer, Exporter, Sector];
            var (own, others) = Parts(world, trade);
            return Fact.Value / (1 - Fact.Value) * others / own;
        }

        /// <summary>What the seller and all others abroad sell, in quantities where there are any, else in value.</summary>
        public (double Own, double Others) Parts(World world, Cube trade)
        {
            var rows = (world.Energy?.Rows ?? [])
                .Where(row => row.Importer == Importer && row.Exporter != Importer && row.Sector == Sector)
                .ToList();
            if (rows.Where(row => row.Quantity > 0).Select(row => row.Exporter == Exporter).Distinct().Count() < 2)
                return (trade[Importer, Exporter, Sector], Others(Importer, Exporter, Sector, trade));
            var own = rows.Where(row => row.Exporter == Exporter).Sum(row => Quantity(row, world, trade, isOwn: true));
            return (own, rows.Where(row => row.Exporter != Exporter).Sum(row => Quantity(row, world, trade, isOwn: false)));
        }

        private static double Quantity(EnergyRow row, World world, Cube trade, bool isOwn) =>
            row.Quantity
            * (
                isOwn || row.Status == EnergyStatus.Imputed
                    ? trade[row.Importer, row.Exporter, row.Sector] / world.Trade[row.Importer, row.Exporter, row.Sector]
                    : 1
            );
    }
}
