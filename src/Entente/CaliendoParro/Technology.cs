namespace Entente.CaliendoParro;

/// <summary>Costs and cost shares as vector kernels, in logs; the plain equations are (2), (12) and (17) to (19).</summary>
internal abstract class Technology
{
    /// <summary>ln cHat_nj before productivity.</summary>
    /// <param name="logV">ln vHat_nj.</param>
    /// <param name="logPrice">ln PHat_nj.</param>
    /// <param name="logCost">Receives ln cHat_nj.</param>
    public abstract void SetLogCosts(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost);

    /// <summary>Shares of cost and of final demand at these prices; to be called before they are asked for.</summary>
    public abstract void SetShares(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice);

    /// <summary>ln of the price of final demand in country n.</summary>
    public abstract double LogConsumerPrice(int n, ReadOnlySpan<double> logPrice);

    /// <summary>gamma'_nkj over users j.</summary>
    public abstract ReadOnlySpan<double> CostShares(int n, int k);

    /// <summary>gamma'_nj over sectors j.</summary>
    public abstract ReadOnlySpan<double> ValueAddedShares(int n);

    /// <summary>alpha'_nj over goods j.</summary>
    public abstract ReadOnlySpan<double> FinalShares(int n);

    /// <summary>The kernels that fit the elasticities.</summary>
    public static Technology Of(Circumstances given) =>
        given.Substitution.IsCobbDouglas ? new CobbDouglasTechnology(given.World) : new NestedTechnology(given);
}
