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

/// <summary>A step of a growing coalition over draws, in the unit of its <see cref="CoalitionStep"/>.</summary>
/// <param name="Same">Share of draws in which the same bloc is the one to take then; not a number where that is not asked.</param>
/// <param name="AddedLoss">What the target loses more.</param>
/// <param name="AddedCost">What the members lose more.</param>
public sealed record StepSpread(double Same, Spread AddedLoss, Spread AddedCost);

/// <summary>A step of the greedy order over draws, in the unit of its <see cref="GreedyStep"/>.</summary>
/// <param name="Step">Who joins.</param>
/// <param name="Loss">What the target loses then.</param>
/// <param name="Cost">What the members lose then.</param>
/// <param name="SameBest">Share of draws in which the same coalition is the best for as much.</param>
/// <param name="BestLoss">What the target loses under the best of the draw.</param>
public sealed record GreedySpread(StepSpread Step, Spread Loss, Spread Cost, double SameBest, Spread BestLoss);

/// <summary>How firmly a coalition stands over draws, in points.</summary>
/// <param name="Internal">The least that a member loses by leaving.</param>
/// <param name="External">The least that one outside loses by joining.</param>
/// <param name="IsInternal">Share of draws in which no member gains by leaving.</param>
/// <param name="IsExternal">Share of draws in which nobody outside gains by joining.</param>
/// <param name="IsStable">Share of draws in which both hold.</param>
/// <param name="Unsettled">Share of draws in which the lesser margin is within <see cref="JoiningSpread.MarginOff"/> of 0.</param>
public sealed record StabilitySpread(
    Spread Internal,
    Spread External,
    double IsInternal,
    double IsExternal,
    double IsStable,
    double Unsettled
);

/// <summary>A coalition that is an equilibrium of joining, in the data or in some draw.</summary>
/// <param name="Profile">Who joins.</param>
/// <param name="Probability">Share of draws in which it is one.</param>
/// <param name="Unsettled">Share of draws in which its margin is within <see cref="JoiningSpread.MarginOff"/> of 0.</param>
/// <param name="Margin">The least that a decider loses by doing the other thing; below 0 in draws in which it is none.</param>
/// <param name="Basin">The part of all profiles from which best replies in turn lead to it.</param>
public sealed record EquilibriumSpread(int Profile, double Probability, double Unsettled, Spread Margin, Spread Basin);

/// <summary>Joining as a game over draws, at one list of valuations.</summary>
/// <param name="Valuation">Position of the list.</param>
/// <param name="MarginOff">
/// What nine of ten margins that were solved and not used to carry others over are not off by more, in points; 0 where all coalitions of
/// every draw were solved.
/// </param>
/// <param name="Stability">By row of <see cref="JoiningAnswer.Stability"/>.</param>
/// <param name="Equilibria">Those in the data in their order, then those of draws only, the likeliest first.</param>
/// <param name="Circling">The part of profiles from which best replies go in circles.</param>
/// <param name="Sharing">How the nucleolus shares what all keep together.</param>
public sealed record JoiningSpread(
    int Valuation,
    double MarginOff,
    ImmutableArray<StabilitySpread> Stability,
    ImmutableArray<EquilibriumSpread> Equilibria,
    Spread Circling,
    NucleolusSpread Sharing
);

/// <summary>The nucleolus of what coalitions keep, over draws, in the unit of the world.</summary>
/// <param name="Payoffs">By bloc; a draw in which all keep less together than each for itself has none.</param>
/// <param name="LeastExcess">The smallest that the largest excess of a coalition can be.</param>
/// <param name="CoreIsEmpty">Share of those draws in which the core is empty.</param>
public sealed record NucleolusSpread(ImmutableArray<Spread> Payoffs, Spread LeastExcess, double CoreIsEmpty);

/// <summary>What is said of the coalition over draws at one horizon.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Solved">Coalitions solved in each draw.</param>
/// <param name="Contributions">What each bloc adds.</param>
/// <param name="TargetsLoss">What the target loses when all are in beyond what it loses when nobody is, in points.</param>
/// <param name="MembersLoss">What that costs all members, in the unit of the world.</param>
/// <param name="Greedy">The greedy order of the data.</param>
/// <param name="AllButOne">What goes lost when one leaves, by bloc.</param>
/// <param name="Next">Who could join those of today, by row of the answer in the data.</param>
/// <param name="Joining">Who joins on his own, by list of valuations.</param>
/// <param name="Received">The transfers after which all lose alike, by bloc, in the unit of the world.</param>
public sealed record CoalitionSpread(
    int Horizon,
    int Solved,
    ImmutableArray<ContributionSpread> Contributions,
    Spread TargetsLoss,
    Spread MembersLoss,
    ImmutableArray<GreedySpread> Greedy,
    ImmutableArray<StepSpread> AllButOne,
    ImmutableArray<StepSpread> Next,
    ImmutableArray<JoiningSpread> Joining,
    ImmutableArray<Spread> Received
)
{
    /// <summary>What a bloc adds.</summary>
    public ContributionSpread For(int member, CoalitionSum of) => Contributions.Single(c => c.Member == member && c.Of == of);
}
