using System.Collections.Immutable;
using Entente.Games.Uncertainty;
using Entente.Record.Questions;

namespace Entente.Reporting.Records;

/// <summary>A claim of a report and what stands beside it.</summary>
/// <param name="Who">Who makes it.</param>
/// <param name="Said">Its words.</param>
/// <param name="Checks">What is computed, observed or on record.</param>
public sealed record Claim(string Who, Evidence Said, ImmutableArray<ClaimCheck> Checks)
{
    /// <summary>What the checks come to; no check tests more than what it says.</summary>
    public ClaimVerdict Verdict =>
        Checks.Any(check => check.Verdict == ClaimVerdict.Contradicted) ? ClaimVerdict.Contradicted
        : Checks.Any(check => check.Verdict == ClaimVerdict.Supported) ? ClaimVerdict.Supported
        : ClaimVerdict.NotTestable;
}

/// <summary>Something beside a claim.</summary>
/// <param name="Basis">Where it is from.</param>
/// <param name="Words">What it is, in a sentence without its number.</param>
/// <param name="Number">The number, in per cent or as it says; null: none.</param>
/// <param name="Unit">Unit of the number.</param>
/// <param name="Drawn">The number over draws; null: nothing was drawn, or it is none that is.</param>
/// <param name="Verdict">What it does to the claim.</param>
public sealed record ClaimCheck(
    ClaimBasis Basis,
    string Words,
    double? Number,
    string Unit,
    Spread? Drawn,
    ClaimVerdict Verdict
)
{
    /// <summary>The least and the most of several countries, each with what it is over draws; empty: there are none.</summary>
    public ImmutableArray<ClaimPart> Parts { get; init; } = [];
}

/// <summary>One country's number among several.</summary>
/// <param name="Name">The country.</param>
/// <param name="Number">The number, in the unit of all of them together.</param>
/// <param name="Drawn">The number over draws; null: nothing was drawn.</param>
public sealed record ClaimPart(string Name, double Number, Spread? Drawn);

/// <summary>Where something beside a claim is from.</summary>
public enum ClaimBasis
{
    /// <summary>An equilibrium of the model, under the assumptions of the game.</summary>
    Computed,

    /// <summary>The data of the world.</summary>
    Observed,

    /// <summary>The register of offices, or the list of those who take measures.</summary>
    OnRecord,
}

/// <summary>What a check does to a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>Nothing: the claim says nothing that is tested here.</summary>
    NotTestable,

    /// <summary>It agrees.</summary>
    Supported,

    /// <summary>It does not.</summary>
    Contradicted,
}
