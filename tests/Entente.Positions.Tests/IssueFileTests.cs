using Entente.Positions.Shipped;
using Entente.Positions.Stakeholders;
using Entente.Testing;
using Xunit;

namespace Entente.Positions.Tests;

/// <summary>Tables of actors that users bring.</summary>
public sealed class IssueFileTests
{
    private static Checked<Issue> Read(string name, string text, IssueReading? reading = null)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return IssueFile.Read(path, name, reading);
    }

    [Fact]
    public void The_template_is_a_table_that_all_models_answer()
    {
        var issue = Read("t.csv", IssueFile.Template).Value;
        var found = BargainingComparison.Of(issue, BargainingComparison.Models, 20, cancellation: TestContext.Current.CancellationToken);
        Assert.All(found.Answers, a => Assert.True(a.Answer.Success, string.Join("; ", a.Answer.Faults)));
        Assert.Equal(5, found.Drawn.Length);
        Assert.All(found.Drawn, d => Assert.True(d.Low <= d.Middle && d.Middle <= d.High));
        Assert.Equal(6 * 3 * 5, found.Sensitivity.Length);
        Assert.All(BargainingTables.Of(found), table => Assert.NotEmpty(table.Rows));
    }

    [Fact]
    public void Csv_and_yaml_say_the_same()
    {
        const string Yaml = """
            title: Two things
            dimensions:
              - { name: x, least: 0, most: 10 }
              - { name: y, least: 0, most: 1 }
            actors:
              - { actor: A, capability: 2, positions: [1, 0.5], salience: [0.5, 0.2] }
              - { actor: B, capability: 1, positions: [9, 0.1], salience: [0.3, 0.4], positions_sd: [1, 0] }
            """;
        const string Csv = """
            actor,dimension,capability,position,salience,position_sd,scale_least,scale_most
            A,x,2,1,0.5,,0,10
            A,y,2,0.5,0.2,,0,1
            B,x,1,9,0.3,1,0,10
            B,y,1,0.1,0.4,0,0,1
            """;
        var (a, b) = (Read("a.yaml", Yaml).Value, Read("b.csv", Csv).Value);
        Assert.Equal(a.Dimensions, b.Dimensions);
        static (string, double, double, double, double) Known(Actor x) =>
            (x.Name, x.Capability, x.Positions[0], x.Positions[1], x.PositionSpread[0]);
        Assert.Equal(a.Actors.Select(Known), b.Actors.Select(Known));
    }

    [Fact]
    public void Every_fault_is_told_with_its_line()
    {
        var found = Read("t.csv", "actor,capability,position,salience\nA,x,1,0.5\nB,1,,0.5\nC,1,2,NaN\n");
        Assert.Equal([2, 3, 4], found.Faults.Select(f => f.Place!.Line));
    }

    [Fact]
    public void An_actor_twice_on_a_dimension_is_told() =>
        Assert.Contains(
            "2 times",
            Read("t.csv", "actor,capability,position,salience\nA,1,1,1\nA,1,2,1\n").Faults[0].Found,
            StringComparison.Ordinal
        );

    [Fact]
    public void Salience_in_per_cent_needs_to_be_said()
    {
        const string Text = "actor,capability,position,salience\nA,1,1,50\nB,1,2,80\n";
        Assert.Contains("salience 50", Read("t.csv", Text).Faults[0].Found, StringComparison.Ordinal);
        Assert.True(Read("t.csv", Text, new IssueReading { SalienceScale = 100 }).Success);
    }

    [Fact]
    public void Positions_start_from_votes_and_from_the_record_and_say_so()
    {
        using var folder = new TemporaryFolder();
        var statements = Path.Combine(folder.Path, "s.csv");
        File.WriteAllText(statements, "actor,stance\nMoscow,-1\nMoscow,-0.5\n");
        var shipped = new ShippedPositions();
        var places = StartingPlaces.Of(shipped.PointsOf, statements).Value;
        var issue = Read(
            "t.csv",
            "actor,capability,position,salience\nSRB,1,votes,0.5\nUSA,1,votes,0.5\nMoscow,1,record,0.5\n",
            new IssueReading { Start = places.Find, Scale = (0, 100) }
        ).Value;
        Assert.InRange(issue.Actors[1].Positions[0], 60, 100);
        Assert.True(issue.Actors[0].Positions[0] < issue.Actors[1].Positions[0]);
        Assert.Contains("votes", issue.Actors[0].Origin, StringComparison.Ordinal);
        Assert.Equal(12.5, issue.Actors[2].Positions[0], 1e-9);
        Assert.Contains("2 statements", issue.Actors[2].Origin, StringComparison.Ordinal);
        var nobody = Read(
            "t.csv",
            "actor,capability,position,salience\nNobody,1,votes,0.5\n",
            new IssueReading { Start = places.Find }
        );
        Assert.Contains("nothing is known", nobody.Faults[0].Found, StringComparison.Ordinal);
    }
}
