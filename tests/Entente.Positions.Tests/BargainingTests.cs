using System.Collections.Immutable;
using System.Globalization;
using Entente.Positions.Stakeholders;
using Entente.Positions.Stakeholders.Challenge;
using Entente.Positions.Stakeholders.Compromise;
using Entente.Positions.Stakeholders.Median;
using Entente.Positions.Stakeholders.Nash;
using Entente.Positions.Stakeholders.Spatial;
using Entente.Testing;
using Xunit;

namespace Entente.Positions.Tests;

/// <summary>Models of bargaining against published runs.</summary>
public sealed class BargainingTests
{
    private static string Folder(string name) => Path.Combine(Reference.Folder("bargaining"), name);

    private static Issue Emissions() => OneDimension("input_ec_car_emissions_1994.csv", 1);

    private static Issue OneDimension(string file, double salienceScale)
    {
        var rows = Lines.Of(Path.Combine(Folder("bdm"), file));
        var (name, capability) = (rows[0].Header[0], rows[0].Header[1]);
        double[] places = [.. rows.Select(row => row.Number("Position"))];
        return Issue
            .Create(
                file,
                [new Dimension("position", places.Min(), places.Max())],
                rows.Select(row => new Actor
                {
                    Name = row[name],
                    Capability = row.Number(capability),
                    Positions = [row.Number("Position")],
                    Salience = [row.Number("Salience") / salienceScale],
                })
            )
            .Value;
    }

    private static Issue Ktab(string name)
    {
        var rows = Lines.Of(Path.Combine(Folder("ktab"), "inputs.csv")).Where(row => row["case"] == name).ToList();
        return Issue
            .Create(
                name,
                rows.GroupBy(row => (int)row.Number("dim"))
                    .OrderBy(group => group.Key)
                    .Select(group => new Dimension(group.First()["dim_name"], 0, 100)),
                rows.GroupBy(row => (int)row.Number("actor_index"))
                    .OrderBy(group => group.Key)
                    .Select(group => new Actor
                    {
                        Name = group.First()["actor"],
                        Capability = group.First().Number("power"),
                        Positions = [.. group.OrderBy(row => row.Number("dim")).Select(row => row.Number("position"))],
                        Salience = [.. group.OrderBy(row => row.Number("dim")).Select(row => row.Number("salience") / 100)],
                    })
            )
            .Value;
    }

    [Fact]
    public void Emissions_go_the_published_way()
    {
        var found = new ChallengeModel().Solve(Emissions(), TestContext.Current.CancellationToken).Value;
        var known = Lines.Of(Path.Combine(Folder("bdm"), "reference_summary.csv")).Where(row => row["case"] == "ec_car_emissions_1994");
        foreach (var row in known)
        {
            var round = found.Rounds[(int)row.Number("round")];
            Assert.Equal(row.Number("median"), round.Median[0], 1e-9);
            Assert.Equal(row.Number("mean"), round.Mean[0], 1e-9);
        }
        var (mean, median) = (new CompromiseModel(), new MedianModel());
        Assert.Equal(7.389955686853767, mean.Solve(Emissions(), TestContext.Current.CancellationToken).Value.Point[0], 1e-12);
        Assert.Equal(7, median.Solve(Emissions(), TestContext.Current.CancellationToken).Value.Point[0], 1e-12);
        Assert.Equal([7, 8.416, 9.611, 9.962], found.Rounds.Take(4).Select(r => Math.Round(r.Median[0], 3)));
        foreach (var row in Lines.Of(Path.Combine(Folder("bdm"), "reference_offers.csv")))
        {
            var actor = Emissions().Actors.Select(a => a.Name).ToList().IndexOf(row["actor"]);
            var move = found.Rounds[(int)row.Number("round")].Moves.Single(m => m.Actor == actor);
            Assert.Equal(row["proposer"], Emissions().Actors[move.Proposer].Name);
            Assert.Equal(row["type"], move.Kind);
            Assert.Equal(row.Number("new_position"), move.To, 1e-9);
        }
    }

