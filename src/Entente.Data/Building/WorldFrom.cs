using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Data.Building;

/// <summary>Turns a balanced economy into a world.</summary>
internal static class WorldFrom
{
    /// <summary>Figures kept of a flow; more than the sources carry.</summary>
    private const string Figures = "G8";

    public static Checked<World> Economy(Economy economy, WorldIdentity identity, ImmutableArray<Country> names, ImmutableArray<Sector> sectorList, ImmutableArray<Factor> factors = default)
    {
        var (countries, sectors) = (economy.Countries.Length, economy.Sectors.Length);
        return World.Create(identity, names, sectorList, new WorldTables
        {
            Trade = Cube.Create(countries, countries, sectors, (n, i, j) => Round(economy.Trade[n, i, j])),
            Tariffs = Cube.Create(countries, countries, sectors, (n, i, j) => economy.Trade[n, i, j] > 0 ? Round(economy.Tariffs[n, i, j] / economy.Trade[n, i, j]) : 0),
            ValueAddedShares = Table.Create(countries, sectors, (n, j) => economy.Output(n, j) is > 0 and var output ? economy.ValueAdded[n, j] / output : 1),
            InputShares = Cube.Create(countries, sectors, sectors, (n, k, j) => InputShare(economy, n, k, j)),
            Factors = factors.IsDefault ? [] : factors,
        });
    }

    private static double InputShare(Economy economy, int n, int k, int j)
    {
        var total = 0.0;
        for (var input = 0; input < economy.Sectors.Length; input++)
            total += economy.Use[n, input, j];
        return total > 0 ? economy.Use[n, k, j] / total : 0;
    }

    private static double Round(double value) => double.Parse(value.ToString(Figures, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
