namespace Entente.WorldBuilding;

/// <summary>How to split one sector into several products.</summary>
public sealed record SplitPlan
{
    /// <summary>The sector to split.</summary>
    public required string Sector { get; init; }

    /// <summary>The products that take its place.</summary>
    public required string[] Products { get; init; }

    /// <summary>Share of a product in the flow from exporter i to importer n (i, n, product); adds up to 1 over products.</summary>
    public required Func<int, int, int, double> ExportMix { get; init; }

    /// <summary>Share of a product in the sales of country n at home (n, product), given its exports and imports.</summary>
    public required Func<int, double[], double[], double[]> HomeMix { get; init; }

    /// <summary>Prior share of a product in what user j of country n buys of the sector (n, j, product); user -1 is final demand.</summary>
    public required Func<int, int, int, double> UserMix { get; init; }
}

/// <summary>
/// Splits a sector into products. Flows between two countries, home sales, what each user spends on the sector and
/// what the sector spends on inputs are kept; products share the sector's technology and tariffs; who uses which
/// product is the least-information solution between the prior mix and the supply of each product (RAS).
/// </summary>
public static class SectorSplit
{
    public static Economy Apply(Economy economy, SplitPlan plan)
    {
        ArgumentNullException.ThrowIfNull(economy);
        ArgumentNullException.ThrowIfNull(plan);
        var at = economy.Sector(plan.Sector);
        string[] sectors = [.. economy.Sectors[..at], .. plan.Products, .. economy.Sectors[(at + 1)..]];
        var split = new Economy(economy.Countries, sectors);
        var step = new Step(economy, split, plan, at);
        step.Trade();
        for (var n = 0; n < economy.Countries.Length; n++)
        {
            step.ValueAdded(n);
            step.Use(n);
        }
        return split;
    }

    private sealed class Step(Economy old, Economy split, SplitPlan plan, int at)
    {
        private readonly int products = plan.Products.Length;

        public void Trade()
        {
            var countries = old.Countries.Length;
            for (var n = 0; n < countries; n++)
                for (var i = 0; i < countries; i++)
                    for (var j = 0; j < old.Sectors.Length; j++)
                        if (j != at)
                            Set(n, i, New(j), old.Trade[n, i, j], old.Tariffs[n, i, j]);
                        else
                            for (var p = 0; p < products && i != n; p++)
                            {
                                var mix = plan.ExportMix(i, n, p);
                                Set(n, i, at + p, old.Trade[n, i, j] * mix, old.Tariffs[n, i, j] * mix);
                            }
            for (var n = 0; n < countries; n++)
            {
                var exports = Products(p => split.Exports(n, at + p));
                var imports = Products(p => split.Imports(n, at + p));
                var mix = plan.HomeMix(n, exports, imports);
                for (var p = 0; p < products; p++)
                    Set(n, n, at + p, old.Trade[n, n, at] * mix[p], old.Tariffs[n, n, at] * mix[p]);
            }
        }

        public void ValueAdded(int n)
        {
            for (var j = 0; j < old.Sectors.Length; j++)
                if (j != at)
                    split.ValueAdded[n, New(j)] = old.ValueAdded[n, j];
            for (var p = 0; p < products; p++)
                split.ValueAdded[n, at + p] = old.ValueAdded[n, at] * OutputShare(n, p);
        }

        public void Use(int n)
        {
            var users = old.Sectors.Length + 1;
            var (prior, rows, columns) = (new double[products, users], Products(p => split.Expenditure(n, at + p)), new double[users]);
            for (var j = 0; j < users; j++)
            {
                columns[j] = j < users - 1 ? old.Use[n, at, j] : old.Final[n, at];
                for (var p = 0; p < products; p++)
                    prior[p, j] = columns[j] * plan.UserMix(n, j < users - 1 ? j : -1, p);
            }
            var balanced = Ras.Balance(prior, rows, columns).Matrix;
            for (var k = 0; k < old.Sectors.Length; k++)
                for (var j = 0; k != at && j < old.Sectors.Length; j++)
                    Spread(n, New(k), j, old.Use[n, k, j]);
            for (var k = 0; k < old.Sectors.Length; k++)
                if (k != at)
                    split.Final[n, New(k)] = old.Final[n, k];
            for (var p = 0; p < products; p++)
            {
                for (var j = 0; j < users - 1; j++)
                    Spread(n, at + p, j, balanced[p, j]);
                split.Final[n, at + p] = balanced[p, users - 1];
            }
        }

        /// <summary>Enters a use by an old user: products of the split sector share it by output.</summary>
        private void Spread(int n, int k, int user, double value)
        {
            if (user != at)
                split.Use[n, k, New(user)] = value;
            else
                for (var p = 0; p < products; p++)
                    split.Use[n, k, at + p] = value * OutputShare(n, p);
        }

        private double OutputShare(int n, int p)
        {
            var total = old.Output(n, at);
            return total > 0 ? split.Output(n, at + p) / total
                : p == 0 ? 1
                : 0;
        }

        private void Set(int n, int i, int j, double trade, double tariff) =>
            (split.Trade[n, i, j], split.Tariffs[n, i, j]) = (trade, tariff);

        private int New(int j) => j < at ? j : j + products - 1;

        private double[] Products(Func<int, double> value) => [.. Enumerable.Range(0, products).Select(value)];
    }
}
