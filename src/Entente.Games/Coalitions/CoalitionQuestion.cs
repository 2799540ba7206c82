using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Games.Coalitions;

/// <summary>In what a valuation of the target's loss is.</summary>
public enum ValuationUnit
{
    /// <summary>Money a year for each unit of money that the target loses, as senders of a game value it.</summary>
    Money,

    /// <summary>Points of own real income for each point of its real income that the target loses.</summary>
    Points,
}

/// <summary>
/// What a game asks of a coalition against its target. Checked against the world: nobody is in two blocs, none holds the target.
/// </summary>
/// <param name="Members">The blocs, with what each does when it joins; two at least.</param>
/// <param name="Titles">For people, by bloc.</param>
/// <param name="Common">Measures in force whoever joins.</param>
/// <param name="Horizons">Positions of the horizons it is asked at.</param>
/// <param name="Valuations">What the target's loss is worth to each bloc, one list after another; one list at least.</param>
/// <param name="Unit">In what.</param>
/// <param name="Deciders">Positions of the blocs who decide on their own; the others are in.</param>
/// <param name="Today">Who is in already, as bits; 0: nobody.</param>
/// <param name="Pairs">Pairs of orders that Shapley values are sampled by; null: from all coalitions.</param>
public sealed record CoalitionQuestion(
    ImmutableArray<CoalitionMember> Members,
    ImmutableArray<string> Titles,
    ImmutableArray<Measure> Common,
    ImmutableArray<int> Horizons,
    ImmutableArray<ImmutableArray<double>> Valuations,
    ValuationUnit Unit,
    ImmutableArray<int> Deciders,
    int Today,
    int? Pairs
)
{
    /// <summary>The most blocs that all coalitions are solved of; beyond, Shapley values are sampled.</summary>
    public const int MostExact = 15;

    /// <summary>The most deciders whose every choice is looked at.</summary>
    public const int MostDeciders = 15;

    /// <summary>Pairs of orders where there are more blocs than <see cref="MostExact"/> and the game does not say.</summary>
    public const int UsualPairs = 50;

    /// <summary>Whether all coalitions are solved.</summary>
    public bool IsExact => Pairs is null && Members.Length <= MostExact;
}
