using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Scenarios;

/// <summary>The path of a case on a world, ready to be solved.</summary>
/// <param name="Path">The path as written.</param>
/// <param name="Years">Its years, in order.</param>
/// <param name="Capital">Position of the factor of the world that is accumulated; null: none is.</param>
public sealed record ResolvedPath(CasePath Path, ImmutableArray<ResolvedYear> Years, int? Capital);

/// <summary>A year of a path.</summary>
/// <param name="Year">From 1.</param>
/// <param name="Horizon">The horizon, or between which two it lies, for people.</param>
/// <param name="World">The world with the trade elasticities of the year.</param>
/// <param name="Behaviour">How far everybody adjusts in it.</param>
/// <param name="Measures">The measures in force, each to the part that is taken.</param>
public sealed record ResolvedYear(int Year, string Horizon, World World, Behaviour Behaviour, ImmutableArray<Measure> Measures);
