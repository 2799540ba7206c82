namespace Entente.WorldBuilding;

/// <summary>What a swap of partners changed for one importer.</summary>
/// <param name="Country">The importer.</param>
/// <param name="Before">What it bought from the exporter before.</param>
/// <param name="After">And after.</param>
public sealed record SwapMove(string Country, double Before, double After);

/// <summary>
/// Brings what partners buy from one exporter in line with customs data where the table books too much of it with the
/// rest of the world. A partner that shall buy more from the exporter buys as much less from the rest of the world,
/// which in turn buys as much less from the exporter and more from itself: what every country sells and buys of the
/// good in all stays as observed.
/// </summary>
public static class PartnerSwap
{
    /// <summary>
    /// Least share of their observed flows that the partner keeps buying from the rest of the world, and the rest of the world
    /// from the exporter.
    /// </summary>
    private const double LeastKept = 0.1;

    /// <summary>Swaps in place; tariff rates of each pair stay.</summary>
    /// <param name="economy">The economy.</param>
    /// <param name="exporter">The exporter.</param>
    /// <param name="rest">The rest of the world.</param>
    /// <param name="sector">The sector.</param>
    /// <param name="target">What an importer buys from the exporter by customs data; null where nothing is known.</param>
    /// <param name="fromRest">What it is known to buy from the rest of the world, which keeps its share in both; none where null.</param>
    public static IReadOnlyList<SwapMove> Apply(
        Economy economy,
        int exporter,
        int rest,
        int sector,
        Func<int, double?> target,
        Func<int, double>? fromRest = null
    )
    {
        ArgumentNullException.ThrowIfNull(economy);
        ArgumentNullException.ThrowIfNull(target);
        var wanted = Enumerable
            .Range(0, economy.Countries.Length)
            .Where(n => n != exporter && n != rest && target(n) is not null)
            .Select(n =>
                (
                    Importer: n,
                    Amount: Math.Clamp(
                        target(n)!.Value - economy.Trade[n, exporter, sector],
                        -(1 - LeastKept) * economy.Trade[n, exporter, sector],
                        Most(n)
                    )
                )
            )
            .ToList();
        var sum = wanted.Sum(w => w.Amount);
        // What the rest of the world cannot give up or take in, all partners do without in proportion.
        var most = (1 - LeastKept) * economy.Trade[rest, exporter, sector];
        var least = -(1 - LeastKept) * economy.Trade[rest, rest, sector];
        var scale = sum == 0 ? 0 : Math.Clamp(sum, least, most) / sum;
        var moves = new List<SwapMove>();
        foreach (var (n, amount) in wanted.Select(w => (w.Importer, w.Amount * scale)))
        {
            moves.Add(new SwapMove(economy.Countries[n], economy.Trade[n, exporter, sector], economy.Trade[n, exporter, sector] + amount));
            Add(economy, n, exporter, sector, amount);
            Add(economy, n, rest, sector, -amount);
            Add(economy, rest, exporter, sector, -amount);
            Add(economy, rest, rest, sector, amount);
        }
        return moves;

        // Where the table has less trade than both sellers are known to have, they share it.
        double Most(int n)
        {
            var (known, both) = (fromRest?.Invoke(n) ?? 0, economy.Trade[n, rest, sector] + economy.Trade[n, exporter, sector]);
            var kept = known > 0 ? known / (known + target(n)!.Value) * both : 0;
            return Math.Max(0, economy.Trade[n, rest, sector] - Math.Max(kept, LeastKept * economy.Trade[n, rest, sector]));
        }
    }

    private static void Add(Economy economy, int n, int i, int j, double amount)
    {
        var rate = economy.Trade[n, i, j] > 0 ? economy.Tariffs[n, i, j] / economy.Trade[n, i, j] : 0;
        economy.Trade[n, i, j] += amount;
        economy.Tariffs[n, i, j] = rate * economy.Trade[n, i, j];
    }
}
