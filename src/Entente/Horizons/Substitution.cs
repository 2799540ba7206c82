using System.Collections.Immutable;

namespace Entente.Horizons;

/// <summary>
/// Elasticities of substitution of a nested CES technology, by using sector j, and of final demand. 1 is Cobb-Douglas,
/// 0 fixed proportions (Leontief). A user combines value added and intermediates; intermediates are energy and other
/// inputs; energy is made of fuels, other inputs of goods. Households combine energy and other goods the same way.
/// </summary>
public sealed record Substitution
{
    /// <summary>Which goods are energy; the fuels of the energy nest.</summary>
    public required ImmutableArray<bool> IsEnergy { get; init; }

    /// <summary>Between value added and intermediates; &gt;= 0.</summary>
    public required ImmutableArray<double> ValueAdded { get; init; }

    /// <summary>Between energy and other inputs; &gt;= 0.</summary>
    public required ImmutableArray<double> Energy { get; init; }

    /// <summary>Among energy goods; &gt;= 0.</summary>
    public required ImmutableArray<double> Fuels { get; init; }

    /// <summary>Among other inputs; &gt;= 0.</summary>
    public required ImmutableArray<double> Inputs { get; init; }

    /// <summary>Among factors of production; &gt;= 0.</summary>
    public required ImmutableArray<double> Factors { get; init; }

    /// <summary>Between energy and other goods in final demand; &gt;= 0.</summary>
    public double FinalEnergy { get; init; } = 1;

    /// <summary>Among energy goods in final demand; &gt;= 0.</summary>
    public double FinalFuels { get; init; } = 1;

    /// <summary>Among other goods in final demand; &gt;= 0.</summary>
    public double Final { get; init; } = 1;

    /// <summary>Whether every nest is Cobb-Douglas.</summary>
    public bool IsCobbDouglas =>
        FinalEnergy == 1
        && FinalFuels == 1
        && Final == 1
        && new[] { ValueAdded, Energy, Fuels, Inputs, Factors }.All(nest => nest.All(sigma => sigma == 1));

    /// <summary>All elasticities equal to 1, energy told apart or not.</summary>
    public static Substitution CobbDouglas(int sectors) => Uniform([.. new bool[sectors]], 1);

    /// <summary>One elasticity in every nest.</summary>
    public static Substitution Uniform(ImmutableArray<bool> isEnergy, double sigma)
    {
        ImmutableArray<double> all = [.. Enumerable.Repeat(sigma, isEnergy.Length)];
        return new Substitution
        {
            IsEnergy = isEnergy,
            ValueAdded = all,
            Energy = all,
            Fuels = all,
            Inputs = all,
            Factors = all,
            FinalEnergy = sigma,
            FinalFuels = sigma,
            Final = sigma,
        };
    }

    internal void RequireShape(int sectors)
    {
        if (IsEnergy.Length != sectors)
            throw new ArgumentException($"{IsEnergy.Length} marks of energy for {sectors} sectors.");
        foreach (var nest in new[] { ValueAdded, Energy, Fuels, Inputs, Factors, [FinalEnergy, FinalFuels, Final] })
            if (nest.Any(sigma => !(sigma >= 0 && double.IsFinite(sigma))))
                throw new ArgumentException("An elasticity of substitution that is not a finite number, 0 or more.");
        if (new[] { ValueAdded, Energy, Fuels, Inputs, Factors }.Any(nest => nest.Length != sectors))
            throw new ArgumentException("One elasticity per sector is needed in every nest.");
    }
}
