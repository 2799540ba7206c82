using Entente.Estimation.Numerics;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Fitting;

/// <summary>
/// Newton's method for b and the effects, which for these families is reweighted least squares: the residual r = (y - mu) / mu' is
/// regressed on regressors and effects with weights w mu', and the fit added to the index. Projections go no further than a step needs:
/// what they leave out, the next step puts right, so that scores converge to zero all the same.
/// </summary>
internal sealed class Fit
{
    /// <summary>How exact projections within a step are, as part of what is projected.</summary>
    private const double StepAccuracy = 1e-3;

    /// <summary>How exact the last projection of the regressors is, from which variances are computed.</summary>
    private const double LastAccuracy = 1e-10;

    /// <summary>The relative change of the deviance above which effects are balanced by themselves after a step.</summary>
    private const double Far = 0.1;

    private readonly EstimationProblem problem;
    private readonly EstimationOptions options;
    private readonly CancellationToken cancellation;
    private readonly Chunks chunks;
    private readonly double[] y;
    private double[] residual;
    private double[] candidate;
    private double[] logarithms;
    private double[] previous;

    public Fit(
        EstimationProblem problem,
        EstimationOptions options,
        Sample sample,
        IReadOnlyList<double[]> regressors,
        CancellationToken cancellation
    )
    {
        (this.problem, this.options, this.cancellation, Sample) = (problem, options, cancellation, sample);
        var parallel = options.Parallel(cancellation);
        chunks = new(sample.Rows, parallel);
        Projection = Projection.Of(options.Projection, sample.Grouped, options.MaxProjectionRounds);
        Design = new(sample, regressors, Projection, parallel);
        y = sample.Outcome;
        logarithms = problem.Family == Family.Poisson ? Logarithms() : [];
        (Index, Mean, Weights) = (new double[sample.Rows], new double[sample.Rows], new double[sample.Rows]);
        (residual, candidate, previous) = (new double[sample.Rows], new double[sample.Rows], new double[sample.Rows]);
        Effects = sample.Grouped is { } grouped ? new(grouped) : null;
        Start();
    }

    public Sample Sample { get; }

    public Design Design { get; }

    public Projection? Projection { get; }

    /// <summary>b, by regressor kept.</summary>
    public double[] Coefficients { get; private set; } = [];

    /// <summary>The effects, as the steps have left them: one constant of each pair of effects is arbitrary.</summary>
    public EffectValues? Effects { get; }

    /// <summary>eta, by row of the sample, offset included.</summary>
    public double[] Index { get; }

    /// <summary>mu.</summary>
    public double[] Mean { get; }

    /// <summary>w times the variance at the mean: weights of the regression of a step.</summary>
    public double[] Weights { get; }

    public double Deviance { get; private set; }

    public int Iterations { get; private set; }

    public Certificate Certificate { get; private set; }

    /// <summary>(X'WX)^-1 of the projected regressors at the end.</summary>
    public double[,] Bread { get; private set; } = new double[0, 0];

    /// <summary>Drops regressors that cannot be told apart, under the weights of the start.</summary>
    public IReadOnlyList<DroppedRegressor> DropCollinear(IReadOnlyList<string> names)
    {
        Design.Project(Weights, 1e-9);
        return Design.DropCollinear(names, Weights, options.CollinearityTolerance, chunks);
    }

