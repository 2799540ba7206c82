namespace Entente.CaliendoParro.Derivatives;

/// <summary>What every change is worth to a target: (D1) to (D9) read backwards.</summary>
internal sealed class Adjoint
{
    private readonly Coefficients of;
    private readonly double[] beta;
    private readonly double[] flows;
    private readonly double[] own;
    private readonly double[] transfers;
    private readonly double[] atCosts;
    private readonly double[] prices;
    private readonly double[] costs;

    /// <param name="of">Where.</param>
    /// <param name="linearPrices">(D1) and (D2).</param>
    /// <param name="spending">(D7).</param>
    /// <param name="target">The outcome.</param>
    /// <param name="beta">What a gap in the trade balance of each country is worth.</param>
    /// <param name="rho">What a gap in (D17) is worth, by cell of what is fixed; empty where nothing is.</param>
    public Adjoint(
        Coefficients of,
        LinearPrices linearPrices,
        LinearSpending spending,
        Target target,
        double[] beta,
        ReadOnlySpan<double> rho
    )
    {
        (this.of, this.beta) = (of, beta);
        var (real, income) = (target.LogRealIncome, new double[of.Countries]);
        for (var n = 0; n < income.Length; n++)
            income[n] = (real?[n] ?? 0) / of.Income[n] + (target.Income?[n] ?? 0) + beta[n];
        flows = target.Trade?.Span.ToArray() ?? new double[of.M.Length];
        AddBalances(flows);
        var yBar = target.Output?.Span.ToArray() ?? new double[of.Cells];
        for (var at = 0; at < rho.Length; at++)
            yBar[of.Fixed!.Cells[at]] += rho[at] / of.Fixed.Output[at];
        var (output, worthOfOwn, lump, spent) = spending.Transposed(
            BySpending(),
            yBar,
            [.. beta.Select(b => -b)],
            income
        );
        (own, transfers) = (worthOfOwn, lump);
        AddTotals(output);
        (atCosts, var pBar) = ByCosts();
        for (var at = 0; at < pBar.Length; at++)
            pBar[at] += (target.LogPrices?.Span[at] ?? 0) - (real?[at / of.Sectors] ?? 0) * of.Alpha[at];
        of.Power?.Add(spent, pBar);
        (prices, costs) = linearPrices.Transposed(pBar, atCosts);
        Wages = ByWages(target);
        Fixed = ByFixed(rho);
    }

    /// <summary>wBar_n: by d ln wHat_n, trade balances ignored but for what beta says.</summary>
    public double[] Wages { get; }

    /// <summary>The same by d ln r, by cell of what is fixed; empty where nothing is.</summary>
    public double[] Fixed { get; }

    /// <summary>
    /// (D13) by d ln dHat: pi'_nij q_nj - theta_j M'_nij f_nij, f being what one more of a flow is worth and q what a higher price
    /// is; by d tau' and d e' the same less M'_nij f_nij, plus what is levied, over 1 + tau' and 1 + e'; by d ln AHat: - C_nj; by
    /// d T: H^T(...);
    /// by d theta_j: sum_ni l_nij (pi'_nij q_nj / theta_j - M'_nij f_nij).
    /// </summary>
    public Gradient Gradient()
    {
        var (byCosts, byTariffs, byTaxes, byTheta) = (
            new double[of.M.Length],
            new double[of.M.Length],
            new double[of.M.Length],
            new double[of.Sectors]
        );
        for (var n = 0; n < of.Countries; n++)
            for (var i = 0; i < of.Countries; i++)
                for (var (j, f) = (0, (n * of.Countries + i) * of.Sectors); j < of.Sectors; j++, f++)
                {
                    var (worth, price, tau, e) = (of.M[f] * flows[f], of.Pi[f] * prices[n * of.Sectors + j], of.Tau[f], of.E[f]);
                    byCosts[f] = price - of.Theta[j] * worth;
                    byTheta[j] += of.LogRelativeCosts[f] * (price / of.Theta[j] - worth);
                    byTariffs[f] = (byCosts[f] - worth) / (1 + tau) + of.M[f] * (1 + e) * own[n];
                    byTaxes[f] = (byCosts[f] - worth) / (1 + e) + of.M[f] * (tau * own[n] + own[i] + beta[i] - beta[n]);
                }
        return new Gradient
        {
            LogTradeCosts = Like(byCosts),
            Tariffs = Like(byTariffs),
            ExportTaxes = Like(byTaxes),
            LogProductivity = new Table(of.Countries, of.Sectors, [.. costs.Select(c => -c)]),
            Transfers = [.. transfers],
            Thetas = [.. byTheta],
        };

        Cube Like(double[] cells) => new(of.Countries, of.Countries, of.Sectors, cells);
    }

