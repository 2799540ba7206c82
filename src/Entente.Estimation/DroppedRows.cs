namespace Entente.Estimation;

/// <summary>What became of a row.</summary>
public enum RowFate : byte
{
    /// <summary>It is among the observations.</summary>
    Kept,

    /// <summary>Its weight is zero.</summary>
    NoWeight,

    /// <summary>It is alone in a level of a fixed effect.</summary>
    Singleton,

    /// <summary>All outcomes of a level of a fixed effect are zero (or all one, in a logit).</summary>
    SameOutcomeGroup,

    /// <summary>A combination of regressors and effects separates it.</summary>
    Separated,
}

/// <summary>Rows that are not among the observations, by reason.</summary>
/// <param name="Missing">Left out by the reader.</param>
/// <param name="NoWeight">Of weight zero.</param>
/// <param name="Singletons">Alone in a level of a fixed effect.</param>
/// <param name="SameOutcomeGroups">In a level of a fixed effect whose outcomes are all zero (or all one, in a logit).</param>
/// <param name="Separated">Separated by a combination of regressors and effects.</param>
public readonly record struct DroppedRows(int Missing, int NoWeight, int Singletons, int SameOutcomeGroups, int Separated)
{
    public int Total => Missing + NoWeight + Singletons + SameOutcomeGroups + Separated;

    internal static DroppedRows Count(ReadOnlySpan<RowFate> fates, int missing)
    {
        var count = new int[5];
        foreach (var fate in fates)
            count[(int)fate]++;
        return new(missing, count[1], count[2], count[3], count[4]);
    }
}

/// <summary>A regressor that could not be told from others.</summary>
/// <param name="Name">Of the regressor.</param>
/// <param name="Combination">Earlier regressors it is a combination of, beside fixed effects, with their weights; none if effects
/// suffice.</param>
/// <param name="HasEffects">Whether there are fixed effects.</param>
/// <param name="IsZero">Whether it is zero in all observations.</param>
public sealed record DroppedRegressor(
    string Name,
    IReadOnlyList<(string Name, double Weight)> Combination,
    bool HasEffects,
    bool IsZero = false
)
{
    /// <summary>In a sentence.</summary>
    public override string ToString() =>
        IsZero ? $"{Name} is zero in all observations"
        : Combination.Count == 0 ? $"{Name} is a combination of the fixed effects"
        : $"{Name} is a combination of {string.Join(", ", Combination.Select(part => part.Name))}"
            + (HasEffects ? " and the fixed effects" : "");
}
