namespace Entente.Estimation.Projections;

/// <summary>
/// Conjugate gradients on the normal equations of the stacked levels, the eliminated effect taken out exactly (its Schur complement):
/// S a = D'W M v, with M taking out weighted means by level of the eliminated effect. Preconditioned by the diagonal; where that does not
/// get there in a few rounds, by the factor of the graph in which the eliminated and the next largest effect touch.
/// </summary>
internal sealed class ConjugateGradientProjection(GroupedRows rows, int maxRounds) : Projection(rows, maxRounds)
{
    /// <summary>Rounds with the diagonal alone before the graph is factorised.</summary>
    private const int Patience = 60;

    private readonly double[] diagonal = new double[rows.Stacked];
    private readonly Lock factorLock = new();
    private GraphFactor? factor;
    private bool isHard;

    public override void Weigh(double[] weights, ParallelOptions parallel)
    {
        base.Weigh(weights, parallel);
        Parallel.For(
            0,
            Rows.Others,
            parallel,
            q =>
            {
                var (codes, first, end) = (Rows.Codes[q], Rows.Offsets[q], Rows.Offsets[q + 1]);
                StackedWeights.AsSpan(first, end - first).CopyTo(diagonal.AsSpan(first));
                for (var g = 0; g < PerEliminated.Length; g++)
                {
                    var per = PerEliminated[g];
                    for (var i = Rows.Starts[g]; i < Rows.Starts[g + 1]; i++)
                        diagonal[codes[i]] -= weights[i] * weights[i] * per;
                }
                for (var l = first; l < end; l++)
                    diagonal[l] = 1 / Math.Max(diagonal[l], 1e-3 * StackedWeights[l]);
            }
        );
        factor = null;
    }

    protected override ProjectionOutcome Solve(
        double[] column,
        double[] solution,
        double reduction,
        double target,
        CancellationToken cancellation
    )
    {
        var residual = new double[Rows.Stacked];
        RightHandSide(column, residual);
        double goal = -1;
        var rounds = 0;
        // The diagonal's turn, then from where it stopped the factor's.
        for (var turn = isHard ? 1 : 0; turn < 2; turn++)
        {
            var with = turn == 0 ? null : Factor();
            var last = turn == 1 || Patience >= MaxRounds;
            var limit = last ? MaxRounds - rounds : Patience;
            var outcome = Iterate(residual, solution, with, reduction, target, ref goal, limit, cancellation);
            rounds += outcome.Rounds;
            if (outcome.Converged || last)
                return new(rounds, outcome.Converged);
            isHard = true;
        }
        return new(rounds, false);
    }

    private ProjectionOutcome Iterate(
        double[] residual,
        double[] solution,
        GraphFactor? with,
        double reduction,
        double target,
        ref double goal,
        int limit,
        CancellationToken cancellation
    )
    {
        var preconditioned = new double[residual.Length];
        var product = new double[residual.Length];
        Precondition(residual, preconditioned, with);
        var direction = (double[])preconditioned.Clone();
        var rho = Dot(residual, preconditioned);
        if (goal < 0)
            goal = Math.Max(target, reduction * Math.Sqrt(Math.Max(rho, 0)));
        for (var round = 0; round < limit; round++)
        {
            if (Math.Sqrt(Math.Max(rho, 0)) <= goal)
                return new(round, true);
            cancellation.ThrowIfCancellationRequested();
            Multiply(direction, product);
            var curvature = Dot(direction, product);
            if (!(curvature > 0))
                return new(round, false);
            var step = rho / curvature;
            for (var l = 0; l < solution.Length; l++)
            {
                solution[l] += step * direction[l];
                residual[l] -= step * product[l];
            }
            Precondition(residual, preconditioned, with);
            var next = Dot(residual, preconditioned);
            var keep = next / rho;
            rho = next;
            for (var l = 0; l < direction.Length; l++)
                direction[l] = preconditioned[l] + keep * direction[l];
        }
        return new(limit, Math.Sqrt(Math.Max(rho, 0)) <= goal);
    }

    private GraphFactor Factor()
    {
        lock (factorLock)
            return factor ??= GraphFactor.Of(Rows, Weights);
    }

    private void Precondition(double[] residual, double[] result, GraphFactor? with)
    {
        for (var l = 0; l < result.Length; l++)
            result[l] = residual[l] * diagonal[l];
        with?.Solve(residual, result);
    }

    /// <summary>D'W M v.</summary>
    private void RightHandSide(double[] column, double[] result)
    {
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var (from, to) = (Rows.Starts[g], Rows.Starts[g + 1]);
            var mean = WeightedSum(column, g) * PerEliminated[g];
            foreach (var codes in Rows.Codes)
                for (var i = from; i < to; i++)
                    result[codes[i]] += Weights[i] * (column[i] - mean);
        }
    }

    /// <summary>S p = D'W M D p.</summary>
    private void Multiply(double[] p, double[] result)
    {
        Array.Clear(result);
        switch (Rows.Others)
        {
            case 1:
                MultiplyOne(p, result, Rows.Codes[0]);
                break;
            case 2:
                MultiplyTwo(p, result, Rows.Codes[0], Rows.Codes[1]);
                break;
            default:
                MultiplyMany(p, result);
                break;
        }
    }

    private void MultiplyOne(double[] p, double[] result, int[] codes)
    {
        var (starts, weights) = (Rows.Starts, Weights);
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var (from, to) = (starts[g], starts[g + 1]);
            double sum = 0;
            for (var i = from; i < to; i++)
                sum += weights[i] * p[codes[i]];
            var mean = sum * PerEliminated[g];
            for (var i = from; i < to; i++)
                result[codes[i]] += weights[i] * (p[codes[i]] - mean);
        }
    }

    private void MultiplyTwo(double[] p, double[] result, int[] first, int[] second)
    {
        var (starts, weights) = (Rows.Starts, Weights);
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var (from, to) = (starts[g], starts[g + 1]);
            double sum = 0;
            for (var i = from; i < to; i++)
                sum += weights[i] * (p[first[i]] + p[second[i]]);
            var mean = sum * PerEliminated[g];
            for (var i = from; i < to; i++)
            {
                var (a, b) = (first[i], second[i]);
                var term = weights[i] * (p[a] + p[b] - mean);
                result[a] += term;
                result[b] += term;
            }
        }
    }

    private void MultiplyMany(double[] p, double[] result)
    {
        var (starts, weights) = (Rows.Starts, Weights);
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            double sum = 0;
            for (var i = starts[g]; i < starts[g + 1]; i++)
                sum += weights[i] * Sum(p, i);
            var mean = sum * PerEliminated[g];
            for (var i = starts[g]; i < starts[g + 1]; i++)
            {
                var term = weights[i] * (Sum(p, i) - mean);
                foreach (var codes in Rows.Codes)
                    result[codes[i]] += term;
            }
        }
    }

    private double Sum(double[] p, int row)
    {
        double sum = 0;
        foreach (var codes in Rows.Codes)
            sum += p[codes[row]];
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
