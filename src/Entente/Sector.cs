using System.Collections.Immutable;

namespace Entente;

/// <summary>A sector j of the world.</summary>
/// <param name="Code">Short code, unique within the world, compared exactly.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Tags">Words that scenarios may use for groups of sectors, e.g. <c>goods</c>, <c>energy</c>.</param>
/// <param name="Theta">Trade elasticity theta_j &gt; 0: trade shares respond to costs with exponent -theta.</param>
public sealed record Sector(string Code, string Name, ImmutableArray<string> Tags, double Theta);
