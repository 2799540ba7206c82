using Entente.Estimation.Fitting;

namespace Entente.Estimation.Separations;

/// <summary>
/// Separated rows of a logit (Albert and Anderson 1984): those in which a combination z of regressors and effects is below zero where the
/// outcome is one and above zero where it is zero, z being so nowhere the other way. They are looked for after a fit, which says where z
/// can differ from zero at all: where scores vanish, sum z (y - mu) is zero, and all its terms have one sign.
/// </summary>
internal sealed class LogitSeparation(EstimationProblem problem, EstimationOptions options, RowFate[] fates)
{
    /// <summary>A row whose mean is farther than this from its outcome holds z at zero.</summary>
    private const double Far = 1e-4;

    /// <summary>Scores, relative to their terms, from which on they do not count as zero.</summary>
    private const double Vanishing = 1e-4;

    private readonly bool[] separated = new bool[problem.Rows];
    private readonly Direction whole = new(problem);
    private bool isComplete = true;

    /// <summary>What was found; rows of levels whose outcomes are all the same are not among it.</summary>
    public SeparationResult Result =>
        SeparationResult.Of(separated, whole, isComplete);

    /// <summary>Looks among rows whose means a fit has driven to their outcomes; whether there are separated ones, which leave.</summary>
    public bool Find(Fit fit, CancellationToken cancellation)
    {
        var isOpen = new bool[problem.Rows];
        var any = false;
        for (var i = 0; i < fit.Sample.Rows; i++)
        {
            // Not a number where the fit broke off: nothing is known.
            var near = !(Math.Abs(fit.Sample.Outcome[i] - fit.Mean[i]) > Far);
            isOpen[fit.Sample.Order[i]] = near;
            any |= near;
        }
        if (!any)
            return false;
        if (!(fit.Certificate.LargestScore <= Vanishing))
            Array.Fill(isOpen, true);
        var side = SeparationSide.OfEnds(problem.Outcome, isOpen);
        var stage = SeparationStage.Of(problem, options, fates, side, cancellation);
        isComplete = stage.IsComplete;
        if (stage.Rows.Count == 0)
            return false;
        whole.Join(stage.Direction!, separated, side);
        foreach (var row in stage.Rows)
            (separated[row], fates[row]) = (true, RowFate.Separated);
        return true;
    }
}
