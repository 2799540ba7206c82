using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;
using static Entente.Games.Tests.Blocs10;

namespace Entente.Games.Tests;

/// <summary>
/// The Iranian half of "Brothers in Arms" (Chowdhry, Hinz, Kamin and Wanner 2024) on the world of 2021, the first of ours in which Iran
/// stands by itself. Theirs is the world before the sanctions of 2012; in ours they are in force, and what is embargoed is what they left.
/// So losses are smaller, and only signs, shares and ranks are compared; its 36 countries are read as the European Union with Britain,
/// the United States, Canada, Australia, Japan, South Korea, Norway, Switzerland and Turkey.
/// </summary>
public sealed class BrothersInArmsIranTests
{
    private static readonly Lazy<Baseline> World2021 = new(() =>
        Baseline
            .Create(
                WorldFolder.Read(Catalogue.Default.FindWorld("world-2021", ".").Value.Path, "world-2021").Value,
                new BaselineOptions { Solve = new SolveOptions { Tolerance = 1e-11 } }
            )
            .Value
    );

    private static readonly ImmutableArray<Word> Coalition =
        ["eu27", "GBR", "USA", "CAN", "AUS", "JPN", "KOR", "NOR", "CHE", "TUR"];

    private static ImmutableArray<string> Members =>
        [.. Coalition.SelectMany(word => World2021.Value.World.Identity.Groups.GetValueOrDefault(word.Text, [word.Text]))];

    private static Embargo By(IEnumerable<Word> senders) =>
        new()
        {
            From = [.. senders],
            To = ["IRN"],
            Both = true,
        };

    private static readonly Lazy<Counterfactual> AsItWas = new(() => World2021.Value.Solve(By(Coalition)));

    private static Counterfactual With(Word joiner) => World2021.Value.Solve(By([.. Coalition, joiner]));

    private static double Percent(Counterfactual answer, string code) => answer[$"real_income_pct:{code}"];

    private static double Published(string item, string column) =>
        Number(
            File.ReadLines(Reference.OutsideFile(Path.Combine("game", "published", "brothers_in_arms.csv")))
                .Select(line => line.Split(','))
                .Single(row => row[1] == "Iran" && row[2] == item && row[3] == column)[4]
        );

    /// <summary>
    /// Table 4 by signs: China gains outside and loses inside, the coalition loses, all the others gain and gain more with China in; so
    /// much more that Iran loses several times as much (theirs: 1.7 times, ours: 2.8).
    /// </summary>
    [Fact]
    public void China_gains_outside_and_loses_inside_and_those_outside_gain_more()
    {
        var (without, with) = (AsItWas.Value, With("CHN"));
        Assert.Equal(36, Members.Length);
        ImmutableArray<string> outside =
        [
            .. World2021.Value.World.Countries.Select(c => c.Code).Except(Members).Where(code => code is not ("IRN" or "CHN" or "ROW")),
        ];
        foreach (
            var (item, column, found) in new[]
            {
                ("China", "actual coalition", Percent(without, "CHN")),
                ("China", "including China", Percent(with, "CHN")),
                ("actual coalition (unweighted mean)", "actual coalition", Members.Average(code => Percent(without, code))),
                ("actual coalition (unweighted mean)", "including China", Members.Average(code => Percent(with, code))),
                ("rest of the world (unweighted mean)", "actual coalition", outside.Average(code => Percent(without, code))),
                ("rest of the world (unweighted mean)", "including China", outside.Average(code => Percent(with, code))),
            }
        )
            Assert.Equal(Math.Sign(Published(item, column)), Math.Sign(found));
        Assert.True(outside.Average(code => Percent(with, code)) > outside.Average(code => Percent(without, code)));
        // The coalition loses a little more with China in, there as here.
        const string Mean = "actual coalition (unweighted mean)";
        Assert.True(Published(Mean, "including China") < Published(Mean, "actual coalition"));
        Assert.True(Members.Average(code => Percent(with, code)) < Members.Average(code => Percent(without, code)));
        Assert.InRange(Percent(with, "IRN") / Percent(without, "IRN"), 1.5, 3);
    }

    /// <summary>
    /// Section 6.3: China would add most, then come India and the Emirates, South Africa least. Missed: India comes behind the Emirates
    /// (0.19 and 0.56 points, there 0.35 and 0.23), as India has bought no oil of Iran since 2019. Table 2, missed: the embargo of the
    /// coalition takes 1.03 per cent, there 4.04.
    /// </summary>
    [Fact]
    public void China_would_add_most_and_South_Africa_least()
    {
        var without = Percent(AsItWas.Value, "IRN");
        var added = new[] { "CHN", "IND", "ARE", "ZAF" }.ToDictionary(code => code, code => Percent(With(code), "IRN") - without);
        Assert.Equal("CHN", added.MinBy(a => a.Value).Key);
        Assert.Equal("ZAF", added.MaxBy(a => a.Value).Key);
        Assert.All(added.Values, points => Assert.True(points < 0));
        Assert.Equal(Published("added loss if joins", "China"), added["CHN"], 0.5);
        Assert.True(added["ARE"] < added["IND"] && Published("added loss if joins", "India") < Published("added loss if joins", "UAE"));
        Assert.InRange(without / Published("target", "embargo actual coalition"), 0.2, 0.3);
    }

    /// <summary>Section 6.2: the European Union alone imposes 44 per cent of what all impose.</summary>
    [Fact]
    public void The_European_Union_imposes_less_than_half() =>
        Assert.Equal(
            Published("EU bloc share of loss imposed", ""),
            100 * Percent(World2021.Value.Solve(By(["eu27", "GBR"])), "IRN") / Percent(AsItWas.Value, "IRN"),
            5.0
        );

    /// <summary>
    /// Section 6.5: the United States pay most, more than half of it, Britain and Australia pay, Greece, South Korea and Turkey receive.
    /// Missed: Canada pays there, and receives 22 million dollars here; Turkey receives most, and Greece and South Korea, which buy no
    /// oil of Iran any more, little.
    /// </summary>
    [Fact]
    public void The_United_States_pay_and_Turkey_receives()
    {
        var shared = World2021.Value.Solve([By(Coalition), new BurdenSharing { Members = Coalition }]);
        var received = Members.ToDictionary(code => code, code => shared[$"transfer:{code}"]);
        var fund = -received.Values.Where(value => value < 0).Sum();
        Assert.Equal("USA", received.MinBy(r => r.Value).Key);
        Assert.InRange(-received["USA"] / fund, 0.5, 0.8);
        Assert.InRange(Published("transfer paid", "USA") / Published("transfer fund", ""), 0.5, 0.8);
        Assert.All(["GBR", "AUS"], code => Assert.True(received[code] < 0 && Published("transfer paid", code) > 0, code));
        Assert.All(["GRC", "KOR", "TUR"], code => Assert.True(received[code] > 0 && Published("transfer received", code) > 0, code));
    }
}