    /// <summary>(D8) backwards: a flow brings its seller, and costs its buyer, what it is worth at the border.</summary>
    private void AddBalances(double[] worth)
    {
        for (var f = 0; f < worth.Length; f++)
            worth[f] += (1 + of.E[f]) * (beta[Exporter(f)] - beta[Importer(f)]);
    }

    /// <summary>(D5) backwards: a flow is output of its seller and revenue of both.</summary>
    private void AddTotals(double[] output)
    {
        for (var f = 0; f < flows.Length; f++)
            flows[f] +=
                output[Exporter(f) * of.Sectors + f % of.Sectors]
                + of.Tau[f] * (1 + of.E[f]) * own[Importer(f)]
                + of.E[f] * own[Exporter(f)];
    }

    /// <summary>(D4) backwards, by spending: what flows are worth without output and revenue.</summary>
    private double[] BySpending()
    {
        var x = new double[of.Cells];
        for (var f = 0; f < flows.Length; f++)
            x[Importer(f) * of.Sectors + f % of.Sectors] += of.Phi[f] * flows[f];
        return x;
    }

    /// <summary>(D4) backwards, by costs of sellers and prices of buyers.</summary>
    private (double[] Costs, double[] Prices) ByCosts()
    {
        var (c, p) = (new double[of.Cells], new double[of.Cells]);
        for (var f = 0; f < flows.Length; f++)
        {
            var (j, reaction) = (f % of.Sectors, of.Theta[f % of.Sectors] * of.M[f] * flows[f]);
            c[Exporter(f) * of.Sectors + j] -= reaction;
            p[Importer(f) * of.Sectors + j] += reaction;
        }
        return (c, p);
    }

    private double[] ByWages(Target target)
    {
        var w = new double[of.Countries];
        for (var n = 0; n < w.Length; n++)
            w[n] =
                (target.LogWages?[n] ?? 0)
                + of.Earned[n] * own[n]
                + (
                    of.Fixed is null
                        ? System.Numerics.Tensors.TensorPrimitives.Dot(of.Row(of.Gamma, n), of.Row(costs, n))
                        : Mobile(n)
                );
        return w;
    }

    private double Mobile(int n)
    {
        var sum = 0.0;
        for (var at = n * of.Sectors; at < (n + 1) * of.Sectors; at++)
            sum += of.Gamma[at] * (1 - of.Fixed!.Shares[at]) * costs[at];
        return sum;
    }

    private double[] ByFixed(ReadOnlySpan<double> rho)
    {
        var worth = new double[rho.Length];
        for (var at = 0; at < worth.Length; at++)
        {
            var cell = of.Fixed!.Cells[at];
            worth[at] = of.Fixed.Earned[cell] * own[cell / of.Sectors] + of.Gamma[cell] * of.Fixed.Shares[cell] * costs[cell] - rho[at];
        }
        return worth;
    }

    private int Importer(int f) => f / (of.Countries * of.Sectors);

    private int Exporter(int f) => f / of.Sectors % of.Countries;
}
