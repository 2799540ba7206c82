namespace Entente.Estimation.Projections;

/// <summary>
/// Effects one after the other, each set to what the others leave (Gauss and Seidel on the normal equations, von Neumann's alternating
/// projections). Accelerated, two rounds are followed by the step of Irons and Tuck (1969): x'' - (d'.e / e.e) d', d' being the last
/// change and e its change.
/// </summary>
internal sealed class AlternatingProjection(GroupedRows rows, int maxRounds, bool accelerated) : Projection(rows, maxRounds)
{
    protected override ProjectionOutcome Solve(
        double[] column,
        double[] solution,
        double reduction,
        double accuracy,
        CancellationToken cancellation
    )
    {
        var means = new double[Rows.Eliminated];
        var sums = new double[Rows.Stacked];
        var before = new double[Rows.Stacked];
        var middle = new double[Rows.Stacked];
        var goal = double.NaN;
        for (var round = 1; round <= MaxRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            solution.CopyTo(before, 0);
            var change = Round(column, solution, means, sums);
            goal = double.IsNaN(goal) ? Math.Max(accuracy * Norm(column), reduction * change) : goal;
            if (change <= goal)
                return new(round, true);
            if (!accelerated)
                continue;
            solution.CopyTo(middle, 0);
            Round(column, solution, means, sums);
            round++;
            Extrapolate(before, middle, solution);
        }
        return new(MaxRounds, false);
    }

    private double Norm(double[] column)
    {
        double sum = 0;
        for (var i = 0; i < column.Length; i++)
            sum += Weights[i] * column[i] * column[i];
        return Math.Sqrt(sum);
    }

    /// <summary>Sets every effect once; returns the norm of the changes.</summary>
    private double Round(double[] column, double[] solution, double[] means, double[] sums)
    {
        for (var g = 0; g < means.Length; g++)
        {
            double sum = 0;
            for (var i = Rows.Starts[g]; i < Rows.Starts[g + 1]; i++)
                sum += Weights[i] * (column[i] - Others(solution, i, -1));
            means[g] = sum * PerEliminated[g];
        }
        double norm = 0;
        for (var q = 0; q < Rows.Others; q++)
        {
            Array.Clear(sums, Rows.Offsets[q], Rows.Offsets[q + 1] - Rows.Offsets[q]);
            var codes = Rows.Codes[q];
            for (var g = 0; g < means.Length; g++)
                for (var i = Rows.Starts[g]; i < Rows.Starts[g + 1]; i++)
                    sums[codes[i]] += Weights[i] * (column[i] - means[g] - Others(solution, i, q));
            for (var l = Rows.Offsets[q]; l < Rows.Offsets[q + 1]; l++)
            {
                var value = sums[l] / StackedWeights[l];
                norm += StackedWeights[l] * (value - solution[l]) * (value - solution[l]);
                solution[l] = value;
            }
        }
        return Math.Sqrt(norm);
    }

    private double Others(double[] solution, int row, int but)
    {
        double sum = 0;
        for (var q = 0; q < Rows.Others; q++)
            if (q != but)
                sum += solution[Rows.Codes[q][row]];
        return sum;
    }

    private static void Extrapolate(double[] before, double[] middle, double[] last)
    {
        double product = 0, square = 0;
        for (var l = 0; l < last.Length; l++)
        {
            var change = last[l] - middle[l];
            var bend = change - (middle[l] - before[l]);
            product += change * bend;
            square += bend * bend;
        }
        if (square == 0)
            return;
        var step = product / square;
        for (var l = 0; l < last.Length; l++)
            last[l] -= step * (last[l] - middle[l]);
    }
}
