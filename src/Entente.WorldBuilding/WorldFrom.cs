using System.Collections.Immutable;
using System.Globalization;

namespace Entente.WorldBuilding;

/// <summary>Turns a balanced economy into a world.</summary>
internal static class WorldFrom
{
    /// <summary>Figures kept of a flow; more than the sources carry.</summary>
    private const string Figures = "G8";

    /// <param name="economy">The economy.</param>
    /// <param name="identity">What the world is.</param>
    /// <param name="names">Its countries.</param>
    /// <param name="sectorList">Its sectors.</param>
    /// <param name="factors">Its factors; default: none told apart.</param>
    /// <param name="energy">Its quantities of energy, from the flows as they will stand; null: none.</param>
    public static Checked<World> Economy(
        Economy economy,
        WorldIdentity identity,
        ImmutableArray<Country> names,
        ImmutableArray<Sector> sectorList,
        ImmutableArray<Factor> factors = default,
        Func<Cube, ImmutableArray<EnergyRow>>? energy = null
    )
    {
        var (countries, sectors) = (economy.Countries.Length, economy.Sectors.Length);
        var trade = Cube.Create(countries, countries, sectors, (n, i, j) => Round(economy.Trade[n, i, j]));
        return World.Create(
            identity,
            names,
            sectorList,
            new WorldTables
            {
                Trade = trade,
                Tariffs = Cube.Create(
                    countries,
                    countries,
                    sectors,
                    (n, i, j) => economy.Trade[n, i, j] > 0 ? Round(economy.Tariffs[n, i, j] / economy.Trade[n, i, j]) : 0
                ),
                ValueAddedShares = Table.Create(
                    countries,
                    sectors,
                    (n, j) => economy.Output(n, j) is > 0 and var output ? economy.ValueAdded[n, j] / output : 1
                ),
                InputShares = Cube.Create(countries, sectors, sectors, (n, k, j) => InputShare(economy, n, k, j)),
                Factors = factors.IsDefault ? [] : factors,
                Energy = energy?.Invoke(trade) ?? [],
            }
        );
    }

    private static double InputShare(Economy economy, int n, int k, int j)
    {
        var total = 0.0;
        for (var input = 0; input < economy.Sectors.Length; input++)
            total += economy.Use[n, input, j];
        return total > 0 ? economy.Use[n, k, j] / total : 0;
    }

    internal static double Round(double value) =>
        double.Parse(value.ToString(Figures, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
