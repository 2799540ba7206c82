using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>The outcomes of countries and sectors, in the order of sectors.csv.</summary>
internal static class SectorOutcomes
{
    public static ImmutableArray<Outcome> All { get; } =
    [
        Hat("output_pct", "Value of output", c => c.Output),
        Hat("price_pct", "Purchasers' price", c => c.Prices),
        Outcome.OfSectors("output_baseline", "Output before", OutcomeUnit.WorldUnit, c => c.Before.Output),
        Outcome.OfSectors("output_counterfactual", "Output after", OutcomeUnit.WorldUnit, c => c.After.Output),
        Contribution("income_contribution", "Contribution of value added to real income", c => c.Contributions.Income),
        Contribution("price_contribution", "Contribution of the price to real income", c => c.Contributions.Prices),
        Hat("employment_pct", "Labour that finds work", c => c.SectorEmployment),
    ];

    private static Outcome Hat(string name, string title, Func<Comparison, Table> hat) =>
        Outcome.OfSectors(name, title, OutcomeUnit.Percent, hat) with
        {
            Open = comparison =>
            {
                var of = hat(comparison);
                return at => 100 * (of[at.First, at.Second] - 1);
            },
        };

    private static Outcome Contribution(string name, string title, Func<Comparison, Table> share) =>
        Outcome.OfSectors(name, title, OutcomeUnit.LogPoints, share) with
        {
            Open = comparison =>
            {
                var of = share(comparison);
                return at => 100 * of[at.First, at.Second];
            },
        };
}