    /// <summary>Steps until deviance and scores are within tolerance; whether they are.</summary>
    public bool Run()
    {
        Coefficients = new double[Design.Count];
        var change = double.PositiveInfinity;
        Certificate? scores = null;
        var first = true;
        var done = false;
        while (Iterations < options.MaxIterations && !done)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = Deviance;
            var moved = Step(first);
            if (change > Far)
                Balance();
            change = first ? double.PositiveInfinity : Math.Abs(Deviance - before) / Math.Max(Math.Min(Deviance, before), Least);
            Iterations++;
            options.Progress?.Invoke(new(Iterations, Deviance, change));
            first = false;
            if (!double.IsFinite(Deviance) || !moved)
                break;
            scores = change < options.DevianceTolerance ? Scores(change) : null;
            done = scores is { } now && now.LargestScore <= options.ScoreTolerance;
        }
        if (!double.IsFinite(Deviance))
            return false;
        var exact = Design.Project(Weights, LastAccuracy);
        Certificate = (scores ?? Scores(change)) with { Orthogonality = Orthogonality() };
        Bread = SymmetricMatrix.Inverse(Design.Cross(Weights, chunks));
        // What only steps need is a third of all: who keeps the answer shall not keep that.
        (residual, candidate, previous, logarithms) = ([], [], [], []);
        return Certificate.LargestScore <= options.ScoreTolerance && change <= options.DevianceTolerance && exact;
    }

    /// <summary>A deviance below which changes count as they are: of the total of the outcome, the rounding of a sum.</summary>
    private double Least => 1e-12 * Math.Max(Scale, double.Epsilon);

    private double Scale { get; set; }

    /// <summary>An index that does not know regressors and effects yet.</summary>
    private void Start()
    {
        double sum = 0, weight = 0;
        for (var i = 0; i < y.Length; i++)
        {
            sum += Sample.Weights[i] * y[i];
            weight += Sample.Weights[i];
            Scale += Sample.Weights[i] * y[i] * (problem.Family == Family.Gaussian ? y[i] : 1);
        }
        var average = sum / weight;
        chunks.Each(
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                    Index[i] = FamilyMath.Start(problem.Family, y[i], average);
            }
        );
        Deviance = Evaluate(Index);
    }

    private double[] Logarithms()
    {
        var logs = new double[y.Length];
        chunks.Each(
            (from, to) =>
            {
                FamilyMath.Log(y.AsSpan(from, to - from), logs.AsSpan(from));
                for (var i = from; i < to; i++)
                    logs[i] = y[i] > 0 ? logs[i] : 0;
            }
        );
        return logs;
    }

    /// <summary>One step; false if no part of it makes the deviance smaller.</summary>
    private bool Step(bool first)
    {
        SetResidual(first);
        var taken = Sample.Grouped is { } grouped ? new EffectValues(grouped) : null;
        var accuracy = problem.Family == Family.Gaussian ? 1e-11 : StepAccuracy;
        Design.Project(Weights, accuracy, residual, taken, accuracy);
        var step = Regress();
        TakeOut(step);
        var part = Move(first);
        if (part == 0)
            return false;
        for (var k = 0; k < step.Length; k++)
            Coefficients[k] += part * step[k];
        if (Effects is not null)
        {
            Effects.Add(part, taken!);
            for (var k = 0; k < step.Length; k++)
                Effects.Add(-part * step[k], Design.Taken[k]);
        }
        return true;
    }

    /// <summary>
    /// Balances effects by themselves: where a step was long, they are what it has left furthest off, and a pass costs a fraction of it.
    /// </summary>
    private void Balance()
    {
        if (problem.Family != Family.Poisson || Effects is null || !double.IsFinite(Deviance))
            return;
        LevelBalance.Sweep(Sample, Index, Mean, Effects);
        Deviance = Evaluate(Index);
    }

    /// <summary>(y - mu) / mu'; in the first step with the index itself, which is not made of regressors and effects yet.</summary>
    private void SetResidual(bool first) =>
        chunks.Each(
            (from, to) =>
            {
                var (given, offset) = (Sample.Weights, Sample.Offset);
                for (var i = from; i < to; i++)
                    residual[i] = (y[i] - Mean[i]) * given[i] / Weights[i];
                for (var i = from; i < to && first; i++)
                    residual[i] += Index[i] - (offset?[i] ?? 0);
                residual.AsSpan(from, to - from).CopyTo(candidate.AsSpan(from));
            }
        );

    private double[] Regress()
    {
        var right = new double[Design.Count];
        for (var k = 0; k < right.Length; k++)
            right[k] = chunks.Product(Weights, Design.Left[k], residual);
        return SymmetricMatrix.Solve(Design.Cross(Weights, chunks), right);
    }

    /// <summary>Makes of the projected residual what the step leaves unexplained, and of the candidate what it explains.</summary>
    private void TakeOut(double[] step) =>
        chunks.Each(
            (from, to) =>
            {
                for (var k = 0; k < step.Length; k++)
                    for (var i = from; i < to; i++)
                        residual[i] -= step[k] * Design.Left[k][i];
                for (var i = from; i < to; i++)
                    candidate[i] -= residual[i];
            }
        );

    /// <summary>Goes along the step, half of it while the deviance grows; how much of it was gone.</summary>
    private double Move(bool first)
    {
        Index.CopyTo(previous, 0);
        for (var part = 1.0; part > 1e-4; part /= 2)
        {
            var length = part;
            chunks.Each(
                (from, to) =>
                {
                    for (var i = from; i < to; i++)
                        Index[i] = (first ? Sample.Offset?[i] ?? 0 : previous[i]) + length * candidate[i];
                }
            );
            var deviance = Evaluate(Index);
            if (first || deviance <= Deviance + 1e-10 * (Deviance + Least))
            {
                Deviance = deviance;
                return part;
            }
        }
        previous.CopyTo(Index, 0);
        Deviance = Evaluate(Index);
        return 0;
    }

    /// <summary>Means, weights and the deviance at an index.</summary>
    private double Evaluate(double[] index) => problem.Family == Family.Poisson ? EvaluatePoisson(index) : EvaluateAny(index);

    /// <summary>The same for the family that has most rows.</summary>
    private double EvaluatePoisson(double[] index) =>
        chunks.Sum(
            (from, to) =>
            {
                FamilyMath.Exp(index.AsSpan(from, to - from), Mean.AsSpan(from, to - from));
                var given = Sample.Weights;
                double sum = 0;
                for (var i = from; i < to; i++)
                {
                    var mu = Mean[i];
                    Weights[i] = given[i] * Math.Max(mu, 1e-200);
                    sum += given[i] * (y[i] * (logarithms[i] - index[i]) - (y[i] - mu));
                }
                return 2 * sum;
            }
        );

    private double EvaluateAny(double[] index) =>
        chunks.Sum(
            (from, to) =>
            {
                double sum = 0;
                for (var i = from; i < to; i++)
                {
                    var mu = FamilyMath.Mean(problem.Family, index[i]);
                    Mean[i] = mu;
                    Weights[i] = Sample.Weights[i] * Math.Max(FamilyMath.Variance(problem.Family, index[i], mu), 1e-200);
                    sum += Sample.Weights[i] * FamilyMath.Deviance(problem.Family, y[i], index[i], mu);
                }
                return sum;
            }
        );

    /// <summary>Scores relative to the terms they are sums of.</summary>
    private Certificate Scores(double change)
    {
        var regressors = Design.Given.Max(x => (double?)OfRegressor(x)) ?? 0;
        double effects = 0;
        if (Sample.Grouped is { } grouped)
        {
            // The residual and its size, weighed, for one look after the other; the step needs neither of the two any more.
            chunks.Each(
                (from, to) =>
                {
                    for (var i = from; i < to; i++)
                    {
                        residual[i] = Sample.Weights[i] * (y[i] - Mean[i]);
                        candidate[i] = Sample.Weights[i] * (Math.Abs(y[i]) + Math.Abs(Mean[i]));
                    }
                }
            );
            for (var g = 0; g < grouped.Eliminated; g++)
                effects = Math.Max(effects, OfLevel(grouped.Starts[g], grouped.Starts[g + 1]));
            foreach (var codes in grouped.Codes)
                effects = Math.Max(effects, OfLevels(codes, grouped.Stacked));
        }
        return new(regressors, effects, change, 0);
    }

    private double OfRegressor(double[] x)
    {
        var sum = chunks.Sum(
            (from, to) =>
            {
                double part = 0;
                for (var i = from; i < to; i++)
                    part += Sample.Weights[i] * x[i] * (y[i] - Mean[i]);
                return part;
            }
        );
        var size = chunks.Sum(
            (from, to) =>
            {
                double part = 0;
                for (var i = from; i < to; i++)
                    part += Sample.Weights[i] * Math.Abs(x[i]) * (Math.Abs(y[i]) + Math.Abs(Mean[i]));
                return part;
            }
        );
        return size > 0 ? Math.Abs(sum) / size : 0;
    }

    private double OfLevel(int from, int to)
    {
        double sum = 0, size = 0;
        for (var i = from; i < to; i++)
        {
            sum += residual[i];
            size += candidate[i];
        }
        return size > 0 ? Math.Abs(sum) / size : 0;
    }

    private double OfLevels(int[] codes, int levels)
    {
        var (sums, sizes) = (new double[levels], new double[levels]);
        for (var i = 0; i < codes.Length; i++)
        {
            sums[codes[i]] += residual[i];
            sizes[codes[i]] += candidate[i];
        }
        double largest = 0;
        for (var l = 0; l < levels; l++)
            largest = Math.Max(largest, sizes[l] > 0 ? Math.Abs(sums[l]) / sizes[l] : 0);
        return largest;
    }

    private double Orthogonality()
    {
        double largest = 0;
        if (Projection is not null)
            foreach (var x in Design.Left)
                largest = Math.Max(largest, Projection.NormOfMeans(x) / Math.Sqrt(chunks.Product(Weights, x, x)));
        return largest;
    }
}
