using System.Globalization;
using Entente.Data;
using Entente.WorldBuilding.Tariffs;
using Xunit;

namespace Entente.WorldBuilding.Tests.Tariffs;

/// <summary>Rules of trade policy do what their line says, on three economies with 10 % on everything.</summary>
public sealed class PreferenceRuleTests : IDisposable
{
    private const string Header = "importer,exporter,sectors,mode,rate_percent,since,until,confidence,source";

    private static readonly string[] Countries = ["AAA", "BBB", "CCC", "DDD"];
    private static readonly string[] Sectors = ["AGRI", "META", "BUSI"];

    private readonly string folder = Directory.CreateTempSubdirectory("tariffs").FullName;

    public PreferenceRuleTests()
    {
        Write("tariff-sectors.csv", "sector,group,wits", "AGRI,farm,1", "META,industry,15;16");
        Write("blocs.csv", "bloc,members,source", "union,AAA;BBB,a treaty");
        Write(
            "tariff-base.csv",
            "economy,schedule,farm_percent,industry_percent,confidence,source",
            "AAA,union,,,read,x",
            "BBB,union,,,read,x",
            "CCC,AAA,20,5,recalled,x",
            "DDD,none,,,recalled,x"
        );
        var pairs = Countries
            .Take(3)
            .SelectMany(n => Countries.Take(3).SelectMany(i => new[] { 1, 15, 16 }.Select(s => (n, i, s))))
            .ToList();
        Write(
            "tariffs_applied_2014_43x43_goods.csv.gz",
            "iso2,iso1,year,sector,tau_weighted,imp",
            [.. pairs.Select(p => $"{p.i},{p.n},2014,{p.s},{(p.s == 1 ? 80 : p.s == 15 ? 6 : 14)},100")]
        );
        Write(
            "tariffs_mfn_2014_43x43_goods.csv.gz",
            "iso2,iso1,year,sector,tau_mfn_w",
            [.. pairs.Select(p => $"{p.i},{p.n},2014,{p.s},{(p.s == 1 ? "0.8" : "0.12")}")]
        );
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Base_rates_are_means_and_peers_are_scaled_to_the_means_given()
    {
        var rates = Built(2023)!.Rates;

        // 80 % is outside the quota and cut to 30; 6 and 14 of equal trade make 10.
        Assert.Equal((0.3, 0.1, 0.0), (rates[0, 2, 0], rates[0, 2, 1], rates[0, 2, 2]));
        Assert.Equal((0.2, 0.05), (rates[2, 0, 0], rates[2, 1, 1]));
        // A member of the union pays nothing to another; a free port levies nothing; who is not in the data pays the mean.
        Assert.Equal((0.0, 0.0, 0.12), (rates[0, 1, 1], rates[3, 0, 0], rates[0, 3, 1]));
    }

    [Theory]
    [InlineData("set,2", 0.02)]
    [InlineData("most,2", 0.02)]
    [InlineData("most,50", 0.1)]
    [InlineData("times,0.5", 0.05)]
    [InlineData("add,2", 0.12)]
    [InlineData("mfn,", 0.12)]
    [InlineData("average,19.3", 0.193)]
    public void A_rule_changes_the_duty(string change, double expected)
    {
        var rates = Built(2023, $"AAA,CCC,industry,{change},2022,,read,an act")!.Rates;

        Assert.Equal(expected, rates[0, 2, 1], 6);
        Assert.Equal((0.3, 0.1), (rates[0, 2, 0], rates[1, 2, 1]));
    }

    [Fact]
    public void An_average_keeps_the_pattern_and_meets_the_mean_of_the_pair()
    {
        var rates = Built(2023, "AAA,CCC,goods,average,30,2022,,read,an act")!.Rates;

        // Trade is 1 and 3: the mean before is 0.15.
        Assert.Equal((0.6, 0.2), (rates[0, 2, 0], rates[0, 2, 1]));
        Assert.Equal(0.3, (rates[0, 2, 0] + 3 * rates[0, 2, 1]) / 4, 9);
    }

    [Fact]
    public void Later_lines_go_on_from_earlier_ones_and_years_bound_them()
    {
        string[] rules = ["all,CCC,goods,set,4,2010,,read,first", "union,CCC,META,add,1,2022,2022,recalled,second"];

        Assert.Equal(0.04, Built(2021, rules)!.Rates[0, 2, 1], 9);
        Assert.Equal(0.05, Built(2022, rules)!.Rates[1, 2, 1], 9);
        Assert.Equal(0.04, Built(2023, rules)!.Rates[0, 2, 1], 9);
        var both = Built(2022, rules)!;
        Assert.Equal(("second", "recalled", "first"), (both.Source(0, 2, 1), both.Confidence(0, 2, 1), both.Source(0, 2, 0)));
    }

    [Theory]
    [InlineData("AAA,XXX,goods,set,1,2010,,read,x", "'XXX'")]
    [InlineData("AAA,BBB,SHOES,set,1,2010,,read,x", "'SHOES'")]
    [InlineData("AAA,BBB,goods,halve,1,2010,,read,x", "'halve'")]
    [InlineData("AAA,BBB,goods,set,,2010,,read,x", "rate ''")]
    [InlineData("AAA,BBB,goods,mfn,3,2010,,read,x", "rate '3'")]
    [InlineData("AAA,BBB,goods,set,-1,2010,,read,x", "rate '-1'")]
    public void A_line_at_fault_is_named_with_its_place(string line, string found)
    {
        var faults = new FaultList();
        Assert.Null(Built(2023, faults, line));
        var fault = Assert.Single(faults.Failed<object>().Faults);
        Assert.Equal("preferences.csv", fault.Place?.File);
        Assert.Equal(2, fault.Place?.Line);
        Assert.Contains(found, fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void An_economy_without_a_schedule_is_a_fault()
    {
        Write(
            "tariff-base.csv",
            "economy,schedule,farm_percent,industry_percent,confidence,source",
            "AAA,union,,,read,x",
            "BBB,ZZZ,,,read,x",
            "CCC,AAA,,,read,x"
        );
        var faults = new FaultList();
        Assert.Null(Built(2023, faults));
        Assert.Equal(["no row for DDD", "schedule 'ZZZ'"], faults.Failed<object>().Faults.Select(f => f.Found).Order());
    }

    private TariffSchedule? Built(int year, params string[] rules)
    {
        var faults = new FaultList();
        var schedule = Built(year, faults, rules);
        Assert.False(faults.Any);
        return schedule;
    }

    private TariffSchedule? Built(int year, FaultList faults, params string[] rules)
    {
        Write("preferences.csv", Header, rules);
        var trade = new double[4, 4, 3];
        for (var n = 0; n < 4; n++)
            for (var i = 0; i < 4; i++)
                (trade[n, i, 0], trade[n, i, 1]) = (1, 3);
        return TariffSchedule.Build(
            new TariffRequest { Raw = folder, Recipe = folder, Year = year, Countries = Countries, Sectors = Sectors, Trade = trade },
            faults
        );
    }

    private void Write(string file, string header, params string[] lines)
    {
        var text = string.Join('\n', lines.Prepend(header)) + "\n";
        using var stream = File.Create(Path.Combine(folder, file));
        using Stream to = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Compress)
            : stream;
        to.Write(System.Text.Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
    }
}