    [Fact]
    public void Matrices_of_the_first_rounds_are_those_of_the_reference()
    {
        foreach (var name in new[] { "ec_car_emissions_1994", "sultan_oil_price" })
        {
            var issue = OneDimension($"input_{name}.csv", 1);
            var rounds = new ChallengeModel().Solve(issue, TestContext.Current.CancellationToken).Value.Rounds;
            var names = issue.Actors.Select(a => a.Name).ToList();
            var reference = Lines.Of(Path.Combine(Folder("bdm"), "reference_matrices_rounds1_2.csv"));
            foreach (var rows in reference.GroupBy(row => (row["case"], row.Number("round"))))
            {
                var before = (int)rows.Key.Item2 - 1;
                if (rows.Key.Item1 != name || before >= rounds.Length)
                    continue;
                var equations = new ChallengeEquations(
                    [.. issue.Actors.Select(a => a.Capability)],
                    [.. issue.Actors.Select(a => a.Salience[0])],
                    [.. rounds[before].Positions.Select(p => p[0])],
                    issue.Dimensions[0].Length,
                    new ChallengeOptions()
                );
                foreach (var row in rows)
                {
                    var (i, j) = (names.IndexOf(row["i"]), names.IndexOf(row["j"]));
                    Assert.Equal(row.Number("p_ij"), equations.Probability(i, j), 1e-12);
                    Assert.Equal(row.Number("eu_ij_as_seen_by_i"), equations.Challenging(i, j), 1e-10);
                    Assert.Equal(row.Number("eu_ji_as_seen_by_i"), equations.Challenged(i, j), 1e-10);
                }
            }
        }
    }

    [Fact]
    public void Nobody_moves_on_the_price_of_oil()
    {
        var issue = OneDimension("input_sultan_oil_price.csv", 1);
        var found = new ChallengeModel().Solve(issue, TestContext.Current.CancellationToken).Value;
        Assert.Equal(SettlementStatus.Settled, found.Status);
        Assert.Equal(13.9, found.Point[0], 1e-12);
        Assert.Equal(13.619912134884823, new CompromiseModel().Solve(issue, TestContext.Current.CancellationToken).Value.Point[0], 1e-12);
        Assert.Equal(13.9, new MedianModel().Solve(issue, TestContext.Current.CancellationToken).Value.Point[0], 1e-12);
    }

    [Theory]
    [InlineData("SOE-Pol-Comp", 27)]
    [InlineData("dummyData_3Dim", 10)]
    public void The_spatial_model_goes_the_way_of_the_official_runs(string name, int rounds)
    {
        var issue = Ktab(name);
        var found = new SpatialModel().Solve(issue, TestContext.Current.CancellationToken).Value;
        Assert.Equal(rounds, found.Rounds.Length - 1);
        Assert.Equal(SettlementStatus.Settled, found.Status);
        var compared = 0;
        var (actors, dimensions) = (issue.Actors.Select(a => a.Name).ToList(), issue.Dimensions.Select(d => d.Name).ToList());
        foreach (var row in Lines.Of(Path.Combine(Folder("ktab"), "ref_positions_by_turn.csv")).Where(row => row["case"] == name))
        {
            var k = dimensions.FindIndex(d => row["dim_name"].StartsWith(d, StringComparison.Ordinal));
            var at = found.Rounds[(int)row.Number("turn")].Positions[actors.IndexOf(row["actor"])][k];
            Assert.Equal(row.Number("position"), at, 0.0500001);
            compared++;
        }
        Assert.Equal((rounds + 1) * actors.Count * dimensions.Count, compared);
    }

