using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>The outcomes of limited flows, in the order of limits.csv; NaN for a flow without limit.</summary>
internal static class LimitOutcomes
{
    public static ImmutableArray<Outcome> All { get; } =
    [
        Of("baseline", "Flow before", OutcomeUnit.WorldUnit, o => o.Baseline),
        Of("limit", "Largest quantity", OutcomeUnit.WorldUnit, o => o.Limit.Most),
        Of("quantity", "Quantity", OutcomeUnit.WorldUnit, o => o.Quantity),
        Of("shadow_price_pct", "Shadow price over the seller's", OutcomeUnit.Percent, o => 100 * o.ShadowPrice),
        Of("rent", "Rent", OutcomeUnit.WorldUnit, o => o.Rent),
        Of(
            "rent_to",
            "Who has the rent",
            OutcomeUnit.CountryCode,
            o => o.Limit.RentToImporter ? o.Limit.Importer : o.Limit.Exporter
        ),
        Of("user_price_pct", "Price to users", OutcomeUnit.Percent, o => 100 * (o.UserPrice - 1)),
        Of("paid", "Paid at the border", OutcomeUnit.WorldUnit, o => o.Paid) with { IsAfterHorizon = true },
    ];

    private static Outcome Of(string name, string title, OutcomeUnit unit, Func<LimitOutcome, double> of) =>
        new()
        {
            Name = name,
            Title = title,
            Unit = unit,
            Table = OutcomeTable.Limits,
            Open = comparison =>
            {
                var known = new Dictionary<OutcomePosition, double>();
                foreach (var outcome in comparison.Limits)
                    known[new(outcome.Limit.Exporter, outcome.Limit.Importer, outcome.Limit.Sector)] = of(outcome);
                return at => known.GetValueOrDefault(at, double.NaN);
            },
        };
}
