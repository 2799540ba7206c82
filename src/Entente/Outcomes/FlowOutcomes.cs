using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>The outcomes of flows of trade at producer prices, in the order of flows.csv.</summary>
internal static class FlowOutcomes
{
    public static ImmutableArray<Outcome> All { get; } =
    [
        Of("baseline", "Flow before", OutcomeUnit.WorldUnit, (before, _) => before),
        Of("counterfactual", "Flow after", OutcomeUnit.WorldUnit, (_, after) => after),
        Of(
            "change_pct",
            "Change of the flow",
            OutcomeUnit.Percent,
            (before, after) => before == 0 ? double.NaN : 100 * (after / before - 1)
        ),
    ];

    private static Outcome Of(string name, string title, OutcomeUnit unit, Func<double, double, double> of) =>
        new()
        {
            Name = name,
            Title = title,
            Unit = unit,
            Table = OutcomeTable.Flows,
            Open = comparison =>
            {
                var (before, after) = (comparison.Before.Trade, comparison.After.Trade);
                return at => of(before[at.Second, at.First, at.Third], after[at.Second, at.First, at.Third]);
            },
        };
}
