using System.Collections.Immutable;
using Entente.Games.Coalitions;
using Entente.Measures;
using Entente.Testing;
using Xunit;
using static Entente.Games.Tests.Blocs10;

namespace Entente.Games.Tests;

/// <summary>
/// The Russian half of "Brothers in Arms" (Chowdhry, Hinz, Kamin and Wanner 2024) on the world of 2014: signs, ranks of joiners, who pays
/// and who receives. Its data (GTAP) are not public and its measures are estimated by pair and product, ours are those of
/// scenarios/regimes/russia-2014.yaml, which are milder: orders of magnitude are compared where they can be, and what is missed is told.
/// </summary>
public sealed class BrothersInArmsTests
{
    private const string Game = """
        title: The coalition of 2014
        scenario:
          title: What blocs do
          world: world-2014
          regimes: russia-2014
          cases:
            - { name: as-it-was, include: [western-measures, russian-food-embargo] }
            - name: as-members
              measures:
                - { kind: flow_reduction, from: joiner, to: RUS, sectors: high_tech, share: 0.10 }
                - { kind: flow_reduction, from: joiner, to: RUS, sectors: [MACH, FABM, BUSI], share: 0.05 }
                - { kind: flow_reduction, from: joiner, to: RUS, sectors: FINA, both: true, share: 0.30 }
                - { kind: flow_reduction, from: joiner, to: RUS, sectors: AGRI, share: 0.57 }
                - { kind: flow_reduction, from: joiner, to: RUS, sectors: FOOD, share: 0.38 }
        target: RUS
        pressed:
          - { country: SRB, options: [{ name: abstains }, { name: joins, case: as-it-was }] }
        coalition:
          case: as-members
          common: as-it-was
          blocs:
            - { name: CHN, countries: CHN }
            - { name: BLR, countries: BLR }
            - { name: KOR, countries: KOR }
            - { name: TUR, countries: TUR }
            - { name: BRA, countries: BRA }
        """;

    private static readonly Lazy<AlignmentGame> Shared = new(() => Read(Game, 1e-11).Value.Game);

    private static Baseline World2014 => Shared.Value.Horizons[0].Baseline;

    private static ImmutableArray<string> Coalition => World2014.World.Identity.Groups["coalition_2014"];

    private static ImmutableArray<Measure> AsItWas => Shared.Value.Coalition!.Common;

    private static double Percent(Counterfactual answer, string code) => answer[$"real_income_pct:{code}"];

    private static double Mean(Counterfactual answer, IEnumerable<string> codes) => codes.Average(code => Percent(answer, code));

    private static double Published(string item, string column) =>
        Number(
            File.ReadLines(Reference.OutsideFile(Path.Combine("game", "published", "brothers_in_arms.csv")))
                .Select(line => line.Split(','))
                .Single(row => row[1] == "Russia" && row[2] == item && row[3] == column)[4]
        );

    /// <summary>What members do alone: the measures of the coalition with some in the place of all.</summary>
    private static Counterfactual By(params ImmutableArray<Word> actors) =>
        World2014.Solve(
            AsItWas.Select(measure =>
                measure.WithActors(words =>
                    [.. words.SelectMany(word => word.Text is "senders" or "embargoed_2014" ? actors : [word])]
                )
            )
        );

    /// <summary>Table 4: with China in, Russia loses more, the coalition less on average, those outside gain more; China pays.</summary>
    [Fact]
    public void China_gains_outside_and_loses_inside_to_the_relief_of_the_others()
    {
        var (without, with) = (World2014.Solve(AsItWas), World2014.Solve([.. AsItWas, .. Shared.Value.Coalition!.Members[0].Joining]));
        ImmutableArray<string> outside =
        [
            .. World2014.World.Countries.Select(c => c.Code).Except(Coalition).Where(code => code is not ("RUS" or "CHN" or "ROW")),
        ];
        foreach (
            var (item, column, found) in new[]
            {
                ("China", "actual coalition", Percent(without, "CHN")),
                ("China", "including China", Percent(with, "CHN")),
                ("actual coalition (unweighted mean)", "actual coalition", Mean(without, Coalition)),
                ("actual coalition (unweighted mean)", "including China", Mean(with, Coalition)),
                ("rest of the world (unweighted mean)", "actual coalition", Mean(without, outside)),
                ("rest of the world (unweighted mean)", "including China", Mean(with, outside)),
            }
        )
            Assert.Equal(Math.Sign(Published(item, column)), Math.Sign(found));
        Assert.True(Percent(with, "RUS") < Percent(without, "RUS"));
        Assert.True(Mean(with, Coalition) > Mean(without, Coalition));
        Assert.True(Mean(with, outside) > Mean(without, outside));
    }

