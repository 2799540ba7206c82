using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>The outcomes of pipes, terminals and wires, in the order of lines.csv; NaN for a line that can carry nothing.</summary>
internal static class LineOutcomes
{
    public static ImmutableArray<Outcome> All { get; } =
    [
        Of("importer", "Where it leads", OutcomeUnit.CountryCode, line => line.Importer),
        Of("capacity_tj", "What it can bring", OutcomeUnit.Terajoules, line => line.Capacity),
        Of("used_baseline_tj", "What came before", OutcomeUnit.Terajoules, line => line.UsedBefore),
        Of("used_tj", "What comes", OutcomeUnit.Terajoules, line => line.Used),
        Of("wedge_pct", "Price to users over the seller's because it is full", OutcomeUnit.Percent, line => 100 * (line.Wedge - 1)),
        Of("rent", "What that comes to", OutcomeUnit.WorldUnit, line => line.Rent),
    ];

    private static Outcome Of(string name, string title, OutcomeUnit unit, Func<LineOutcome, double> of) =>
        new()
        {
            Name = name,
            Title = title,
            Unit = unit,
            Table = OutcomeTable.Lines,
            Open = comparison =>
            {
                var lines = comparison.Lines;
                return at => of(lines[at.First]);
            },
        };
}
