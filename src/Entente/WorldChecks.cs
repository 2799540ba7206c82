using System.Collections.Immutable;
using System.Globalization;

namespace Entente;

/// <summary>What must be true of the tables of a world. Every check reports all its faults.</summary>
internal static class WorldChecks
{
    /// <summary>How far input shares may be from adding up to 1; they are used as given and the gap is reported.</summary>
    public const double InputShareTolerance = 1e-4;

    /// <summary>
    /// How far a single input share may be below 0 or above 1; published tables hold a few such. Used as given and reported.
    /// </summary>
    public const double InputShareSlack = 0.01;

    /// <summary>How far given final shares may be from the derived ones.</summary>
    public const double FinalShareTolerance = 1e-6;

    /// <summary>Rounding allowed in a final demand, as a share of the expenditure it is the residual of.</summary>
    public const double Rounding = 1e-9;

    /// <summary>Checks that need no derived number: signs, finiteness, uniqueness of codes.</summary>
    public static List<Fault> Inputs(
        WorldIdentity identity,
        ImmutableArray<Country> countries,
        ImmutableArray<Sector> sectors,
        WorldTables tables
    )
    {
        var faults = new List<Fault>();
        Unique(faults, "country", [.. countries.Select(c => c.Code)], n => tables.Locate(WorldPart.Countries, n, 0, 0));
        Unique(faults, "sector", [.. sectors.Select(s => s.Code)], j => tables.Locate(WorldPart.Sectors, j, 0, 0));
        if (countries.IsEmpty)
            faults.Add(new(null, "no country", "at least one"));
        if (sectors.IsEmpty)
            faults.Add(new(null, "no sector", "at least one"));
        for (var j = 0; j < sectors.Length; j++)
            if (!(sectors[j].Theta > 0 && double.IsFinite(sectors[j].Theta)))
                faults.Add(
                    new(
                        tables.Locate(WorldPart.Sectors, j, 0, 0),
                        $"theta {Text(sectors[j].Theta)} of sector {sectors[j].Code}",
                        "a finite number above 0"
                    )
                );
        Cells(faults, tables.Trade, "trade value", 0, double.MaxValue, "a finite number, 0 or more", WorldPart.Trade, tables.Locate, Pair);
        var above = Math.BitIncrement(-1.0);
        Cells(faults, tables.Tariffs, "tariff", above, double.MaxValue, "a finite rate above -1", WorldPart.Trade, tables.Locate, Pair);
        Cells(
            faults,
            tables.InputShares,
            "input share",
            -InputShareSlack,
            1 + InputShareSlack,
            "a number from 0 to 1 (a hundredth beyond is used as given)",
            WorldPart.InputShares,
            tables.Locate,
            (n, k, j) => $"input {sectors[k].Code} of {countries[n].Code} {sectors[j].Code}"
        );
        for (var n = 0; n < countries.Length; n++)
            for (var j = 0; j < sectors.Length; j++)
            {
                var share = tables.ValueAddedShares[n, j];
                if (!(share >= 0 && share <= 1))
                    faults.Add(
                        new(
                            tables.Locate(WorldPart.ValueAddedShares, n, j, 0),
                            $"value-added share {Text(share)} of {countries[n].Code} {sectors[j].Code}",
                            "between 0 and 1"
                        )
                    );
            }
        FactorShares(faults, countries, sectors, tables);
        EnergyRows(faults, countries, sectors, tables);
        NetworkChecks.Add(faults, countries, sectors, tables);
        UncertaintyChecks.Add(faults, identity, countries, sectors, tables);
        return faults;

        string Pair(int n, int i, int j) => $"{countries[i].Code} to {countries[n].Code} in {sectors[j].Code}";
    }

