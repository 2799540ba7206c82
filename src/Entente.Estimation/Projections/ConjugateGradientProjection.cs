using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    public override void Weigh(double[] weights)
    {
        Array.Clear(diagonal);
        base.Weigh(weights);
        for (var l = 0; l < diagonal.Length; l++)
            diagonal[l] = 1 / Math.Max(StackedWeights[l] - diagonal[l], 1e-3 * StackedWeights[l]);
        factor = null;
    }

    protected override void AddWeights(int[] codes, int from, int to, double perEliminated)
    {
        for (var i = from; i < to; i++)
        {
            var weight = Weights[i];
            StackedWeights[codes[i]] += weight;
            diagonal[codes[i]] += weight * weight * perEliminated;
        }
    }

    protected override ProjectionOutcome Solve(
        double[] column,
        double[] solution,
        double reduction,
        double accuracy,
        CancellationToken cancellation
    )
    {
        var residual = new double[Rows.Stacked];
        var target = accuracy * Math.Sqrt(RightHandSide(column, residual));
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

    /// <summary>D'W M v; returns v'W v.</summary>
    private double RightHandSide(double[] column, double[] result)
    {
        double square = 0;
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var (from, to) = (Rows.Starts[g], Rows.Starts[g + 1]);
            double sum = 0;
            for (var i = from; i < to; i++)
            {
                var part = Weights[i] * column[i];
                sum += part;
                square += part * column[i];
            }
            var mean = sum * PerEliminated[g];
            foreach (var codes in Rows.Codes)
                for (var i = from; i < to; i++)
                    result[codes[i]] += Weights[i] * (column[i] - mean);
        }
        return square;
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
        var starts = Rows.Starts;
        ref var atP = ref MemoryMarshal.GetArrayDataReference(p);
        ref var into = ref MemoryMarshal.GetArrayDataReference(result);
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var (from, rows) = (starts[g], starts[g + 1] - starts[g]);
            var weights = Weights.AsSpan(from, rows);
            ref var a = ref MemoryMarshal.GetReference(first.AsSpan(from, rows));
            ref var b = ref MemoryMarshal.GetReference(second.AsSpan(from, rows));
            double sum = 0;
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * (Unsafe.Add(ref atP, Unsafe.Add(ref a, i)) + Unsafe.Add(ref atP, Unsafe.Add(ref b, i)));
            var mean = sum * PerEliminated[g];
            for (var i = 0; i < weights.Length; i++)
            {
                var (levelA, levelB) = (Unsafe.Add(ref a, i), Unsafe.Add(ref b, i));
                var term = weights[i] * (Unsafe.Add(ref atP, levelA) + Unsafe.Add(ref atP, levelB) - mean);
                Unsafe.Add(ref into, levelA) += term;
                Unsafe.Add(ref into, levelB) += term;
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
