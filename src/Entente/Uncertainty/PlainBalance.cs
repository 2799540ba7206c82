namespace Entente.Uncertainty;

/// <summary>
/// The reference for <see cref="DrawnBalance"/>: the same equations as they are written, put in turns until they hold. Slow, and
/// for small worlds.
/// </summary>
internal static class PlainBalance
{
    private const double Tolerance = 1e-13;
    private const int MostIterations = 20_000;

    /// <summary>M_nij, importer n, exporter i, sector j; null where the equations were not met.</summary>
    public static Cube? Flows(DrawnCells drawn)
    {
        var (world, sets) = (drawn.World, drawn.Sets);
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var (sellers, buyers) = (Table.Filled(countries, sectors, 1), Table.Filled(countries, sectors, 1));
        var final = new Table(countries, sectors, [.. drawn.FinalShares]);
        var (output, revenue, deficits) = (world.Output, world.TariffRevenue, world.Deficits);
        var tariffs = new Cube(countries, countries, sectors, drawn.Tariffs);
        var known = DrawnEquations.Parts(sets, world.Expenditure);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var purchases = DrawnEquations.Purchases(drawn, final, revenue.AsMemory(), deficits.AsMemory(), output);
            var flows = DrawnEquations.Flows(drawn, purchases, sellers, buyers);
            var (exports, imports) = DrawnEquations.Totals(sets, flows);
            var parts = DrawnEquations.Parts(sets, purchases);
            var gap = Math.Max(Gap(output, Accounting.Output(flows)), Gap(known, parts));
            for (var g = 0; g < sets.Sectors.Length; g++)
                for (var n = 0; n < countries; n++)
                    gap = Math.Max(gap, Math.Max(Gap(drawn.Exports[g][n], exports[g, n]), Gap(drawn.Imports[g][n], imports[g, n])));
            if (gap < Tolerance)
                return flows;
            (output, revenue) = (Accounting.Output(flows), Accounting.TariffRevenue(flows, tariffs));
            deficits = Accounting.Deficits(flows);
            if (iteration % 2 == 0)
                buyers = Scaled(buyers, (g, n) => Ratio(drawn.Imports[g][n], imports[g, n]));
            else
                sellers = Scaled(sellers, (g, n) => Ratio(drawn.Exports[g][n], exports[g, n]));
            final = Scaled(final, (g, n) => Math.Sqrt(Ratio(known[g, n], parts[g, n])));
        }
        return null;

        Table Scaled(Table table, Func<int, int, double> factor) =>
            Table.Create(countries, sectors, (n, j) => table[n, j] * (sets.Of[j] < 0 ? 1 : factor(sets.Of[j], n)));
    }

    private static double Ratio(double wanted, double met) => wanted > 0 && met > 0 ? wanted / met : 1;

    private static double Gap(double a, double b) => a == b ? 0 : Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Abs(b));

    private static double Gap(Table a, Table b)
    {
        var largest = 0.0;
        for (var at = 0; at < a.Span.Length; at++)
            largest = Math.Max(largest, Gap(a.Span[at], b.Span[at]));
        return largest;
    }
}
