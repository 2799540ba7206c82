namespace Entente;

/// <summary>What happens to trade deficits in a counterfactual.</summary>
public enum Closure
{
    /// <summary>Each deficit keeps its baseline value, the value added of the world being the numeraire.</summary>
    Fixed,

    /// <summary>No deficits, neither in the counterfactual nor in the baseline it is compared with.</summary>
    Zero,

    /// <summary>
    /// Each deficit keeps its baseline share of the country's income; a gap in the world sum is spread in proportion to income.
    /// </summary>
    Share,
}
