using Entente.CaliendoParro;

namespace Entente.Data.Reporting;

/// <summary>The answer in a sentence or two for each case, or why there is none.</summary>
internal sealed class AnswerSection(RunRecord run, Html page)
{
    /// <summary>Smaller changes, in per cent, are nothing to speak of.</summary>
    private const double Noticeable = 0.005;

    private readonly World world = run.World;

    public void Write()
    {
        foreach (var timed in run.Answers)
            if (timed.Answer.Comparison is null)
                page.Add($"<p class=\"trouble\"><b>{timed.Title}: no answer.</b> {Why(timed)}</p>\n");
            else
                Answer(timed);
        page.Raw("<p class=\"small\">Long run: trade has found its new ways, technology and labour forces are unchanged. Changes of yearly real income, in per cent, against ");
        page.Add($"{(run.Scenario.Cases.All(c => c.RelativeTo is null) ? "the world of the data" : "the world of the data or the case named")}; {MeasureWords.Of(run.Scenario.Scenario.Closure)}.</p>\n");
    }

    private static string Why(TimedAnswer timed) => timed.Answer.Equilibrium.Converged
        ? $"It was solved, but {timed.Trouble}."
        : $"Status {RunRecord.Name(timed.Answer.Equilibrium.Status)}: {timed.Trouble}.";

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
            page.Add($"{Others(ranked[0], percent[ranked[0]], ranked[^1], percent[ranked[^1]])} ");
        page.Add($"Real income of the world {Html.InWords(total)}.</p>\n");
    }

    private string Others(int worst, double loss, int best, double gain)
    {
        var (loser, gainer) = ($"{world.Countries[worst].Name} loses most ({Html.Percent(loss)}\u00a0%)", $"{world.Countries[best].Name} gains most ({Html.Percent(gain)}\u00a0%)");
        return (loss <= -Noticeable, gain >= Noticeable) switch
        {
            (true, true) => $"Of the others, {loser} and {gainer}.",
            (true, false) => $"Of the others, {loser}; none gains to speak of.",
            (false, true) => $"Of the others, {gainer}; none loses to speak of.",
            _ => "No other country notices.",
        };
    }
}