    [Theory]
    [InlineData("SOE-Pol-Comp")]
    [InlineData("dummyData_3Dim")]
    public void Chances_and_attitudes_are_those_of_the_official_runs(string name)
    {
        var issue = Ktab(name);
        var rounds = new SpatialModel().Solve(issue, TestContext.Current.CancellationToken).Value.Rounds;
        var states = rounds
            .Select(round => new SpatialState(
                [.. round.Positions.Select(row => row.Select(x => x / 100).ToArray())],
                [.. issue.Actors.Select(a => a.Salience.ToArray())],
                [.. issue.Actors.Select(a => a.Capability)],
                new SpatialOptions()
            ))
            .ToList();
        foreach (var row in Lines.Of(Path.Combine(Folder("ktab"), "ref_risk_attitude.csv")).Where(row => row["case"] == name))
            Assert.Equal(row.Number("risk_attitude"), states[(int)row.Number("state")].Risk[(int)row.Number("actor_index")], 0.000501);
        foreach (var row in Lines.Of(Path.Combine(Folder("ktab"), "ref_best_target.csv")).Where(row => row["case"] == name))
        {
            var best = states[(int)row.Number("turn")].BestTarget((int)row.Number("actor"));
            Assert.Equal((int)row.Number("target"), best!.Value.Target);
            Assert.Equal(row.Number("expected_gain"), best.Value.Gain, 0.000501);
        }
        foreach (
            var row in Lines.Of(Path.Combine(Folder("ktab"), "ref_challenge_estimates_turns0_1.csv")).Where(row => row["case"] == name)
        )
        {
            var (h, i, j) = ((int)row.Number("estimator"), (int)row.Number("i"), (int)row.Number("j"));
            var state = states[(int)row.Number("turn")];
            Assert.Equal(row.Number("prob"), state.Victory(h, i, j), 0.0000501);
            Assert.Equal(row.Number("gain"), state.Gain(h, (int)row.Number("gain_to"), i, j), 0.0000501);
        }
    }

    /// <summary>
    /// Tables without an official log: no positions of theirs are kept, so they are held to what must be - the same answer in any unit
    /// of capability and on any scale, to the four digits that bargains are rounded to.
    /// </summary>
    [Theory]
    [InlineData("SOE-Policy")]
    [InlineData("SOE-Competitive")]
    [InlineData("dummyData_6Dim")]
    public void Units_change_nothing_in_the_spatial_model(string name)
    {
        var issue = Ktab(name);
        var options = new SpatialOptions { MostRounds = 10 };
        var scaled = Issue
            .Create(
                name,
                issue.Dimensions.Select(d => new Dimension(d.Name, -1, 1)),
                issue.Actors.Select(a => a with { Capability = 8 * a.Capability, Positions = [.. a.Positions.Select(x => x / 50 - 1)] })
            )
            .Value;
        var first = new SpatialModel { Options = options }.Solve(issue, TestContext.Current.CancellationToken).Value;
        var second = new SpatialModel { Options = options }.Solve(scaled, TestContext.Current.CancellationToken).Value;
        Assert.Equal(first.Rounds.Length, second.Rounds.Length);
        foreach (var (a, b) in first.Rounds.Zip(second.Rounds))
            for (var i = 0; i < issue.Actors.Length; i++)
                for (var k = 0; k < issue.Dimensions.Length; k++)
                    Assert.Equal(a.Positions[i][k], 50 * (b.Positions[i][k] + 1), 0.02);
    }

    [Fact]
    public void Nash_is_the_compromise_where_disagreement_is_far_worse()
    {
        var issue = Emissions();
        var mean = new CompromiseModel().Solve(issue, TestContext.Current.CancellationToken).Value.Point[0];
        double At(double loss) => new NashModel { Disagreement = loss }.Solve(issue, TestContext.Current.CancellationToken).Value.Point[0];
        Assert.Equal(mean, At(1e9), 1e-6);
        Assert.True(Math.Abs(At(100) - mean) < Math.Abs(At(4) - mean));
    }

