namespace Entente.CaliendoParro.Derivatives;

/// <summary>What is done directly to prices and flows, wages, costs and spending unchanged.</summary>
internal sealed class DirectEffects
{
    /// <summary>Nothing yet.</summary>
    public DirectEffects(Coefficients of) =>
        (Prices, SoldHere, BorderHere, Imports, Flows) = (
            new double[of.Cells],
            new double[of.Cells],
            of.HasTaxes ? new double[of.Cells] : [],
            new double[of.Countries],
            []
        );

    private DirectEffects(DirectEffects other) =>
        (Prices, SoldHere, BorderHere, Imports, Flows) = (
            (double[])other.Prices.Clone(),
            (double[])other.SoldHere.Clone(),
            (double[])other.BorderHere.Clone(),
            (double[])other.Imports.Clone(),
            []
        );

    /// <summary>What a direction does.</summary>
    public DirectEffects(Coefficients of, Direction direction)
        : this(of)
    {
        Flows = new double[of.Countries * of.Cells];
        var (tariffs, taxes, given) = (direction.Tariffs, direction.ExportTaxes, of.At.Given);
        for (var f = 0; f < Flows.Length; f++)
        {
            if (of.Share(f) == 0)
                continue;
            var tariff = tariffs is null ? 0 : tariffs.Span[f] / (1 + given.Tariffs.Span[f]);
            var tax = taxes is null ? 0 : taxes.Span[f] / (1 + given.ExportTaxes.Span[f]);
            var cost = (direction.LogTradeCosts?.Span[f] ?? 0) + tariff + tax;
            var theta = direction.Thetas is { } thetas ? thetas[f % of.Sectors] : 0;
            if (cost != 0 || tariff != 0 || tax != 0 || theta != 0)
                Add(of, f, cost, tariff, tax, theta == 0 ? 0 : theta * of.LogRelativeCost(f));
        }
        Productivity = direction.LogProductivity?.Span.ToArray();
        Transfers = direction.Transfers?.ToArray();
        LogMost = direction.LogQuotas?.ToArray();
        Stocks = direction.Stocks?.ToArray();
    }

    /// <summary>(D3) s_nj: d ln PHat_nj.</summary>
    public double[] Prices { get; }

    /// <summary>d of sales of (i, j) at producer prices, prices of buyers unchanged.</summary>
    public double[] SoldHere { get; }

    /// <summary>The same at border prices; empty where there are no export taxes.</summary>
    public double[] BorderHere { get; }

    /// <summary>d of purchases of n at border prices.</summary>
    public double[] Imports { get; }

    /// <summary>By flow, the same as a rate: d ln M'; empty where nobody asks.</summary>
    public double[] Flows { get; }

    /// <summary>d ln AHat_nj.</summary>
    public double[]? Productivity { get; }

    /// <summary>d T_n.</summary>
    public double[]? Transfers { get; }

    /// <summary>d ln of what may flow, by limit, then line.</summary>
    public double[]? LogMost { get; }

    /// <summary>d of what may be drawn, by stock.</summary>
    public double[]? Stocks { get; }

    /// <summary>A copy that wedges can be added to.</summary>
    public DirectEffects Copy() => new(this);

    /// <summary>
    /// Adds what one flow bears: d ln kappaHat, of which ln(1 + tau') and ln(1 + e'), and l d theta, by which suppliers that have become
    /// dearer matter less: s = pi' (d ln kappaHat + l d theta / theta), and at given prices and spending
    /// d ln M' = - theta d ln kappaHat - l d theta - d ln(1 + tau') - d ln(1 + e').
    /// </summary>
    public void Add(Coefficients of, int f, double cost, double tariff, double tax, double weighted)
    {
        var (theta, flow, e) = (of.Theta[f % of.Sectors], of.Flow(f), of.Tax(f));
        var change = -theta * cost - weighted - tariff - tax;
        Prices[of.Buyer(f)] += of.Share(f) * (cost + weighted / theta);
        SoldHere[of.Seller(f)] += flow * change;
        Imports[f / of.Cells] += (1 + e) * flow * (change + tax);
        if (of.HasTaxes)
            BorderHere[of.Seller(f)] += (1 + e) * flow * (change + tax);
        if (Flows.Length > 0)
            Flows[f] += change;
    }
}
