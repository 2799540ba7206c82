using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Costs and shares of all countries side by side as vector kernels, in logs; the plain equations are (2), (10), (12) and (17) to
/// (19). Arrays are by country n and sector or good j.
/// </summary>
internal abstract class Technology(CounterfactualInputs given)
{
    /// <summary>What it was made for.</summary>
    protected CounterfactualInputs Given { get; } = given;

    /// <summary>ln cHat_nj before productivity, equation (2).</summary>
    /// <param name="logV">ln vHat_nj.</param>
    /// <param name="logPrice">ln PHat_nj.</param>
    /// <param name="logCost">Receives ln cHat_nj.</param>
    public abstract void SetLogCosts(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost);

    /// <summary>
    /// Shares of cost and of final demand at these prices; to be called before they are asked for, and after <see
    /// cref="SetLogCosts"/> and <see cref="SetConsumerPrices"/> at the same prices.
    /// </summary>
    public abstract void SetShares(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice);

    /// <summary>PHat_n, the price of final demand, equation (12).</summary>
    public abstract void SetConsumerPrices(ReadOnlySpan<double> logPrice, Span<double> consumerPrices);

    /// <summary>gamma'_nkj, inputs k in rows, users j in columns; those of another country may take their place.</summary>
    public abstract ReadOnlySpan<double> CostShares(int n);

    /// <summary>gamma'_nj.</summary>
    public abstract ReadOnlySpan<double> ValueAddedShares { get; }

    /// <summary>alpha'_nj.</summary>
    public abstract ReadOnlySpan<double> FinalShares { get; }

    /// <summary>X'_nk, equation (10): what is spent on inputs and finally.</summary>
    /// <param name="output">Y'_nj.</param>
    /// <param name="income">I'_n.</param>
    /// <param name="spending">Receives X'_nk.</param>
    public virtual void SetSpending(ReadOnlySpan<double> output, ReadOnlySpan<double> income, Span<double> spending)
    {
        var goods = spending.Length / income.Length;
        for (var n = 0; n < income.Length; n++)
            VectorKernels.Times(CostShares(n), output.Slice(n * goods, goods), spending.Slice(n * goods, goods));
        AddFinal(income, spending);
    }

    /// <summary>Adds what is spent finally.</summary>
    protected void AddFinal(ReadOnlySpan<double> income, Span<double> spending)
    {
        var goods = spending.Length / income.Length;
        for (var n = 0; n < income.Length; n++)
        {
            var of = spending.Slice(n * goods, goods);
            TensorPrimitives.MultiplyAdd(FinalShares.Slice(n * goods, goods), income[n], of, of);
        }
    }

    /// <summary>The kernels that fit the elasticities.</summary>
    /// <param name="given">The data and what changes.</param>
    /// <param name="before">Those of another question, which serve where nothing they read is otherwise; null: none.</param>
    public static Technology Of(CounterfactualInputs given, Technology? before = null) =>
        before is not null && IsLike(before.Given, given) ? before
        : given.Substitution.IsCobbDouglas ? new CobbDouglasTechnology(given)
        : new NestedTechnology(given);

    /// <summary>Measures matter to users by what they take off the market for good alone.</summary>
    private static bool IsLike(CounterfactualInputs one, CounterfactualInputs other) =>
        one.World == other.World
        && one.Substitution == other.Substitution
        && IsWhole(one.Supply)
        && IsWhole(other.Supply);

    private static bool IsWhole(Supply supply) => supply is { AllAvailable: true, AnyClosed: false };

    /// <summary>Where something is so of a cell.</summary>
    internal static int[] Places(ReadOnlySpan<double> cells, Predicate<double> isSo)
    {
        var places = new List<int>();
        for (var at = 0; at < cells.Length; at++)
            if (isSo(cells[at]))
                places.Add(at);
        return [.. places];
    }

    /// <summary>The same row for every country.</summary>
    internal static double[] ForEach(int countries, ReadOnlySpan<double> row)
    {
        var all = new double[countries * row.Length];
        for (var n = 0; n < countries; n++)
            row.CopyTo(all.AsSpan(n * row.Length));
        return all;
    }
}
