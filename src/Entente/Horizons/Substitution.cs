using System.Collections.Immutable;

namespace Entente.Horizons;

/// <summary>
/// Elasticities of substitution of a nested CES technology, by using sector j, and of final demand. 1 is Cobb-Douglas,
/// 0 fixed proportions (Leontief). A user combines value added and intermediates; intermediates are energy and other
/// inputs; energy is made of fuels, other inputs of goods; power of several sources is one of the fuels. Households combine
/// energy and other goods the same way.
/// </summary>
public sealed record Substitution
{
    /// <summary>Which goods are energy; the fuels of the energy nest.</summary>
    public required ImmutableArray<bool> IsEnergy { get; init; }

    /// <summary>Which of the energy goods are power, the same thing from several sources; empty: none, and no such nest.</summary>
    public ImmutableArray<bool> IsPower { get; init; } = [];

    /// <summary>Between value added and intermediates; &gt;= 0.</summary>
    public required ImmutableArray<double> ValueAdded { get; init; }

    /// <summary>Between energy and other inputs; &gt;= 0.</summary>
    public required ImmutableArray<double> Energy { get; init; }

    /// <summary>Among energy goods; &gt;= 0.</summary>
    public required ImmutableArray<double> Fuels { get; init; }

    /// <summary>Among sources of power; &gt;= 0; empty where there is no power.</summary>
    public ImmutableArray<double> Power { get; init; } = [];

    /// <summary>Among other inputs; &gt;= 0.</summary>
    public required ImmutableArray<double> Inputs { get; init; }

    /// <summary>Among factors of production; &gt;= 0.</summary>
    public required ImmutableArray<double> Factors { get; init; }

    /// <summary>Between energy and other goods in final demand; &gt;= 0.</summary>
    public double FinalEnergy { get; init; } = 1;

    /// <summary>Among energy goods in final demand; &gt;= 0.</summary>
    public double FinalFuels { get; init; } = 1;

    /// <summary>Among sources of power in final demand; &gt;= 0.</summary>
    public double FinalPower { get; init; } = 1;

    /// <summary>Among other goods in final demand; &gt;= 0.</summary>
    public double Final { get; init; } = 1;

    /// <summary>Whether power of several sources is a nest of its own.</summary>
    public bool HasPower => IsPower.Contains(true);

    /// <summary>Whether every nest is Cobb-Douglas.</summary>
    public bool IsCobbDouglas =>
        FinalEnergy == 1
        && FinalFuels == 1
        && Final == 1
        && (!HasPower || (FinalPower == 1 && Power.All(sigma => sigma == 1)))
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

    /// <summary>The nests of what sector j buys as inputs.</summary>
    internal Nests OfUser(int j) => new(IsEnergy, IsPower, HasPower ? Power[j] : 1, Fuels[j], Inputs[j], Energy[j]);

    /// <summary>The nests of final demand.</summary>
    internal Nests OfHouseholds => new(IsEnergy, IsPower, FinalPower, FinalFuels, Final, FinalEnergy);

    internal void RequireShape(int sectors)
    {
        if (IsEnergy.Length != sectors)
            throw new ArgumentException($"{IsEnergy.Length} marks of energy for {sectors} sectors.");
        if (!IsPower.IsEmpty && (IsPower.Length != sectors || Power.Length != sectors))
            throw new ArgumentException($"{IsPower.Length} marks of power and {Power.Length} elasticities for {sectors} sectors.");
        if (IsPower.Where((isPower, k) => isPower && !IsEnergy[k]).Any())
            throw new ArgumentException("Power that is not energy.");
        foreach (var nest in new[] { ValueAdded, Energy, Fuels, Power, Inputs, Factors, [FinalEnergy, FinalFuels, FinalPower, Final] })
            if (nest.Any(sigma => !(sigma >= 0 && double.IsFinite(sigma))))
                throw new ArgumentException("An elasticity of substitution that is not a finite number, 0 or more.");
        if (new[] { ValueAdded, Energy, Fuels, Inputs, Factors }.Any(nest => nest.Length != sectors))
            throw new ArgumentException("One elasticity per sector is needed in every nest.");
    }
}

/// <summary>Goods that one user buys together, and how they stand in for one another.</summary>
/// <param name="IsEnergy">Which of them are energy.</param>
/// <param name="IsPower">Which of these are power; empty: none.</param>
/// <param name="Power">Elasticity among sources of power.</param>
/// <param name="Fuels">Elasticity among energy goods, power being one of them.</param>
/// <param name="Others">Elasticity among the others.</param>
/// <param name="Between">Elasticity between energy and the others.</param>
internal readonly record struct Nests(
    ImmutableArray<bool> IsEnergy,
    ImmutableArray<bool> IsPower,
    double Power,
    double Fuels,
    double Others,
    double Between
)
{
    /// <summary>Whether good k is power.</summary>
    public bool HoldsPower(int k) => !IsPower.IsEmpty && IsPower[k];
}
