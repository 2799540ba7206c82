using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>How a measure is phased in along a path of years.</summary>
/// <param name="FromYear">The first year, from 1, in which any of it is taken.</param>
/// <param name="Parts">The parts that are taken in that year and those after it, 0 to 1; the last one holds from then on.</param>
/// <param name="Place">Where it is written.</param>
public sealed record PhaseIn(int FromYear, ImmutableArray<double> Parts, Place? Place = null)
{
    /// <summary>The part that is taken in a year; 0 before the first.</summary>
    public double At(int year) => year < FromYear ? 0 : Parts[Math.Min(year - FromYear, Parts.Length - 1)];
}
