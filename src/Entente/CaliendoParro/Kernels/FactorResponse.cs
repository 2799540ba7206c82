using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// How the markets of a country's factors answer their prices in a situation, costs and outputs at home having followed, and the
/// inverse of it. With dv_j the step of ln vHat_nj, c = (I - Gamma' D)^-1 gamma dv the costs that follow and E what sales lose by
/// costs, payments of sector j move by
///
///     h_j = (1 - s_v)(dv_j - c_j) - [(I - D Gamma)^-1 E c]_j / Y_j + tau,
///
/// tau being what keeps all payments of the country at what its factors earn. The price of a factor that cannot leave its sector
/// moves by (g - (1 - s_f) dv + h + (kappa - 1) q)/ease for a gap g = ln(paid/offered), ease = kappa - 1 + s_f, q the step of the
/// factor's mean price; dv is made of these and of the steps q of factors that move freely, whose markets add up over sectors.
/// Unknowns of a country: dv by sector, q by factor, tau. Goods that stand in for one another across countries
/// (<see cref="GoodsResponse"/>) tie countries together. It conditions a search and decides nothing.
/// </summary>
internal sealed class FactorResponse
{
    /// <summary>A price that nothing holds back moves no further than this for a gap of one.</summary>
    private const double LeastEase = 0.05;

    private const double LeastSlope = 0.1;

    private readonly GoodsResponse? goods;
    private readonly int countries;
    private readonly int sectors;
    private readonly int factors;

    // By country: the inverse of its system; by (n, j): one over what prices of factors add to that of value added for a gap of one, and by
    // factor, what its mean or only price adds to it at once; by the goods of a country, what their costs owe to dv, and what a loss of
    // their sales does to the unknowns.
    private readonly float[] inverse;
    private readonly double[] overEased;
    private readonly Table[] ofFactors;
    private readonly float[][] costsOfGoods;
    private readonly float[][] lossesOfGoods;

    // By country: what value added does to its trade balance, by sector, and what a rise of all its wages does to the unknowns and to
    // costs of goods; the step of wages that closes gaps of the balance, the unknowns having followed.
    private readonly double[] balance;
    private readonly float[] ofWages;
    private readonly float[] costsByWages;
    private readonly double[] wages;

    // From costs of goods, each country by itself, to sales lost to those of other countries.
    private readonly float[]? between;

    public FactorResponse(CounterfactualInputs given, ReferencePoint at, GoodsResponse? goods)
    {
        this.goods = goods;
        (countries, sectors, factors) = (at.Output.Rows, at.Output.Columns, given.Factors.Length);
        Order = OrderOf(given);
        (inverse, overEased) = (new float[countries * Order * Order], new double[countries * sectors]);
        ofFactors =
        [
            .. Enumerable
                .Range(0, factors)
                .Select(f =>
                    Table.Create(
                        countries,
                        sectors,
                        (n, j) =>
                            given.Factors[f].Shares[n, j]
                            * (given.Mobility[f].IsMobile ? 1 : (given.Mobility[f].Kappa - 1) / Ease(given, f, j))
                    )
                ),
        ];
        (costsOfGoods, lossesOfGoods) = (new float[countries][], new float[countries][]);
        (balance, ofWages) = (new double[countries * sectors], new float[countries * Order]);
        costsByWages = new float[goods?.Cells.Length ?? 0];
        var (system, work) = (new MatrixInverse<float>(Order), new Country(this, given, at));
        for (var n = 0; n < countries; n++)
        {
            work.Set(n, overEased.AsSpan(n * sectors, sectors));
            work.SetSystem(system);
            var isInvertible = system.Invert();
            for (var r = 0; r < Order; r++)
            {
                var row = inverse.AsSpan((n * Order + r) * Order, Order);
                if (isInvertible)
                    system.Row(r).CopyTo(row);
                else if (r >= sectors && r < Order - 1)
                    row[r] = 1;
            }
            work.SetWages(Inverse(n), balance.AsSpan(n * sectors, sectors), ofWages.AsSpan(n * Order, Order));
            (costsOfGoods[n], lossesOfGoods[n]) = goods is null ? ([], []) : work.Goods(Inverse(n));
            for (var a = goods?.CellsOf(n).First ?? 0; a < (goods?.CellsOf(n).Last ?? 0); a++)
            {
                // By wages themselves, and by way of the unknowns.
                var ofGood = costsOfGoods[n].AsSpan((a - goods!.CellsOf(n).First) * sectors, sectors);
                costsByWages[a] = TensorPrimitives.Sum<float>(ofGood) + TensorPrimitives.Dot(ofGood, ofWages.AsSpan(n * Order, sectors));
            }
        }
        between = goods is null ? null : Between(at);
        wages = at.WageResponse.Inverse(BalanceByWages());
    }

