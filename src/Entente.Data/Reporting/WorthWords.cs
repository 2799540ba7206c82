using System.Globalization;

namespace Entente.Data.Reporting;

/// <summary>What being prepared is worth, in sentences: a case against the same shock without what was done before.</summary>
public static class WorthWords
{
    private const int MostCountries = 3;

    /// <summary>What doing something before is worth to the countries in focus, or to those it matters most to; nothing where the case is compared with none.</summary>
    public static IEnumerable<string> Of(RunRecord run, TimedAnswer timed)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(timed);
        return Sentences(run, timed);
    }

    private static IEnumerable<string> Sentences(RunRecord run, TimedAnswer timed)
    {
        if (timed.Answer.CostChange is not { } change)
            yield break;
        var other = TimedAnswer.TitleOf(run.Scenario, run.Scenario.All[timed.Answer.Case.ComparedWith!.Value]);
        var shown = run.Scenario.Focus.IsEmpty ? Enumerable.Range(0, run.World.Countries.Length).OrderByDescending(n => Math.Abs(change.Points[n])).Take(MostCountries) : run.Scenario.Focus.Take(MostCountries);
        foreach (var n in shown)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{run.World.Countries[n].Name}: real income {Html.Percent(100 * (change.With.RealIncome[n] - 1))} % instead of {Html.Percent(100 * (change.Without.RealIncome[n] - 1))} % in “{other}”; having prepared is worth {Html.Percent(100 * change.Points[n])} points, {change.Worth[n]:#,0} {run.World.Identity.Unit} a year of it, what it costs to prepare not counted");
    }
}
