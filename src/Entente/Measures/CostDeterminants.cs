using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// What the costs of trade of a world were fitted to: variables of pairs of countries, such as a common border or an agreement.
/// Immutable.
/// </summary>
public abstract class CostDeterminants
{
    /// <summary>Names of the variables.</summary>
    public abstract ImmutableArray<string> Variables { get; }

    /// <summary>x_nik: the variable at position k for sales of i to n.</summary>
    public abstract double Value(int n, int i, int k);

    /// <summary>By what factor the iceberg cost changes when the variable at position k changes by so much; &gt; 0.</summary>
    public abstract double CostFactor(int k, double change);
}
