namespace Entente.Models;

/// <summary>What is known about whether an equilibrium is the only one.</summary>
public enum Uniqueness
{
    /// <summary>No theorem known to the code covers the question; nothing is said either way.</summary>
    NotCertified,

    /// <summary>
    /// It is the only one: excess demand for labour satisfies gross substitution. Long run, every country's spending on
    /// each good a constant share of its labour income, no inputs, tariffs, taxes, deficits, transfers or limits, all
    /// countries linked by trade both ways, directly or through others.
    /// </summary>
    GrossSubstitutes,

    /// <summary>
    /// It is the only one: one sector, inputs of itself with one share everywhere, otherwise as under
    /// <see cref="GrossSubstitutes"/>; Allen, Arkolakis and Takahashi, "Universal Gravity" (2020), both elasticities not negative.
    /// </summary>
    UniversalGravity,
}

/// <summary>
/// How sure a converged answer is, beyond its residuals. Found when asked for, from the answer alone; the solve does
/// not pay for it.
/// </summary>
/// <param name="WalrasGap">
/// Walras' law: what the world spends on final goods less what factors, tariffs, export taxes and stocks earn, over the
/// value added of the world. No equation of the search imposes it.
/// </param>
/// <param name="Uniqueness">Whether a theorem says that there is no other equilibrium.</param>
/// <param name="RealIncomeError">
/// Order of magnitude of the largest relative distance of a real income from that of the exact root: a Newton step from
/// the answer, to first order. An estimate, no bound. Null where the step was not found.
/// </param>
public sealed record Certificate(double WalrasGap, Uniqueness Uniqueness, double? RealIncomeError);
