using System.Collections.Immutable;

namespace Entente.Models;

/// <summary>The numbers of an equilibrium, whichever model found them; <see cref="Equilibrium"/> says what each is.</summary>
internal sealed record EquilibriumNumbers
{
    public required ImmutableArray<Table> FactorPrices { get; init; }

    public required ImmutableArray<Table> Employment { get; init; }

    public ImmutableArray<double> Wedges { get; init; } = [];

    public ImmutableArray<double> Drawn { get; init; } = [];

    public ImmutableArray<double> LimitedQuantities { get; init; } = [];

    public required Table Prices { get; init; }

    public required Table UnitCosts { get; init; }

    public required Table ValueAddedShares { get; init; }

    public required Cube CostShares { get; init; }

    public required Table FinalShares { get; init; }

    public required Cube TradeShares { get; init; }

    public required Cube Tariffs { get; init; }

    public required Cube Trade { get; init; }

    public required Table Expenditure { get; init; }

    public required Table Output { get; init; }

    public required Table ValueAdded { get; init; }

    public required ImmutableArray<double> TariffRevenue { get; init; }

    public required ImmutableArray<double> ExportTaxRevenue { get; init; }

    public required ImmutableArray<double> Income { get; init; }

    public required ImmutableArray<double> ConsumerPrices { get; init; }

    public required ImmutableArray<double> Deficits { get; init; }

    public required ImmutableArray<double> Transfers { get; init; }

    /// <summary>WHat_nf: what each factor earns where it works, one row a factor.</summary>
    public required ImmutableArray<ImmutableArray<double>> FactorReturns { get; init; }

    /// <summary>What the model has to say beyond this, of a type of its own; null where it has nothing.</summary>
    public object? Detail { get; init; }
}
