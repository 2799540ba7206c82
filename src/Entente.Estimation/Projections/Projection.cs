namespace Entente.Estimation.Projections;

/// <summary>
/// Takes out of a column what fixed effects explain of it in weighted least squares: v becomes v - D a with D'W(v - D a) = 0.
/// Subclasses differ in the way to a; what they share is the elimination of the effect with the most levels.
/// </summary>
internal abstract class Projection(GroupedRows rows, int maxRounds)
{
    protected GroupedRows Rows { get; } = rows;

    protected int MaxRounds { get; } = maxRounds;

    /// <summary>Weight of each row.</summary>
    protected double[] Weights { get; private set; } = [];

    /// <summary>Weight of each level of the eliminated effect, inverted.</summary>
    protected double[] PerEliminated { get; } = new double[rows.Eliminated];

    /// <summary>Weight of each level of the other effects.</summary>
    protected double[] StackedWeights { get; } = new double[rows.Stacked];

    public static Projection? Of(ProjectionMethod method, GroupedRows? rows, int maxRounds) =>
        rows is null
            ? null
            : method switch
            {
                ProjectionMethod.AlternatingPlain => new AlternatingProjection(rows, maxRounds, accelerated: false),
                ProjectionMethod.AlternatingAccelerated => new AlternatingProjection(rows, maxRounds, accelerated: true),
                _ => new ConjugateGradientProjection(rows, maxRounds),
            };

    /// <summary>Other weights from here on; the array is kept, not copied.</summary>
    /// <param name="weights">By row.</param>
    public virtual void Weigh(double[] weights)
    {
        Weights = weights;
        Array.Clear(StackedWeights);
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var (from, to) = (Rows.Starts[g], Rows.Starts[g + 1]);
            double sum = 0;
            for (var i = from; i < to; i++)
                sum += weights[i];
            PerEliminated[g] = 1 / sum;
            foreach (var codes in Rows.Codes)
                AddWeights(codes, from, to, PerEliminated[g]);
        }
    }

    /// <summary>Adds what the rows of one eliminated level weigh to the levels of another effect.</summary>
    protected virtual void AddWeights(int[] codes, int from, int to, double perEliminated)
    {
        for (var i = from; i < to; i++)
            StackedWeights[codes[i]] += Weights[i];
    }

    /// <summary>Projects a column in place.</summary>
    /// <param name="column">By row; afterwards what is left of it.</param>
    /// <param name="effects">What was taken out is added here.</param>
    /// <param name="reduction">Stop where the norm of the means by level has shrunk to this part of what it was at first,</param>
    /// <param name="accuracy">or to this part of the column's own.</param>
    /// <param name="cancellation">Asked once a round.</param>
    public ProjectionOutcome Project(
        double[] column,
        EffectValues effects,
        double reduction,
        double accuracy,
        CancellationToken cancellation
    )
    {
        if (Rows.Others == 0)
        {
            TakeMeans(column, effects.Eliminated);
            return new(1, true);
        }
        var solution = new double[Rows.Stacked];
        var outcome = Solve(column, solution, reduction, accuracy, cancellation);
        for (var l = 0; l < solution.Length; l++)
            effects.Stacked[l] += solution[l];
        TakeOut(column, solution, effects.Eliminated);
        return outcome;
    }

    /// <summary>The effects of the stacked levels that leave no means, the eliminated effect following them.</summary>
    protected abstract ProjectionOutcome Solve(
        double[] column,
        double[] solution,
        double reduction,
        double accuracy,
        CancellationToken cancellation
    );

    /// <summary>sqrt(sum over levels of (sum w v)^2 / sum w): the norm of the means by level, all effects together.</summary>
    public double NormOfMeans(double[] column)
    {
        double norm = 0;
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var sum = WeightedSum(column, g);
            norm += sum * sum * PerEliminated[g];
        }
        var sums = new double[Rows.Stacked];
        foreach (var codes in Rows.Codes)
            for (var i = 0; i < column.Length; i++)
                sums[codes[i]] += Weights[i] * column[i];
        for (var l = 0; l < sums.Length; l++)
            norm += StackedWeights[l] > 0 ? sums[l] * sums[l] / StackedWeights[l] : 0;
        return Math.Sqrt(norm);
    }

    /// <summary>Sum of w v over a level of the eliminated effect.</summary>
    protected double WeightedSum(double[] column, int level)
    {
        double sum = 0;
        for (var i = Rows.Starts[level]; i < Rows.Starts[level + 1]; i++)
            sum += Weights[i] * column[i];
        return sum;
    }

    /// <summary>Takes the stacked levels' effects out of a column, then what they leave of means by the eliminated effect.</summary>
    private void TakeOut(double[] column, double[] solution, double[] values)
    {
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var (from, to) = (Rows.Starts[g], Rows.Starts[g + 1]);
            foreach (var codes in Rows.Codes)
                for (var i = from; i < to; i++)
                    column[i] -= solution[codes[i]];
            var mean = WeightedSum(column, g) * PerEliminated[g];
            values[g] += mean;
            for (var i = from; i < to; i++)
                column[i] -= mean;
        }
    }

    private void TakeMeans(double[] column, double[] values)
    {
        for (var g = 0; g < PerEliminated.Length; g++)
        {
            var mean = WeightedSum(column, g) * PerEliminated[g];
            values[g] += mean;
            for (var i = Rows.Starts[g]; i < Rows.Starts[g + 1]; i++)
                column[i] -= mean;
        }
    }
}

/// <summary>How a projection ended.</summary>
/// <param name="Rounds">Passes over the rows.</param>
/// <param name="Converged">Whether the means by level are as small as was asked.</param>
internal readonly record struct ProjectionOutcome(int Rounds, bool Converged);
