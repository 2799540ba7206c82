using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Batches;

/// <summary>A number of a measure that a sweep may vary, by the words of scenario files.</summary>
/// <param name="Kind">Kind of the measure.</param>
/// <param name="Key">Its key.</param>
/// <param name="Measure">The type that has it.</param>
/// <param name="With">The measure with another number.</param>
internal sealed record MeasureNumber(string Kind, string Key, Type Measure, Func<Measure, double, Measure> With)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<MeasureNumber> All { get; } =
    [
        Of<Tariff>("tariff", "rate", (m, value) => m with { Rate = value }),
        Of<TradeCost>("trade_cost", "factor", (m, value) => m with { Factor = value }),
        Of<FlowReduction>("flow_reduction", "share", (m, value) => m with { Share = value }),
        Of<ExportTax>("export_tax", "rate", (m, value) => m with { Rate = value }),
        Of<Productivity>("productivity", "factor", (m, value) => m with { Factor = value }),
        Of<Transfer>("transfer", "amount", (m, value) => m with { Amount = value, ShareOfIncome = null }),
        Of<Transfer>("transfer", "share_of_income", (m, value) => m with { ShareOfIncome = value, Amount = null }),
        Of<QuantityLimits>("quantity_limit", "share", (m, value) => m with { Share = value, Amount = null, Quantity = null }),
        Of<QuantityLimits>("quantity_limit", "amount", (m, value) => m with { Amount = value, Share = null, Quantity = null }),
        Of<QuantityLimits>("quantity_limit", "quantity", (m, value) => m with { Quantity = value, Share = null, Amount = null }),
        Of<Stocks>("stock", "share", (m, value) => m with { Share = value, Amount = null, Quantity = null }),
        Of<Stocks>("stock", "amount", (m, value) => m with { Amount = value, Share = null, Quantity = null }),
        Of<Stocks>("stock", "quantity", (m, value) => m with { Quantity = value, Share = null, Amount = null }),
        Of<Stocks>("stock", "reservation", (m, value) => m with { Reservation = value }),
        Of<NewRoute>("route", "share", (m, value) => m with { Share = value }),
        Of<NewRoute>("route", "amount", (m, value) => m with { Amount = value, Capacity = null }),
        Of<NewRoute>("route", "capacity", (m, value) => m with { Capacity = value, Amount = null }),
    ];

    private static MeasureNumber Of<T>(string kind, string key, Func<T, double, Measure> with)
        where T : Measure => new(kind, key, typeof(T), (measure, value) => with((T)measure, value));
}
