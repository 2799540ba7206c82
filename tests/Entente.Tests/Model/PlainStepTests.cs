using System.Collections.Immutable;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Search;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>What steps of the joint system know beforehand, against the plain form of what they say they solve.</summary>
public sealed class PlainStepTests
{
    private const double Demand = 0.5;
    private const double Regular = 0.05;

    [Fact]
    public void Steps_of_quotas_are_the_one_choice_of_full_quotas_in_which_all_agree()
    {
        var (several, kept) = (0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var given = seed % 2 == 0 ? WithLimits(random) : new(NetworkWorld.Random(seed, 1, plants: 1), Shock.None, Closure.Fixed);
            var quotas = given.Quotas;
            double[] x = [.. quotas.Select(_ => Math.Max(0, 0.6 * random.NextDouble() - 0.3))];
            double[][] amounts =
            [
                .. quotas.Select(q => q.Flows.Select(_ => q.Most / q.Flows.Length * (0.6 + 0.8 * random.NextDouble())).ToArray()),
            ];
            double[] quantity = [.. amounts.Select(a => a.Sum())];
            var shareOf = new Dictionary<QuotaFlow, double>();
            double[][] shares = [.. quotas.Select(q => q.Flows.Select(flow => Share(flow with { PerUnit = 1 })).ToArray())];
            double Share(QuotaFlow flow) => shareOf.TryGetValue(flow, out var s) ? s : shareOf[flow] = 0.2 * random.NextDouble();
            double[] costs = [.. given.World.Output.Span.ToArray().Select(_ => 0.1 * (random.NextDouble() - 0.5))];
            var (gaps, steps) = (Enumerable.Repeat(double.NaN, quotas.Length).ToArray(), new double[quotas.Length]);
            new QuotaSteps(given).Replace(x, quantity, amounts, shares, costs, gaps);
            gaps.CopyTo(steps, 0);
            var asked = Enumerable.Range(0, quotas.Length).Where(l => !double.IsNaN(steps[l])).ToArray();
            var plain = Plain(given, x, quantity, amounts, shares, costs, asked);
            foreach (var l in asked)
                Assert.Equal(Math.Clamp(plain[l] - x[l], -1, 1), steps[l], 9);
            several += asked.Length > 1 ? 1 : 0;
            kept += asked.Count(l => plain[l] > 0);
        }
        Assert.True(several > 20 && kept > 30, $"{several} with several, {kept} full");
    }

    /// <summary>
    /// The unknowns after the steps: of all choices which quotas are full, that one in which full ones have a wedge and the others room.
    /// </summary>
    private static double[] Plain(
        CounterfactualInputs given,
        double[] x,
        double[] quantity,
        double[][] amounts,
        double[][] shares,
        double[] costs,
        int[] asked
    )
    {
        for (var choice = 0; choice < 1 << asked.Length; choice++)
        {
            var full = asked.Where((_, a) => ((choice >> a) & 1) == 1).ToArray();
            double[] Steps(double[] solved)
            {
                double[] steps = [.. x.Select((was, l) => asked.Contains(l) ? -was : 0)];
                for (var a = 0; a < full.Length; a++)
                    steps[full[a]] = solved[a];
                return steps;
            }
            double[] Missed(double[] solved) =>
                [.. full.Select((l, a) => LogOver(l, Steps(solved)) - Regular * solved[a])];
            var none = Missed(new double[full.Length]);
            var matrix = new double[full.Length, full.Length];
            for (var b = 0; b < full.Length; b++)
            {
                var one = Missed([.. full.Select((_, a) => a == b ? 1.0 : 0)]);
                for (var a = 0; a < full.Length; a++)
                    matrix[a, b] = none[a] - one[a];
            }
            var steps = Steps(full.Length == 0 ? [] : LinearEquations.Solve(matrix, none));
            if (asked.All(l => full.Contains(l) ? x[l] + steps[l] >= -1e-9 : LogOver(l, steps) <= 1e-9))
                return
                [
                    .. x.Select((was, l) =>
                        full.Contains(l) ? was + steps[l]
                        : given.Quotas[l].Line < 0 ? Math.Min(0, LogOver(l, steps))
                        : 0
                    ),
                ];
        }
        throw new InvalidOperationException("No choice of full quotas agrees.");

        // ln of what flows over what may, after steps of wedges and costs.
        double LogOver(int l, double[] steps)
        {
            var change = 0.0;
            for (var f = 0; f < amounts[l].Length; f++)
            {
                var flow = given.Quotas[l].Flows[f];
                var theta = given.World.Thetas[flow.Sector];
                // Each flow of the market once, whatever the quotas it is under.
                var market = given
                    .Quotas.SelectMany((q, m) => q.Flows.Select((other, g) => (other, share: shares[m][g])))
                    .Where(p => (p.other.Importer, p.other.Sector) == (flow.Importer, flow.Sector))
                    .DistinctBy(p => p.other.Exporter);
                change +=
                    amounts[l][f]
                    / quantity[l]
                    * (-theta * Raised(flow, steps) + (theta - Demand) * market.Sum(p => p.share * Raised(p.other, steps)));
            }
            return Math.Log(quantity[l] / given.Quotas[l].Most) + change;
        }

        // By how much the price of a flow rises.
        double Raised(QuotaFlow flow, double[] steps) =>
            costs[flow.Exporter * given.World.Sectors.Length + flow.Sector]
            + given
                .Quotas.Select((q, m) =>
                    q.Flows.Any(o => (o.Importer, o.Exporter, o.Sector) == (flow.Importer, flow.Exporter, flow.Sector)) ? steps[m] : 0
                )
                .Sum();
    }

