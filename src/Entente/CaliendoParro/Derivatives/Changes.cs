namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// What follows from small changes of the unknowns and from what is done directly: logarithms of prices, values of the rest.
/// </summary>
internal sealed class Changes(int countries, int cells)
{
    /// <summary>d ln of the price of each market's factor.</summary>
    public double[] FactorPrices { get; set; } = [];

    /// <summary>d ln of what each market's factor earns.</summary>
    public double[] Offers { get; set; } = [];

    /// <summary>d ln vHat_nj.</summary>
    public double[] ValueAddedPrices { get; set; } = [];

    /// <summary>d ln PHat_nj.</summary>
    public double[] Prices { get; } = new double[cells];

    /// <summary>sum_k gamma'_nkj d ln PHat_nk.</summary>
    public double[] InputPrices { get; } = new double[cells];

    /// <summary>d ln PHat_n.</summary>
    public double[] ConsumerPrices { get; } = new double[countries];

    /// <summary>d ln cHat_nj.</summary>
    public double[] Costs { get; set; } = [];

    /// <summary>d Y'_nj.</summary>
    public double[] Output { get; } = new double[cells];

    /// <summary>d X'_nj.</summary>
    public double[] Spending { get; } = new double[cells];

    /// <summary>d B_nj.</summary>
    public double[] Purchases { get; } = new double[cells];

    /// <summary>d of sales of (i, j), at producer prices.</summary>
    public double[] Sold { get; } = new double[cells];

    /// <summary>d of purchases of n at border prices, its own included.</summary>
    public double[] Imports { get; } = new double[countries];

    /// <summary>d of sales of n at border prices, those to itself included.</summary>
    public double[] Exports { get; } = new double[countries];

    /// <summary>d R'_n.</summary>
    public double[] Tariffs { get; } = new double[countries];

    /// <summary>d E'_n.</summary>
    public double[] Taxes { get; } = new double[countries];

    /// <summary>d of what the factors of n earn.</summary>
    public double[] Earned { get; } = new double[countries];

    /// <summary>d of what n earns itself.</summary>
    public double[] Own { get; } = new double[countries];

    /// <summary>d I'_n.</summary>
    public double[] Income { get; } = new double[countries];

    /// <summary>d s by stock.</summary>
    public double[] Drawings { get; set; } = [];
}
