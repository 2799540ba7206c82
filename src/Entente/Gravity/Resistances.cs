using System.Collections.Immutable;

namespace Entente.Gravity;

/// <summary>Multilateral resistances of structural gravity, as hats; the detail of its equilibria.</summary>
/// <param name="Inward">PHat_n: what buyers of n bear of the costs of trade, on average over sellers.</param>
/// <param name="Outward">PiHat_i: what sellers of i bear, on average over buyers.</param>
/// <param name="AddingUpGap">
/// How far purchases miss what countries spend, sum_i X'_ni against E'_n, the largest, relative to E'_n; rounding where adding up
/// is imposed.
/// </param>
public sealed record Resistances(ImmutableArray<double> Inward, ImmutableArray<double> Outward, double AddingUpGap);
