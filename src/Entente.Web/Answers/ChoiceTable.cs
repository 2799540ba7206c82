using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Horizons;
using Entente.Reporting;
using Entente.Web.Api;
using Entente.Web.Figures;
using Entente.Web.Questions;
using Entente.Web.Serving;

namespace Entente.Web.Answers;

/// <summary>
/// Real income of the country in question by choice and horizon, as far as it has been found, with the intervals that have been drawn: what
/// pages show as tables and hand over as files. Safe from several threads.
/// </summary>
internal sealed class ChoiceTable(ChoiceNumbers numbers, Intervals intervals, ServeOptions options)
{
    private const string Million = "million ";

    /// <summary>The horizons that a scenario can be asked at.</summary>
    public static ImmutableArray<string> Horizons(RunInput input) =>
        input.AsWritten.Model.HasHorizons ? HorizonParameter.Horizons : [Horizon.LongRun.Name.Text];

    /// <summary>All that a question leaves open: each of its cases, or all there are, at each of its horizons, or all there are.</summary>
    /// <param name="input">The scenario as it is written.</param>
    /// <param name="question">The question.</param>
    public static IEnumerable<PageQuestion> Questions(RunInput input, PageQuestion question) =>
        from name in question.Cases.IsEmpty ? input.AsWritten.Cases.Select(one => one.Name) : question.Cases
        from horizon in question.Horizons.IsEmpty ? Horizons(input) : question.Horizons
        select question with { Cases = [name], Horizons = [horizon] };

    /// <summary>The country in question, for people.</summary>
    public static string CountryName(RunInput input) =>
        input.Scenario.Focus.IsEmpty ? "the country hit hardest" : input.Scenario.World.Countries[input.Scenario.Focus[0]].Name;

    /// <summary>In what sums a head are told; null: they are not, as inhabitants are not known or sums are not in millions.</summary>
    public static string? UnitOfHead(RunInput input) =>
        input.Scenario.World.Identity.Unit is var unit
        && unit.StartsWith(Million, StringComparison.Ordinal)
        && !input.Scenario.Focus.IsEmpty
        && input.Scenario.World.Countries[input.Scenario.Focus[0]].Population is not null
            ? unit[Million.Length..]
            : null;

    /// <summary>A sum a head in <see cref="UnitOfHead"/>; null: there is none.</summary>
    public static double? PerHead(ChoiceNumber? number) => 1e6 * number?.PerHead;

    /// <summary>How all of it is known and how it is cited.</summary>
    /// <param name="input">The scenario as it is written.</param>
    /// <param name="question">All that is shown.</param>
    /// <param name="what">What that is, for the citation.</param>
    public FigureBasis Basis(RunInput input, PageQuestion question, string what)
    {
        var residuals = Questions(input, question).Select(one => numbers.Find(one)?.Residual).OfType<double>().ToList();
        var gap =
            residuals.Count == 0
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $" Put back into the equations of the model the answers leave gaps of at most {residuals.Max():0.0e0}."
                );
        return new(
            $"{input.Scenario.World.Identity.Title}. Closure: {MeasureWords.Of(input.Scenario.Scenario.Closure)}.{gap} Intervals, where "
                + "they have been drawn, hold nine of ten draws of what the data do not know for sure; the files hold them too.",
            BriefApi.Cite(options.Version, input, what)
        );
    }

    /// <summary>The table: a row for each case and horizon; what has no answer has no numbers.</summary>
    /// <param name="input">The scenario as it is written.</param>
    /// <param name="question">All that is wanted.</param>
    public FlatTable Of(RunInput input, PageQuestion question) =>
        new(
            "choices",
            ["case", "title", "horizon", "country", "unit"],
            ["real_income_pct", "low", "high", "draws", "income_gain", "per_head", "residual"],
            [.. Questions(input, question).Select(one => Row(input, one))]
        );

    private FlatRow Row(RunInput input, PageQuestion question)
    {
        var (number, drawn) = (numbers.Find(question), intervals.Find(question));
        var band = number?.Country is { } code ? drawn?.Of(code) : null;
        var theCase = input.AsWritten.Cases.First(one => one.Name == question.Cases[0]);
        return new(
            [theCase.Name, TimedAnswer.TitleOf(theCase), question.Horizons[0], number?.Country ?? "", input.Scenario.World.Identity.Unit],
            [
                number?.Percent ?? double.NaN,
                band?.Low ?? double.NaN,
                band?.High ?? double.NaN,
                band is null ? double.NaN : drawn!.InBands,
                number?.Money ?? double.NaN,
                UnitOfHead(input) is null ? double.NaN : PerHead(number) ?? double.NaN,
                number?.Residual ?? double.NaN,
            ]
        );
    }
}
