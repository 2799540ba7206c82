namespace Entente.WorldBuilding;

/// <summary>What the margin rule moved for one exporter.</summary>
/// <param name="Country">The exporter.</param>
/// <param name="Services">Its service exports in the table.</param>
/// <param name="InMargins">Those of them that may be margins.</param>
/// <param name="Observed">Its exports of services in the statistics of trade in services; null where there are none.</param>
/// <param name="Moved">What was moved to goods.</param>
public sealed record MarginMove(string Country, double Services, double InMargins, double? Observed, double Moved);

/// <summary>
/// An input-output table at basic prices books trade and transport margins on exported goods as exports of services;
/// statistics of trade in services do not. Where a country's service exports exceed those statistics, the excess, as
/// far as it lies in the margin services, is moved to the goods exported to the same partner, in proportion to their
/// value. The exporter's goods then cost the margin more, which its goods sectors buy from the margin service at
/// home: outputs of services, value added everywhere, tariff revenue and exports by partner do not change. What
/// importers do with the goods is settled by <see cref="UseBalance"/>.
/// </summary>
public static class MarginRule
{
    /// <summary>Moves margins in place.</summary>
    /// <param name="economy">The economy.</param>
    /// <param name="isService">Whether a sector counts as a service in the statistics.</param>
    /// <param name="margins">The sectors that may be margins on goods.</param>
    /// <param name="observed">Exports of services by country; countries without an entry stay as they are.</param>
    public static IReadOnlyList<MarginMove> Apply(
        Economy economy,
        Predicate<string> isService,
        IReadOnlyCollection<string> margins,
        IReadOnlyDictionary<string, double> observed
    )
    {
        ArgumentNullException.ThrowIfNull(economy);
        ArgumentNullException.ThrowIfNull(observed);
        var services = Enumerable.Range(0, economy.Sectors.Length).Where(j => isService(economy.Sectors[j])).ToArray();
        var goods = Enumerable.Range(0, economy.Sectors.Length).Except(services).ToArray();
        var margin = margins.Select(economy.Sector).ToArray();
        var moves = new List<MarginMove>();
        for (var i = 0; i < economy.Countries.Length; i++)
        {
            var exported = services.Sum(s => economy.Exports(i, s));
            var movable = margin.Sum(s => economy.Exports(i, s));
            double? statistic = observed.TryGetValue(economy.Countries[i], out var known) ? known : null;
            var share = statistic is not null && movable > 0 ? Math.Clamp((exported - known) / movable, 0, 1) : 0;
            var moved = share > 0 ? Move(economy, i, share, margin, goods) : 0;
            moves.Add(new MarginMove(economy.Countries[i], exported, movable, statistic, moved));
        }
        return moves;
    }

    private static double Move(Economy economy, int i, double share, int[] margin, int[] goods)
    {
        var moved = 0.0;
        for (var n = 0; n < economy.Countries.Length; n++)
        {
            var value = goods.Sum(g => economy.Trade[n, i, g]);
            if (n == i || value == 0)
                continue;
            var weights = goods.Select(g => economy.Trade[n, i, g] / value).ToArray();
            foreach (var s in margin)
            {
                var amount = share * economy.Trade[n, i, s];
                moved += amount;
                economy.Trade[n, i, s] -= amount;
                economy.Trade[i, i, s] += amount;
                for (var g = 0; g < goods.Length; g++)
                {
                    economy.Trade[n, i, goods[g]] += amount * weights[g];
                    economy.Use[i, s, goods[g]] += amount * weights[g];
                }
            }
        }
        return moved;
    }
}
