using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Sweeps;
using Entente.Reporting.Figures;
using Entente.Web.Figures;

namespace Entente.Web.Sweeps;

/// <summary>
/// A figure of a sweep. Where values lie on grids or lists: an outcome along the parameter with most of them, a line for each setting of
/// the others. Where all is drawn: how far outcomes of a kind are spread. Immutable.
/// </summary>
/// <param name="Name">Its name in files and among the elements of a page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Lead">A sentence before it.</param>
/// <param name="Outcome">The outcome, the first where it shows several of a kind.</param>
/// <param name="Chart">What it shows.</param>
internal sealed record SweepFigure(string Name, string Title, string Lead, SweptOutcome Outcome, Chart Chart)
{
    /// <summary>Figures that are made; the files hold all outcomes.</summary>
    private const int MostFigures = 12;

    /// <summary>Lines that can be told apart.</summary>
    private const int MostCurves = 6;

    private const int MostBars = 30;
    private const double Middle = 0.5;

    /// <summary>The figures of the answers to a sweep.</summary>
    public static ImmutableArray<SweepFigure> Of(SweepAnswer answer) =>
        answer.Sweep.Axes.IsEmpty
            ? [.. answer.Outcomes.GroupBy(outcome => outcome.Kind).Take(MostFigures).Select(kind => Spread(answer, [.. kind]))]
            : [.. answer.Outcomes.Take(MostFigures).Select((outcome, at) => Along(answer, outcome, at))];

    private static SweepFigure Along(SweepAnswer answer, SweptOutcome outcome, int at)
    {
        var (along, others) = Axes(answer);
        var parameter = answer.Parameters[along];
        List<Curve> curves =
        [
            .. answer
                .Rows.GroupBy(row => NameOf(answer, row, others))
                .Select(group => new Curve(
                    group.Key,
                    [
                        .. group
                            .GroupBy(row => row.Values[along])
                            .OrderBy(place => place.Key)
                            .Select(place => new CurvePoint(place.Key, MiddleOf([.. place.Select(row => row.Outcomes[at])]))),
                    ]
                )),
        ];
        var shown = Some(curves);
        var of = VariedRow.MeaningOf(parameter, answer.Sweep.Scenario);
        return new(
            FileName(outcome.Name),
            outcome.InWords,
            $"In {outcome.Unit}, by {of} ({parameter}){(answer.Sweep.Draws > 1 ? "; the middle of the draws" : "")}"
                + (shown.Count < curves.Count ? $"; {shown.Count} of {curves.Count} lines, the files hold all" : ""),
            outcome,
            new CurveChart($"{outcome.InWords}, in {outcome.Unit}, by {parameter}", [.. shown])
            {
                Across = VariedRow.Short(parameter, answer.Sweep.Scenario),
            }
        );
    }

    /// <summary>The parameter with most values, and those that do not move together with it.</summary>
    private static (int Along, ImmutableArray<int> Others) Axes(SweepAnswer answer)
    {
        var axisOf = answer.Sweep.Axes.SelectMany((axis, a) => axis.Parameters.Select(_ => a)).ToList();
        var along = Enumerable.Range(0, axisOf.Count).MaxBy(p => answer.Rows.Select(row => row.Values[p]).Distinct().Count());
        return (along, [.. Enumerable.Range(0, axisOf.Count).Where(p => axisOf[p] != axisOf[along])]);
    }

    private static string NameOf(SweepAnswer answer, SweepRow row, ImmutableArray<int> others)
    {
        var settings = others.Select(p =>
            $"{VariedRow.Short(answer.Parameters[p], answer.Sweep.Scenario)} {VariedRow.Number(row.Values[p])}"
        );
        return string.Join(", ", answer.Cases.Length > 1 || others.IsEmpty ? settings.Prepend(answer.CaseInWords(row.Case)) : settings);
    }

    /// <summary>As many as can be told apart, evenly from the first to the last.</summary>
    private static List<Curve> Some(List<Curve> curves) =>
        curves.Count <= MostCurves
            ? curves
            : [.. Enumerable.Range(0, MostCurves).Select(at => curves[at * (curves.Count - 1) / (MostCurves - 1)])];

    private static double MiddleOf(double[] values) => Uncertainty.Quantiles.Of([.. values.Where(double.IsFinite).Order()], Middle);

    private static SweepFigure Spread(SweepAnswer answer, ImmutableArray<SweptOutcome> outcomes)
    {
        var bars =
            from spread in answer.Summary.Spreads
            let outcome = outcomes.FirstOrDefault(one => one.Name == spread.Outcome)
            where outcome is not null
            let name = answer.Cases.Length > 1 ? $"{outcome.Where}, {answer.CaseInWords(spread.Case, spread.Horizon)}" : outcome.Where
            let median = At(spread, "median")
            select new Bar(name, median, Scale.FillOf(median)) { Low = At(spread, "p05"), High = At(spread, "p95") };
        return new(
            FileName(outcomes[0].Kind),
            outcomes[0].Title,
            $"In {outcomes[0].Unit}: the middle of the draws; thin lines: nine of ten",
            outcomes[0],
            new BarChart($"{outcomes[0].Title}, in {outcomes[0].Unit}: the middle of the draws and nine of ten", [.. bars.Take(MostBars)])
            {
                NameLength = AnswerFigures.NameLength,
                BarWidth = AnswerFigures.BarWidth,
            }
        );
    }

    private static double At(OutcomeSpread spread, string quantile) =>
        spread.Quantiles[SweepSummary.Probabilities.ToList().FindIndex(one => one.Name == quantile)];

    /// <summary>Outcomes are written with signs that files do not like.</summary>
    private static string FileName(string outcome) => string.Concat(outcome.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
