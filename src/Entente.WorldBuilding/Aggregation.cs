namespace Entente.WorldBuilding;

/// <summary>Adds sectors up: values by sums, so that tariffs weigh by trade and coefficients by output.</summary>
public static class Aggregation
{
    /// <summary>Aggregates the sectors of an economy.</summary>
    /// <param name="economy">The finer economy.</param>
    /// <param name="sectors">The coarser sectors in their order.</param>
    /// <param name="of">The coarser sector of each finer one.</param>
    public static Economy Sectors(Economy economy, string[] sectors, Func<string, string> of)
    {
        ArgumentNullException.ThrowIfNull(economy);
        ArgumentNullException.ThrowIfNull(of);
        var sum = new Economy(economy.Countries, sectors);
        var to = economy.Sectors.Select(s => sum.Sector(of(s))).ToArray();
        var countries = economy.Countries.Length;
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < to.Length; j++)
            {
                sum.Final[n, to[j]] += economy.Final[n, j];
                sum.ValueAdded[n, to[j]] += economy.ValueAdded[n, j];
                for (var k = 0; k < to.Length; k++)
                    sum.Use[n, to[k], to[j]] += economy.Use[n, k, j];
                for (var i = 0; i < countries; i++)
                {
                    sum.Trade[n, i, to[j]] += economy.Trade[n, i, j];
                    sum.Tariffs[n, i, to[j]] += economy.Tariffs[n, i, j];
                }
            }
        return sum;
    }

    /// <summary>Adds one country to another, which keeps its place; trade between the two becomes sales at home.</summary>
    /// <param name="economy">The economy.</param>
    /// <param name="country">The country that goes.</param>
    /// <param name="into">The country that takes it in.</param>
    public static Economy Merge(Economy economy, int country, int into)
    {
        ArgumentNullException.ThrowIfNull(economy);
        var sum = new Economy([.. economy.Countries.Where((_, n) => n != country)], economy.Sectors);
        int To(int n) => sum.Country(economy.Countries[n == country ? into : n]);
        for (var n = 0; n < economy.Countries.Length; n++)
            for (var j = 0; j < economy.Sectors.Length; j++)
            {
                sum.Final[To(n), j] += economy.Final[n, j];
                sum.ValueAdded[To(n), j] += economy.ValueAdded[n, j];
                for (var k = 0; k < economy.Sectors.Length; k++)
                    sum.Use[To(n), k, j] += economy.Use[n, k, j];
                for (var i = 0; i < economy.Countries.Length; i++)
                {
                    sum.Trade[To(n), To(i), j] += economy.Trade[n, i, j];
                    sum.Tariffs[To(n), To(i), j] += economy.Tariffs[n, i, j];
                }
            }
        return sum;
    }
}
