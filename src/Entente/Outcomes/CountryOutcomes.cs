using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>The outcomes of countries, in the order of countries.csv.</summary>
internal static class CountryOutcomes
{
    public static ImmutableArray<Outcome> All { get; } =
    [
        Hat("real_income_pct", "Real income", c => c.RealIncome) with { IsIndicator = true },
        Hat("real_wage_pct", "Real wage", c => c.RealWage) with { IsIndicator = true },
        FirstOrder("first_order_pct", "Welfare, first order", c => [.. c.TermsOfTrade.Zip(c.VolumeOfTrade, (t, v) => t + v)]),
        FirstOrder("terms_of_trade_pct", "Terms of trade, first order", c => c.TermsOfTrade),
        FirstOrder("volume_of_trade_pct", "Volume of trade, first order", c => c.VolumeOfTrade),
        Hat("price_index_pct", "Consumer prices", c => c.PriceIndex) with { IsIndicator = true },
        Hat("nominal_income_pct", "Nominal income", c => c.NominalIncome) with { IsIndicator = true },
        Hat("exports_pct", "Exports", c => c.Exports) with { IsIndicator = true },
        Hat("imports_pct", "Imports", c => c.Imports) with { IsIndicator = true },
        Outcome.OfCountries("transfer", "Lump sums received", OutcomeUnit.WorldUnit, c => c.Transfers) with
        {
            Exists = c => !c.After.Given.Shock.BurdenSharing.IsEmpty,
        },
        Worth("worth_points", "Real income that the shock costs less", OutcomeUnit.PercentagePoints, c => Times100(c.Points)),
        Worth("worth", "What the shock costs less", OutcomeUnit.WorldUnit, c => c.Worth),
        Outcome.OfCountries(
            "other_income_contribution",
            "Contribution of other income to real income",
            OutcomeUnit.LogPoints,
            c => Times100(c.Contributions.OtherIncome)
        ),
        Hat("employment_pct", "Labour that finds work", c => c.Employment),
        Later("income_gain", "Change of real income in money", OutcomeUnit.WorldUnit, c => c.IncomeGain),
        Later("border_revenue", "Change of duties and rents at the border, real", OutcomeUnit.WorldUnit, c => c.BorderRevenue),
        Later("labour_moved_pct", "Labour that works in another sector", OutcomeUnit.Percent, c => Times100(c.LabourMoved)),
        Later("profits_kept", "Profits that owners abroad are paid less", OutcomeUnit.WorldUnit, c => c.ProfitsKept) with
        {
            Exists = c => !c.After.ProfitsKept.IsEmpty || !c.Before.ProfitsKept.IsEmpty,
        },
    ];

    /// <summary>A column that was added after others relied on the order of those before it.</summary>
    private static Outcome Later(string name, string title, OutcomeUnit unit, Func<Comparison, ImmutableArray<double>> of) =>
        Outcome.OfCountries(name, title, unit, of) with
        {
            IsAfterHorizon = true,
        };

    private static Outcome Hat(string name, string title, Func<Comparison, ImmutableArray<double>> hat) =>
        Outcome.OfCountries(name, title, OutcomeUnit.Percent, hat) with
        {
            Open = comparison =>
            {
                var of = hat(comparison);
                return at => 100 * (of[at.First] - 1);
            },
        };

    private static Outcome FirstOrder(string name, string title, Func<Comparison, ImmutableArray<double>> shares) =>
        Outcome.OfCountries(name, title, OutcomeUnit.Percent, c => Times100(shares(c))) with
        {
            IsIndicator = true,
        };

    private static Outcome Worth(string name, string title, OutcomeUnit unit, Func<CostChange, ImmutableArray<double>> of) =>
        Outcome.OfCountries(
            name,
            title,
            unit,
            c => c.CostChange is { } change ? of(change) : [.. c.World.Countries.Select(_ => double.NaN)]
        ) with
        {
            Exists = c => c.CostChange is not null,
        };

    private static ImmutableArray<double> Times100(ImmutableArray<double> shares) => [.. shares.Select(share => 100 * share)];
}
