using Entente.CaliendoParro.Derivatives;
using Entente.Scenarios;

namespace Entente.Data.Runs;

/// <summary>One case and one country: the exact change, the approximations, and what carries it, in logarithms. Immutable.</summary>
/// <param name="Title">Title of the case.</param>
/// <param name="Exact">ln of the change of real income; null where the case has no answer.</param>
/// <param name="HasEmbargo">Whether flows end, so that approximations are by the weight flows are left with.</param>
/// <param name="First">To first order; null where there is none.</param>
/// <param name="Second">To second order.</param>
/// <param name="Attribution">What carries it; null where a way to the answer was not found.</param>
/// <param name="Trouble">What is missing, for people; empty where nothing is.</param>
public sealed record CaseExplanation(
    string Title,
    double? Exact,
    bool HasEmbargo,
    double? First,
    double? Second,
    Attribution? Attribution,
    string Trouble
)
{
    /// <summary>Explains an answer.</summary>
    /// <param name="title">Title of the case.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="country">Position of the country whose real income is explained.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static CaseExplanation Of(string title, CaseAnswer answer, int country, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Comparison is not { } comparison)
            return new(
                title,
                null,
                false,
                null,
                null,
                null,
                Scenarios.KeyNames.Explanation(answer.Equilibrium.Converged ? answer.Before : answer.Equilibrium)
            );
        var exact = Math.Log(comparison.RealIncome[country]);
        if (Linearisation.WhyNotCovered(answer.Before) is { } reason)
            return new(title, exact, false, null, null, null, $"derivatives where it begins do not cover {reason}");
        var path = new ShockPath(answer.Before, answer.Equilibrium);
        var (approximation, attribution) = (default(Checked<Approximation>)!, default(Checked<Attribution>)!);
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = cancellation },
            () => attribution = Attribution.Of(path, comparison, country, cancellation),
            () => approximation = Approximation.Of(path, answer.Before, cancellation)
        );
        return new(
            title,
            exact,
            path.HasEmbargo,
            approximation.Success ? approximation.Value.First[country] : null,
            approximation.Success ? approximation.Value.Second[country] : null,
            attribution.Success ? attribution.Value : null,
            string.Join("; ", approximation.Faults.Concat(attribution.Faults))
        );
    }
}
