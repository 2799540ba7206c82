using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>
/// What something done before a shock is worth: what the shock costs without it less what it costs with it. Each cost is
/// a loss of real income measured in its own world; what it cost to get ready is not in it.
/// </summary>
/// <param name="Without">The shock without it.</param>
/// <param name="With">The shock with it.</param>
public sealed record CostChange(Comparison Without, Comparison With)
{
    /// <summary>By country, points of real income (0.01 = one per cent) that the shock costs less; below 0 where it costs more.</summary>
    public ImmutableArray<double> Points => [.. With.RealIncome.Zip(Without.RealIncome, (with, without) => with - without)];

    /// <summary>By country, how much less the shock costs a year, in the unit of the world, each cost at the incomes before it.</summary>
    public ImmutableArray<double> Worth => [.. Points.Select((_, n) => Cost(Without, n) - Cost(With, n))];

    /// <summary>What the shock costs country n a year, in the unit of the world.</summary>
    public static double Cost(Comparison comparison, int n)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return (1 - comparison.RealIncome[n]) * comparison.Before.Income[n];
    }
}