    /// <inheritdoc cref="OrderOf"/>
    public int Order { get; }

    /// <summary>Unknowns of a country.</summary>
    public static int OrderOf(CounterfactualInputs given) => given.World.Sectors.Length + given.Factors.Length + 1;

    /// <summary>What holds back the price of a factor that cannot leave sector j; infinite where it moves freely.</summary>
    public static double Ease(CounterfactualInputs given, int f, int j) =>
        given.Mobility[f].IsMobile
            ? double.PositiveInfinity
            : Math.Max(LeastEase, given.Mobility[f].Kappa - 1 + given.Substitution.Factors[j]);

    /// <summary>What sector j pays factor f over all that the factors of the country earn.</summary>
    public static double Paid(CounterfactualInputs given, ReferencePoint at, int f, int n, int j) =>
        given.Factors[f].Shares[n, j] * at.ValueAddedShares[n, j] * at.Output[n, j] / at.ValueAdded[n];

    /// <summary>
    /// By (n, j), one over what prices of its factors add to that of value added for a gap of one; 0 where all move freely.
    /// </summary>
    public ReadOnlySpan<double> OverEased => overEased;

    /// <summary>
    /// By sector of n, what the mean price of a factor, the only one where it moves freely, adds to the price of value added.
    /// </summary>
    public ReadOnlySpan<double> OfFactor(int f, int n) => ofFactors[f].Row(n);

    /// <summary>Sets the unknowns of all countries, and how their wages move besides.</summary>
    /// <param name="lacking">What the equations lack.</param>
    /// <param name="excess">Gaps of the trade balance.</param>
    /// <param name="unknowns">Receives the unknowns.</param>
    /// <param name="together">Receives by how much all wages of each country are to move.</param>
    public void Solve(ReadOnlySpan<float> lacking, ReadOnlySpan<double> excess, Span<float> unknowns, Span<double> together)
    {
        for (var n = 0; n < countries; n++)
            VectorKernels.Times<float>(Inverse(n), lacking.Slice(n * Order, Order), unknowns.Slice(n * Order, Order));
        Span<float> costs = stackalloc float[goods?.Cells.Length ?? 0];
        for (var n = 0; n < countries && goods is not null; n++)
        {
            var (first, last) = goods.CellsOf(n);
            VectorKernels.Times<float>(costsOfGoods[n], unknowns.Slice(n * Order, sectors), costs[first..last]);
        }
        Lose(costs, unknowns);
        Span<double> gaps = stackalloc double[excess.Length];
        for (var n = 0; n < gaps.Length; n++)
            gaps[n] = excess[n] - Balance(n, unknowns.Slice(n * Order, sectors));
        VectorKernels.Times<double>(wages, gaps, together);
        Follow(together, costs, unknowns);
    }

