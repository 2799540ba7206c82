using System.Numerics;
using System.Numerics.Tensors;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Search;
using Entente.Models;
using Entente.Numerics;

namespace Entente.Testing.Timed;

/// <summary>
/// Questions of one world solved together: <see cref="JointSystem"/> of the long run with deficits fixed, without tariffs and limits, for
/// several questions at once, whose numbers stand side by side, the question being the innermost index. What the questions share -
/// inputs, inverses, and where no cost of trade differs the weights of sellers - is read once for all of them. Each question has a search
/// of its own; one that has ended makes place for the next. A trial against one question at a time, for one thread.
/// </summary>
internal sealed class SideBySide
{
    private const int MostEvaluations = 2000;

    private readonly World world;
    private readonly ReferencePoint data;
    private readonly int width;
    private readonly int countries;
    private readonly int sectors;
    private readonly int cells;
    private readonly bool ownWeights;
    private readonly double[] wageInverse;
    private readonly bool[] isIdle;

    // By (n, j) and question: constants of the cells, and what differs between questions.
    private readonly double[] minusTheta;
    private readonly double[] inverseTheta;
    private readonly double[] salesOverIncome;
    private readonly double[] offset;
    private readonly double[] logProductivity;

    // By (n, i, j), and question where each has its own.
    private readonly double[] weights;

    // The unknowns and their residuals, by unknown and question.
    private readonly double[] point;
    private readonly double[] gaps;
    private readonly double[] income;
    private readonly double[] own;
    private readonly double[] imports;
    private readonly double[] excess;
    private readonly double[] costPower;
    private readonly double[] output;
    private readonly double[] sold;
    private readonly double[] lost;
    private readonly double[] sums;
    private readonly double[] logPrice;
    private readonly double[] spending;
    private readonly double[] row;
    private readonly float[] gapSingle;
    private readonly float[] stepSingle;

