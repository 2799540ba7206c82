using System.Collections.Immutable;
using Entente.CaliendoParro;

namespace Entente.Data.Reporting;

/// <summary>The answer in a sentence or two for each case, or why there is none.</summary>
internal sealed class AnswerSection(RunRecord run, Html page)
{
    /// <summary>Smaller changes, in per cent, are nothing to speak of.</summary>
    private const double Noticeable = 0.005;

    private const int MostNames = 3;

    private readonly World world = run.World;

    public void Write()
    {
        foreach (var timed in run.Answers)
            if (timed.Answer.Comparison is null)
                page.Add($"<p class=\"trouble\"><b>{timed.Title}: no answer{Status(timed)}.</b> {Html.Sentence(timed.Trouble)}</p>\n");
            else
                Answer(timed);
        page.Raw("<p class=\"small\">Long run: trade has found its new ways, technology and labour forces are unchanged. Changes of yearly real income, in per cent, against ");
        page.Add($"{(run.Scenario.Cases.All(c => c.RelativeTo is null) ? "the world of the data" : "the world of the data or the case named")}; {MeasureWords.Of(run.Scenario.Scenario.Closure)}.</p>\n");
    }

    /// <summary>A case that was solved but has nothing to be measured from did not fail itself.</summary>
    private static string Status(TimedAnswer timed) => timed.Answer.Equilibrium.Converged ? "" : $" ({RunRecord.Name(timed.Answer.Equilibrium.Status)})";

    /// <summary>The country the scenario is about, or else the one hit hardest, comes first; then who else loses and gains most, then the world.</summary>
    private void Answer(TimedAnswer timed)
    {
        var percent = CountryIndicator.Of("real_income_pct").Percent(timed.Answer.Comparison!);
        var ranked = Enumerable.Range(0, percent.Length).OrderBy(n => percent[n]).ToList();
        var first = run.Scenario.Focus.IsEmpty ? ranked[0] : run.Scenario.Focus[0];
        ranked.Remove(first);
        var weights = timed.Answer.Before.Income;
        var total = percent.Select((p, n) => p * weights[n]).Sum() / weights.Sum();
        page.Add($"<p class=\"answer\"><b>{timed.Title}.</b> {(run.BaseOf(timed) is { } other ? $"Against “{other}”, real" : "Real")} income of {world.Countries[first].Name} <b>{Html.InWords(percent[first])}</b>. ");
        if (ranked.Count > 0)
            page.Add($"{Others(percent, ranked)} ");
        page.Add($"Real income of the world {Html.InWords(total)}.</p>\n");
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
        var alike = ranked.Where(n => Html.Percent(percent[n]) == Html.Percent(value)).ToList();
        return alike.Count == 1
            ? $"{world.Countries[alike[0]].Name} {one} most ({Html.Percent(value)}\u00a0%)"
            : $"{(alike.Count <= MostNames ? string.Join(", ", alike.Select(n => world.Countries[n].Name)) : $"{alike.Count} countries")} {many} most ({Html.Percent(value)}\u00a0% each)";
    }
}
