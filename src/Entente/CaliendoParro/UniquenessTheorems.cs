using Entente.Models;

namespace Entente.CaliendoParro;

/// <summary>
/// Conditions, checked number by number, under which theorems say that an equilibrium is the only one up to the choice
/// of numeraire. Sufficient, not necessary: tables of real countries have inputs, deficits and tariffs, and meet none.
/// </summary>
internal static class UniquenessTheorems
{
    public static Uniqueness For(CounterfactualInputs given)
    {
        if (!HasOneIncome(given) || !IsFree(given) || !TradeBlocs.IsOne(given, given.Supply))
            return Uniqueness.NotCertified;
        // With spending alpha_nj w_n L_n and shares pi that fall in the own wage and rise in all others, demand for the
        // labour of i rises in every wage but its own: gross substitutes, strict along chains of trade
        // (Arrow, Block and Hurwicz 1959; Mas-Colell, Whinston and Green 1995, Proposition 17.F.3).
        if (given.World.CostShares.Span.IndexOfAnyExcept(0.0) < 0)
            return Uniqueness.GrossSubstitutes;
        var shares = given.World.ValueAddedShares.Span;
        return
            given.World.Sectors.Length == 1
            && shares[0] > 0
            && AllNear(shares, shares[0])
            && AllNear(given.World.FinalShares.Span, 1)
            && AllNear(given.World.CostShares.Span, 1 - shares[0])
            ? Uniqueness.UniversalGravity
            : Uniqueness.NotCertified;
    }

    /// <summary>Whether the income of each country is what its one mobile factor earns.</summary>
    private static bool HasOneIncome(CounterfactualInputs given) =>
        given.Factors.Length == 1
        && given.Mobility[0] is { IsMobile: true, RealFloor: 0 }
        && given.Substitution.IsCobbDouglas
        && given.Quotas.IsEmpty
        && given.Stocks.IsEmpty
        && given.Shock.BurdenSharing.IsEmpty
        && given.Deficits.All(d => d == 0)
        && given.Transfers.All(t => t == 0)
        && given.OwnedAbroad.IsEmpty
        && (given.Closure != Closure.Share || given.World.Deficits.All(d => d == 0));

    /// <summary>Whether nothing is taxed where it crosses a border or at home.</summary>
    private static bool IsFree(CounterfactualInputs given) =>
        given.Tariffs.Span.IndexOfAnyExcept(0.0) < 0 && given.ExportTaxes.Span.IndexOfAnyExcept(0.0) < 0;

    private static bool AllNear(ReadOnlySpan<double> values, double one)
    {
        foreach (var value in values)
            if (!(Math.Abs(value - one) <= WorldChecks.Rounding))
                return false;
        return true;
    }
}
