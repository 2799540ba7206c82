using System.Collections.Immutable;

namespace Entente.Horizons;

/// <summary>How a factor moves between the sectors of its country, and whether it can be out of work.</summary>
/// <param name="Kappa">
/// Shape of the Roy model (Galle, Rodriguez-Clare and Yi 2023): positive infinity moves freely, so that one price rules
/// in the country; 1 is stuck where it is; in between, the more is earned in a sector the more of it moves there. From 1 to 1000,
/// or infinite.
/// </param>
/// <param name="RealFloor">
/// Its price over the price of final demand cannot fall below this multiple of what it was; what finds no use at that price earns
/// nothing. 0: no floor; at most 1.
/// </param>
public readonly record struct Mobility(double Kappa, double RealFloor = 0)
{
    /// <summary>One price in the country.</summary>
    public static Mobility Mobile => new(double.PositiveInfinity);

    /// <summary>Fixed by sector.</summary>
    public static Mobility Stuck => new(1);

    /// <summary>Whether one price rules in the country.</summary>
    public bool IsMobile => double.IsPositiveInfinity(Kappa);
}

/// <summary>How far producers, households and factors can adjust; trade elasticities belong to the world.</summary>
public sealed record Behaviour
{
    /// <summary>The model of Caliendo and Parro (2015): Cobb-Douglas throughout, value added one factor that moves freely.</summary>
    public static Behaviour LongRun { get; } = new();

    /// <summary>Elasticities of substitution; null: all 1.</summary>
    public Substitution? Substitution { get; init; }

    /// <summary>Mobility of each factor of the world, in its order; empty: value added is one factor that moves freely.</summary>
    public ImmutableArray<Mobility> Factors { get; init; } = [];

    /// <summary>Whether the factors that move freely are one: where capital has had the time to follow labour.</summary>
    public bool JoinsMobile { get; init; }

    /// <summary>
    /// What delivery over a line that lies idle in the data costs beyond what its users pay there, as a part of it; &gt; 0.
    /// </summary>
    public double LinePremium { get; init; } = 0.25;

    /// <summary>The part of the rent of a full line that goes to the importing country, the rest to the exporting one.</summary>
    public double LineRentToImporter { get; init; } = 1;

    /// <summary>The factors told apart, and how each moves.</summary>
    internal (ImmutableArray<Factor> Factors, ImmutableArray<Mobility> Mobility) Apart(World world)
    {
        if (Factors.IsEmpty)
            return ([new Factor("value added", Table.Filled(world.Countries.Length, world.Sectors.Length, 1))], [Mobility.Mobile]);
        if (!JoinsMobile)
            return (world.Factors, Factors);
        var mobile = world.Factors.Where((_, f) => Factors[f].IsMobile).ToList();
        var joined = new Factor(
            string.Join(" and ", mobile.Select(f => f.Name)),
            Table.Create(world.Countries.Length, world.Sectors.Length, (n, j) => mobile.Sum(f => f.Shares[n, j]))
        );
        return (
            [joined, .. world.Factors.Where((_, f) => !Factors[f].IsMobile)],
            [Mobility.Mobile, .. Factors.Where(f => !f.IsMobile)]
        );
    }

    /// <summary>The factors of the world, by position, that the factor at a position among those told apart is made of.</summary>
    internal ImmutableArray<int> PartsOf(World world, int f)
    {
        var all = Enumerable.Range(0, world.Factors.Length);
        return Factors.IsEmpty ? [.. all]
            : !JoinsMobile ? [f]
            : f == 0 ? [.. all.Where(p => Factors[p].IsMobile)]
            : [all.Where(p => !Factors[p].IsMobile).ElementAt(f - 1)];
    }

    internal void RequireShape(World world)
    {
        Substitution?.RequireShape(world.Sectors.Length);
        if (!Factors.IsEmpty && Factors.Length != world.Factors.Length)
            throw new ArgumentException($"{Factors.Length} mobilities for {world.Factors.Length} factors.");
        if (Factors.Any(f => !(f.Kappa is >= 1 and <= 1000 || f.IsMobile) || !(f.RealFloor is >= 0 and <= 1)))
            throw new ArgumentException("A mobility is from 1 to 1000 or infinite, a floor from 0 to 1.");
        if (!(LinePremium > 0 && double.IsFinite(LinePremium)) || !(LineRentToImporter is >= 0 and <= 1))
            throw new ArgumentException("A premium is above 0, a part of a rent from 0 to 1.");
        if (JoinsMobile && (!Factors.Any(f => f.IsMobile) || Factors.Any(f => f.IsMobile && f.RealFloor > 0)))
            throw new ArgumentException("Factors that move freely are one only where there are some, and none has a floor.");
    }
}
