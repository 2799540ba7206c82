namespace Entente.Estimation.Projections;

/// <summary>
/// An approximate Cholesky factor of the graph in which two fixed effects touch: levels are vertices, an edge weighs what the rows weigh that
/// have both. Vertices are eliminated by least degree; the clique that an elimination leaves is sampled down to a path of the right mean
/// (Kyng and Sachdeva 2016; the way of ApproxChol in Laplacians.jl, Gao, Kyng and Spielman 2023). Chains and trees leave nothing to sample:
/// there the factor is exact. Signs of one effect are turned, so that the normal equations become the Laplacian of the graph.
/// </summary>
internal sealed class GraphFactor
{
    private readonly int eliminated;
    private readonly int stacked;
    private readonly List<int> order = [];
    private readonly List<int> ends = [];
    private readonly List<int> targets = [];
    private readonly List<double> parts = [];
    private readonly List<double> pivots = [];

    private GraphFactor(int eliminated, int stacked) => (this.eliminated, this.stacked) = (eliminated, stacked);

    /// <summary>The factor for the eliminated effect and the largest of the others.</summary>
    public static GraphFactor Of(GroupedRows rows, double[] weights)
    {
        var q = Enumerable.Range(0, rows.Others).MaxBy(k => rows.Offsets[k + 1] - rows.Offsets[k]);
        var factor = new GraphFactor(rows.Eliminated, rows.Offsets[q + 1] - rows.Offsets[q]) { Offset = rows.Offsets[q] };
        factor.Eliminate(Neighbours(rows, q, weights));
        return factor;
    }

    /// <summary>Where the levels of the factorised effect begin in the stacked vector.</summary>
    private int Offset { get; init; }

    /// <summary>Overwrites the factorised effect's part of a solution: the Schur complement's inverse is a block of the whole one's.</summary>
    public void Solve(double[] residual, double[] result)
    {
        var y = new double[eliminated + stacked];
        for (var l = 0; l < stacked; l++)
            y[eliminated + l] = -residual[Offset + l];
        Forward(y);
        for (var k = 0; k < order.Count; k++)
            y[order[k]] = pivots[k] > 0 ? y[order[k]] / pivots[k] : 0;
        Backward(y);
        for (var l = 0; l < stacked; l++)
            result[Offset + l] = -y[eliminated + l];
    }

    private void Forward(double[] y)
    {
        for (int k = 0, from = 0; k < order.Count; from = ends[k], k++)
        {
            var value = y[order[k]];
            for (var e = from; e < ends[k]; e++)
            {
                y[targets[e]] += parts[e] * value;
                value *= e + 1 < ends[k] ? 1 - parts[e] : 1;
            }
            y[order[k]] = value;
        }
    }

    private void Backward(double[] y)
    {
        for (var k = order.Count - 1; k >= 0; k--)
        {
            var from = k == 0 ? 0 : ends[k - 1];
            var value = y[order[k]];
            for (var e = ends[k] - 1; e >= from; e--)
                value = e + 1 == ends[k] ? value + y[targets[e]] : (1 - parts[e]) * value + parts[e] * y[targets[e]];
            y[order[k]] = value;
        }
    }

    private static List<(int To, double Weight)>[] Neighbours(GroupedRows rows, int q, double[] weights)
    {
        var neighbours = new List<(int, double)>[rows.Eliminated + rows.Offsets[q + 1] - rows.Offsets[q]];
        for (var v = 0; v < neighbours.Length; v++)
            neighbours[v] = [];
        var codes = rows.Codes[q];
        for (var g = 0; g < rows.Eliminated; g++)
            for (var i = rows.Starts[g]; i < rows.Starts[g + 1]; i++)
            {
                var other = rows.Eliminated + codes[i] - rows.Offsets[q];
                neighbours[g].Add((other, weights[i]));
                neighbours[other].Add((g, weights[i]));
            }
        return neighbours;
    }

    private void Eliminate(List<(int To, double Weight)>[] neighbours)
    {
        var gone = new bool[neighbours.Length];
        var queue = new PriorityQueue<int, (int, int)>(neighbours.Length);
        for (var v = 0; v < neighbours.Length; v++)
            queue.Enqueue(v, (neighbours[v].Count, v));
        var seed = 0UL;
        var sums = new List<double>();
        while (queue.TryDequeue(out var v, out var degree))
        {
            if (gone[v])
                continue;
            // Degrees in the queue may be old; a vertex that has grown waits again.
            var around = Merged(neighbours[v], gone);
            neighbours[v] = around;
            if (around.Count > degree.Item1)
            {
                queue.Enqueue(v, (around.Count, v));
                continue;
            }
            gone[v] = true;
            EliminateOne(v, around, neighbours, sums, ref seed);
            foreach (var (to, _) in around)
                if (neighbours[to].Count <= 4)
                    queue.Enqueue(to, (neighbours[to].Count, to));
            neighbours[v] = [];
        }
    }

    private void EliminateOne(
        int v,
        List<(int To, double Weight)> around,
        List<(int To, double Weight)>[] neighbours,
        List<double> sums,
        ref ulong seed
    )
    {
        order.Add(v);
        sums.Clear();
        double sum = 0;
        foreach (var (_, weight) in around)
            sums.Add(sum += weight);
        var (left, scale) = (sum, 1.0);
        for (var e = 0; e < around.Count - 1; e++)
        {
            var weight = around[e].Weight * scale;
            var part = weight / left;
            var drawn = sums[e] + (sum - sums[e]) * Uniform(ref seed);
            var found = sums.BinarySearch(e + 1, around.Count - e - 1, drawn, null);
            var other = around[Math.Min(found < 0 ? ~found : found, around.Count - 1)].To;
            var filled = part * (1 - part) * left;
            neighbours[around[e].To].Add((other, filled));
            neighbours[other].Add((around[e].To, filled));
            targets.Add(around[e].To);
            parts.Add(part);
            scale *= 1 - part;
            left *= (1 - part) * (1 - part);
        }
        if (around.Count > 0)
        {
            targets.Add(around[^1].To);
            parts.Add(1);
        }
        pivots.Add(around.Count > 0 ? around[^1].Weight * scale : 0);
        ends.Add(targets.Count);
    }

    /// <summary>Neighbours that are still there, each once, the lightest first.</summary>
    private static List<(int To, double Weight)> Merged(List<(int To, double Weight)> around, bool[] gone)
    {
        around.Sort(static (a, b) => a.To != b.To ? a.To.CompareTo(b.To) : a.Weight.CompareTo(b.Weight));
        var merged = new List<(int To, double Weight)>(around.Count);
        foreach (var (to, weight) in around)
        {
            if (gone[to])
                continue;
            if (merged.Count > 0 && merged[^1].To == to)
                merged[^1] = (to, merged[^1].Weight + weight);
            else
                merged.Add((to, weight));
        }
        merged.Sort(static (a, b) => a.Weight != b.Weight ? a.Weight.CompareTo(b.Weight) : a.To.CompareTo(b.To));
        return merged;
    }

    /// <summary>The next number of SplitMix64 (Steele, Lea and Flood 2014), from 0 to below 1; the same for the same graph.</summary>
    private static double Uniform(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
