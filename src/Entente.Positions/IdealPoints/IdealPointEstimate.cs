using System.Collections.Immutable;

namespace Entente.Positions.IdealPoints;

/// <summary>How an estimate ended.</summary>
public enum EstimateStatus
{
    /// <summary>Correlations of successive iterations are within the tolerance of 1.</summary>
    Converged,

    /// <summary>The limit of iterations was reached first.</summary>
    IterationsEnded,
}

/// <summary>Ideal points with what they rest on.</summary>
public sealed record IdealPointEstimate
{
    /// <summary>The votes.</summary>
    public required VoteMatrix Votes { get; init; }

    /// <summary>Ideal points by member, then session; not a number where the member does not serve.</summary>
    public required Table Points { get; init; }

    /// <summary>
    /// Standard errors of the same. Given the items' parameters, from the information of the votes cast, smoothed like the points;
    /// what is not known of items is not in them.
    /// </summary>
    public required Table StandardErrors { get; init; }

    /// <summary>Variances of the variational posterior, which are too small.</summary>
    public required Table Variances { get; init; }

    /// <summary>Intercepts by group of items.</summary>
    public required ImmutableArray<double> Alpha { get; init; }

    /// <summary>Discriminations by group of items.</summary>
    public required ImmutableArray<double> Beta { get; init; }

    /// <summary>Length of the middle category by group; not a number where the group has two categories.</summary>
    public ImmutableArray<double> Gap { get; init; } = [];

    /// <summary>Iterations.</summary>
    public required int Iterations { get; init; }

    /// <summary>How it ended.</summary>
    public required EstimateStatus Status { get; init; }

    /// <summary>Largest 1 - correlation of the last iteration.</summary>
    public required double Change { get; init; }

    /// <summary>
    /// The same with the sign by rule: members named on the upper side stand above those on the lower on average, over all sessions that
    /// they serve. Names that are no members count for nothing.
    /// </summary>
    public IdealPointEstimate Oriented(IEnumerable<string> upper, IEnumerable<string> lower) =>
        Mean(upper) >= Mean(lower)
            ? this
            : this with
            {
                Points = Table.Create(Points.Rows, Points.Columns, (i, t) => -Points[i, t]),
                Beta = [.. Beta.Select(b => -b)],
            };

    /// <summary>The same on a scale of mean 0 and standard deviation 1 over all members and sessions.</summary>
    public IdealPointEstimate Standardised()
    {
        var all = Points.Span.ToArray().Where(double.IsFinite).ToList();
        var mean = all.Average();
        var deviation = Math.Sqrt(all.Average(x => (x - mean) * (x - mean)));
        if (!(deviation > 0))
            return this;
        return this with
        {
            Points = Table.Create(Points.Rows, Points.Columns, (i, t) => (Points[i, t] - mean) / deviation),
            StandardErrors = Table.Create(Points.Rows, Points.Columns, (i, t) => StandardErrors[i, t] / deviation),
            Variances = Table.Create(Points.Rows, Points.Columns, (i, t) => Variances[i, t] / (deviation * deviation)),
            Alpha = [.. Alpha.Zip(Beta, (a, b) => a + b * mean)],
            Beta = [.. Beta.Select(b => b * deviation)],
        };
    }

    private double Mean(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        double[] points =
        [
            .. Enumerable
                .Range(0, Votes.Members.Length)
                .Where(i => wanted.Contains(Votes.Members[i]))
                .SelectMany(i => Enumerable.Range(0, Points.Columns).Select(t => Points[i, t]))
                .Where(double.IsFinite),
        ];
        return points.Length > 0 ? points.Average() : 0;
    }
}
