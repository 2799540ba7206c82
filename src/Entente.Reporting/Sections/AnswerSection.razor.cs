using System.Collections.Immutable;
using System.Globalization;
using Entente.Outcomes;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>The answer in a sentence or two for each case.</summary>
public partial class AnswerSection
{
    /// <summary>Smaller changes, in per cent, are nothing to speak of.</summary>
    private const double Noticeable = 0.005;

    private const double LeastIdle = 0.05;

    private const int MostNames = 3;

    /// <summary>The run that is told of.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    private World World => Run.World;

    /// <summary>The horizons used, in words, and what changes are measured from.</summary>
    private string Horizons => string.Join(" ", HorizonWords.Of(Run.Answers).Select(HorizonWords.Meaning));

    private string MeasuredFrom =>
        Run.Scenario.Cases.All(c => c.RelativeTo is null) ? "the world of the data" : "the world of the data or the case named";

    /// <summary>What stands before the country: "Real income of", "Against ..., real income of".</summary>
    private string Opening(TimedAnswer timed) =>
        Run.BaseOf(timed) is { } other ? $"Against “{other}”, real income of" : "Real income of";

    /// <summary>The country the scenario is about, or else the one hit hardest.</summary>
    private int Foremost(TimedAnswer timed) =>
        Run.Scenario.Focus.IsEmpty ? HitHardest(timed.Answer.Comparison!) : Run.Scenario.Focus[0];

    /// <summary>Who else loses and gains most; empty where there is nobody else.</summary>
    private string Others(ImmutableArray<double> percent, int first)
    {
        var ranked = Enumerable.Range(0, percent.Length).OrderBy(n => percent[n]).Where(n => n != first).ToList();
        return ranked.Count > 0 ? Others(percent, ranked) : "";
    }

    /// <summary>The change of the world's real income, in per cent.</summary>
    private static double OfTheWorld(TimedAnswer timed, ImmutableArray<double> percent)
    {
        var weights = timed.Answer.Before.Income;
        return percent.Select((p, n) => p * weights[n]).Sum() / weights.Sum();
    }

    /// <summary>A case at several horizons, one after the other; of many values only the first and last, as the curve shows all.</summary>
    private static List<string> Changes(List<TimedAnswer> answered, int n)
    {
        var changes = answered
            .Select(a =>
                $"{ChangeText.InWords(100 * (a.Answer.Comparison!.RealIncome[n] - 1))} {HorizonWords.Within(a.Answer.Case.Horizon)}"
            )
            .ToList();
        return answered[0].Answer.Case.Horizon.Varied.IsEmpty ? changes : [changes[0], changes[^1]];
    }

    /// <summary>Who finds no work, where a wage has a floor and that is more than a trifle.</summary>
    private string Idle(TimedAnswer timed, int n) =>
        100 * (1 - timed.Answer.Comparison!.Employment[n]) is var percent && percent > LeastIdle
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" {ChangeText.Capital(HorizonWords.Within(timed.Answer.Case.Horizon))}, {percent:0.0#} % of labour in "
                    + $"{World.Countries[n].Name} is out of work."
            )
            : "";

    private static int HitHardest(Comparison comparison) =>
        Enumerable.Range(0, comparison.RealIncome.Length).MinBy(n => comparison.RealIncome[n]);

    /// <summary>Where what happens to a country comes from, where that is more than a trifle.</summary>
    private string Reason(TimedAnswer timed, int n)
    {
        var comparison = timed.Answer.Comparison!;
        var reason = ReasonSection.InWords(World, comparison, n);
        return reason.Length > 0 ? $" {ChangeText.Capital(HorizonWords.Within(timed.Answer.Case.Horizon))}, {reason}." : "";
    }

    /// <summary>Who else loses and gains most, from the others ranked from loss to gain.</summary>
    private string Others(ImmutableArray<double> percent, List<int> ranked)
    {
        var (loss, gain) = (percent[ranked[0]], percent[ranked[^1]]);
        var losers = Alike(percent, ranked, loss, "loses", "lose");
        var gainers = Alike(percent, ranked, gain, "gains", "gain");
        return (loss <= -Noticeable, gain >= Noticeable) switch
        {
            (true, true) => $"Of the others, {losers} and {gainers}.",
            (true, false) => $"Of the others, {losers}; none gains to speak of.",
            (false, true) => $"Of the others, {gainers}; none loses to speak of.",
            _ => "No other country notices.",
        };
    }

    /// <summary>All whose change reads the same, as those who share a burden: differences of rounding name no one.</summary>
    private string Alike(ImmutableArray<double> percent, List<int> ranked, double value, string one, string many)
    {
        var alike = ranked.Where(n => ChangeText.Percent(percent[n]) == ChangeText.Percent(value)).ToList();
        return alike.Count == 1
            ? $"{World.Countries[alike[0]].Name} {one} most ({ChangeText.Percent(value)}\u00a0%)"
            : (alike.Count <= MostNames ? string.Join(", ", alike.Select(n => World.Countries[n].Name)) : $"{alike.Count} countries")
                + $" {many} most ({ChangeText.Percent(value)}\u00a0% each)";
    }
}
