namespace Entente.Data.Worlds;

/// <summary>One figure in which two worlds differ.</summary>
/// <param name="What">What it is.</param>
/// <param name="One">Its value in the first world.</param>
/// <param name="Other">Its value in the second.</param>
public sealed record WorldDifference(string What, double One, double Other)
{
    /// <summary>
    /// The largest differences of two worlds: value added, exports and imports by country, flows, quantities of energy and
    /// elasticities both
    /// have, and what only one of them has.
    /// </summary>
    /// <param name="one">The first world.</param>
    /// <param name="other">The second.</param>
    /// <param name="most">How many to list.</param>
    public static IReadOnlyList<WorldDifference> Between(World one, World other, int most)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return [.. Only(one, other).Concat(Common(one, other)).OrderByDescending(d => Math.Abs(d.One - d.Other)).Take(most)];
    }

    private static IEnumerable<WorldDifference> Only(World one, World other)
    {
        foreach (var country in one.Countries.Where(c => !other.TryCountry(c.Code, out _)))
            yield return new($"value added of {country.Code}", one.ValueAdded[one.Country(country.Code)], 0);
        foreach (var country in other.Countries.Where(c => !one.TryCountry(c.Code, out _)))
            yield return new($"value added of {country.Code}", 0, other.ValueAdded[other.Country(country.Code)]);
    }

    private static IEnumerable<WorldDifference> Common(World one, World other)
    {
        var countries = one
            .Countries.Where(c => other.TryCountry(c.Code, out _))
            .Select(c => (c.Code, A: one.Country(c.Code), B: other.Country(c.Code)))
            .ToList();
        var sectors = one
            .Sectors.Where(s => other.TrySector(s.Code, out _))
            .Select(s => (s.Code, A: one.Sector(s.Code), B: other.Sector(s.Code)))
            .ToList();
        foreach (var (code, a, b) in sectors.Where(s => one.Thetas[s.A] != other.Thetas[s.B]))
            yield return new($"theta of {code}", one.Thetas[a], other.Thetas[b]);
        foreach (var (code, a, b) in countries.Where(c => one.ValueAdded[c.A] != other.ValueAdded[c.B]))
            yield return new($"value added of {code}", one.ValueAdded[a], other.ValueAdded[b]);
        foreach (var n in countries)
            foreach (var i in countries)
                foreach (var j in sectors)
                    if (one.Trade[n.A, i.A, j.A] != other.Trade[n.B, i.B, j.B])
                        yield return new($"{i.Code} to {n.Code} in {j.Code}", one.Trade[n.A, i.A, j.A], other.Trade[n.B, i.B, j.B]);
                    else if (Quantity(one, n.A, i.A, j.A) is var a && Quantity(other, n.B, i.B, j.B) is var b && a != b)
                        yield return new($"{i.Code} to {n.Code} in {j.Code}, terajoules", a, b);
    }

    /// <summary>Terajoules of a flow; 0 where a world knows none.</summary>
    private static double Quantity(World world, int n, int i, int j) =>
        world.Energy is { } energy && energy.Carrier(j) is >= 0 and var c ? energy.Quantities[n, i, c] : 0;
}