    /// <summary>The transpose: what gaps are worth where the unknowns and wages that move together are worth this.</summary>
    /// <param name="unknowns">Worth of the unknowns; spoilt.</param>
    /// <param name="together">Worth of all wages of each country; spoilt.</param>
    /// <param name="lacking">Receives what that is worth which the equations lack.</param>
    /// <param name="excess">Receives what gaps of the trade balance are worth.</param>
    public void SolveTransposed(Span<float> unknowns, Span<double> together, Span<float> lacking, Span<double> excess)
    {
        Span<float> costs = stackalloc float[goods?.Cells.Length ?? 0];
        LoseTransposed(unknowns, costs);
        for (var a = 0; a < costs.Length; a++)
            together[goods!.Cells[a] / sectors] += costsByWages[a] * costs[a];
        for (var n = 0; n < countries; n++)
            together[n] += TensorPrimitives.Dot(ofWages.AsSpan(n * Order, Order), unknowns.Slice(n * Order, Order));
        excess.Clear();
        VectorKernels.AddTransposedTimes<double>(wages, together, excess);
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
                unknowns[n * Order + j] -= (float)(balance[n * sectors + j] * excess[n]);
        LoseTransposed(unknowns, costs);
        for (var n = 0; n < countries && goods is not null; n++)
        {
            var (first, last) = goods.CellsOf(n);
            VectorKernels.AddTransposedTimes<float>(costsOfGoods[n], costs[first..last], unknowns.Slice(n * Order, sectors));
        }
        lacking.Clear();
        for (var n = 0; n < countries; n++)
            VectorKernels.AddTransposedTimes<float>(Inverse(n), unknowns.Slice(n * Order, Order), lacking.Slice(n * Order, Order));
    }

    /// <summary>All is linear: what wages that move together add to the unknowns needs no solution of its own.</summary>
    private void Follow(ReadOnlySpan<double> together, Span<float> costs, Span<float> unknowns)
    {
        for (var n = 0; n < countries; n++)
        {
            var of = unknowns.Slice(n * Order, Order);
            TensorPrimitives.MultiplyAdd(ofWages.AsSpan(n * Order, Order), (float)together[n], of, of);
        }
        for (var a = 0; a < costs.Length; a++)
            costs[a] = costsByWages[a] * (float)together[goods!.Cells[a] / sectors];
        Lose(costs, unknowns);
    }

    /// <summary>What costs of goods take from the sales of those of other countries, and so from the unknowns.</summary>
    private void Lose(ReadOnlySpan<float> costs, Span<float> unknowns)
    {
        if (between is null)
            return;
        Span<float> lost = stackalloc float[costs.Length];
        VectorKernels.Times<float>(between, costs, lost);
        for (var n = 0; n < countries; n++)
        {
            var (first, last) = goods!.CellsOf(n);
            var of = unknowns.Slice(n * Order, Order);
            for (var a = first; a < last; a++)
                TensorPrimitives.MultiplyAdd(lossesOfGoods[n].AsSpan((a - first) * Order, Order), -lost[a], of, of);
        }
    }

    /// <summary>What costs of goods are worth by what they take from sales.</summary>
    private void LoseTransposed(ReadOnlySpan<float> unknowns, Span<float> costs)
    {
        costs.Clear();
        if (between is null)
            return;
        Span<float> lost = stackalloc float[costs.Length];
        for (var n = 0; n < countries; n++)
        {
            var (first, last) = goods!.CellsOf(n);
            VectorKernels.Times<float>(lossesOfGoods[n], unknowns.Slice(n * Order, Order), lost[first..last]);
        }
        TensorPrimitives.Negate<float>(lost, lost);
        VectorKernels.AddTransposedTimes<float>(between, lost, costs);
    }

    /// <summary>What a country's value added does to its trade balance.</summary>
    private double Balance(int n, ReadOnlySpan<float> valueAdded)
    {
        var gap = 0.0;
        for (var j = 0; j < sectors; j++)
            gap += balance[n * sectors + j] * valueAdded[j];
        return gap;
    }

