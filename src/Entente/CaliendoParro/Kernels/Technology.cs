using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Costs and shares of one country at a time as vector kernels, in logs; the plain equations are (2), (10), (12) and (17) to
/// (19). Rows are over sectors or goods of the country.
/// </summary>
internal abstract class Technology
{
    /// <summary>ln cHat_nj before productivity, equation (2).</summary>
    /// <param name="n">The country.</param>
    /// <param name="logV">ln vHat_nj.</param>
    /// <param name="logPrice">ln PHat_nj.</param>
    /// <param name="logCost">Receives ln cHat_nj.</param>
    public abstract void SetLogCosts(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost);

    /// <summary>
    /// Shares of cost and of final demand at these prices; to be called before they are asked for, and after <see
    /// cref="SetLogCosts"/> and <see cref="LogConsumerPrice"/> at the same prices.
    /// </summary>
    public abstract void SetShares(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice);

    /// <summary>ln of the price of final demand, equation (12).</summary>
    public abstract double LogConsumerPrice(int n, ReadOnlySpan<double> logPrice);

    /// <summary>gamma'_nkj, inputs k in rows, users j in columns; those of another country may take their place.</summary>
    public abstract ReadOnlySpan<double> CostShares(int n);

    /// <summary>gamma'_nj over sectors j.</summary>
    public abstract ReadOnlySpan<double> ValueAddedShares(int n);

    /// <summary>alpha'_nj over goods j.</summary>
    public abstract ReadOnlySpan<double> FinalShares(int n);

    /// <summary>X'_nk, equation (10): what is spent on inputs and finally.</summary>
    public virtual void SetSpending(int n, ReadOnlySpan<double> output, double income, Span<double> spending)
    {
        VectorKernels.Times(CostShares(n), output, spending);
        TensorPrimitives.MultiplyAdd(FinalShares(n), income, spending, spending);
    }

    /// <summary>The kernels that fit the elasticities.</summary>
    public static Technology Of(CounterfactualInputs given) =>
        given.Substitution.IsCobbDouglas ? new CobbDouglasTechnology(given) : new NestedTechnology(given);
}
