using System.Collections.Immutable;

namespace Entente.Models;

/// <summary>
/// The numbers of an equilibrium, whichever model found them. Hats are relative to the data, levels in the unit of the world at
/// the prices of the model's numeraire. Axes: importer n, exporter i, sector j, input k, factor f. Immutable. A model hands them
/// to <see cref="Equilibrium.Of"/>, which judges them.
/// </summary>
public sealed record EquilibriumNumbers
{
    /// <summary>wHat_njf: prices of factors by sector (n, j), one table a factor.</summary>
    public required ImmutableArray<Table> FactorPrices { get; init; }

    /// <summary>u_njf: the part of each factor that finds work, by sector (n, j), one table a factor; 0 to 1.</summary>
    public required ImmutableArray<Table> Employment { get; init; }

    /// <summary>
    /// omega: by limit of the question, by line and by cap on a price, what users pay over what sellers ask for; at least 1. None
    /// unless said.
    /// </summary>
    public ImmutableArray<double> Wedges { get; init; } = [];

    /// <summary>By stock of the question, what is drawn, at baseline prices. None unless said.</summary>
    public ImmutableArray<double> Drawn { get; init; } = [];

    /// <summary>q: the same way, the quantity at baseline prices, for a cap the seller's price. None unless said.</summary>
    public ImmutableArray<double> LimitedQuantities { get; init; } = [];

    /// <summary>PHat_nj: purchasers' prices of the composite goods (n, j).</summary>
    public required Table Prices { get; init; }

    /// <summary>cHat_ij: unit costs (i, j).</summary>
    public required Table UnitCosts { get; init; }

    /// <summary>gamma'_nj: shares of value added in cost (n, j).</summary>
    public required Table ValueAddedShares { get; init; }

    /// <summary>gamma'_nkj: shares of input k in the cost of j (n, k, j).</summary>
    public required Cube CostShares { get; init; }

    /// <summary>alpha'_nj: shares in final demand (n, j); add up to 1.</summary>
    public required Table FinalShares { get; init; }

    /// <summary>pi'_nij: shares of suppliers (n, i, j); add up to 1 over i.</summary>
    public required Cube TradeShares { get; init; }

    /// <summary>tau'_nij: ad-valorem rates (n, i, j).</summary>
    public required Cube Tariffs { get; init; }

    /// <summary>M'_nij: flows at producer prices (n, i, j).</summary>
    public required Cube Trade { get; init; }

    /// <summary>The least of these flows, where it is known before they are; null: look.</summary>
    internal double? LeastFlow { get; init; }

    /// <summary>sum_j M'_nij (n, i), where it is known before the flows are; null: add them up.</summary>
    internal Table? BilateralTrade { get; init; }

    /// <summary>X'_nj: purchases at purchasers' prices (n, j).</summary>
    public required Table Expenditure { get; init; }

    /// <summary>Y'_nj: sales (n, j).</summary>
    public required Table Output { get; init; }

    /// <summary>gamma'_nj Y'_nj: value added (n, j).</summary>
    public required Table ValueAdded { get; init; }

    /// <summary>R'_n: tariff revenue.</summary>
    public required ImmutableArray<double> TariffRevenue { get; init; }

    /// <summary>E'_n: revenue of export taxes.</summary>
    public required ImmutableArray<double> ExportTaxRevenue { get; init; }

    /// <summary>G'_n: earned from the trade of others less what others earn from one's sales; empty where nobody does.</summary>
    public ImmutableArray<double> Margins { get; init; } = [];

    /// <summary>
    /// F'_n: what is paid to owners abroad less than in the data, less what is received less; empty where none are named.
    /// </summary>
    public ImmutableArray<double> ProfitsKept { get; init; } = [];

    /// <summary>I'_n: income.</summary>
    public required ImmutableArray<double> Income { get; init; }

    /// <summary>PHat_n: price of final demand.</summary>
    public required ImmutableArray<double> ConsumerPrices { get; init; }

    /// <summary>D'_n: imports less exports, lump sums apart; add up to zero.</summary>
    public required ImmutableArray<double> Deficits { get; init; }

    /// <summary>Lump sums received.</summary>
    public required ImmutableArray<double> Transfers { get; init; }

    /// <summary>WHat_nf: what each factor earns where it works, one row a factor.</summary>
    public required ImmutableArray<ImmutableArray<double>> FactorReturns { get; init; }

    /// <summary>What the model has to say beyond this, of a type of its own; null where it has nothing.</summary>
    public object? Detail { get; init; }
}
