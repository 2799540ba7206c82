namespace Entente.Estimation.GeneralEquilibrium;

/// <summary>
/// Structural gravity of one sector as an estimation leaves it: X_ij = u_i exp(tau_ij) v_j, tau_ij = g_ij + sum over k of b_k z_ijk, with
/// sales Y_i and purchases E_j of each country. Exporter i, importer j; tables row by row. Yotov, Piermartini, Monteiro and Larch (2016),
/// "An Advanced Guide to Trade Policy Analysis: The Structural Gravity Model", chapter 2.
/// </summary>
public sealed record GravityEconomy
{
    /// <summary>The countries, in order.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Y_i: what each sells; above 0.</summary>
    public required double[] Output { get; init; }

    /// <summary>E_j: what each buys; above 0, the same in all as is sold.</summary>
    public required double[] Expenditure { get; init; }

    /// <summary>g_ij: the part of the index of a pair that is given; minus infinity where there is no trade.</summary>
    public required double[] Given { get; init; }

    /// <summary>z_ijk before, by variable.</summary>
    public required IReadOnlyList<double[]> Before { get; init; }

    /// <summary>z_ijk after, by variable.</summary>
    public required IReadOnlyList<double[]> After { get; init; }

    /// <summary>b_k.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>Elasticity of substitution; above 1.</summary>
    public required double Sigma { get; init; }

    /// <summary>The importer whose inward resistance is 1.</summary>
    public int Reference { get; init; }

    /// <summary>How many countries there are.</summary>
    public int Count => Countries.Count;

    /// <summary>tau_ij.</summary>
    /// <param name="variables"><see cref="Before"/> or <see cref="After"/>.</param>
    internal double[] Index(IReadOnlyList<double[]> variables)
    {
        var index = (double[])Given.Clone();
        for (var k = 0; k < Coefficients.Length; k++)
            for (var pair = 0; pair < index.Length; pair++)
                index[pair] += Coefficients[k] * variables[k][pair];
        return index;
    }
}

/// <summary>What a change of trade costs does to each country.</summary>
public sealed record GravityEffects
{
    /// <summary>Largest gap of what is sold and bought, relative, of all three situations.</summary>
    public required double Residual { get; init; }

    /// <summary>Exports before, X_i: sales to others.</summary>
    public required double[] ExportsBefore { get; init; }

    /// <summary>
    /// Pi_i^(1 - sigma) before, Y_i E_R / u_i with v_R = 1: outward resistance as the fixed effects of an estimation give it.
    /// </summary>
    public required double[] OutwardBefore { get; init; }

    /// <summary>P_j^(1 - sigma) before, E_j / (v_j E_R).</summary>
    public required double[] InwardBefore { get; init; }

    /// <summary>Changes in logarithms, by outcome.</summary>
    public required IReadOnlyDictionary<GravityOutcome, double[]> Changes { get; init; }

    /// <summary>An outcome in per cent.</summary>
    public double[] Percent(GravityOutcome outcome) => [.. Changes[outcome].Select(change => 100 * (Math.Exp(change) - 1))];
}

/// <summary>What is told of each country.</summary>
public enum GravityOutcome
{
    /// <summary>Exports at given output and expenditure.</summary>
    ConditionalExports,

    /// <summary>Outward resistance at given output and expenditure.</summary>
    ConditionalOutward,

    /// <summary>Inward resistance at given output and expenditure.</summary>
    ConditionalInward,

    /// <summary>Exports in full general equilibrium.</summary>
    FullExports,

    /// <summary>Outward resistance in full general equilibrium.</summary>
    FullOutward,

    /// <summary>Inward resistance in full general equilibrium, which is the price of what is bought.</summary>
    FullInward,

    /// <summary>Price at the factory gate, which is that of output.</summary>
    FullPrice,

    /// <summary>Real output: the price at the factory gate over inward resistance.</summary>
    FullRealOutput,
}
