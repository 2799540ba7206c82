using Entente.Estimation.Fitting;

namespace Entente.Estimation.Separations;

/// <summary>
/// The search for separated rows (Correia, Guimaraes and Zylkin 2019): rows of outcome zero in which a combination z of regressors and
/// effects is above zero, z being zero wherever the outcome is above zero and nowhere below. No finite coefficients fit them, and without
/// them estimates of all others are the same.
/// </summary>
public static class Separation
{
    /// <summary>
    /// All separated rows of a problem and no other, with the combination that shows it. Rows of levels whose outcomes are all zero are
    /// among them. For a Poisson problem; those of a logit are found with its estimation (<see cref="EstimationResult.Separated"/>).
    /// </summary>
    public static SeparationResult Find(
        EstimationProblem problem,
        EstimationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        problem.CheckLengths();
        return Find(problem, options ?? new(), new RowFate[problem.Rows], singletons: false, cancellation);
    }

    /// <summary>Drops rows until what is left has neither levels that say nothing nor separated rows.</summary>
    internal static SeparationResult? Screen(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        CancellationToken cancellation
    )
    {
        if (options.FindSeparation && problem.Family == Family.Poisson)
            return Find(problem, options, fates, options.DropSingletons, cancellation);
        Screening.Drop(problem, fates, options.DropSingletons);
        return null;
    }

    private static SeparationResult Find(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        bool singletons,
        CancellationToken cancellation
    )
    {
        var separated = new bool[problem.Rows];
        var (whole, side) = (new Direction(problem), SeparationSide.OfZeros(problem.Outcome));
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            DropGroups(problem, fates, singletons, separated, whole, side);
            var stage = SeparationStage.Of(problem, options, fates, side, cancellation);
            if (stage.Rows.Count == 0)
                return SeparationResult.Of(separated, whole, stage.IsComplete) with { Sample = stage.Sample };
            whole.Join(stage.Direction!, separated, side);
            foreach (var row in stage.Rows)
                (separated[row], fates[row]) = (true, RowFate.Separated);
        }
    }

    /// <summary>Levels of zeros go first: an effect of one for each of them is a direction by itself.</summary>
    private static void DropGroups(
        EstimationProblem problem,
        RowFate[] fates,
        bool singletons,
        bool[] separated,
        Direction whole,
        SeparationSide side
    )
    {
        while (true)
        {
            var before = (RowFate[])fates.Clone();
            var direction = new Direction(problem);
            var dropped = Screening.DropOnce(problem, fates, singletons, (q, level) => direction.Effects[q][level] = 1);
            if (!dropped)
                return;
            var any = false;
            for (var i = 0; i < fates.Length; i++)
                any |= fates[i] == RowFate.SameOutcomeGroup && before[i] == RowFate.Kept;
            if (!any)
                continue;
            whole.Join(direction, separated, side);
            for (var i = 0; i < fates.Length; i++)
                separated[i] |= fates[i] == RowFate.SameOutcomeGroup;
        }
    }
}
