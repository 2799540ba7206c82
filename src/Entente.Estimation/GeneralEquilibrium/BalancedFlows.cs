namespace Entente.Estimation.GeneralEquilibrium;

/// <summary>
/// Flows u_i t_ij v_j whose sums by exporter and importer are given, v of the reference being 1: what the fixed effects of a Poisson
/// estimation do (Fally 2015), and what conditional general equilibrium is.
/// </summary>
internal sealed class BalancedFlows
{
    private const int MostRounds = 100_000;
    private const double Tolerance = 1e-14;

    private readonly int count;
    private readonly int reference;
    private DenseSystem? system;

    private BalancedFlows(int count, int reference, double[] flows, double[] u, double[] v, double gap) =>
        (this.count, this.reference, Flows, U, V, Gap) = (count, reference, flows, u, v, gap);

    /// <summary>X_ij.</summary>
    public double[] Flows { get; }

    /// <summary>u_i.</summary>
    public double[] U { get; }

    /// <summary>v_j.</summary>
    public double[] V { get; }

    /// <summary>The largest gap of a sum, relative.</summary>
    public double Gap { get; }

    /// <summary>Finds the flows, sums of rows and columns in turns.</summary>
    /// <exception cref="InvalidOperationException">No flows of these costs have these sums.</exception>
    public static BalancedFlows Of(double[] index, double[] output, double[] expenditure, int reference)
    {
        var count = output.Length;
        double[] costs = [.. index.Select(Math.Exp)];
        var (u, v) = (new double[count], new double[count]);
        Array.Fill(v, 1);
        var gap = double.PositiveInfinity;
        for (var (round, stalled) = (0, 0); gap > Tolerance && stalled < 50; round++)
        {
            if (round == MostRounds)
                throw new InvalidOperationException("No flows of these costs of trade have these sums.");
            for (var i = 0; i < count; i++)
                u[i] = output[i] / Sum(j => costs[i * count + j] * v[j]);
            var last = 0.0;
            for (var j = 0; j < count; j++)
            {
                var now = expenditure[j] / Sum(i => costs[i * count + j] * u[i]);
                last = Math.Max(last, Math.Abs(now / v[j] - 1));
                v[j] = now;
            }
            stalled = last < gap ? 0 : stalled + 1;
            gap = Math.Min(gap, last);
        }
        var scale = v[reference];
        var flows = new double[count * count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                flows[i * count + j] = u[i] * costs[i * count + j] * v[j];
        for (var n = 0; n < count; n++)
            (u[n], v[n]) = (u[n] * scale, v[n] / scale);
        var left = Enumerable.Range(0, count).Max(i => Math.Abs(Sum(j => flows[i * count + j]) / output[i] - 1));
        return new BalancedFlows(count, reference, flows, u, v, left);

        double Sum(Func<int, double> term)
        {
            var sum = 0.0;
            for (var n = 0; n < count; n++)
                sum += term(n);
            return sum;
        }
    }

    /// <summary>d ln u and d ln v for a change of the index, the sums staying as they are.</summary>
    /// <param name="change">d tau_ij.</param>
    public (double[] U, double[] V) Response(double[] change)
    {
        system ??= new DenseSystem(Matrix(), 2 * count);
        var right = new double[2 * count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
            {
                var direct = Flows[i * count + j] == 0 ? 0 : Flows[i * count + j] * change[i * count + j];
                right[i] -= direct;
                right[count + j] -= direct;
            }
        // What all buy is what all sell: the equation of the reference follows from the others.
        right[count + reference] = 0;
        var x = system.Solve(right);
        return (x[..count], x[count..]);
    }

    private double[] Matrix()
    {
        var size = 2 * count;
        var matrix = new double[size * size];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
            {
                var flow = Flows[i * count + j];
                matrix[i * size + i] += flow;
                matrix[i * size + count + j] += flow;
                if (j == reference)
                    continue;
                matrix[(count + j) * size + i] += flow;
                matrix[(count + j) * size + count + j] += flow;
            }
        matrix[(count + reference) * size + count + reference] = 1;
        return matrix;
    }
}
