using Entente.Estimation.Fitting;
using Entente.Estimation.Inference;
using Entente.Estimation.Separations;

namespace Entente.Estimation;

/// <summary>A named number.</summary>
/// <param name="Name">Of the regressor.</param>
/// <param name="Value">Its coefficient, in units of the index by unit of the regressor.</param>
public readonly record struct Coefficient(string Name, double Value);

/// <summary>What an estimation found: a status, what was dropped and why, and, if it converged, the numbers with their certificate.</summary>
public sealed class EstimationResult
{
    private readonly RowFate[] fates;
    private readonly Fit? fit;
    private readonly Lazy<FitMeasures>? measures;

    internal EstimationResult(
        EstimationProblem problem,
        RowFate[] fates,
        IReadOnlyList<EstimationFault> faults,
        IReadOnlyList<DroppedRegressor> dropped,
        SeparationResult? separation,
        Fit? fit
    )
    {
        (Problem, this.fates, Faults, DroppedRegressors, Separated, this.fit) = (problem, fates, faults, dropped, separation, fit);
        Status = faults.Count > 0 ? faults[0].Status : EstimationStatus.Converged;
        DroppedRows = DroppedRows.Count(fates, problem.MissingRows);
        var gone = dropped.Select(regressor => regressor.Name).ToHashSet(StringComparer.Ordinal);
        Names = [.. problem.Regressors.Select(regressor => regressor.Name).Where(name => !gone.Contains(name))];
    }

    internal EstimationResult(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        IReadOnlyList<DroppedRegressor> dropped,
        SeparationResult? separation,
        Fit fit
    )
        : this(problem, fates, [], dropped, separation, fit)
    {
        Options = options;
        measures = new(() => FitMeasures.Of(problem, fit));
    }

    public EstimationProblem Problem { get; }

    /// <summary>Tolerances and the like it was estimated with.</summary>
    internal EstimationOptions Options { get; } = new();

    /// <summary>How it ended.</summary>
    public EstimationStatus Status { get; }

    /// <summary>What is wrong; none if it converged.</summary>
    public IReadOnlyList<EstimationFault> Faults { get; }

    public bool IsConverged => Status == EstimationStatus.Converged;

    /// <summary>Rows that were left out, by reason.</summary>
    public DroppedRows DroppedRows { get; }

    /// <summary>What became of each row of the problem.</summary>
    public ReadOnlyMemory<RowFate> Fates => fates;

    /// <summary>Regressors that were dropped, with what they are a combination of.</summary>
    public IReadOnlyList<DroppedRegressor> DroppedRegressors { get; }

    /// <summary>The search for separated rows, with its certificate; null where none was made.</summary>
    public SeparationResult? Separated { get; }

    /// <summary>Regressors that were kept, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Steps of reweighted least squares.</summary>
    public int Iterations => fit?.Iterations ?? 0;

    /// <summary>Passes over the rows that projections took.</summary>
    public int ProjectionRounds => fit?.Design.Rounds ?? 0;

    /// <summary>What shows that the equations hold; readable where an estimation did not converge too, to see how far it is.</summary>
    /// <exception cref="InvalidOperationException">Nothing was fitted.</exception>
    public Certificate Certificate => fit?.Certificate ?? throw Unread();

    /// <summary>Estimated coefficients, by regressor kept.</summary>
    /// <exception cref="InvalidOperationException">It did not converge; so for every number below.</exception>
    public IReadOnlyList<Coefficient> Coefficients => [.. Fit.Coefficients.Select((value, k) => new Coefficient(Names[k], value))];

    /// <summary>The coefficient of a regressor.</summary>
    /// <exception cref="KeyNotFoundException">There is none of the name, or it was dropped.</exception>
    public double this[string name] =>
        Names.ToList().IndexOf(name) is var k and >= 0 ? Fit.Coefficients[k] : throw new KeyNotFoundException($"No regressor {name}.");

    /// <summary>Rows that were estimated on.</summary>
    public int Observations => Fit.Sample.Rows;

    /// <summary>Twice the log likelihood that is missing to a perfect fit; the sum of squared residuals for a Gaussian.</summary>
    public double Deviance => Fit.Deviance;

    /// <summary>The deviance with a constant alone.</summary>
    public double NullDeviance => Measures.NullDeviance;

    public double LogLikelihood => Measures.LogLikelihood;

    /// <summary>McFadden's: 1 - log likelihood / log likelihood with a constant alone.</summary>
    public double PseudoR2 => 1 - Measures.LogLikelihood / Measures.NullLogLikelihood;

    /// <summary>Least squares: the part of the variation about the mean that is explained.</summary>
    public double R2 => 1 - Deviance / NullDeviance;

    /// <summary>The squared correlation of outcome and fitted value.</summary>
    public double SquaredCorrelation => Measures.SquaredCorrelation;

    /// <summary>
    /// Parameters counted as R's fixest does: regressors kept, and the levels of all fixed effects less one for each fixed effect but the
    /// first.
    /// </summary>
    public int Parameters => Names.Count + Fit.Sample.Levels.Sum(levels => levels.Length) - Math.Max(Fit.Sample.Levels.Length - 1, 0);

    /// <summary>Mean by row of the problem; NaN in rows that were dropped.</summary>
    public double[] FittedValues() => Spread(row => Fit.Mean[row]);

    /// <summary>Index by row of the problem, effects and offset included; NaN in rows that were dropped.</summary>
    public double[] Index() => Spread(row => Fit.Index[row]);

    /// <summary>Outcome less mean by row of the problem; NaN in rows that were dropped.</summary>
    public double[] Residuals() => Spread(row => Fit.Sample.Outcome[row] - Fit.Mean[row]);

    /// <summary>
    /// Values of each fixed effect by level, NaN where a level has no observation. Every effect but the first has a mean of zero over its
    /// levels that occur; the first takes up the constants. Differences within an effect have meaning only among levels that other
    /// effects connect.
    /// </summary>
    public IReadOnlyList<double[]> FixedEffects() => EffectTable.Of(Problem, Fit);

    /// <summary>Variances and covariances of the coefficients.</summary>
    /// <param name="rule">Which errors they allow for, and how small samples are corrected.</param>
    public Covariance Covariance(ErrorRule rule) => Inference.Covariance.Of(this, rule);

    internal Fit Fit => IsConverged && fit is not null ? fit : throw Unread();

    private FitMeasures Measures => measures?.Value ?? throw Unread();

    private InvalidOperationException Unread() =>
        new($"The estimation of {Problem.Outcome.Name} has no numbers: {string.Join("; ", Faults.Select(fault => fault.Message))}.");

    private double[] Spread(Func<int, double> value)
    {
        var order = Fit.Sample.Order;
        var all = new double[fates.Length];
        Array.Fill(all, double.NaN);
        for (var i = 0; i < order.Length; i++)
            all[order[i]] = value(i);
        return all;
    }
}
