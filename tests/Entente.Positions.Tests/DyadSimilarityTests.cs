using Entente.Positions.Votes;
using Entente.Testing;
using Xunit;

namespace Entente.Positions.Tests;

/// <summary>Similarities against published definitions, computed elsewhere.</summary>
public sealed class DyadSimilarityTests
{
    private static readonly (string Column, string Measure)[] Columns =
    [
        ("agree3_voeten", "agreement"),
        ("prop_identical", "identical"),
        ("S_abs", "s_abs"),
        ("S_sq", "s_sq"),
        ("kappa_sq", "kappa_sq"),
        ("pi_sq", "pi_sq"),
        ("kappa_lin", "kappa_lin"),
        ("pi_lin", "pi_lin"),
        ("kappa_nominal", "kappa_nominal"),
        ("pi_nominal", "pi_nominal"),
    ];

    [Fact]
    public void Measures_are_those_of_the_reference()
    {
        var table = Lines.Of(Path.Combine(Reference.Folder("positions"), "dyad_similarity_reference.csv"));
        var rolls = Assembly.All;
        var compared = 0;
        foreach (var row in table)
        {
            var session = int.Parse(row["session"], System.Globalization.CultureInfo.InvariantCulture);
            var part = rolls.Where(r => r.Session == session);
            var pair = PairVotes.Of(
                part,
                part.State(StateCodes.Unified(row["iso_a"])!),
                part.State(StateCodes.Unified(row["iso_b"])!)
            );
            Assert.Equal(row.Number("n_joint"), pair.Count);
            Assert.Equal(row.Number("n_joint_nonunanimous"), pair.Contested);
            foreach (var (column, measure) in Columns)
            {
                var known = row.Number(column);
                var found = Similarity.All.Single(m => m.Name == measure).Of(pair);
                if (double.IsNaN(known))
                    Assert.True(double.IsNaN(found), $"{column} of {row["iso_a"]}-{row["iso_b"]}, {session}: {found}");
                else
                    Assert.Equal(known, found, 1e-10);
                compared++;
            }
        }
        Assert.Equal(1600, compared);
    }

    [Fact]
    public void Coincidence_is_that_of_the_State_Department()
    {
        foreach (var row in Lines.Of(Path.Combine(Reference.Folder("positions"), "statedept_us_coincidence", "2018.csv")))
        {
            var pair = new PairVotes();
            Add(pair, row.Number("SAME"), new JointVote(0, 0, true));
            Add(pair, row.Number("PARTIAL"), new JointVote(0, 1, true));
            Add(pair, row.Number("OPPOSITE"), new JointVote(0, 2, true));
            if (pair.Count > 0)
                Assert.Equal(row.Number("COINCIDENCE"), Similarity.Coincidence(pair), 0.005000001);
        }

        static void Add(PairVotes pair, double times, JointVote vote)
        {
            for (var k = 0; k < times; k++)
                pair.Add(vote);
        }
    }

    [Fact]
    public void Coincidence_from_roll_calls_ranks_states_as_the_State_Department_does()
    {
        var known = Lines
            .Of(Path.Combine(Reference.Folder("positions"), "statedept_us_coincidence", "2018.csv"))
            .ToDictionary(
                row => row["ISO"],
                row =>
                    (row.Number("SAME") + row.Number("PARTIAL") / 2)
                    / (row.Number("SAME") + row.Number("PARTIAL") + row.Number("OPPOSITE"))
            );
        var year = Assembly.All.Where(r => r.Date?.Year == 2018);
        var (ours, theirs) = (new List<double>(), new List<double>());
        // The printed figures have two digits: what they are made of is compared.
        foreach (var (code, value) in known)
            if (year.State(code) is >= 0 and var state && PairVotes.Of(year, state, year.State("USA")) is { Count: > 0 } pair)
            {
                ours.Add(Similarity.Coincidence(pair));
                theirs.Add(value);
            }
        Assert.InRange(ours.Count, 160, 200);
        var rank = Entente.Positions.IdealPoints.Correlation.OfRanks([.. ours], [.. theirs]);
        Assert.True(rank >= 0.99, $"Spearman {rank} over {ours.Count} states");
        TestContext.Current.SendDiagnosticMessage($"Spearman {rank:0.0000} over {ours.Count} states");
    }

    [Fact]
    public void Intervals_hold_the_value_and_do_not_depend_on_anything_but_the_seed()
    {
        var part = Small.Rolls(40, 6, 3);
        var first = SimilarityInterval.Of(part, 0, 1, 200, 7);
        Assert.Equal(first, SimilarityInterval.Of(part, 0, 1, 200, 7));
        Assert.All(first, row => Assert.True(row.Low <= row.Value && row.Value <= row.High, row.ToString()));
        Assert.NotEqual(first.Select(row => row.Low), SimilarityInterval.Of(part, 0, 1, 200, 8).Select(row => row.Low));
    }

    [Fact]
    public void A_pair_without_joint_votes_has_no_value()
    {
        var rolls = new RollCalls(["AAA", "BBB"], [new Resolution("1", 50, null, "", [])], [Vote.Yes, Vote.Absent]);
        Assert.All(SimilarityInterval.Of(rolls, 0, 1, 10), row => Assert.True(double.IsNaN(row.Value) && row.Joint == 0));
    }

    [Theory]
    [InlineData("YUG", "SRB")]
    [InlineData("YU", "SRB")]
    [InlineData("SU", "RUS")]
    [InlineData("CS", "CSK")]
    [InlineData("NA", "NAM")]
    [InlineData("US", "USA")]
    public void Codes_are_one_over_time(string code, string unified) => Assert.Equal(unified, StateCodes.Unified(code));
}
