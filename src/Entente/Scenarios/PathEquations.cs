using System.Collections.Immutable;

namespace Entente.Scenarios;

/// <summary>
/// How years hang together: Anderson, Larch and Yotov, "Transitional Growth and Trade with Frictions: A Structural Estimation
/// Framework" (Economic Journal 130, 2020), in relative changes. Hats are over the world of the data, whose capital stays what it
/// is. Axes: country n, sector j, year t.
/// </summary>
public static class PathEquations
{
    /// <summary>
    /// (P1) KHat_nj,t+1 = KHat_njt^(1-delta) WHat_nt^delta: capital after a year in which investment, a constant share of income spread
    /// over sectors as in the data, changed by the factor of real income. Anderson, Larch and Yotov (2020), the log-linear transition.
    /// </summary>
    public static Table NextCapital(Table kHat, ImmutableArray<double> realIncome, double delta)
    {
        ArgumentNullException.ThrowIfNull(kHat);
        return Table.Create(
            kHat.Rows,
            kHat.Columns,
            (n, j) => Math.Pow(kHat[n, j], 1 - delta) * Math.Pow(realIncome[n], delta)
        );
    }

    /// <summary>
    /// (P2) s_n = alpha_n delta beta / (1 - beta + delta beta): the share of income that is invested, alpha_n being what capital earns
    /// over income in the data and beta = 1/(1 + r). Anderson, Larch and Yotov (2020), the policy under log utility.
    /// </summary>
    public static ImmutableArray<double> InvestmentShares(World world, int capital, double delta, double discount)
    {
        ArgumentNullException.ThrowIfNull(world);
        var (beta, shares) = (1 / (1 + discount), world.Factors[capital].Shares);
        return
        [
            .. Enumerable
                .Range(0, world.Countries.Length)
                .Select(n =>
                {
                    var earned = 0.0;
                    for (var j = 0; j < world.Sectors.Length; j++)
                        earned += shares[n, j] * world.ValueAddedShares[n, j] * world.Output[n, j];
                    return earned / world.Income[n] * delta * beta / (1 - beta + delta * beta);
                }),
        ];
    }

    /// <summary>
    /// (P3) omega_t = beta^(t-1); of the last year T, where it goes on for ever, beta^(T-1)/(1 - beta): what a unit in a year is worth
    /// in the first.
    /// </summary>
    internal static ImmutableArray<double> Weights(int years, double discount, bool perpetuity)
    {
        var beta = 1 / (1 + discount);
        return
        [
            .. Enumerable
                .Range(0, years)
                .Select(t => Math.Pow(beta, t) / (perpetuity && t == years - 1 ? 1 - beta : 1)),
        ];
    }

    /// <summary>
    /// (P4) PV_n = (1 - s_n) I_n sum_t omega_t (WHat_nt - 1): the present value of consumption, which is income less investment, in
    /// the unit of the world at prices of the data.
    /// </summary>
    /// <param name="income">I_n.</param>
    /// <param name="investment">s_n.</param>
    /// <param name="realIncome">WHat_nt, by year.</param>
    /// <param name="weights">omega_t.</param>
    public static ImmutableArray<double> PresentValues(
        ImmutableArray<double> income,
        ImmutableArray<double> investment,
        IReadOnlyList<ImmutableArray<double>> realIncome,
        ImmutableArray<double> weights
    ) =>
        [
            .. income.Select((value, n) =>
                (1 - investment[n]) * value * weights.Select((omega, t) => omega * (realIncome[t][n] - 1)).Sum()
            ),
        ];

    /// <summary>
    /// (P5) EVHat_n = exp( sum_t omega_t ln WHat_nt / sum_t omega_t ): the factor on consumption in every year that is as good as the path
    /// under log utility. Anderson, Larch and Yotov (2020), after Lucas (1987).
    /// </summary>
    /// <param name="realIncome">WHat_nt, by year, which is also the factor on consumption.</param>
    /// <param name="weights">omega_t.</param>
    public static ImmutableArray<double> Welfare(IReadOnlyList<ImmutableArray<double>> realIncome, ImmutableArray<double> weights)
    {
        ArgumentNullException.ThrowIfNull(realIncome);
        var total = weights.Sum();
        return
        [
            .. realIncome[0].Select((_, n) => Math.Exp(weights.Select((omega, t) => omega * Math.Log(realIncome[t][n])).Sum() / total)),
        ];
    }
}
