using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What sellers weigh where no cost of trade changes: their shares, as they are. Most questions leave most importers' costs as they were;
/// what their markets need beside the shares is worked out once and kept with them. Safe from several threads.
/// </summary>
internal sealed class BaselineWeights
{
    private static readonly ConditionalWeakTable<Cube, BaselineWeights> known = [];

    private readonly Cube shares;
    private readonly double[] sums;
    private readonly double[] logSums;
    private readonly ConditionalWeakTable<Cube, double[]> borders = [];

    private BaselineWeights(Cube shares)
    {
        this.shares = shares;
        var (countries, sectors) = (shares.First, shares.Third);
        (sums, logSums) = (new double[countries * sectors], new double[countries * sectors]);
        Idle = new int[countries][];
        for (var n = 0; n < countries; n++)
        {
            var sum = sums.AsSpan(n * sectors, sectors);
            for (var i = 0; i < countries; i++)
                TensorPrimitives.Add(sum, shares.Row(n, i), sum);
            Idle[n] = [.. IdleAmong(sum)];
            foreach (var j in Idle[n])
                sum[j] = 1;
        }
        TensorPrimitives.Log(sums, logSums);
    }

    /// <summary>The weights of these shares, pi_nij.</summary>
    public static BaselineWeights Of(Cube shares) => known.GetValue(shares, of => new BaselineWeights(of));

    /// <summary>By importer, the goods that it buys from nobody.</summary>
    public int[][] Idle { get; }

    /// <summary>Weights at purchasers' prices in the markets of n, by (i, j).</summary>
    public ReadOnlySpan<double> Block(int n) => shares.Block(n);

    /// <summary>
    /// By sector of n, what the weights add up to, which is 1 but for rounding: taken out, no change is no change. 1 where nothing is
    /// bought.
    /// </summary>
    public ReadOnlySpan<double> Sums(int n) => sums.AsSpan(n * shares.Third, shares.Third);

    /// <summary>The logs of these.</summary>
    public ReadOnlySpan<double> LogSums(int n) => logSums.AsSpan(n * shares.Third, shares.Third);

    /// <summary>Weights at border prices in all markets, by (n, i, j).</summary>
    public double[] Border(Cube tariffs) =>
        borders.GetValue(
            tariffs,
            rates =>
            {
                var cells = GC.AllocateUninitializedArray<double>(rates.Span.Length);
                VectorKernels.OverOneAnd(shares.Span, rates.Span, cells);
                return cells;
            }
        );

    /// <summary>Where a sum of weights is nothing.</summary>
    public static IEnumerable<int> IdleAmong(ReadOnlySpan<double> sums)
    {
        var idle = new List<int>();
        for (var j = 0; j < sums.Length; j++)
            if (sums[j] == 0)
                idle.Add(j);
        return idle;
    }
}
