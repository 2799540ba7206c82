using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Games.Chosen;

/// <summary>What rates are chosen for.</summary>
public enum ChosenProblem
{
    /// <summary>Each chooser by itself, the others' rates being those of the data.</summary>
    Unilateral,

    /// <summary>All at once, each against the rates of the others.</summary>
    Nash,

    /// <summary>All choosers as one against the target: own income less what they value of the target's.</summary>
    Sanctions,

    /// <summary>The mirror image: the target against all choosers as one.</summary>
    Counter,
}

/// <summary>What a game asks to be chosen.</summary>
/// <param name="Choosers">Names and positions of the countries of those who choose.</param>
/// <param name="Problems">For what.</param>
/// <param name="Scope">What rates are on; for sanctions the partner is the target.</param>
/// <param name="Lambdas">What a unit of the other side's loss is worth to those who sanction, and to the target; in order.</param>
/// <param name="Common">Measures in force whatever is chosen.</param>
/// <param name="Horizons">Positions of the horizons it is asked at.</param>
public sealed record ChosenQuestion(
    ImmutableArray<(string Name, ImmutableArray<int> Countries)> Choosers,
    ImmutableArray<ChosenProblem> Problems,
    RateScope Scope,
    ImmutableArray<double> Lambdas,
    ImmutableArray<Measure> Common,
    ImmutableArray<int> Horizons
);
