using System.Collections.Immutable;
using Entente.Native.Arrow;
using Entente.Outcomes;
using Entente.Scenarios;

namespace Entente.Native;

/// <summary>A table of outcomes as columns, in the order of its file: case, axes, numbers, horizon, numbers added later.</summary>
internal static class OutcomeColumns
{
    public static Columns Of(
        OutcomeTable table,
        IEnumerable<Outcome> outcomes,
        World world,
        ImmutableArray<CaseAnswer> answers,
        bool all
    )
    {
        var comparisons = answers.Select(OpenAnswer.ComparisonOf).ToList();
        var rows = comparisons.ConvertAll(of => (OutcomePosition[])[.. all ? table.Rows(of) : table.Changed(of)]);
        var told = outcomes.ToList();
        Columns columns = [Same("case", answer => answer.Case.Case.Name)];
        for (var a = 0; a < table.Axes.Length; a++)
            columns.Add(Axis(table.Axes[a], a));
        columns.AddRange(told.Where(outcome => !outcome.IsAfterHorizon).Select(Numbers));
        columns.Add(Same("horizon", answer => answer.Case.Horizon.Label));
        columns.AddRange(told.Where(outcome => outcome.IsAfterHorizon).Select(Numbers));
        return columns;

        Column Same(string name, Func<CaseAnswer, string> text)
        {
            ImmutableArray<string> values = [.. answers.Select(text).Distinct()];
            return Column.Of(name, [.. rows.SelectMany((of, a) => Enumerable.Repeat(values.IndexOf(text(answers[a])), of.Length))], values);
        }

        Column Axis(OutcomeAxis axis, int place) =>
            Column.Of(
                axis.ToString().ToLowerInvariant(),
                [
                    .. rows.SelectMany(of =>
                        of.Select(at =>
                            place == 0 ? at.First
                            : place == 1 ? at.Second
                            : at.Third
                        )
                    ),
                ],
                AnswerTables.Codes(axis, world)
            );

        Column Numbers(Outcome outcome)
        {
            var values = new double[rows.Sum(of => of.Length)];
            var next = 0;
            for (var a = 0; a < rows.Count; a++)
            {
                var read = outcome.Open(comparisons[a]);
                foreach (var at in rows[a])
                    values[next++] = read(at);
            }
            return outcome.Unit == OutcomeUnit.CountryCode
                ? Column.Of(
                    outcome.Name,
                    Array.ConvertAll(values, n => double.IsFinite(n) ? (int)n : -1),
                    AnswerTables.Codes(OutcomeAxis.Country, world)
                )
                : Column.Of(outcome.Name, values);
        }
    }
}
