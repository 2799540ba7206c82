namespace Entente.Estimation;

/// <summary>How an estimation ended.</summary>
public enum EstimationStatus
{
    /// <summary>Deviance and scores are within their tolerances.</summary>
    Converged,

    /// <summary>They are not, after all steps allowed; numbers cannot be read.</summary>
    NotConverged,

    /// <summary>A number is NaN or infinite.</summary>
    NotFinite,

    /// <summary>An outcome or weight lies outside what the family allows.</summary>
    OutOfRange,

    /// <summary>No row is left after rows were dropped; why, the counts say.</summary>
    NoObservations,

    /// <summary>The outcome is the same in every row, zero everywhere included.</summary>
    NoVariation,

    /// <summary>Every row left is separated, or lies in a level whose outcomes are all zero.</summary>
    AllSeparated,

    /// <summary>Every regressor is a combination of fixed effects.</summary>
    AllCollinear,
}

/// <summary>What keeps an estimation or its errors from being had.</summary>
/// <param name="Status">By name.</param>
/// <param name="Message">In a sentence, with column and row.</param>
public sealed record EstimationFault(EstimationStatus Status, string Message);
