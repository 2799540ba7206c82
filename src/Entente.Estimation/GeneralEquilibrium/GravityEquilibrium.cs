namespace Entente.Estimation.GeneralEquilibrium;

/// <summary>
/// Conditional and full general equilibrium of structural gravity, and their derivatives by the coefficients. Conditional: output and
/// expenditure stay, resistances follow. Full: output is an endowment at its price, Y'_i = p_i Y_i, expenditure a given multiple of it,
/// E'_j = phi_j Y'_j times what makes the world buy what it sells; the reference's inward resistance stays 1.
/// </summary>
/// <param name="economy">The economy.</param>
public sealed class GravityEquilibrium(GravityEconomy economy)
{
    private const int MostSteps = 10_000;
    private const double NearEnough = 1e-3;
    private const double Tolerance = 1e-13;

    private readonly int count = economy.Count;
    private BalancedFlows before = null!;
    private BalancedFlows conditional = null!;
    private double[] change = [];
    private double[] prices = [];
    private double[] flows = [];
    private double[] spending = [];
    private double[] inward = [];
    private double scaleOfSpending;
    private DenseSystem? system;

    /// <summary>Solves all three situations.</summary>
    /// <exception cref="InvalidOperationException">There is no equilibrium, or it is not found.</exception>
    public GravityEffects Solve()
    {
        var (tau, after) = (economy.Index(economy.Before), economy.Index(economy.After));
        before = BalancedFlows.Of(tau, economy.Output, economy.Expenditure, economy.Reference);
        conditional = BalancedFlows.Of(after, economy.Output, economy.Expenditure, economy.Reference);
        change = [.. after.Zip(tau, (a, b) => double.IsNegativeInfinity(a) && double.IsNegativeInfinity(b) ? 0 : a - b)];
        var gap = Full();
        var theta = economy.Sigma - 1;
        var reference = economy.Reference;
        double[] ofConditional = [.. Exports(conditional.Flows).Zip(Exports(before.Flows), (a, b) => Math.Log(a / b))];
        double[] ofFull = [.. Exports(flows).Zip(Exports(before.Flows), (a, b) => Math.Log(a / b))];
        double[] ofInward = [.. inward.Select(d => -Math.Log(d) / theta)];
        return new GravityEffects
        {
            Residual = Math.Max(gap, Math.Max(before.Gap, conditional.Gap)),
            ExportsBefore = Exports(before.Flows),
            OutwardBefore = [.. before.U.Select((u, i) => economy.Output[i] * economy.Expenditure[reference] / u)],
            InwardBefore = [.. before.V.Select((v, j) => economy.Expenditure[j] / (v * economy.Expenditure[reference]))],
            Changes = new Dictionary<GravityOutcome, double[]>
            {
                [GravityOutcome.ConditionalExports] = ofConditional,
                [GravityOutcome.ConditionalOutward] = [.. conditional.U.Zip(before.U, (now, was) => Math.Log(now / was) / theta)],
                [GravityOutcome.ConditionalInward] = [.. conditional.V.Zip(before.V, (now, was) => Math.Log(now / was) / theta)],
                [GravityOutcome.FullExports] = ofFull,
                // Pi'^(1 - sigma) = Pi^(1 - sigma) p^sigma.
                [GravityOutcome.FullOutward] = [.. prices.Select(p => -economy.Sigma * Math.Log(p) / theta)],
                [GravityOutcome.FullInward] = ofInward,
                [GravityOutcome.FullPrice] = [.. prices.Select(p => Math.Log(p))],
                [GravityOutcome.FullRealOutput] = [.. prices.Zip(ofInward, (p, cost) => Math.Log(p) - cost)],
            },
        };
    }

