using System.Collections.Immutable;

namespace Entente.Positions.IdealPoints;

/// <summary>What is held of members before their votes are seen.</summary>
/// <param name="Mean">Mean before the first session, by member.</param>
/// <param name="Variance">Its variance.</param>
/// <param name="Step">Variance of a step from a session to the next: 0 holds members still.</param>
public sealed record IdealPointPriors(ImmutableArray<double> Mean, ImmutableArray<double> Variance, ImmutableArray<double> Step)
{
    /// <summary>Alike for all members: mean 0, variance 1.</summary>
    public static IdealPointPriors Alike(int members, double step) =>
        new(
            [.. Enumerable.Repeat(0.0, members)],
            [.. Enumerable.Repeat(1.0, members)],
            [.. Enumerable.Repeat(step, members)]
        );

    /// <summary>The same with anchors: members held near a place before their first session.</summary>
    /// <param name="members">Names of the members.</param>
    /// <param name="anchors">Names and places; a name that is no member counts for nothing.</param>
    /// <param name="variance">How near.</param>
    public IdealPointPriors WithAnchors(ImmutableArray<string> members, IEnumerable<KeyValuePair<string, double>> anchors, double variance)
    {
        var (means, variances) = (Mean.ToBuilder(), Variance.ToBuilder());
        foreach (var (name, place) in anchors)
            for (var at = 0; at < members.Length; at++)
                if (members[at] == name)
                    (means[at], variances[at]) = (place, variance);
        return this with { Mean = means.ToImmutable(), Variance = variances.ToImmutable() };
    }
}