    private static void FactorShares(
        List<Fault> faults,
        ImmutableArray<Country> countries,
        ImmutableArray<Sector> sectors,
        WorldTables tables
    )
    {
        Unique(faults, "factor", [.. tables.Factors.Select(f => f.Name)], f => tables.Locate(WorldPart.Factors, 0, 0, f));
        for (var n = 0; n < countries.Length; n++)
            for (var j = 0; j < sectors.Length; j++)
            {
                for (var f = 0; f < tables.Factors.Length; f++)
                    if (!(tables.Factors[f].Shares[n, j] is >= 0 and <= 1))
                        faults.Add(
                            new(
                                tables.Locate(WorldPart.Factors, n, j, f),
                                $"share {Text(tables.Factors[f].Shares[n, j])} of {tables.Factors[f].Name} in {countries[n].Code} "
                                    + $"{sectors[j].Code}",
                                "between 0 and 1"
                            )
                        );
                if (!tables.Factors.IsEmpty && tables.Factors.Sum(f => f.Shares[n, j]) is var sum && !(Math.Abs(sum - 1) <= Rounding))
                    faults.Add(
                        new(
                            tables.Locate(WorldPart.Factors, n, j, 0),
                            $"factor shares of {countries[n].Code} {sectors[j].Code} add up to {Text(sum)}",
                            "1"
                        )
                    );
            }
    }

    private static void EnergyRows(
        List<Fault> faults,
        ImmutableArray<Country> countries,
        ImmutableArray<Sector> sectors,
        WorldTables tables
    )
    {
        var seen = new HashSet<(int, int, int)>();
        for (var at = 0; at < tables.Energy.Length; at++)
        {
            var row = tables.Energy[at];
            var (name, place) = (
                $"{countries[row.Exporter].Code} to {countries[row.Importer].Code} in {sectors[row.Sector].Code}",
                tables.Locate(WorldPart.Energy, at, 0, 0)
            );
            if (!seen.Add((row.Importer, row.Exporter, row.Sector)))
                faults.Add(new(place, $"a second quantity of {name}", "each once"));
            if (!(row.Quantity > 0 && double.IsFinite(row.Quantity)))
                faults.Add(
                    new(
                        place,
                        $"quantity {Text(row.Quantity)} of {name}",
                        "a finite number of terajoules above 0; no row where there is nothing"
                    )
                );
            else if (tables.Trade[row.Importer, row.Exporter, row.Sector] == 0)
                faults.Add(
                    new(
                        place,
                        $"quantity {Text(row.Quantity)} of {name}, where nothing is traded",
                        "a quantity only where there is a value"
                    )
                );
            if (row.Status == EnergyStatus.AtMeanPrice)
                faults.Add(new(place, $"a row for {name} at the mean price", "observed, derived or imputed"));
        }
    }