    /// <summary>
    /// Table 2: measures, an embargo of the coalition, an embargo of all, in this order. Ours are 0.19, 4.0 and 17 per cent against 1.44,
    /// 8.8 and 15.2. The measures of the file are milder than those estimated there (a tenth of some flows, half of food). An embargo of
    /// the coalition is half of theirs: two thirds of what Russia sells is energy, whose elasticities are high here, and the long run finds
    /// it other buyers.
    /// </summary>
    [Fact]
    public void Measures_hurt_less_than_an_embargo_and_that_less_than_autarky()
    {
        var measures = -Percent(World2014.Solve(AsItWas), "RUS");
        var embargo = -Percent(
            World2014.Solve(
                new Embargo
                {
                    From = ["coalition_2014"],
                    To = ["RUS"],
                    Both = true,
                }
            ),
            "RUS"
        );
        // All but a thousandth: who has a deficit and trades with nobody cannot pay for it.
        var autarky = -Percent(
            World2014.Solve(
                new FlowReduction
                {
                    From = [.. World2014.World.Countries.Where(c => c.Code != "RUS").Select(c => (Word)c.Code)],
                    To = ["RUS"],
                    Both = true,
                    Share = 0.999,
                }
            ),
            "RUS"
        );
        Assert.True(0 < measures && measures < embargo && embargo < autarky);
        Assert.InRange(autarky / -Published("target", "embargo global (autarky)"), 0.8, 1.25);
        Assert.InRange(embargo / -Published("target", "embargo actual coalition"), 0.4, 1);
        Assert.InRange(measures / -Published("target", "actual measures actual coalition"), 0.1, 1);
    }

    /// <summary>Section 6.2: the European Union alone imposes 78 per cent of what all impose.</summary>
    [Fact]
    public void The_European_Union_imposes_about_four_fifths()
    {
        var share = 100 * Percent(By("eu28"), "RUS") / Percent(World2014.Solve(AsItWas), "RUS");
        Assert.Equal(Published("EU bloc share of loss imposed", ""), share, 3.0);
    }

    /// <summary>
    /// Table 3: a member of many imposes more than one that acts alone. Missed: there joining others makes one's own loss smaller on
    /// average (0.125 alone, 0.120 together), here larger (0.0149 and 0.0158): what others sell and buy no more is bought and sold by a
    /// member that acts alone, and our measures leave much of it open to that.
    /// </summary>
    [Fact]
    public void Together_each_imposes_more_than_alone()
    {
        var together = World2014.Solve(AsItWas);
        var alone = Coalition.Select(code => By(code)).ToList();
        Assert.All(alone, answer => Assert.True(answer.Converged));
        var (imposedAlone, imposedTogether) = (alone.Average(a => Percent(a, "RUS")), Percent(together, "RUS") / Coalition.Length);
        Assert.True(Published("average loss imposed", "multilateral") < Published("average loss imposed", "unilateral"));
        Assert.True(imposedTogether < imposedAlone);
        var ownAlone = Coalition.Zip(alone, (code, answer) => Percent(answer, code)).Average();
        Assert.InRange(ownAlone, -0.02, 0);
        Assert.True(Mean(together, Coalition) < ownAlone);
    }

    /// <summary>
    /// Section 6.3: of these five China would add most. So it is here for an embargo of all trade; missed for the measures of 2014, where
    /// Turkey, which sells Russia food, would add more (0.055 points) than China (0.036): two thirds of what these measures do is the ban
    /// on food, and China sold little of it.
    /// </summary>
    [Fact]
    public void China_would_add_most_to_an_embargo()
    {
        Counterfactual Embargoed(params ImmutableArray<Word> more) =>
            World2014.Solve(
                new Embargo
                {
                    From = ["coalition_2014", .. more],
                    To = ["RUS"],
                    Both = true,
                }
            );
        var without = Percent(Embargoed(), "RUS");
        string[] joiners = ["CHN", "BLR", "KOR", "TUR", "BRA"];
        var added = joiners.ToDictionary(code => code, code => without - Percent(Embargoed(code), "RUS"));
        Assert.Equal("CHN", added.MaxBy(a => a.Value).Key);
        Assert.All(added.Values, value => Assert.True(value > 0));
        var table = new CoalitionTable(World2014, Shared.Value.Coalition!.Members, AsItWas);
        var next = GrowingCoalition.Next(table, Shared.Value.Target, 0).MaxBy(step => step.AddedLoss)!;
        Assert.Equal("TUR", table.Members[next.Member].Name);
    }

    /// <summary>
    /// Section 6.5: the United States pay most, then Japan; Britain and Canada pay; Lithuania, Estonia and Latvia receive most of their
    /// income, in this order. What is paid in all is as many dollars for a point that Russia loses as there.
    /// </summary>
    [Fact]
    public void The_United_States_pay_and_the_Baltic_states_receive()
    {
        var shared = World2014.Solve([.. AsItWas, new BurdenSharing { Members = [.. Coalition.Select(code => (Word)code)] }]);
        var received = Coalition.ToDictionary(code => code, code => shared[$"transfer:{code}"]);
        var ofIncome = received.ToDictionary(r => r.Key, r => r.Value / World2014.World.Income[World2014.World.Country(r.Key)]);
        Assert.Equal(["USA", "JPN"], received.OrderBy(r => r.Value).Take(2).Select(r => r.Key));
        Assert.True(received["GBR"] < 0 && received["CAN"] < 0);
        Assert.Equal(["LTU", "EST", "LVA"], ofIncome.OrderByDescending(r => r.Value).Take(3).Select(r => r.Key));
        Assert.True(Published("transfer received", "LTU") > Published("transfer received", "EST"));
        var perPoint = -received.Values.Where(value => value < 0).Sum() / 1000 / -Percent(shared, "RUS");
        var published = Published("transfer fund", "") / -Published("target", "actual measures actual coalition");
        Assert.InRange(perPoint / published, 0.8, 1.25);
    }
}
