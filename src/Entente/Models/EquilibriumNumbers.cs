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

    /// <summary>Null where the model has none.</summary>
    public Resistances? Resistances { get; init; }
}

/// <summary>Multilateral resistances of structural gravity, as hats.</summary>
/// <param name="Inward">PHat_n: what buyers of n bear of the costs of trade, on average over sellers.</param>
/// <param name="Outward">PiHat_i: what sellers of i bear, on average over buyers.</param>
/// <param name="AddingUpGap">How far purchases miss what countries spend, sum_i X'_ni against E'_n, the largest, relative to E'_n; rounding where adding up is imposed.</param>
public sealed record Resistances(ImmutableArray<double> Inward, ImmutableArray<double> Outward, double AddingUpGap);
