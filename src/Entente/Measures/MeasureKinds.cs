using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// A set of kinds of measures. Immutable: a set with one more is another set, and whoever reads or reports is handed one.
/// </summary>
public sealed class MeasureKinds
{
    private readonly ImmutableDictionary<string, MeasureKind> byName;
    private readonly ImmutableDictionary<Type, MeasureKind> byType;

    private MeasureKinds(ImmutableArray<MeasureKind> all)
    {
        All = all;
        byName = all.ToImmutableDictionary(kind => kind.Name, StringComparer.Ordinal);
        byType = all.ToImmutableDictionary(kind => kind.Type);
    }

    /// <summary>The kinds that come with Entente.</summary>
    public static MeasureKinds BuiltIn { get; } =
        new([
            Tariff.Kind,
            TariffTable.Kind,
            TradeCost.Kind,
            TradeCostTable.Kind,
            Embargo.Kind,
            FlowReduction.Kind,
            EstimatedEffect.Kind,
            ExportTax.Kind,
            Productivity.Kind,
            CapitalLoss.Kind,
            Transfer.Kind,
            BurdenSharing.Kind,
            QuantityLimits.Kind,
            Stocks.Kind,
            NewRoute.Kind,
            GravityCovariate.Kind,
            PriceCaps.Kind,
            Diversion.Kind,
            SecondarySanctions.Kind,
            TradeFinance.Kind,
            AidWithdrawn.Kind,
            Remittances.Kind,
            Travel.Kind,
        ]);

    /// <summary>All kinds, in the order in which they were declared.</summary>
    public ImmutableArray<MeasureKind> All { get; }

    /// <summary>The set with one kind more.</summary>
    /// <exception cref="ArgumentException">Its name or its type is taken.</exception>
    public MeasureKinds With(MeasureKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return byName.ContainsKey(kind.Name) || byType.ContainsKey(kind.Type)
            ? throw new ArgumentException($"There is a kind '{kind.Name}', or one of {kind.Type.Name}, already.", nameof(kind))
            : new(All.Add(kind));
    }

    /// <summary>The kind of a name; null: there is none.</summary>
    public MeasureKind? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The kind of a measure; null where it is of none.</summary>
    public MeasureKind? Of(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return byType.GetValueOrDefault(measure.GetType());
    }
}
