using Entente.Horizons;

namespace Entente.Testing;

/// <summary>Small worlds in which S0 goes through pipes and S3, S4 over wires, as power; at one price a terajoule for each buyer.</summary>
internal static class NetworkWorld
{
    /// <summary>The pair through which nothing of S0 comes in the data: to C0 from C1.</summary>
    public const int DormantImporter = 0;

    /// <inheritdoc cref="DormantImporter"/>
    public const int DormantExporter = 1;

    /// <summary>
    /// Capacities: to C0 an idle pipe from C1 and a share of what comes from each other pair; the sum of all of S0 to C2; power
    /// from C0 to C3.
    /// </summary>
    /// <param name="seed">Which world.</param>
    /// <param name="room">Capacities over what came in the data.</param>
    /// <param name="idle">Capacity of the idle pipe, over all that C0 used.</param>
    /// <param name="plants">What C3 can ship to C1 and C2 together, over what it did; no such line where null.</param>
    public static World Random(int seed, double room, double idle = 0.5, double? plants = null)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 6), seed);
        var trade = Cube.Create(4, 4, 6, (n, i, j) => (n, i, j) == (DormantImporter, DormantExporter, 0) ? 0 : world.Trade[n, i, j]);
        double Price(int n) => 0.01 * (1 + n);
        var energy = (
            from j in new[] { 0, 3, 4 }
            from n in Enumerable.Range(0, 4)
            from i in Enumerable.Range(0, 4)
            where trade[n, i, j] > 0
            select new EnergyRow(n, i, j, trade[n, i, j] * (1 + world.Tariffs[n, i, j]) / Price(n), EnergyStatus.Observed, "invented")
        ).ToList();
        double Came(int n, int? i, params int[] sectors) =>
            energy
                .Where(e => e.Importer == n && e.Exporter != n && (i is null || e.Exporter == i) && sectors.Contains(e.Sector))
                .Sum(e => e.Quantity);
        var used = energy.Where(e => e.Importer == DormantImporter && e.Sector == 0).Sum(e => e.Quantity);
        return World
            .Create(
                world.Identity,
                world.Countries,
                [.. world.Sectors.Select((s, j) => s with { Tags = j == 0 ? ["energy"] : j is 3 or 4 ? ["energy", "power"] : s.Tags })],
                new WorldTables
                {
                    Trade = trade,
                    Tariffs = world.Tariffs,
                    ValueAddedShares = world.ValueAddedShares,
                    InputShares = world.InputShares,
                    Factors = world.Factors,
                    Energy = [.. energy],
                    Networks =
                    [
                        new([DormantImporter], [DormantExporter], "S0", idle * used, EnergyStatus.Imputed, "invented"),
                        .. from i in new[] { 2, 3 }
                        where Came(0, i, 0) > 0
                        select new NetworkRow([0], [i], "S0", room * Came(0, i, 0), EnergyStatus.Observed, "invented, with a comma"),
                        new([2], [], "S0", room * Came(2, null, 0), EnergyStatus.Derived, "invented"),
                        .. plants is { } most && Came(1, 3, 0) + Came(2, 3, 0) > 0
                            ? new NetworkRow[]
                            {
                                new([1, 2], [3], "S0", most * (Came(1, 3, 0) + Came(2, 3, 0)), EnergyStatus.Imputed, "invented"),
                            }
                            : [],
                        .. Came(3, 0, 3, 4) > 0
                            ? new NetworkRow[] { new([3], [0], "power", room * Came(3, 0, 3, 4), EnergyStatus.Derived, "invented") }
                            : [],
                    ],
                }
            )
            .Value;
    }

    /// <summary>The world at a horizon.</summary>
    public static Baseline At(World world, string horizon, params ParameterSetting[] settings) =>
        Baseline.Create(world, new BaselineOptions { Horizon = new Horizon(horizon, []), Parameters = [.. settings] }).Value;
}
