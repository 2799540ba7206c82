namespace Entente.WorldBuilding;

/// <summary>Targets of one country in the year a world is moved to; million USD.</summary>
public sealed record RebaseFacts
{
    /// <summary>Value added by group of the national accounts.</summary>
    public required IReadOnlyDictionary<string, double> ValueAdded { get; init; }

    /// <summary>Goods sold by partner.</summary>
    public required IReadOnlyDictionary<string, double> GoodsExports { get; init; }

    /// <summary>Services sold in all; spread over partners as before.</summary>
    public required double ServiceExports { get; init; }
}

/// <summary>
/// Moves an economy to another year. Value added by group and goods trade by pair meet that year's figures; within a
/// group, sectors keep their shares, but for those known to be smaller; products of a pair's trade keep their mix, but for flows
/// that are known and
/// products that ended; sales at home are what is left of output; tariffs and technology stay; the use of goods is
/// balanced (RAS).
/// </summary>
public sealed class Rebase
{
    private const double LargestShareExported = 0.9;

    private readonly Economy old;
    private readonly Economy next;
    private readonly IReadOnlyDictionary<string, RebaseFacts> facts;
    private readonly Func<int, int, int, double> keep;
    private readonly bool[] isService;
    private readonly double[,] output;
    private readonly List<FactGap> gaps = [];

    private Rebase(
        Economy economy,
        IReadOnlyDictionary<string, RebaseFacts> facts,
        Func<int, int, int, double> keep,
        Predicate<string> isService
    )
    {
        (old, this.facts, this.keep) = (economy, facts, keep);
        next = new Economy(economy.Countries, economy.Sectors);
        this.isService = [.. economy.Sectors.Select(s => isService(s))];
        output = new double[economy.Countries.Length, economy.Sectors.Length];
    }

    /// <summary>Moves an economy to another year.</summary>
    /// <param name="economy">The economy; not changed.</param>
    /// <param name="facts">Targets by country.</param>
    /// <param name="groupOf">Group of the national accounts of a sector.</param>
    /// <param name="isService">Whether a sector is a service in the statistics of trade.</param>
    /// <param name="keep">
    /// Factor on a product (n, i, j) in the mix of its pair: 0 where it is no longer traded; (i, i, j): on what i makes.
    /// </param>
    /// <param name="products">Flows known by product.</param>
    /// <param name="leastFinalShare">Least final demand as a share of expenditure.</param>
    public static (Economy Economy, IReadOnlyList<FactGap> Gaps, IReadOnlyList<UseChange> Changes) Apply(
        Economy economy,
        IReadOnlyDictionary<string, RebaseFacts> facts,
        Func<string, string> groupOf,
        Predicate<string> isService,
        Func<int, int, int, double> keep,
        IReadOnlyList<ProductFact> products,
        double leastFinalShare
    )
    {
        ArgumentNullException.ThrowIfNull(economy);
        var rebase = new Rebase(economy, facts, keep, isService);
        for (var i = 0; i < economy.Countries.Length; i++)
        {
            rebase.ValueAdded(i, groupOf);
            rebase.Sell(i, false, products);
            rebase.Sell(i, true, products);
            rebase.Home(i);
        }
        rebase.Use();
        return (rebase.next, rebase.gaps, UseBalance.Apply(rebase.next, leastFinalShare));
    }

    private void ValueAdded(int i, Func<string, string> groupOf)
    {
        foreach (var group in Enumerable.Range(0, old.Sectors.Length).GroupBy(j => groupOf(old.Sectors[j]), StringComparer.Ordinal))
        {
            var (before, wanted) = (
                group.Sum(j => old.ValueAdded[i, j] * keep(i, i, j)),
                facts[old.Countries[i]].ValueAdded.GetValueOrDefault(group.Key)
            );
            foreach (var j in group)
            {
                var growth = before > 0 ? wanted / before * keep(i, i, j) : 0;
                next.ValueAdded[i, j] = old.ValueAdded[i, j] * growth;
                output[i, j] = old.Output(i, j) * growth;
            }
        }
    }