    [Fact]
    public void Nash_with_a_reference_point_leaves_nobody_worse_off()
    {
        var issue = Table((1, 2, 1), (1, 4, 1), (1, 6, 1));
        var found = new NashModel { Reference = [0] }.Solve(issue, TestContext.Current.CancellationToken).Value.Point[0];
        Assert.InRange(found, 2, 4);
        var between = new NashModel { Reference = [4] }.Solve(issue, TestContext.Current.CancellationToken);
        Assert.False(between.Success);
        Assert.Contains("reference point", between.Faults[0].ToString(), StringComparison.Ordinal);
    }

    private static Issue Table(params (double Capability, double Position, double Salience)[] rows) => Try(rows).Value;

    private static Checked<Issue> Try(params (double Capability, double Position, double Salience)[] rows) =>
        Issue.Create(
            "t",
            [new Dimension("x", 0, 10)],
            rows.Select(
                (row, i) =>
                    new Actor
                    {
                        Name = $"A{i.ToString(CultureInfo.InvariantCulture)}",
                        Capability = row.Capability,
                        Positions = [row.Position],
                        Salience = [row.Salience],
                    }
            )
        );

    private static readonly ImmutableArray<StakeholderModel> Models =
    [
        new CompromiseModel(),
        new MedianModel(),
        new NashModel(),
        new ChallengeModel(),
        new SpatialModel(),
    ];

