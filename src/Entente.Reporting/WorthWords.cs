using System.Globalization;

namespace Entente.Reporting;

/// <summary>What being prepared is worth, in a sentence: a case against the same shock without what was done before.</summary>
public static class WorthWords
{
    /// <summary>
    /// What doing something before is worth to the country the scenario is about, or to the one it matters most to; null where
    /// the case is compared with none.
    /// </summary>
    public static string? Of(RunRecord run, TimedAnswer timed)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(timed);
        if (timed.Answer.CostChange is not { } change)
            return null;
        var n = run.Scenario.Focus.IsEmpty
            ? Enumerable.Range(0, run.World.Countries.Length).MaxBy(m => Math.Abs(change.Points[m]))
            : run.Scenario.Focus[0];
        var other = TimedAnswer.TitleOf(run.Scenario, run.Scenario.All[timed.Answer.Case.ComparedWith!.Value]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.World.Countries[n].Name}: real income {ChangeText.Percent(100 * (change.With.RealIncome[n] - 1))} % instead of "
                + $"{ChangeText.Percent(100 * (change.Without.RealIncome[n] - 1))} % in “{other}”; being prepared is worth "
                + $"{ChangeText.Percent(100 * change.Points[n])} points, {change.Worth[n]:#,0} {run.World.Identity.Unit} a year, before "
                + $"what it costs"
        );
    }
}