    /// <summary>Spreads what i sells to each partner over products, within what it makes.</summary>
    private void Sell(int i, bool service, IReadOnlyList<ProductFact> products)
    {
        var sectors = Enumerable.Range(0, old.Sectors.Length).Where(j => isService[j] == service).ToArray();
        var countries = old.Countries.Length;
        var (matrix, caps, rows) = (new double[countries, sectors.Length], new double[countries, sectors.Length], new double[countries]);
        var bounds = sectors.Select(j => LargestShareExported * output[i, j]).ToArray();
        var before = Enumerable.Range(0, countries).Where(n => n != i).Sum(n => sectors.Sum(j => old.Trade[n, i, j]));
        for (var n = 0; n < countries; n++)
        {
            if (n == i)
                continue;
            for (var c = 0; c < sectors.Length; c++)
                (matrix[n, c], caps[n, c]) = (old.Trade[n, i, sectors[c]] * keep(n, i, sectors[c]), double.PositiveInfinity);
            // A pair that did not trade before takes the exporter's mix.
            if (Enumerable.Range(0, sectors.Length).Sum(c => matrix[n, c]) == 0)
                for (var c = 0; c < sectors.Length; c++)
                    matrix[n, c] = old.Exports(i, sectors[c]) * keep(n, i, sectors[c]);
            rows[n] = service
                ? before > 0
                    ? facts[old.Countries[i]].ServiceExports * sectors.Sum(j => old.Trade[n, i, j]) / before
                    : 0
                : facts[old.Countries[i]].GoodsExports.GetValueOrDefault(old.Countries[n]);
            Known(n, i, sectors, products, matrix, caps, rows, bounds);
        }
        var missing = CappedFit.Apply(matrix, rows, caps, bounds);
        for (var n = 0; n < countries; n++)
        {
            for (var c = 0; c < sectors.Length; c++)
                Enter(n, i, sectors[c], matrix[n, c]);
            if (!service && rows[n] > 0)
                gaps.Add(
                    new FactGap(
                        $"goods sold by {old.Countries[i]} to {old.Countries[n]}",
                        rows[n],
                        rows[n] - missing[n],
                        missing[n] > 1e-6 * rows[n] ? "bounded by output" : ""
                    )
                );
        }
    }

    private void Known(
        int n,
        int i,
        int[] sectors,
        IReadOnlyList<ProductFact> products,
        double[,] matrix,
        double[,] caps,
        double[] rows,
        double[] bounds
    )
    {
        foreach (var fact in products.Where(p => p.Exporter == old.Countries[i] && p.Importer == old.Countries[n]))
        {
            var c = Array.IndexOf(sectors, old.Sector(fact.Sector));
            if (c < 0)
                continue;
            var value = Math.Min(fact.Value, Math.Max(0, bounds[c]));
            Enter(n, i, sectors[c], value);
            (matrix[n, c], caps[n, c], rows[n], bounds[c]) = (0, 0, Math.Max(0, rows[n] - value), bounds[c] - value);
            gaps.Add(
                new FactGap(
                    $"{fact.Sector} sold by {fact.Exporter} to {fact.Importer}",
                    fact.Value,
                    value,
                    value < fact.Value ? "bounded by output" : ""
                )
            );
        }
    }

    private void Enter(int n, int i, int j, double value)
    {
        var rate = old.Trade[n, i, j] > 0 ? old.Tariffs[n, i, j] / old.Trade[n, i, j] : 0;
        next.Trade[n, i, j] += value;
        next.Tariffs[n, i, j] += rate * value;
    }

    private void Home(int i)
    {
        for (var j = 0; j < old.Sectors.Length; j++)
            Enter(i, i, j, Math.Max(0, output[i, j] - next.Output(i, j)));
    }

    private void Use()
    {
        for (var n = 0; n < old.Countries.Length; n++)
            for (var j = 0; j < old.Sectors.Length; j++)
            {
                for (var k = 0; k < old.Sectors.Length; k++)
                    next.Use[n, k, j] = old.Use[n, k, j];
                UseBalance.ScaleInputs(next, n, j);
                next.Final[n, j] =
                    old.Final[n, j] * (old.Output(n, j) > 0 ? next.Expenditure(n, j) / Math.Max(old.Expenditure(n, j), double.Epsilon) : 1);
            }
    }
}