    /// <param name="like">A question of the kind that is asked.</param>
    /// <param name="width">Questions solved together.</param>
    /// <param name="ownWeights">Whether costs of trade differ between questions.</param>
    public SideBySide(CounterfactualInputs like, int width, bool ownWeights)
    {
        var isSimple = new FactorMarkets(like) is { IsSimple: true, HasFloors: false };
        if (like.HasTariffs || like.HasExportTaxes || !like.Quotas.IsEmpty || !like.Stocks.IsEmpty || !isSimple)
            throw new ArgumentException("A question of another kind.", nameof(like));
        (world, data, this.width, this.ownWeights) = (like.World, ReferencePoint.Of(like.World), width, ownWeights);
        (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        cells = countries * sectors;
        (minusTheta, inverseTheta) = (Spread(at => -world.Thetas[at % sectors]), Spread(at => 1 / world.Thetas[at % sectors]));
        salesOverIncome = Spread(at => data.WageResponse.Sales[at] / world.Income[at / sectors]);
        (offset, logProductivity) = (new double[cells * width], new double[cells * width]);
        weights = new double[countries * cells * (ownWeights ? width : 1)];
        Length = 2 * countries + 2 * cells;
        (point, gaps) = (new double[Length * width], new double[Length * width]);
        (income, own) = (new double[countries * width], new double[countries * width]);
        (imports, excess) = (new double[countries * width], new double[countries * width]);
        (costPower, output, sold) = (new double[cells * width], new double[cells * width], new double[cells * width]);
        (lost, sums, logPrice) = (new double[cells * width], new double[sectors * width], new double[sectors * width]);
        (spending, row) = (new double[sectors * width], new double[sectors * width]);
        (gapSingle, stepSingle) = (new float[sectors * width], new float[sectors * width]);
        wageInverse = WageInverse();
        isIdle = new bool[cells];
        using var market = new MarketWeights(like);
        var idle = new double[sectors];
        for (var n = 0; n < countries; n++)
        {
            Array.Clear(idle);
            market.SetIdle(n, idle, 1);
            for (var j = 0; j < sectors; j++)
                isIdle[n * sectors + j] = idle[j] == 1;
            if (ownWeights)
                continue;
            market.Block(n).CopyTo(weights.AsSpan(n * cells));
        }
        for (var d = 0; !ownWeights && d < width; d++)
            PutOffset(market, d);
    }

    /// <summary>Number of unknowns of a question.</summary>
    public int Length { get; }

    /// <summary>Solves all questions; the unknowns of each, and evaluations of a question in all.</summary>
    public (double[][] Found, int Evaluations) Solve(IReadOnlyList<CounterfactualInputs> questions, double tolerance)
    {
        var (found, evaluations, next) = (new double[questions.Count][], 0, 0);
        var slots = Enumerable.Range(0, width).Select(_ => new Slot(Length)).ToArray();
        for (var d = 0; d < width; d++)
            next = Begin(slots[d], d, questions, next);
        for (var round = 0; slots.Any(slot => slot.Question >= 0); round++)
        {
            if (round == MostEvaluations)
                throw new InvalidOperationException("There is no end to it.");
            Evaluate();
            for (var d = 0; d < width; d++)
            {
                if (slots[d] is not { Question: >= 0 } slot)
                    continue;
                evaluations++;
                for (var u = 0; u < Length; u++)
                    slot.F[u] = gaps[u * width + d];
                if (Norm.Largest(slot.F) <= tolerance)
                {
                    found[slot.Question] = [.. slot.X];
                    next = Begin(slot, d, questions, next);
                    continue;
                }
                slot.Differences.Step(slot.X, slot.F, 1);
                for (var u = 0; u < Length; u++)
                    point[u * width + d] = slot.X[u];
            }
        }
        return (found, evaluations);
    }

    /// <summary>Puts a question at a place.</summary>
    public void Put(CounterfactualInputs question, int d)
    {
        using var market = ownWeights ? new MarketWeights(question) : null;
        for (var n = 0; market is not null && n < countries; n++)
        {
            var block = market.Block(n);
            for (var at = 0; at < block.Length; at++)
                weights[(n * cells + at) * width + d] = block[at];
        }
        if (market is not null)
            PutOffset(market, d);
        for (var at = 0; at < cells; at++)
            logProductivity[at * width + d] = Math.Log(question.Productivity.Span[at]);
    }

    /// <summary>Evaluates the residuals of all questions at their points.</summary>
    public void Evaluate()
    {
        Read();
        for (var n = 0; n < countries; n++)
            SetMarkets(n);
        for (var n = 0; n < countries; n++)
            SetOutputGap(n);
        for (var n = 0; n < countries; n++)
            FollowThroughCosts(n, Costs(gaps, n));
        SetLost();
        SetWageAndIncomeSteps();
        for (var n = 0; n < countries; n++)
        {
            for (var j = 0; j < sectors; j++)
                TensorPrimitives.Multiply(Of(gaps, n), world.ValueAddedShares[n, j], Of(row, j));
            FollowThroughCosts(n, row);
            TensorPrimitives.Add(Costs(gaps, n), row, Costs(gaps, n));
        }
        SetLost();
        for (var n = 0; n < countries; n++)
            FollowOutputs(n);
    }

    private int Begin(Slot slot, int d, IReadOnlyList<CounterfactualInputs> questions, int next)
    {
        slot.Question = next < questions.Count ? next : -1;
        Array.Clear(slot.X);
        for (var u = 0; u < Length; u++)
            point[u * width + d] = 0;
        slot.Differences.Begin();
        if (slot.Question < 0)
            return next;
        Put(questions[next], d);
        return next + 1;
    }

    /// <summary>Of sums of 1, logs of prices are what the weights are scaled by, over theta.</summary>
    private void PutOffset(MarketWeights market, int d)
    {
        var (ones, log) = (new double[countries * sectors], new double[countries * sectors]);
        Array.Fill(ones, 1);
        market.SetLogPrices(ones, log);
        for (var at = 0; at < log.Length; at++)
            offset[at * width + d] = log[at] * world.Thetas[at % sectors];
    }

    private void Read()
    {
        for (var n = 0; n < countries; n++)
        {
            TensorPrimitives.Exp(Of(point, n), Of(own, n));
            TensorPrimitives.Multiply(Of(own, n), world.ValueAdded[n], Of(own, n));
            TensorPrimitives.Add(Of(point, countries + n), 1.0, Of(income, n));
            TensorPrimitives.Multiply(Of(income, n), world.Income[n], Of(income, n));
            TensorPrimitives.Multiply(Outputs(point, n), world.Income[n], Row(output, n));
            for (var j = 0; j < sectors; j++)
                TensorPrimitives.Add(Of(Row(output, n), j), world.Output[n, j], Of(Row(output, n), j));
        }
        TensorPrimitives.Multiply(point.AsSpan(2 * countries * width, cells * width), minusTheta, costPower);
        TensorPrimitives.Exp(costPower, costPower);
        Array.Clear(sold);
    }

    /// <summary>Prices, gaps of costs and purchases of n: its weights are read twice, the second time from a cache.</summary>
    private void SetMarkets(int n)
    {
        Array.Clear(sums);
        var block = weights.AsSpan(n * (weights.Length / countries), weights.Length / countries);
        if (ownWeights)
            VectorKernels.AddColumnSums(block, costPower, sums);
        else
            AddSharedSums(block);
        SetIdle(n, sums, 1);
        TensorPrimitives.Log(sums, logPrice);
        TensorPrimitives.Subtract(Row(offset, n), logPrice, logPrice);
        TensorPrimitives.Multiply(logPrice, Row(inverseTheta, n), logPrice);
        var gap = Costs(gaps, n);
        for (var j = 0; j < sectors; j++)
            TensorPrimitives.Multiply(Of(point, n), world.ValueAddedShares[n, j], Of(gap, j));
        AddTimes(world.CostShares.Block(n), 1, sectors, sectors, sectors, logPrice, gap, width);
        TensorPrimitives.Subtract(gap, Row(logProductivity, n), gap);
        TensorPrimitives.Subtract(gap, Costs(point, n), gap);
        for (var j = 0; j < sectors; j++)
            TensorPrimitives.Multiply(Of(income, n), world.FinalShares[n, j], Of(spending, j));
        AddTimes(world.CostShares.Block(n), sectors, 1, sectors, sectors, Row(output, n), spending, width);
        TensorPrimitives.Divide(spending, sums, spending);
        SetIdle(n, spending, 0);
        var bought = Of(imports, n);
        bought.Clear();
        for (var j = 0; j < sectors; j++)
            TensorPrimitives.MultiplyAdd(Of(sums, j), Of(spending, j), bought, bought);
        if (ownWeights)
            VectorKernels.AddRowsTimes(block, spending, sold);
        else
            AddSharedRows(block);
    }

    private void SetOutputGap(int n)
    {
        var mine = Row(sold, n);
        var gap = Outputs(gaps, n);
        TensorPrimitives.Multiply(mine, Row(costPower, n), mine);
        TensorPrimitives.Negate(Of(imports, n), Of(excess, n));
        for (var j = 0; j < sectors; j++)
            TensorPrimitives.Add(Of(excess, n), Of(mine, j), Of(excess, n));
        TensorPrimitives.Subtract(mine, Row(output, n), gap);
        TensorPrimitives.Divide(gap, world.Income[n], gap);
    }

    private void SetLost() => TensorPrimitives.Multiply(salesOverIncome, gaps.AsSpan(2 * countries * width, cells * width), lost);

    private void SetWageAndIncomeSteps()
    {
        var off = new double[width];
        for (var n = 0; n < countries; n++)
            TensorPrimitives.Add(off, Of(own, n), off);
        TensorPrimitives.Divide(world.TotalValueAdded, off, off);
        TensorPrimitives.Log(off, off);
        for (var n = 0; n < countries; n++)
        {
            var here = Of(excess, n);
            var byCosts = data.WageResponse.BalanceByCosts(n);
            for (var j = 0; j < sectors; j++)
                TensorPrimitives.MultiplyAdd(Of(Costs(gaps, n), j), -byCosts[j], here, here);
            TensorPrimitives.Add(here, world.Deficits[n], here);
            TensorPrimitives.MultiplyAdd(off, world.ValueAdded[n], here, here);
        }
        gaps.AsSpan(0, countries * width).Clear();
        AddTimes<double>(wageInverse, countries, 1, countries, countries, excess, gaps.AsSpan(0, countries * width), width);
        for (var n = 0; n < countries; n++)
        {
            var step = Of(gaps, countries + n);
            TensorPrimitives.Add(Of(own, n), world.Deficits[n], step);
            TensorPrimitives.Subtract(step, Of(income, n), step);
            TensorPrimitives.Divide(step, world.Income[n], step);
            TensorPrimitives.Add(step, Of(gaps, n), step);
        }
    }

    private void FollowOutputs(int n)
    {
        var gap = Outputs(gaps, n);
        TensorPrimitives.Subtract(gap, Row(lost, n), gap);
        for (var j = 0; j < sectors; j++)
            TensorPrimitives.MultiplyAdd(
                Of(gaps, countries + n),
                data.TradeShares[n, n, j] * world.FinalShares[n, j],
                Of(gap, j),
                Of(gap, j)
            );
        Follow(n, gap, sectors, 1);
    }

    private void FollowThroughCosts(int n, Span<double> costs) => Follow(n, costs, 1, sectors);

    private void Follow(int n, Span<double> values, int rowStride, int columnStride)
    {
        TensorPrimitives.ConvertTruncating<double, float>(values, gapSingle);
        Array.Clear(stepSingle);
        AddTimes(data.DomesticInputs.Inverse(n), rowStride, columnStride, sectors, sectors, gapSingle, stepSingle, width);
        TensorPrimitives.ConvertTruncating<float, double>(stepSingle, values);
    }

    /// <summary>sum_jd += sum_i w_ij p_ijd.</summary>
    private void AddSharedSums(ReadOnlySpan<double> block)
    {
        var lanes = Vector<double>.Count;
        for (var j = 0; j < sectors; j++)
            for (var d = 0; d < width; d += 2 * lanes)
            {
                var (s0, s1) = (Vector<double>.Zero, Vector<double>.Zero);
                for (var i = 0; i < countries; i++)
                {
                    var (w, at) = (new Vector<double>(block[i * sectors + j]), (i * sectors + j) * width + d);
                    s0 = VectorKernels.MultiplyAdd(w, VectorKernels.Load(ref costPower[0], at), s0);
                    s1 = VectorKernels.MultiplyAdd(w, VectorKernels.Load(ref costPower[0], at + lanes), s1);
                }
                VectorKernels.Store(s0, ref sums[0], j * width + d);
                VectorKernels.Store(s1, ref sums[0], j * width + d + lanes);
            }
    }

    /// <summary>sold_ijd += w_ij ratio_jd.</summary>
    private void AddSharedRows(ReadOnlySpan<double> block)
    {
        var lanes = Vector<double>.Count;
        for (var at = 0; at < block.Length; at++)
        {
            var (w, j) = (new Vector<double>(block[at]), at % sectors);
            for (var d = 0; d < width; d += lanes)
                VectorKernels.Store(
                    VectorKernels.MultiplyAdd(
                        w,
                        VectorKernels.Load(ref spending[0], j * width + d),
                        VectorKernels.Load(ref sold[0], at * width + d)
                    ),
                    ref sold[0],
                    at * width + d
                );
        }
    }

    /// <summary>y_rd += sum_c a_rc x_cd of a matrix with these strides, four rows and two vectors at a time.</summary>
    internal static void AddTimes<T>(
        ReadOnlySpan<T> a,
        int rowStride,
        int columnStride,
        int rows,
        int columns,
        ReadOnlySpan<T> x,
        Span<T> y,
        int width
    )
        where T : struct, INumber<T>
    {
        var lanes = Vector<T>.Count;
        ref var atX = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(x);
        ref var atY = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(y);
        for (var d = 0; d < width; d += lanes)
        {
            var r = 0;
            for (; r <= rows - 4; r += 4)
            {
                var (s0, s1) = (VectorKernels.Load(ref atY, r * width + d), VectorKernels.Load(ref atY, (r + 1) * width + d));
                var (s2, s3) = (VectorKernels.Load(ref atY, (r + 2) * width + d), VectorKernels.Load(ref atY, (r + 3) * width + d));
                for (var (c, at) = (0, r * rowStride); c < columns; (c, at) = (c + 1, at + columnStride))
                {
                    var v = VectorKernels.Load(ref atX, c * width + d);
                    s0 = VectorKernels.MultiplyAdd(new Vector<T>(a[at]), v, s0);
                    s1 = VectorKernels.MultiplyAdd(new Vector<T>(a[at + rowStride]), v, s1);
                    s2 = VectorKernels.MultiplyAdd(new Vector<T>(a[at + 2 * rowStride]), v, s2);
                    s3 = VectorKernels.MultiplyAdd(new Vector<T>(a[at + 3 * rowStride]), v, s3);
                }
                VectorKernels.Store(s0, ref atY, r * width + d);
                VectorKernels.Store(s1, ref atY, (r + 1) * width + d);
                VectorKernels.Store(s2, ref atY, (r + 2) * width + d);
                VectorKernels.Store(s3, ref atY, (r + 3) * width + d);
            }
            for (; r < rows; r++)
            {
                var s = VectorKernels.Load(ref atY, r * width + d);
                for (var c = 0; c < columns; c++)
                    s = VectorKernels.MultiplyAdd(
                        new Vector<T>(a[r * rowStride + c * columnStride]),
                        VectorKernels.Load(ref atX, c * width + d),
                        s
                    );
                VectorKernels.Store(s, ref atY, r * width + d);
            }
        }
    }

    private double[] WageInverse()
    {
        var (inverse, unit, column) = (new double[countries * countries], new double[countries], new double[countries]);
        for (var k = 0; k < countries; k++)
        {
            unit[k] = 1;
            data.WageResponse.Step(unit, column);
            unit[k] = 0;
            for (var n = 0; n < countries; n++)
                inverse[n * countries + k] = column[n];
        }
        return inverse;
    }

    private double[] Spread(Func<int, double> ofCell)
    {
        var spread = new double[cells * width];
        for (var at = 0; at < cells; at++)
            Of(spread, at).Fill(ofCell(at));
        return spread;
    }

    private void SetIdle(int n, double[] values, double value)
    {
        for (var j = 0; j < sectors; j++)
            if (isIdle[n * sectors + j])
                Of(values, j).Fill(value);
    }

    private Span<double> Of(Span<double> values, int at) => values.Slice(at * width, width);

    private Span<double> Of(double[] values, int at) => values.AsSpan(at * width, width);

    private Span<double> Row(double[] values, int n) => values.AsSpan(n * sectors * width, sectors * width);

    private Span<double> Costs(double[] unknowns, int n) => unknowns.AsSpan((2 * countries + n * sectors) * width, sectors * width);

    private Span<double> Outputs(double[] unknowns, int n) =>
        unknowns.AsSpan((2 * countries + cells + n * sectors) * width, sectors * width);

    /// <summary>The search for the answer to one question.</summary>
    private sealed class Slot(int length)
    {
        public int Question { get; set; } = -1;

        public double[] X { get; } = new double[length];

        public double[] F { get; } = new double[length];

        public IDifferences Differences { get; } = Anderson.NoDifferencesYet(length);
    }
}