    /// <summary>The accounting identities of a world whose inputs are sound.</summary>
    public static List<Fault> Identities(World world, WorldTables tables)
    {
        var faults = new List<Fault>();
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var country = world.Countries[n].Code;
            if (!(world.ValueAdded[n] > 0))
                faults.Add(
                    new(tables.Locate(WorldPart.Countries, n, 0, 0), $"value added {Text(world.ValueAdded[n])} of {country}", "above 0")
                );
            if (!(world.Income[n] > 0))
            {
                faults.Add(
                    new(
                        tables.Locate(WorldPart.Countries, n, 0, 0),
                        $"income {Text(world.Income[n])} of {country} (value added, tariffs and deficit)",
                        "above 0"
                    )
                );
                continue;
            }
            for (var j = 0; j < world.Sectors.Length; j++)
            {
                InputSharesAddUp(faults, world, n, j, tables.Locate);
                FinalDemandIsNotNegative(faults, world, n, j, tables.Locate);
                if (tables.FinalShares is not null)
                    FinalShareAgrees(faults, world, n, j, tables.FinalShares[n, j], tables.Locate);
            }
        }
        return faults;
    }

    /// <summary>Remarks on gaps within tolerance, so that nothing small stays unsaid.</summary>
    public static IEnumerable<string> Gaps(World world)
    {
        var (gap, where) = (0.0, "");
        for (var n = 0; n < world.Countries.Length; n++)
            for (var j = 0; j < world.Sectors.Length; j++)
                if (BuysInputs(world, n, j) && Math.Abs(InputShareSum(world, n, j) - 1) is var g && g > gap)
                    (gap, where) = (g, $"{world.Countries[n].Code} {world.Sectors[j].Code}");
        if (gap > Rounding)
            yield return $"input shares add up to 1 within {gap.ToString("0.0e0", CultureInfo.InvariantCulture)} "
                + $"(largest gap: {where}); used as given";
        var negative = 0;
        foreach (var share in world.InputShares.Span)
            negative += share < 0 ? 1 : 0;
        if (negative > 0)
            yield return $"{negative} input shares are slightly below 0; used as given";
    }

    private static void InputSharesAddUp(List<Fault> faults, World world, int n, int j, WorldLocator locate)
    {
        if (BuysInputs(world, n, j) && InputShareSum(world, n, j) is var sum && Math.Abs(sum - 1) > InputShareTolerance)
            faults.Add(
                new(
                    locate(WorldPart.InputShares, n, 0, j),
                    $"input shares of {world.Countries[n].Code} {world.Sectors[j].Code} add up to {Text(sum)}",
                    "1"
                )
            );
    }

    private static void FinalDemandIsNotNegative(List<Fault> faults, World world, int n, int j, WorldLocator locate)
    {
        if (world.FinalDemand[n, j] < -Rounding * Math.Max(world.Expenditure[n, j], Rounding * world.Income[n]))
            faults.Add(
                new(
                    locate(WorldPart.Trade, n, n, j),
                    $"final demand {Text(world.FinalDemand[n, j])} of {world.Countries[n].Code} for {world.Sectors[j].Code} "
                        + $"(expenditure {Text(world.Expenditure[n, j])} less intermediate use)",
                    "0 or more; a documented rule can mend it"
                )
                {
                    Remedy = Remedy.MendedWorld,
                }
            );
    }

    private static void FinalShareAgrees(List<Fault> faults, World world, int n, int j, double given, WorldLocator locate)
    {
        if (!(Math.Abs(given - world.FinalShares[n, j]) <= FinalShareTolerance))
            faults.Add(
                new(
                    locate(WorldPart.FinalShares, n, j, 0),
                    $"final share {Text(given)} of {world.Countries[n].Code} for {world.Sectors[j].Code}",
                    $"{Text(world.FinalShares[n, j])}, expenditure less intermediate use over income"
                )
            );
    }

    private static bool BuysInputs(World world, int n, int j) => world.Output[n, j] > 0 && world.ValueAddedShares[n, j] < 1;

    private static double InputShareSum(World world, int n, int j)
    {
        var sum = 0.0;
        for (var k = 0; k < world.Sectors.Length; k++)
            sum += world.InputShares[n, k, j];
        return sum;
    }

    private static void Unique(List<Fault> faults, string what, string[] codes, Func<int, Place?> where)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < codes.Length; at++)
            if (!seen.Add(codes[at]))
                faults.Add(new(where(at), $"{what} {codes[at]} for the second time", "each code once"));
    }

    private static void Cells(
        List<Fault> faults,
        Cube cube,
        string what,
        double least,
        double most,
        string expected,
        WorldPart part,
        WorldLocator locate,
        Func<int, int, int, string> name
    )
    {
        var span = cube.Span;
        for (var at = 0; at < span.Length; at++)
        {
            if (span[at] >= least && span[at] <= most)
                continue;
            var (a, b, c) = (at / (cube.Second * cube.Third), at / cube.Third % cube.Second, at % cube.Third);
            faults.Add(new(locate(part, a, b, c), $"{what} {Text(span[at])} of {name(a, b, c)}", expected));
        }
    }

    private static string Text(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