    /// <summary>- d(excess)/d(wages) by way of the unknowns, which follow wages at home and, through goods, abroad.</summary>
    private double[] BalanceByWages()
    {
        var (byWages, ofGoods) = (new double[countries * countries], new double[goods?.Cells.Length ?? 0]);
        for (var n = 0; n < countries; n++)
            byWages[n * countries + n] = Balance(n, ofWages.AsSpan(n * Order, sectors));
        if (goods is null)
            return byWages;
        var count = ofGoods.Length;
        for (var n = 0; n < countries; n++)
        {
            var (first, last) = goods.CellsOf(n);
            for (var a = first; a < last; a++)
                ofGoods[a] = Balance(n, lossesOfGoods[n].AsSpan((a - first) * Order, sectors));
        }
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++)
                byWages[goods.Cells[a] / sectors * countries + goods.Cells[b] / sectors] -=
                    ofGoods[a] * between![a * count + b] * costsByWages[b];
        return byWages;
    }

    private ReadOnlySpan<float> Inverse(int n) => inverse.AsSpan(n * Order * Order, Order * Order);

    /// <summary>E (I + T E)^-1, E being what goods of other countries do to sales, and T what is lost to costs at home.</summary>
    private float[] Between(ReferencePoint at)
    {
        var count = goods!.Cells.Length;
        var solve = new MatrixInverse<float>(count);
        var (across, row) = (new float[count * count], new float[count]);
        for (var n = 0; n < countries; n++)
        {
            var (first, last) = goods.CellsOf(n);
            for (var a = first; a < last; a++)
            {
                var to = across.AsSpan(a * count, count);
                TensorPrimitives.Multiply(goods.Row(a), (float)at.Output.Span[goods.Cells[a]], to);
                to[first..last].Clear();
            }
        }
        for (var n = 0; n < countries; n++)
        {
            var (first, last) = goods.CellsOf(n);
            for (var a = first; a < last; a++)
            {
                Array.Clear(row);
                for (var b = first; b < last; b++)
                {
                    var loss = lossesOfGoods[n].AsSpan((b - first) * Order, sectors);
                    var t = TensorPrimitives.Dot(costsOfGoods[n].AsSpan((a - first) * sectors, sectors), loss);
                    TensorPrimitives.MultiplyAdd(across.AsSpan(b * count, count), t, row, row);
                }
                row.CopyTo(solve.Row(a));
                solve.Row(a)[a] += 1;
            }
        }
        if (!solve.Invert())
            return new float[count * count];
        var between = new float[count * count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++)
                if (across[a * count + b] is var e && e != 0)
                    TensorPrimitives.MultiplyAdd(solve.Row(b), e, between.AsSpan(a * count, count), between.AsSpan(a * count, count));
        return between;
    }

    /// <summary>What is worked out of one country after the other.</summary>
    private sealed class Country(FactorResponse all, CounterfactualInputs given, ReferencePoint at)
    {
        private readonly int sectors = all.sectors;
        private readonly int factors = all.factors;
        private readonly GoodsResponse? goods = all.goods;

        // By (j, k): costs c_j, sales lost and payments -h_j by dv_k.
        private readonly double[] costs = new double[all.sectors * all.sectors];
        private readonly double[] lost = new double[all.sectors * all.sectors];
        private readonly double[] losses = new double[all.sectors * all.sectors];
        private readonly double[] follows = new double[all.sectors];

        // By factor and sector: what is paid over all the country pays, and what holds the price back, none where it moves freely;
        // by factor, what all sectors pay.
        private readonly double[,] paid = new double[all.factors, all.sectors];
        private readonly double[,] ease = new double[all.factors, all.sectors];
        private readonly double[] totals = new double[all.factors];
        private readonly double[] eased = new double[all.sectors];
        private readonly double[] slope = new double[all.sectors];
        private readonly double[] equations = new double[all.Order * all.Order];
        private int n;

        public void Set(int country, Span<double> overEased)
        {
            n = country;
            SetCosts();
            SetLosses();
            SetFactors();
            for (var j = 0; j < sectors; j++)
                overEased[j] = eased[j] > 0 ? 1 / eased[j] : 0;
        }

        private double Share(int f, int j) => given.Factors[f].Shares[n, j];

        private double Kappa(int f) => given.Mobility[f].Kappa;

        /// <summary>c_j = sum_k [(I - D Gamma)^-1]_kj gamma_k dv_k.</summary>
        private void SetCosts()
        {
            var home = at.DomesticInputs.Inverse(n);
            for (var k = 0; k < sectors; k++)
            {
                var (first, share) = (k * sectors, at.ValueAddedShares[n, k]);
                for (var j = 0; j < sectors; j++)
                    costs[j * sectors + k] = home[first + j] * share;
            }
        }

        private void SetLosses()
        {
            var home = at.DomesticInputs.Inverse(n);
            Array.Clear(lost);
            for (var j = 0; j < sectors; j++)
                if (goods is not null && goods.Place(n * sectors + j) is >= 0 and var a)
                {
                    var (first, last) = goods.CellsOf(n);
                    for (var b = first; b < last; b++)
                        Add(goods[a, b] * at.Output[n, j], j, goods.Cells[b] - n * sectors);
                }
                else
                    Add(at.WageResponse.Sales[n * sectors + j], j, j);
            for (var j = 0; j < sectors; j++)
            {
                var values = 1 - given.Substitution.ValueAdded[j];
                var to = losses.AsSpan(j * sectors, sectors);
                TensorPrimitives.Multiply(costs.AsSpan(j * sectors, sectors), values, to);
                to[j] -= values;
                if (!(at.Output[n, j] > 0))
                    continue;
                TensorPrimitives.ConvertTruncating<float, double>(home.Slice(j * sectors, sectors), follows);
                TensorPrimitives.Divide(follows, at.Output[n, j], follows);
                VectorKernels.AddTransposedTimes<double>(lost, follows, to);
            }

            void Add(double elasticity, int j, int of)
            {
                var to = lost.AsSpan(j * sectors, sectors);
                if (elasticity != 0)
                    TensorPrimitives.MultiplyAdd(costs.AsSpan(of * sectors, sectors), elasticity, to, to);
            }
        }

        private void SetFactors()
        {
            Array.Clear(totals);
            for (var j = 0; j < sectors; j++)
            {
                eased[j] = 0;
                for (var f = 0; f < factors; f++)
                {
                    (paid[f, j], ease[f, j]) = (Paid(given, at, f, n, j), Ease(given, f, j));
                    eased[j] += Share(f, j) / ease[f, j];
                    totals[f] += paid[f, j];
                }
                slope[j] = Math.Max(LeastSlope, 1 + eased[j] * (1 - given.Substitution.Factors[j] + losses[j * sectors + j]));
            }
        }

        /// <summary>The equations of the country; rows and unknowns: sectors, factors, tau.</summary>
        public void SetSystem(MatrixInverse<float> system)
        {
            var tau = sectors + factors;
            Array.Clear(equations);
            for (var j = 0; j < sectors; j++)
            {
                var row = Equation(j);
                TensorPrimitives.Multiply(losses.AsSpan(j * sectors, sectors), eased[j], row[..sectors]);
                row[j] = slope[j];
                row[tau] = -eased[j];
                for (var f = 0; f < factors; f++)
                    row[sectors + f] = -all.ofFactors[f][n, j];
            }
            for (var f = 0; f < factors; f++)
                SetFactor(f, Equation(sectors + f), Equation(tau));
            for (var r = 0; r <= tau; r++)
                TensorPrimitives.ConvertTruncating<double, float>(Equation(r), system.Row(r));
        }

        private Span<double> Equation(int r) => equations.AsSpan(r * all.Order, all.Order);

        private void SetFactor(int f, Span<double> row, Span<double> all)
        {
            var (total, tau) = (totals[f], sectors + factors);
            row[sectors + f] = 1;
            if (total == 0)
                return;
            for (var j = 0; j < sectors; j++)
            {
                var (part, apart) = (paid[f, j] / total, 1 - given.Substitution.Factors[j]);
                if (given.Mobility[f].IsMobile)
                {
                    row[sectors + f] -= part * apart;
                    Follow(row, j, part, apart);
                }
                else
                {
                    Follow(all, j, -paid[f, j] / ease[f, j], apart);
                    all[sectors + f] += paid[f, j] * (Kappa(f) - 1) / ease[f, j];
                    if (Kappa(f) == 1)
                        continue;
                    Follow(row, j, part / ease[f, j], apart);
                    row[sectors + f] -= part * (Kappa(f) - 1) / ease[f, j];
                }
            }
            if (given.Mobility[f].IsMobile)
                all[sectors + f] += total;

            void Follow(Span<double> to, int j, double weight, double apart)
            {
                TensorPrimitives.MultiplyAdd(losses.AsSpan(j * sectors, sectors), weight, to[..sectors], to[..sectors]);
                to[j] += weight * apart;
                to[tau] -= weight;
            }
        }

        /// <summary>By goods of the country: what their costs owe to dv; and what a loss of their sales does to the unknowns.</summary>
        public (float[] Costs, float[] Losses) Goods(ReadOnlySpan<float> solved)
        {
            var (first, last) = goods!.CellsOf(n);
            var home = at.DomesticInputs.Inverse(n);
            var order = all.Order;
            var (ofGoods, lost, lacking) = (new float[(last - first) * sectors], new float[(last - first) * order], new float[order]);
            for (var a = first; a < last; a++)
            {
                var j = goods.Cells[a] - n * sectors;
                for (var k = 0; k < sectors; k++)
                    ofGoods[(a - first) * sectors + k] = (float)costs[j * sectors + k];
                Array.Clear(lacking);
                for (var m = 0; m < sectors; m++)
                    if (at.Output[n, m] > 0)
                        Lose(m, home[m * sectors + j] / at.Output[n, m], lacking);
                VectorKernels.Times<float>(solved, lacking, lost.AsSpan((a - first) * order, order));
            }
            return (ofGoods, lost);
        }

        /// <summary>
        /// What value added does to the trade balance of the country; and what a rise of all its wages does to the unknowns: sales are
        /// lost to others by costs, and what is made for others does not rise with incomes at home.
        /// </summary>
        public void SetWages(ReadOnlySpan<float> solved, Span<double> balance, Span<float> ofWages)
        {
            var home = at.DomesticInputs.Inverse(n);
            var ofCosts = at.WageResponse.BalanceByCosts(n);
            var (lacking, exports) = (new float[all.Order], new float[sectors]);
            for (var k = 0; k < sectors; k++)
                exports[k] = (float)(Exports(k) / at.ValueAdded[n]);
            for (var j = 0; j < sectors; j++)
            {
                TensorPrimitives.MultiplyAdd(costs.AsSpan(j * sectors, sectors), ofCosts[j], balance, balance);
                var loss = TensorPrimitives.Sum<double>(losses.AsSpan(j * sectors, sectors));
                if (at.Output[n, j] > 0)
                    loss += TensorPrimitives.Dot(home.Slice(j * sectors, sectors), exports) * at.ValueAdded[n] / at.Output[n, j];
                Lose(j, loss, lacking);
            }
            VectorKernels.Times<float>(solved, lacking, ofWages);
            TensorPrimitives.Negate(ofWages, ofWages);
        }

        private double Exports(int j) => Math.Max(0, at.Output[n, j] - at.Trade[n, n, j]);

        /// <summary>What the equations of the country would lack if payments of a sector were lower by a loss.</summary>
        private void Lose(int j, double loss, float[] lacking)
        {
            lacking[j] += (float)(eased[j] * loss);
            for (var f = 0; f < factors; f++)
            {
                var total = totals[f];
                if (total == 0)
                    continue;
                if (given.Mobility[f].IsMobile)
                    lacking[sectors + f] += (float)(paid[f, j] / total * loss);
                else
                {
                    lacking[sectors + factors] -= (float)(paid[f, j] / ease[f, j] * loss);
                    if (Kappa(f) != 1)
                        lacking[sectors + f] += (float)(paid[f, j] / total / ease[f, j] * loss);
                }
            }
        }
    }
}