    /// <summary>Derivatives of all changes, in logarithms, by a coefficient; what is before moves with it, too.</summary>
    /// <param name="coefficient">Which.</param>
    /// <exception cref="InvalidOperationException">It has not been solved.</exception>
    public IReadOnlyDictionary<GravityOutcome, double[]> Derivatives(int coefficient)
    {
        if (flows.Length == 0)
            throw new InvalidOperationException("Solve comes first.");
        var (z, after, theta) = (economy.Before[coefficient], economy.After[coefficient], economy.Sigma - 1);
        var (u, v) = before.Response(z);
        var (uAfter, vAfter) = conditional.Response(after);
        double[] moved = [.. Pairs((i, j) => u[i] + z[i * count + j] + v[j])];
        double[] movedConditional = [.. Pairs((i, j) => uAfter[i] + after[i * count + j] + vAfter[j])];
        double[] shifted = [.. Pairs((i, j) => moved[i * count + j] + after[i * count + j] - z[i * count + j])];
        var (price, inwardMoved) = PriceResponse(shifted);
        var spendingMoved = SpendingResponse(price);
        double[] movedFull =
        [
            .. Pairs((i, j) => shifted[i * count + j] - theta * price[i] - inwardMoved[j] + spendingMoved[j]),
        ];
        var ofBefore = ExportsMoved(before.Flows, moved);
        return new Dictionary<GravityOutcome, double[]>
        {
            [GravityOutcome.ConditionalExports] = Less(ExportsMoved(conditional.Flows, movedConditional), ofBefore),
            [GravityOutcome.ConditionalOutward] = [.. Less(uAfter, u).Select(d => d / theta)],
            [GravityOutcome.ConditionalInward] = [.. Less(vAfter, v).Select(d => d / theta)],
            [GravityOutcome.FullExports] = Less(ExportsMoved(flows, movedFull), ofBefore),
            [GravityOutcome.FullOutward] = [.. price.Select(p => -economy.Sigma * p / theta)],
            [GravityOutcome.FullInward] = [.. inwardMoved.Select(d => -d / theta)],
            [GravityOutcome.FullPrice] = price,
            [GravityOutcome.FullRealOutput] = [.. price.Zip(inwardMoved, (p, d) => p + d / theta)],
        };
    }

