using System.Collections.Immutable;

namespace Entente.Games.Uncertainty;

/// <summary>
/// Six places of pressure and retaliation that a number of a drawn game is solved at, and what it is elsewhere: parabolas along both, and
/// what both together add growing with their product.
/// </summary>
internal static class LeverPlaces
{
    /// <summary>At rest, half and full pressure, half and full retaliation, both full.</summary>
    public static readonly ImmutableArray<(double Pressure, double Retaliation)> All =
        [(0, 0), (0.5, 0), (1, 0), (0, 0.5), (0, 1), (1, 1)];

    /// <summary>The number at a pressure and a retaliation.</summary>
    /// <param name="v">What it is at the places, in their order.</param>
    /// <param name="pressure">From 0 to 1.</param>
    /// <param name="retaliation">From 0 to 1.</param>
    public static double Between(ReadOnlySpan<double> v, double pressure, double retaliation) =>
        Parabola(v[0], v[1], v[2], pressure)
        + Parabola(v[0], v[3], v[4], retaliation)
        - v[0]
        + pressure * retaliation * (v[5] - v[2] - v[4] + v[0]);

    /// <summary>The parabola through values at 0, a half and 1.</summary>
    public static double Parabola(double at0, double atHalf, double at1, double x) =>
        at0 * (1 - x) * (1 - 2 * x) + atHalf * 4 * x * (1 - x) + at1 * x * (2 * x - 1);
}
