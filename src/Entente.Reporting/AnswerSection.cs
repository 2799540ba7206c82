using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>The answer in a sentence or two for each case, or why there is none.</summary>
internal sealed class AnswerSection(RunRecord run, Html page)
{
    /// <summary>Smaller changes, in per cent, are nothing to speak of.</summary>
    private const double Noticeable = 0.005;

    private const double LeastIdle = 0.05;

    private const int MostNames = 3;

    private readonly World world = run.World;

    public void Write()
    {
        foreach (var theCase in run.Answers.GroupBy(a => a.Name, StringComparer.Ordinal))
        {
            foreach (var failed in theCase.Where(a => a.Answer.Comparison is null))
                page.Add($"<p class=\"trouble\"><b>{failed.Title}: no answer{Status(failed)}.</b> {Html.Sentence(failed.Trouble)}</p>\n");
            List<TimedAnswer> answered = [.. theCase.Where(a => a.Answer.Comparison is not null)];
            if (answered.Count == 1)
                Answer(answered[0]);
            else if (answered.Count > 1)
                Several(answered);
        }
        page.Add(
            $"<p class=\"small\">{string.Join(" ", HorizonWords.Of(run.Answers).Select(HorizonWords.Meaning))} Changes of yearly real income, in per cent, against "
        );
        page.Add(
            $"{(run.Scenario.Cases.All(c => c.RelativeTo is null) ? "the world of the data" : "the world of the data or the case named")}; {MeasureWords.Of(run.Scenario.Scenario.Closure)}.</p>\n"
        );
    }

    /// <summary>A case that was solved but has nothing to be measured from did not fail itself.</summary>
    private static string Status(TimedAnswer timed) =>
        timed.Answer.Equilibrium.Converged ? "" : $" ({StatusNames.Of(timed.Answer.Equilibrium.Status)})";

    /// <summary>The country the scenario is about, or else the one hit hardest, comes first; then who else loses and gains most, then the world.</summary>
    private void Answer(TimedAnswer timed)
    {
        var percent = OutcomeSet.All["real_income_pct"].Values(timed.Answer.Comparison!);
        var ranked = Enumerable.Range(0, percent.Length).OrderBy(n => percent[n]).ToList();
        var first = run.Scenario.Focus.IsEmpty ? ranked[0] : run.Scenario.Focus[0];
        ranked.Remove(first);
        var weights = timed.Answer.Before.Income;
        var total = percent.Select((p, n) => p * weights[n]).Sum() / weights.Sum();
        page.Add(
            $"<p class=\"answer\"><b>{timed.Title}.</b> {(run.BaseOf(timed) is { } other ? $"Against “{other}”, real" : "Real")} income of {world.Countries[first].Name} <b>{Html.InWords(percent[first])}</b>. "
        );
        if (ranked.Count > 0)
            page.Add($"{Others(percent, ranked)} ");
        page.Add($"Real income of the world {Html.InWords(total)}.{Idle(timed, first)}{Reason(timed, first)}</p>\n");
    }

    /// <summary>A case at several horizons or values: the country it is about, one after the other, and why at the first.</summary>
    private void Several(List<TimedAnswer> answered)
    {
        var first = run.Scenario.Focus.IsEmpty ? HitHardest(answered[0].Answer.Comparison!) : run.Scenario.Focus[0];
        var changes = answered
            .Select(a => $"{Html.InWords(100 * (a.Answer.Comparison!.RealIncome[first] - 1))} {HorizonWords.Within(a.Answer.Case.Horizon)}")
            .ToList();
        page.Add(
            $"<p class=\"answer\"><b>{TimedAnswer.TitleOf(answered[0].Answer.Case.Case)}.</b> {(run.BaseOf(answered[0]) is { } other ? $"Against “{other}”, real" : "Real")} income of {world.Countries[first].Name} <b>{changes[0]}</b>"
        );
        // Of many values only the last is told; the curve shows all.
        foreach (var change in answered[0].Answer.Case.Horizon.Varied.IsEmpty ? changes.Skip(1) : changes.TakeLast(1))
            page.Add($", {change}");
        page.Add($".{Idle(answered[0], first)}{Reason(answered[0], first)}</p>\n");
    }

    /// <summary>Who finds no work, where a wage has a floor and that is more than a trifle.</summary>
    private string Idle(TimedAnswer timed, int n) =>
        100 * (1 - timed.Answer.Comparison!.Employment[n]) is var percent && percent > LeastIdle
            ? string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $" {Html.Capital(HorizonWords.Within(timed.Answer.Case.Horizon))}, {percent:0.0#} % of labour in {world.Countries[n].Name} is out of work."
            )
            : "";

    private static int HitHardest(Comparison comparison) =>
        Enumerable.Range(0, comparison.RealIncome.Length).MinBy(n => comparison.RealIncome[n]);

    /// <summary>Where what happens to a country comes from, where that is more than a trifle.</summary>
    private string Reason(TimedAnswer timed, int n) =>
        new ReasonSection(world, page).InWords(timed.Answer.Comparison!, n) is { Length: > 0 } reason
            ? $" {Html.Capital(HorizonWords.Within(timed.Answer.Case.Horizon))}, {reason}."
            : "";

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
        var alike = ranked.Where(n => Html.Percent(percent[n]) == Html.Percent(value)).ToList();
        return alike.Count == 1
            ? $"{world.Countries[alike[0]].Name} {one} most ({Html.Percent(value)}\u00a0%)"
            : $"{(alike.Count <= MostNames ? string.Join(", ", alike.Select(n => world.Countries[n].Name)) : $"{alike.Count} countries")} {many} most ({Html.Percent(value)}\u00a0% each)";
    }
}
