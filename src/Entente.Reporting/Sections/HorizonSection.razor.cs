using Entente.Horizons;
using Entente.Reporting.Figures;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>
/// The horizons side by side for the countries in focus, curves over values that are varied, and what each horizon assumes.
/// </summary>
public partial class HorizonSection
{
    private const int MostCountries = 3;

    /// <summary>The run that is told of.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    private World World => Run.World;

    private List<TimedAnswer> Answered => [.. Run.Answers.Where(a => a.Answer.Comparison is not null)];

    /// <summary>Curves over values that are varied, one chart for each set of parameters, with its heading.</summary>
    private IEnumerable<(string Heading, CurveChart Chart)> Charts =>
        Answered
            .Where(a => !a.Answer.Case.Horizon.Varied.IsEmpty)
            .GroupBy(a => string.Join(", ", a.Answer.Case.Horizon.Varied.Select(Name)))
            .Select(along => Chart(along.Key, [.. along]))
            .Where(chart => !chart.Chart.Curves.IsEmpty);

    /// <summary>The answers at horizons whose values are not varied.</summary>
    private List<TimedAnswer> Plain => [.. Answered.Where(a => a.Answer.Case.Horizon.Varied.IsEmpty)];

    private List<int> Countries =>
        Run.Scenario.Focus.IsEmpty
            ?
            [
                .. Enumerable
                    .Range(0, World.Countries.Length)
                    .OrderByDescending(n => Answered.Max(a => Math.Abs(a.Answer.Comparison!.RealIncome[n] - 1)))
                    .Take(MostCountries),
            ]
            : [.. Run.Scenario.Focus.Take(MostCountries)];

    private static string Name(ParameterSetting setting) =>
        setting.Sectors.Text == "all" ? setting.Parameter.Text : $"{setting.Parameter}.{setting.Sectors}";

    /// <summary>One curve for each case and horizon over the last of the varied parameters.</summary>
    private (string Heading, CurveChart Chart) Chart(string parameters, List<TimedAnswer> along)
    {
        var n = Countries[0];
        var last = along[0].Answer.Case.Horizon.Varied[^1];
        var curves = along
            .GroupBy(a =>
                (
                    a.Name,
                    Earlier: string.Join(
                        ' ',
                        a.Answer.Case.Horizon.Varied.SkipLast(1).Select(s => s.ToString()).Prepend(a.Answer.Case.Horizon.Name.Text)
                    )
                )
            )
            .Select(g => new Curve(
                $"{TimedAnswer.TitleOf(g.First().Answer.Case.Case)}, {g.Key.Earlier} run",
                [
                    .. g.Where(a => double.IsFinite(a.Answer.Case.Horizon.Varied[^1].Value))
                        .Select(a => new CurvePoint(
                            a.Answer.Case.Horizon.Varied[^1].Value,
                            100 * (a.Answer.Comparison!.RealIncome[n] - 1)
                        )),
                ]
            ))
            .Where(c => c.Points.Length > 1);
        return (
            $"{World.Countries[n].Name}: real income in per cent, by {Meaning(last)} ({Name(last)})",
            new CurveChart($"Real income of {World.Countries[n].Name} by {parameters}", [.. curves])
        );
    }

    private static string Meaning(ParameterSetting setting) => HorizonParameter.All.First(p => p.Name == setting.Parameter.Text).Meaning;

    /// <summary>The change of a country's real income at a horizon; empty where the case was not asked there.</summary>
    private static string Change(IEnumerable<TimedAnswer> theCase, int n, string horizon) =>
        theCase.FirstOrDefault(a => a.Answer.Case.Horizon.Name.Text == horizon) is { } a
            ? ChangeText.Percent(100 * (a.Answer.Comparison!.RealIncome[n] - 1))
            : "";

    /// <summary>What the scenario and its cases set otherwise.</summary>
    private List<string> SetOtherwise =>
        [
            .. Run.Scenario.Scenario.Parameters.Select(s => s.ToString()),
            .. Answered
                .GroupBy(a => a.Name, StringComparer.Ordinal)
                .Select(g => g.First().Answer.Case.Case)
                .SelectMany(c => c.Parameters.Select(s => $"{s} in “{TimedAnswer.TitleOf(c)}”")),
        ];
}
