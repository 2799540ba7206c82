using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>An outcome of a country in a comparison, addressable by name, in per cent.</summary>
/// <param name="Name">Column name, e.g. <c>real_income_pct</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Percent">The values by country.</param>
public sealed record CountryIndicator(string Name, string Title, Func<Comparison, ImmutableArray<double>> Percent)
{
    /// <summary>All indicators, in the order of the output file.</summary>
    public static ImmutableArray<CountryIndicator> All { get; } =
    [
        FromHat("real_income_pct", "Real income", c => c.RealIncome),
        FromHat("real_wage_pct", "Real wage", c => c.RealWage),
        new("first_order_pct", "Welfare, first order", c => [.. c.TermsOfTrade.Zip(c.VolumeOfTrade, (t, v) => 100 * (t + v))]),
        new("terms_of_trade_pct", "Terms of trade, first order", c => [.. c.TermsOfTrade.Select(t => 100 * t)]),
        new("volume_of_trade_pct", "Volume of trade, first order", c => [.. c.VolumeOfTrade.Select(v => 100 * v)]),
        FromHat("price_index_pct", "Consumer prices", c => c.PriceIndex),
        FromHat("nominal_income_pct", "Nominal income", c => c.NominalIncome),
        FromHat("exports_pct", "Exports", c => c.Exports),
        FromHat("imports_pct", "Imports", c => c.Imports),
    ];

    /// <summary>The indicator of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static CountryIndicator Of(string name) =>
        All.FirstOrDefault(indicator => indicator.Name == name) ?? throw new KeyNotFoundException($"There is no indicator '{name}'.");

    private static CountryIndicator FromHat(string name, string title, Func<Comparison, ImmutableArray<double>> hat) =>
        new(name, title, c => [.. hat(c).Select(h => 100 * (h - 1))]);
}
