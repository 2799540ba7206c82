using Entente.Estimation.Fitting;
using Entente.Estimation.Separations;

namespace Entente.Estimation;

/// <summary>Estimates by Poisson pseudo-maximum likelihood, least squares or logit, with any number of fixed effects.</summary>
public static class Estimator
{
    /// <summary>
    /// Screens the rows, drops what cannot be estimated from and says so, and fits. Bad data end in a status with faults and never in an
    /// exception; columns of different length are an error of the program.
    /// </summary>
    /// <param name="problem">What is estimated from what.</param>
    /// <param name="options">Tolerances and the like; the defaults if null.</param>
    /// <param name="cancellation">Ends the estimation with an exception.</param>
    public static EstimationResult Estimate(
        EstimationProblem problem,
        EstimationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new();
        problem.CheckLengths();
        var fates = new RowFate[problem.Rows];
        var faults = Screening.Faults(problem);
        if (faults.Count > 0)
            return Failed(problem, fates, faults, []);
        return Estimate(problem, options, fates, null, cancellation);
    }

    /// <summary>Estimates on the rows that are left; again without those that turn out to be separated, in a logit.</summary>
    private static EstimationResult Estimate(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        LogitSeparation? search,
        CancellationToken cancellation
    )
    {
        var rows = Separation.Screen(problem, options, fates, cancellation) ?? search?.Result;
        if (Empty(problem, fates) is { } fault)
            return Failed(problem, fates, [fault], [], rows);
        var sample = search is null && rows?.Sample is { } laid ? laid : new Sample(problem, fates);
        var fit = new Fit(problem, options, sample, sample.Regressors, cancellation);
        var dropped = fit.DropCollinear([.. problem.Regressors.Select(regressor => regressor.Name)]);
        if (dropped.Count > 0 && dropped.Count == problem.Regressors.Count)
            return Failed(problem, fates, [.. dropped.Select(Collinear)], dropped, rows);
        var converged = fit.Run();
        if (problem.Family == Family.Logit && options.FindSeparation)
        {
            search ??= new(problem, options, fates);
            if (search.Find(fit, cancellation))
                return Estimate(problem, options, fates, search, cancellation);
            rows = search.Result;
        }
        return converged
            ? new(problem, options, fates, dropped, rows, fit)
            : Failed(problem, fates, [NotConverged(fit)], dropped, rows, fit);
    }

    private static EstimationFault Collinear(DroppedRegressor dropped) => new(EstimationStatus.AllCollinear, $"{dropped}; nothing is left");

    private static EstimationFault NotConverged(Fit fit) =>
        new(
            EstimationStatus.NotConverged,
            FormattableString.Invariant($"not converged after {fit.Iterations} steps: the largest score is ")
                + FormattableString.Invariant($"{fit.Certificate.LargestScore:0.0e0} of its terms, the last change of the deviance ")
                + FormattableString.Invariant($"{fit.Certificate.DevianceChange:0.0e0} of it")
        );

    /// <summary>Why nothing can be estimated from the rows that are left; null if something can.</summary>
    private static EstimationFault? Empty(EstimationProblem problem, RowFate[] fates)
    {
        var y = problem.Outcome.Values.Span;
        var (name, first, varies, zero) = (problem.Outcome.Name, double.NaN, false, true);
        var given = double.NaN;
        for (var i = 0; i < fates.Length; i++)
        {
            if (fates[i] != RowFate.NoWeight)
            {
                given = double.IsNaN(given) ? y[i] : given;
                varies |= y[i] != given;
                zero &= y[i] == 0;
            }
            if (fates[i] == RowFate.Kept && double.IsNaN(first))
                first = y[i];
        }
        if (!double.IsNaN(given) && !varies)
            return new(EstimationStatus.NoVariation, $"{name} is {(zero ? "zero" : "the same")} in all rows: there is nothing to explain");
        if (!double.IsNaN(first))
            return null;
        var count = DroppedRows.Count(fates, problem.MissingRows);
        return count.Separated + count.SameOutcomeGroups > 0 && count.Singletons == 0
            ? new(EstimationStatus.AllSeparated, "every row is separated, or in a level of a fixed effect whose outcomes are all the same")
            : new(
                EstimationStatus.NoObservations,
                $"no row is left: {count.Missing} missing or not in the sample, {count.NoWeight} without weight, "
                    + $"{count.Singletons} alone in a level, "
                    + $"{count.SameOutcomeGroups} in levels of equal outcomes, {count.Separated} separated"
            );
    }

    private static EstimationResult Failed(
        EstimationProblem problem,
        RowFate[] fates,
        IReadOnlyList<EstimationFault> faults,
        IReadOnlyList<DroppedRegressor> dropped,
        SeparationResult? separation = null,
        Fit? fit = null
    ) => new(problem, fates, faults, dropped, separation, fit);
}
