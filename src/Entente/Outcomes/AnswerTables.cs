using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>The tables that some answers on one world have together, and what their columns are. Immutable.</summary>
/// <param name="world">The world.</param>
/// <param name="answers">The answers; cases without one are not among them.</param>
/// <param name="outcomes">The outcomes that are told.</param>
public sealed class AnswerTables(World world, ImmutableArray<Comparison> answers, OutcomeSet outcomes)
{
    /// <summary>
    /// The tables, in the order of <see cref="OutcomeTable.All"/>; limits and stocks come together, where any answer has them.
    /// </summary>
    public IEnumerable<OutcomeTable> Tables
    {
        get
        {
            var hasQuantities = answers.Any(a =>
                a.After.Given is var given && !(given.Shock.Limits.IsEmpty && given.Stocks.IsEmpty && given.PriceCaps.IsEmpty)
            );
            return OutcomeTable
                .All.Where(table => table.IsOf(world))
                .Where(table => hasQuantities || (table != OutcomeTable.Limits && table != OutcomeTable.Stocks));
        }
    }

    /// <summary>The outcomes of a table that any answer has something to tell of, in the order of columns.</summary>
    public IEnumerable<Outcome> Columns(OutcomeTable table) =>
        outcomes.Of(table).Where(outcome => outcome.Exists is null || answers.Any(outcome.Exists));

    /// <summary>What stands in the column of an axis, by position: codes, and the names of lines.</summary>
    public static ImmutableArray<string> Codes(OutcomeAxis axis, World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return axis switch
        {
            OutcomeAxis.Sector => [.. world.Sectors.Select(s => s.Code)],
            OutcomeAxis.Line => [.. world.Networks!.Lines.Select(line => line.Name(world))],
            OutcomeAxis.Carrier => [.. world.Energy!.Carriers.Select(j => world.Sectors[j].Code)],
            _ => [.. world.Countries.Select(c => c.Code)],
        };
    }
}