    private static CounterfactualInputs WithLimits(Random random)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(random.Next(100), 5, 4));
        ImmutableArray<QuantityLimit> limits =
        [
            .. from n in new[] { 0, 1 }
            from i in Enumerable.Range(2, 3)
            where world.Trade[n, i, 1] > 0
            select new QuantityLimit(n, i, 1, world.Trade[n, i, 1] * (0.5 + random.NextDouble()), true),
        ];
        return new(world, Shock.None with { Limits = limits }, Closure.Fixed);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(8)]
    public void The_response_of_factors_solves_its_equations_as_they_are_written(int seed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 5), seed);
        var given = new CounterfactualInputs(world, Shock.None, Closure.Fixed, Behaviours.Random(world, seed, most: 1));
        var (at, random) = (ReferencePoint.Of(world), new Random(seed));
        var (sectors, factors) = (5, given.Factors.Length);
        var response = new FactorResponse(given, at, null);
        var (lacking, unknowns) = (new float[4 * response.Order], new float[4 * response.Order]);
        var (expected, excess, together) = (new double[4][], new double[4], new double[4]);
        for (var n = 0; n < 4; n++)
        {
            // Gaps of markets; a factor that moves freely has one.
            var gaps = new double[factors, sectors];
            for (var f = 0; f < factors; f++)
                for (var j = 0; j < sectors; j++)
                    gaps[f, j] = given.Mobility[f].IsMobile && j > 0 ? gaps[f, 0] : 0.1 * (random.NextDouble() - 0.5);
            var country = new PlainCountry(given, at, n, gaps);
            expected[n] = country.Solve();
            excess[n] = country.Balance(expected[n]);
            country.SetLacking(lacking.AsSpan(n * response.Order, response.Order));
        }
        // The balance closes once factors have moved: no country's wages need to move together.
        response.Solve(lacking, excess, unknowns, together);
        for (var n = 0; n < 4; n++)
        {
            Assert.InRange(together[n], -1e-5, 1e-5);
            for (var k = 0; k < response.Order; k++)
                Assert.InRange(unknowns[n * response.Order + k] - expected[n][k], -2e-5, 2e-5);
        }
    }

    /// <summary>The equations of one country in dv, q and tau, every price and payment written out.</summary>
    private sealed class PlainCountry(CounterfactualInputs given, ReferencePoint at, int n, double[,] gaps)
    {
        private readonly int sectors = at.Output.Columns;
        private readonly int factors = given.Factors.Length;

        private double Share(int f, int j) => given.Factors[f].Shares[n, j];

        private double Paid(int f, int j) => FactorResponse.Paid(given, at, f, n, j);

        private double Ease(int f, int j) => FactorResponse.Ease(given, f, j);

        /// <summary>c_j = gamma_j dv_j + sum_k gamma_kj D_k c_k.</summary>
        private double[] Costs(double[] u) =>
            LinearEquations.Solve(
                Matrix((j, k) => (j == k ? 1 : 0) - at.CostShares[n, k, j] * at.TradeShares[n, n, k]),
                [.. Enumerable.Range(0, sectors).Select(j => at.ValueAddedShares[n, j] * u[j])]
            );

        /// <summary>What output loses: y_k = E_k c_k + D_k sum_j gamma_kj y_j, E what sales lose by their cost.</summary>
        private double[] Lost(double[] costs) =>
            LinearEquations.Solve(
                Matrix((k, j) => (j == k ? 1 : 0) - at.TradeShares[n, n, k] * at.CostShares[n, k, j]),
                [
                    .. Enumerable
                        .Range(0, sectors)
                        .Select(k =>
                            costs[k]
                            * Enumerable
                                .Range(0, at.Output.Rows)
                                .Sum(m => at.Thetas[k] * at.Trade[m, n, k] * (1 - at.TradeShares[m, n, k]))
                        ),
                ]
            );

        private double[] Payments(double[] u)
        {
            var costs = Costs(u);
            var lost = Lost(costs);
            return
            [
                .. Enumerable
                    .Range(0, sectors)
                    .Select(j =>
                        (1 - given.Substitution.ValueAdded[j]) * (u[j] - costs[j])
                        - (at.Output[n, j] > 0 ? lost[j] / at.Output[n, j] : 0)
                        + u[sectors + factors]
                    ),
            ];
        }

        /// <summary>The step of the price of a factor in a sector.</summary>
        private double Price(int f, int j, double[] u, double[] payments) =>
            given.Mobility[f].IsMobile
                ? u[sectors + f]
                : (
                    gaps[f, j]
                    - (1 - given.Substitution.Factors[j]) * u[j]
                    + payments[j]
                    + (given.Mobility[f].Kappa == 1 ? 0 : (given.Mobility[f].Kappa - 1) * u[sectors + f])
                ) / Ease(f, j);

        private double[] Missed(double[] u)
        {
            var payments = Payments(u);
            var missed = new double[sectors + factors + 1];
            for (var j = 0; j < sectors; j++)
                missed[j] = Enumerable.Range(0, factors).Sum(f => Share(f, j) * Price(f, j, u, payments)) - u[j];
            for (var f = 0; f < factors; f++)
            {
                var total = Enumerable.Range(0, sectors).Sum(j => Paid(f, j));
                double Mean(Func<int, double> of) => Enumerable.Range(0, sectors).Sum(j => Paid(f, j) / total * of(j));
                var q = u[sectors + f];
                missed[sectors + f] =
                    given.Mobility[f].IsMobile
                        ? gaps[f, 0] + Mean(j => (1 - given.Substitution.Factors[j]) * (q - u[j]) + payments[j]) - q
                    : given.Mobility[f].Kappa == 1 ? -q
                    : Mean(j => Price(f, j, u, payments)) - q;
                // All payments together are what factors earn.
                missed[^1] += Enumerable.Range(0, sectors).Sum(j => Paid(f, j) * Price(f, j, u, payments));
            }
            return missed;
        }

        public double[] Solve()
        {
            var length = sectors + factors + 1;
            var none = Missed(new double[length]);
            var matrix = new double[length, length];
            for (var k = 0; k < length; k++)
            {
                var unit = new double[length];
                unit[k] = 1;
                var one = Missed(unit);
                for (var r = 0; r < length; r++)
                    matrix[r, k] = none[r] - one[r];
            }
            return LinearEquations.Solve(matrix, none);
        }

        public double Balance(double[] u)
        {
            var costs = Costs(u);
            return Enumerable.Range(0, sectors).Sum(j => at.WageResponse.BalanceByCosts(n)[j] * costs[j]);
        }

        public void SetLacking(Span<float> lacking)
        {
            for (var f = 0; f < factors; f++)
            {
                var total = Enumerable.Range(0, sectors).Sum(k => Paid(f, k));
                if (given.Mobility[f].IsMobile)
                    lacking[sectors + f] = (float)gaps[f, 0];
                for (var j = 0; j < sectors && !given.Mobility[f].IsMobile; j++)
                {
                    lacking[j] += (float)(Share(f, j) * gaps[f, j] / Ease(f, j));
                    lacking[sectors + factors] -= (float)(Paid(f, j) * gaps[f, j] / Ease(f, j));
                    if (given.Mobility[f].Kappa != 1)
                        lacking[sectors + f] += (float)(Paid(f, j) / total * gaps[f, j] / Ease(f, j));
                }
            }
        }

        private double[,] Matrix(Func<int, int, double> cell)
        {
            var matrix = new double[sectors, sectors];
            for (var r = 0; r < sectors; r++)
                for (var c = 0; c < sectors; c++)
                    matrix[r, c] = cell(r, c);
            return matrix;
        }
    }

    [Theory]
    // Dear however much is drawn, and cheap however little: all of it, or none, and what is left.
    [InlineData(0, 0.2, 10, 1.1)]
    [InlineData(0.5, -0.2, 10, -0.15)]
    [InlineData(0, 0.05, 10, 0.5)]
    [InlineData(0.5, 0.01, 10, 0.6)]
    [InlineData(1.3, 0.3, 10, 1.3)]
    [InlineData(1.3, -0.3, 10, -0.2)]
    public void A_stock_steps_to_where_it_is_no_dearer_or_to_an_edge(double z, double dear, double ease, double next)
    {
        Assert.Equal(next - z, Limits.StockStep(z, dear, ease), 12);
        // There it stays if the price falls as foreseen.
        var price = dear - (Math.Clamp(next, 0, 1) - Math.Clamp(z, 0, 1)) / ease;
        Assert.Equal(0, Limits.StockStep(next, price, ease), 12);
    }
}
