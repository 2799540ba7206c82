using System.Collections.Immutable;
using Entente.Horizons;

namespace Entente.Testing;

/// <summary>Seeded behaviours.</summary>
internal static class Behaviours
{
    /// <summary>Every elasticity its own, by sector, from 0 to 2; factors stuck, partly mobile or mobile.</summary>
    public static Behaviour Random(World world, int seed, double most = 2)
    {
        var random = new Random(seed);
        ImmutableArray<double> Elasticities() => [.. world.Sectors.Select(_ => random.Next(6) == 0 ? 0 : most * random.NextDouble())];
        return new Behaviour
        {
            Substitution = Substitution.CobbDouglas(world.Sectors.Length) with
            {
                IsEnergy = [.. world.Sectors.Select((_, j) => j % 3 == 0)],
                ValueAdded = Elasticities(),
                Energy = Elasticities(),
                Fuels = Elasticities(),
                Inputs = Elasticities(),
                // Prices of factors that are stuck together in fixed proportions are not determined.
                Factors = [.. world.Sectors.Select(_ => 0.3 + most * random.NextDouble())],
                Final = most * random.NextDouble(),
                FinalEnergy = most * random.NextDouble(),
                FinalFuels = most * random.NextDouble(),
            },
            Factors =
            [
                .. world.Factors.Select(
                    (_, f) =>
                        random.Next(3) switch
                        {
                            0 => new Mobility(1, 0.05),
                            1 => new Mobility(1 + 3 * random.NextDouble(), 0.05),
                            _ => Mobility.Mobile,
                        }
                ),
            ],
        };
    }

    /// <summary>
    /// The same behaviour with power of several sources: the first energy goods, each user with an elasticity of its own.
    /// </summary>
    public static Behaviour WithPower(Behaviour behaviour, int seed, int sources = 2, double most = 12)
    {
        var (random, sigma) = (new Random(seed), behaviour.Substitution!);
        var energy = Enumerable.Range(0, sigma.IsEnergy.Length).Where(j => sigma.IsEnergy[j]).Take(sources).ToHashSet();
        return behaviour with
        {
            Substitution = sigma with
            {
                IsPower = [.. sigma.IsEnergy.Select((_, j) => energy.Contains(j))],
                Power = [.. sigma.IsEnergy.Select(_ => most * random.NextDouble())],
                FinalPower = most * random.NextDouble(),
            },
        };
    }

    /// <summary>One elasticity in every nest; all factors alike.</summary>
    public static Behaviour Uniform(World world, double sigma, Mobility mobility) =>
        new()
        {
            Substitution = Substitution.Uniform([.. world.Sectors.Select((_, j) => j % 3 == 0)], sigma),
            Factors = [.. world.Factors.Select(_ => mobility)],
        };
}
