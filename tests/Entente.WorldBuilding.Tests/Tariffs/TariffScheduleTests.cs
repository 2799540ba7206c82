using System.Globalization;
using Entente.Data;
using Entente.Testing;
using Entente.WorldBuilding.Tariffs;
using Xunit;

namespace Entente.WorldBuilding.Tests.Tariffs;

/// <summary>The tariffs of the worlds are those a trade lawyer would expect.</summary>
public sealed class TariffScheduleTests
{
    private static readonly string[] Carved = [.. "SRB BIH MNE MKD ALB MDA GEO ARM AZE KGZ UZB IRN IRQ QAT KWT DZA LBY".Split(' ')];
    private static readonly string Recipe = Path.Combine(Repository.Root, "worlds", "world-2023", "recipe");
    private static readonly Lazy<GoodsTrade> Trade = new(() => GoodsTrade.Read(Reference.Raw, Carved));

    private static TariffSchedule Schedule(int year)
    {
        var faults = new FaultList();
        var schedule = TariffSchedule.Build(
            new TariffRequest
            {
                Raw = Reference.Raw,
                Recipe = Recipe,
                Year = year,
                Countries = Trade.Value.Countries,
                Sectors = GoodsTrade.Sectors,
                Trade = Trade.Value.Values,
            },
            faults
        );
        Assert.True(schedule is not null, string.Join('\n', Found(faults)));
        return schedule;
    }

    [Fact]
    public void Every_expected_mean_holds_in_2023()
    {
        var faults = new FaultList();
        var checks = TariffCheck.Read(Recipe, Schedule(2023), faults);

        Assert.False(faults.Any);
        Assert.True(checks.Count > 20 && checks.All(c => c.Mean is not null && c.Holds), TariffCheck.Table(checks));
    }

    [Fact]
    public void Rates_are_duties_and_nothing_is_levied_at_home_or_on_services()
    {
        var (schedule, countries) = (Schedule(2023), Trade.Value.Countries);
        for (var n = 0; n < countries.Length; n++)
            for (var i = 0; i < countries.Length; i++)
                for (var j = 0; j < GoodsTrade.Sectors.Length; j++)
                {
                    var nothing = n == i || GoodsTrade.Sectors[j] is "PCOA" or "BUSI";
                    Assert.InRange(schedule.Rates[n, i, j], 0, nothing ? 0 : 0.7);
                }
        Assert.Contains("PIIE", schedule.Source(Of("USA"), Of("CHN"), 0), StringComparison.Ordinal);
        Assert.Equal("read", schedule.Confidence(Of("USA"), Of("CHN"), 0));
        Assert.Equal("base", schedule.Confidence(Of("IND"), Of("CHN"), 0));
    }

    /// <summary>Ukraine's food was free from June 2022, column 2 and 35 % on Russia came in spring 2022.</summary>
    [Fact]
    public void Years_differ_by_what_came_between_them()
    {
        var (before, after) = (Schedule(2021), Schedule(2023));
        double Rate(TariffSchedule s, string importer, string exporter, string sector) =>
            s.Rates[Of(importer), Of(exporter), Array.IndexOf(GoodsTrade.Sectors, sector)];

        Assert.Equal((0.025, 0), (Rate(before, "POL", "UKR", "FOOD"), Rate(after, "POL", "UKR", "FOOD")));
        Assert.InRange(Rate(before, "CAN", "RUS", "META"), 0, 0.02);
        Assert.Equal(0.35, Rate(after, "CAN", "RUS", "META"));
        Assert.Equal(0.33, Rate(after, "USA", "RUS", "MACH"));
        Assert.True(Rate(before, "USA", "DEU", "META") > 0.12 && Rate(after, "USA", "DEU", "META") < 0.03);
        Assert.True(Rate(after, "CHN", "JPN", "CHEM") < Rate(before, "CHN", "JPN", "CHEM"));
        Assert.Equal(Rate(before, "SRB", "CHN", "MACH"), Rate(after, "SRB", "CHN", "MACH"));
    }

    /// <summary>Members of a customs union levy one tariff on outsiders.</summary>
    [Fact]
    public void Members_of_the_union_have_one_tariff()
    {
        var schedule = Schedule(2023);
        for (var i = 0; i < Trade.Value.Countries.Length; i++)
            for (var j = 0; j < GoodsTrade.Sectors.Length; j++)
                if (Trade.Value.Countries[i] is "CHN" or "USA" or "RUS" or "IND" or "ROW")
                    Assert.Equal(schedule.Rates[Of("DEU"), i, j], schedule.Rates[Of("LUX"), i, j]);
    }

    /// <summary>
    /// The Global Tariff Database (Teti) is looked at and enters no world. It has most preferences and not the special duties; where
    /// both know a pair they should be near.
    /// </summary>
    [Fact]
    public void The_global_tariff_database_is_not_far_away()
    {
        var (schedule, trade) = (Schedule(2021), Trade.Value);
        var gaps = new List<double>();
        for (var n = 0; n < trade.Countries.Length; n++)
            for (var i = 0; i < trade.Countries.Length; i++)
            {
                var (paid, theirs, value) = (0.0, 0.0, 0.0);
                for (var j = 0; j < GoodsTrade.Sectors.Length; j++)
                    // Their mean of food holds tobacco and spirits at simple weights: up to 100 %.
                    if (n != i && GoodsTrade.Sectors[j] is not "FOOD" && double.IsFinite(trade.Teti[n, i, j]))
                        (paid, theirs, value) = (
                            paid + trade.Values[n, i, j] * schedule.Rates[n, i, j],
                            theirs + trade.Values[n, i, j] * trade.Teti[n, i, j],
                            value + trade.Values[n, i, j]
                        );
                if (value > 1000 && theirs > 0 && trade.Countries[n] != "RUS")
                    gaps.Add(Math.Abs(paid - theirs) / value);
            }
        gaps.Sort();

        Assert.True(gaps.Count > 800, gaps.Count.ToString(CultureInfo.InvariantCulture));
        Assert.InRange(gaps[gaps.Count / 2], 0, 0.015);
        Assert.InRange(gaps[gaps.Count * 9 / 10], 0, 0.06);
    }

    private static IEnumerable<string> Found(FaultList faults) =>
        faults.Any ? faults.Failed<object>().Faults.Select(f => f.ToString()) : [];

    private static int Of(string code) => Array.IndexOf(Trade.Value.Countries, code);
}
