using Entente.Estimation.Fitting;

namespace Entente.Estimation.Separations;

/// <summary>The search for separated rows (Correia, Guimaraes and Zylkin 2019).</summary>
public static class Separation
{
    /// <summary>Drops rows until what is left has neither levels that say nothing nor separated rows.</summary>
    internal static SeparationResult? Screen(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        Screening.Drop(problem, fates, options.DropSingletons);
        return null;
    }
}
