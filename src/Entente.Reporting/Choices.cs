using System.Collections.Immutable;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>What each case means for one country, for the table and the sentences that the report begins with. Immutable.</summary>
/// <param name="Country">Position of the country: the first in focus, or else the one that the first case hits hardest.</param>
/// <param name="Rows">The answers that are shown, horizon by horizon from short to long.</param>
public sealed record Choices(int Country, ImmutableArray<Choice> Rows)
{
    /// <summary>Of a run; no rows where no case has an answer.</summary>
    public static Choices Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var answered = Shown([.. run.Answers.Where(a => a.Answer.Comparison is not null)]);
        if (answered.Count == 0)
            return new(0, []);
        var hits = answered[0].Answer.Comparison!.RealIncome;
        var n = run.Scenario.Focus.IsEmpty ? Enumerable.Range(0, hits.Length).MinBy(m => hits[m]) : run.Scenario.Focus[0];
        var order = HorizonWords.Of(answered).ToList();
        return new(n, [.. answered.OrderBy(a => order.IndexOf(a.Answer.Case.Horizon.Name.Text)).Select(a => Choice.Of(run, a, n))]);
    }

    /// <summary>Of a case along values that are varied only the first and the last: a curve shows all.</summary>
    private static List<TimedAnswer> Shown(List<TimedAnswer> answered) =>
        [
            .. answered
                .GroupBy(a => (a.Name, a.Answer.Case.Horizon.Name.Text))
                .SelectMany(g => g.Count() > 2 ? new[] { g.First(), g.Last() } : [.. g]),
        ];
}

/// <summary>What one answer means for one country.</summary>
/// <param name="Timed">The answer.</param>
/// <param name="Title">Title of the case, without its horizon.</param>
/// <param name="Percent">Change of real income, in per cent.</param>
/// <param name="Money">The same a year in the unit of the world, at prices of before.</param>
/// <param name="PerHead">The same for each inhabitant, in the unit of the world; null where inhabitants are not known.</param>
/// <param name="Prices">Change of consumer prices in per cent, against what is held constant.</param>
/// <param name="Wage">Change of what a wage buys, in per cent.</param>
/// <param name="Moved">Labour that works in another sector, in per cent; NaN where it is stuck.</param>
/// <param name="Revenue">Change of duties and rents at the border a year, in the unit of the world, at prices of before.</param>
/// <param name="Band">How far the percentage spreads over draws; null where nothing was drawn.</param>
public sealed record Choice(
    TimedAnswer Timed,
    string Title,
    double Percent,
    double Money,
    double? PerHead,
    double Prices,
    double Wage,
    double Moved,
    double Revenue,
    Band? Band
)
{
    /// <summary>What an answer that there is means for country n.</summary>
    public static Choice Of(RunRecord run, TimedAnswer timed, int n)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(timed);
        var (comparison, theCase) = (timed.Answer.Comparison!, timed.Answer.Case);
        var (money, country) = (comparison.IncomeGain[n], run.World.Countries[n]);
        return new Choice(
            timed,
            TimedAnswer.TitleOf(theCase.Case) + Varied(timed),
            100 * (comparison.RealIncome[n] - 1),
            money,
            country.Population is { } people ? money / people : null,
            100 * (comparison.PriceIndex[n] - 1),
            100 * (comparison.RealWage[n] - 1),
            comparison.After.Given.Mobility[0].Kappa == 1 ? double.NaN : 100 * comparison.LabourMoved[n],
            comparison.BorderRevenue[n],
            BandOf(run, timed, country)
        );
    }

    private static string Varied(TimedAnswer timed) =>
        timed.Answer.Case.Horizon.Varied is { IsEmpty: false } varied ? $", {string.Join(", ", varied)}" : "";

    /// <summary>A band is of a case; where the case stands at several horizons, its label says which.</summary>
    private static Band? BandOf(RunRecord run, TimedAnswer timed, Country country)
    {
        var only = run.Answers.Count(a => a.Name == timed.Name) == 1;
        return run.Bands.FirstOrDefault(band =>
            band.Country == country.Code
            && band.Outcome == "real_income_pct"
            && (band.Case == timed.Title || band.Case == $"{timed.Name} {timed.Horizon}" || (only && band.Case == timed.Name))
        );
    }
}