    [Fact]
    public void A_table_without_weight_is_refused() =>
        Assert.Contains("nobody has any weight", Try((0, 1, 1), (0, 2, 1)).Faults[0].ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN, 1, 0.5, "capability")]
    [InlineData(-1, 1, 0.5, "capability")]
    [InlineData(1, double.NaN, 0.5, "position")]
    [InlineData(1, 11, 0.5, "outside its scale")]
    [InlineData(1, double.PositiveInfinity, 0.5, "position")]
    [InlineData(1, 1, double.NaN, "salience")]
    [InlineData(1, 1, 1.5, "salience")]
    public void Cells_that_mean_nothing_are_named(double capability, double position, double salience, string what)
    {
        var found = Try((1, 1, 1), (capability, position, salience));
        Assert.False(found.Success);
        Assert.Contains(
            found.Faults,
            fault =>
                fault.Found.Contains("A1", StringComparison.Ordinal) && fault.Found.Contains(what, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_empty_table_is_refused() => Assert.Contains("no actor", Try().Faults[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void One_actor_has_its_way_or_is_told_that_nobody_is_there_to_bargain()
    {
        foreach (var model in Models)
        {
            var found = model.Solve(Table((1, 3, 0.5)), TestContext.Current.CancellationToken);
            if (found.Success)
                Assert.Equal(3, found.Value.Point[0], 1e-9);
            else
                Assert.Contains("1 actor", found.Faults[0].ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void All_at_one_place_stay_there()
    {
        foreach (var model in Models)
        {
            var found = model.Solve(Table((1, 3, 0.5), (2, 3, 0.2), (1, 3, 1)), TestContext.Current.CancellationToken).Value;
            Assert.Equal(3, found.Point[0], 1e-9);
            Assert.True(found.Rounds.IsEmpty || found.Status == SettlementStatus.OnePlace);
        }
    }

    [Fact]
    public void A_single_actor_without_weight_changes_nothing_or_is_named()
    {
        foreach (var model in Models)
        {
            var found = model.Solve(Table((1, 3, 0.5), (0, 9, 0.5), (1, 5, 0.5)), TestContext.Current.CancellationToken);
            if (!found.Success)
                Assert.Contains("A1", found.Faults[0].ToString(), StringComparison.Ordinal);
            else
                Assert.All(found.Value.Point, x => Assert.InRange(x, 3, 9));
        }
    }

    [Fact]
    public void Ten_thousand_actors_have_an_answer_or_a_limit()
    {
        var many = Table([.. Enumerable.Range(0, 10_000).Select(i => (1.0 + i % 7, 10.0 * i / 9_999, 0.1 + i % 9 / 10.0))]);
        foreach (var model in Models)
        {
            var found = model.Solve(many, TestContext.Current.CancellationToken);
            if (found.Success)
                Assert.InRange(found.Value.Point[0], 0, 10);
            else
                Assert.Contains("10000 actors", found.Faults[0].ToString(), StringComparison.Ordinal);
        }
        Assert.True(new CompromiseModel().Solve(many, TestContext.Current.CancellationToken).Success);
        Assert.True(new NashModel().Solve(many, TestContext.Current.CancellationToken).Success);
    }

    /// <summary>Every reading of what is left open, and every option, answers within the scale.</summary>
    [Fact]
    public void Every_option_answers()
    {
        var issue = Emissions();
        foreach (var options in Challenges())
        {
            var found = new ChallengeModel { Options = options }.Solve(issue, TestContext.Current.CancellationToken).Value;
            Assert.All(found.Rounds.SelectMany(r => r.Positions), p => Assert.InRange(p[0], 4 - 1e-9, 10 + 1e-9));
        }
        foreach (var options in Spatials())
        {
            var found = new SpatialModel { Options = options }.Solve(issue, TestContext.Current.CancellationToken).Value;
            Assert.All(found.Rounds.SelectMany(r => r.Positions), p => Assert.InRange(p[0], 4 - 1e-3, 10 + 1e-3));
        }
    }

    [Fact]
    public void Probabilities_over_the_pair_add_up_to_one()
    {
        var issue = Emissions();
        var equations = new ChallengeEquations(
            [.. issue.Actors.Select(a => a.Capability)],
            [.. issue.Actors.Select(a => a.Salience[0])],
            [.. issue.Actors.Select(a => a.Positions[0])],
            6,
            ChallengeOptions.Paper
        );
        for (var i = 0; i < 10; i++)
            for (var j = 0; j < 10; j++)
                if (issue.Actors[i].Positions[0] != issue.Actors[j].Positions[0])
                    Assert.Equal(1, equations.Probability(i, j) + equations.Probability(j, i), 1e-12);
        Assert.All(equations.Risk, r => Assert.InRange(r, 0.5 - 1e-12, 2 + 1e-12));
    }

    private static IEnumerable<ChallengeOptions> Challenges()
    {
        var usual = new ChallengeOptions();
        return
        [
            ChallengeOptions.Paper,
            usual with { ResponderSalience = SalienceOf.Challenger },
            usual with { Security = SecurityFrom.Own },
            usual with { Compromise = CompromiseSign.Text },
            usual with { Choice = OfferChoice.LeastMove },
            usual with { Choice = OfferChoice.MostEnforceable },
            usual with { ConfrontationMoves = false },
            usual with { Range = RangeOf.Current },
            usual with { Probability = ProbabilityOver.Pair },
            usual with { Risk = RiskOf.Challenger },
            usual with { StatusQuo = 0.5 },
        ];
    }

    private static IEnumerable<SpatialOptions> Spatials()
    {
        var usual = new SpatialOptions { MostRounds = 30 };
        return Enum.GetValues<VotingRule>()
            .Select(v => usual with { Voting = v })
            .Concat(Enum.GetValues<VictoryRule>().Select(v => usual with { Victory = v }))
            .Concat(Enum.GetValues<ElectionRule>().Select(v => usual with { Election = v }))
            .Concat(Enum.GetValues<RiskRange>().Select(v => usual with { RiskRange = v }))
            .Concat(Enum.GetValues<RiskSeen>().Select(v => usual with { RiskSeen = v }))
            .Concat(Enum.GetValues<Commitment>().Select(v => usual with { Commitment = v }))
            .Concat(Enum.GetValues<Interpolation>().Select(v => usual with { Interpolation = v }))
            .Concat(Enum.GetValues<BargainView>().Select(v => usual with { View = v }));
    }
}
