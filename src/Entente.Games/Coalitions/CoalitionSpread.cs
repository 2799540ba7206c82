using System.Collections.Immutable;
using Entente.Games.Uncertainty;

namespace Entente.Games.Coalitions;

/// <summary>What a bloc adds, over draws, in the unit of its <see cref="Contribution"/>.</summary>
/// <param name="Member">Position of the bloc.</param>
/// <param name="Of">What is added to.</param>
/// <param name="Alone">What it comes to when the bloc is alone.</param>
/// <param name="Last">What it adds when all others are in.</param>
/// <param name="Shapley">The mean over all orders.</param>
/// <param name="PutRight">
/// How far a draw's Shapley value may be off, as one standard error: the root mean square of what its pair of orders put right; 0 where
/// all coalitions of every draw were solved.
/// </param>
public sealed record ContributionSpread(int Member, CoalitionSum Of, Spread Alone, Spread Last, Spread Shapley, double PutRight);

/// <summary>What is said of the coalition over draws at one horizon.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Solved">Coalitions solved in each draw.</param>
/// <param name="Contributions">What each bloc adds.</param>
/// <param name="TargetsLoss">What the target loses when all are in beyond what it loses when nobody is, in points.</param>
/// <param name="MembersLoss">What that costs all members, in the unit of the world.</param>
public sealed record CoalitionSpread(
    int Horizon,
    int Solved,
    ImmutableArray<ContributionSpread> Contributions,
    Spread TargetsLoss,
    Spread MembersLoss
)
{
    /// <summary>What a bloc adds.</summary>
    public ContributionSpread For(int member, CoalitionSum of) => Contributions.Single(c => c.Member == member && c.Of == of);
}