    /// <summary>Standard errors of all changes in per cent, by the delta method.</summary>
    /// <param name="effects">What was solved.</param>
    /// <param name="covariance">Of the coefficients, row by row.</param>
    public IReadOnlyDictionary<GravityOutcome, double[]> StandardErrors(GravityEffects effects, double[] covariance)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(covariance);
        var terms = economy.Coefficients.Length;
        var gradients = Enumerable.Range(0, terms).Select(Derivatives).ToList();
        return effects.Changes.ToDictionary(
            pair => pair.Key,
            pair =>
                pair.Value.Select(
                        (own, n) =>
                        {
                            var variance = 0.0;
                            for (var a = 0; a < terms; a++)
                                for (var b = 0; b < terms; b++)
                                    variance += gradients[a][pair.Key][n] * covariance[a * terms + b] * gradients[b][pair.Key][n];
                            return 100 * Math.Exp(own) * Math.Sqrt(Math.Max(0, variance));
                        }
                    )
                    .ToArray()
        );
    }

    /// <summary>Finds prices: in turns what clears each market given the others, then by Newton's method.</summary>
    private double Full()
    {
        var logs = new double[count];
        var gap = double.PositiveInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var excess = At(logs);
            var now = excess.Max(Math.Abs);
            if (now <= Tolerance || (now < 1e-10 && now >= gap))
                return Finish(logs);
            gap = now;
            if (gap > NearEnough)
                for (var i = 0; i < count; i++)
                    logs[i] += excess[i] / economy.Sigma;
            else
            {
                var x = new DenseSystem(Jacobian(), count).Solve(Normalised(excess));
                for (var i = 0; i < count; i++)
                    logs[i] -= x[i];
            }
        }
        throw new InvalidOperationException($"No prices that clear all markets after {MostSteps} steps.");
    }

    /// <summary>ln of what each would sell over what it has, at prices.</summary>
    private double[] At(double[] logs)
    {
        var theta = economy.Sigma - 1;
        prices = [.. logs.Select(Math.Exp)];
        var (sold, bought) = (0.0, 0.0);
        for (var n = 0; n < count; n++)
            (sold, bought) = (
                sold + prices[n] * economy.Output[n],
                bought + prices[n] * economy.Expenditure[n]
            );
        scaleOfSpending = sold / bought;
        spending = [.. economy.Expenditure.Select((e, j) => e * prices[j] * scaleOfSpending)];
        flows = [
            .. Pairs((i, j) => before.Flows[i * count + j] / economy.Expenditure[j] * Math.Exp(change[i * count + j] - theta * logs[i]))
        ];
        inward = new double[count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                inward[j] += flows[i * count + j];
        var sales = new double[count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                sales[i] += flows[i * count + j] *= spending[j] / inward[j];
        return [.. sales.Select((s, i) => Math.Log(s / (prices[i] * economy.Output[i])))];
    }

    /// <summary>Prices at which the reference's inward resistance is 1.</summary>
    private double Finish(double[] logs)
    {
        var shift = Math.Log(inward[economy.Reference]) / (economy.Sigma - 1);
        for (var i = 0; i < count; i++)
            logs[i] += shift;
        var gap = At(logs).Max(Math.Abs);
        system = new DenseSystem(Jacobian(), count);
        return gap;
    }

    /// <summary>Derivatives of the gaps by ln p; the last equation says that value of output stays, which sets the level.</summary>
    private double[] Jacobian()
    {
        var theta = economy.Sigma - 1;
        var (matrix, sold) = (new double[count * count], prices.Select((p, n) => p * economy.Output[n]).ToArray());
        var (all, allSpent) = (sold.Sum(), spending.Sum());
        for (var i = 0; i < count; i++)
        {
            matrix[i * count + i] -= theta + 1;
            for (var j = 0; j < count; j++)
            {
                var share = flows[i * count + j] / sold[i];
                matrix[i * count + j] += share;
                for (var k = 0; k < count; k++)
                    matrix[i * count + k] += theta * share * flows[k * count + j] / spending[j];
            }
            for (var k = 0; k < count; k++)
                matrix[i * count + k] += sold[k] / all - spending[k] / allSpent;
        }
        for (var k = 0; k < count; k++)
            matrix[(count - 1) * count + k] = sold[k] / all;
        return matrix;
    }

    private double[] Normalised(double[] excess)
    {
        var right = (double[])excess.Clone();
        right[count - 1] = 0;
        return right;
    }

    /// <summary>d ln p and d ln D for a change of the logarithm of shares at given prices, D being what inward resistance comes
    /// from.</summary>
    private (double[] Prices, double[] Inward) PriceResponse(double[] shifted)
    {
        var theta = economy.Sigma - 1;
        var direct = ColumnMeans(shifted);
        var right = new double[count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                right[i] -= flows[i * count + j] / (prices[i] * economy.Output[i]) * (shifted[i * count + j] - direct[j]);
        right[count - 1] = 0;
        var price = system!.Solve(right);
        double[] moved = [.. ColumnMeans([.. Pairs((i, _) => -theta * price[i])]).Zip(direct, (a, b) => a + b)];
        // All prices up by s lower D by theta s: the reference's stays.
        var shift = moved[economy.Reference] / theta;
        return ([.. price.Select(p => p + shift)], [.. moved.Select(d => d - theta * shift)]);
    }

    /// <summary>d ln E'.</summary>
    private double[] SpendingResponse(double[] price)
    {
        var (sold, bought, allSold, allBought) = (0.0, 0.0, 0.0, 0.0);
        for (var n = 0; n < count; n++)
        {
            var (y, e) = (prices[n] * economy.Output[n], spending[n]);
            (sold, bought, allSold, allBought) = (sold + y * price[n], bought + e * price[n], allSold + y, allBought + e);
        }
        var scale = sold / allSold - bought / allBought;
        return [.. price.Select(p => p + scale)];
    }

    /// <summary>Means over exporters, by what each has of a market.</summary>
    private double[] ColumnMeans(double[] table)
    {
        var means = new double[count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                means[j] += flows[i * count + j] / spending[j] * (flows[i * count + j] == 0 ? 0 : table[i * count + j]);
        return means;
    }

    private double[] Exports(double[] of)
    {
        var exports = new double[count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                exports[i] += i == j ? 0 : of[i * count + j];
        return exports;
    }

    private double[] ExportsMoved(double[] of, double[] moved)
    {
        var (sums, exports) = (new double[count], Exports(of));
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                sums[i] += i == j || of[i * count + j] == 0 ? 0 : of[i * count + j] * moved[i * count + j];
        return [.. sums.Zip(exports, (sum, all) => sum / all)];
    }

    private IEnumerable<double> Pairs(Func<int, int, double> of)
    {
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                yield return of(i, j);
    }

    private static double[] Less(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];
}
