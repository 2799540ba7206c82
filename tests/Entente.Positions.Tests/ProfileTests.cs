using Entente.Data;
using Entente.Positions.Profiles;
using Entente.Positions.Shipped;
using Entente.Positions.TrackRecord;
using Entente.Positions.Votes;
using Entente.Testing;
using Xunit;

namespace Entente.Positions.Tests;

/// <summary>What comes along, and profiles made of it.</summary>
public sealed class ProfileTests
{
    private static readonly ShippedPositions Shipped = new();
    private static readonly Catalogue Own = new(Repository.Root);

    private static Checked<PositionProfile> Of(string country, params string[] with) =>
        PositionProfile.Of(
            Shipped,
            new ProfileQuestion { Country = country, With = [.. with], Draws = 50 },
            Episodes.OfRegimes(Own)
        );

    [Fact]
    public void Serbia_votes_with_Germany_more_than_with_Russia_and_joined_nothing()
    {
        var profile = Of("SRB", "DEU", "RUS").Value;
        Assert.Equal("yes", profile.EmergencyVote);
        Assert.All(profile.Adoptions, a => Assert.Equal("no", a.Answer));
        Assert.True(profile.Similarities[0].Agreement.Value > profile.Similarities[1].Agreement.Value);
        Assert.Contains(profile.Alignments, a => a.Period == "2022" && a.Rate == 48);
        Assert.Contains("took up no measures in 2022", profile.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_along_is_the_whole_vote()
    {
        Assert.Equal(193, Shipped.EmergencyVote.Count);
        Assert.Equal(141, Shipped.EmergencyVote.Count(v => v.Value == "yes"));
        Assert.Equal(5, Shipped.EmergencyVote.Count(v => v.Value == "no"));
        Assert.Equal(35, Shipped.EmergencyVote.Count(v => v.Value == "abstain"));
        Assert.InRange(Shipped.RollCalls.Resolutions.Length, 2900, 3010);
        Assert.All(ShippedPositions.PointTopics, topic => Assert.NotEmpty(Shipped.PointsOf(topic)));
    }

    /// <summary>The packed table is the raw one: built again it is the same.</summary>
    [Fact]
    public void Roll_calls_that_come_along_are_those_of_the_source()
    {
        var raw = Assembly.All;
        Assert.Equal(raw.States, Shipped.RollCalls.States);
        Assert.Equal(raw.Resolutions.Select(r => r.Id), Shipped.RollCalls.Resolutions.Select(r => r.Id));
        for (var r = 0; r < raw.Resolutions.Length; r += 7)
            Assert.Equal(raw.On(r).ToArray(), Shipped.RollCalls.On(r).ToArray());
    }

    [Fact]
    public void Unknown_states_and_topics_are_told_at_once()
    {
        var found = PositionProfile.Of(
            Shipped,
            new ProfileQuestion { Country = "SRBB", With = ["DEU", "XYZ"], Topic = "energy", FromSession = 70, ToSession = 60 },
            []
        );
        Assert.Equal(4, found.Faults.Length);
        Assert.Contains("SRB", found.Faults[0].Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Regimes_say_who_imposes_since_when()
    {
        var episodes = Episodes.OfRegimes(Own);
        Assert.Contains(episodes, e => e is { Country: "DEU", Role: "imposed", Other: "RUS", Since: "2022-02-25" });
        Assert.Contains(episodes, e => e is { Country: "RUS", Role: "borne", Since: "2022-02-24" });
        Assert.DoesNotContain(episodes, e => e.Country == "SRB");
    }

    [Fact]
    public void Tables_of_sanctions_are_read_by_their_columns()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mine.csv");
        File.WriteAllText(path, "who,whom,from\nUnited States,Serbia,1998\nAtlantis,SRB,1999\n");
        var read = Episodes.Read(path, "mine.csv", new EpisodeColumns("mine", "who", "whom", "from", null));
        Assert.Equal(
            [("USA", "imposed", "SRB"), ("SRB", "borne", "USA")],
            read.Value.Rows.Select(e => (e.Country, e.Role, e.Other))
        );
        Assert.Contains(read.Warnings, warning => warning.Contains("Atlantis", StringComparison.Ordinal));
    }

    /// <summary>The Global Sanctions Database is for those who hold it: its columns are seen here and nothing of it comes along.</summary>
    [Fact]
    public void The_Global_Sanctions_Database_is_read_where_somebody_holds_it()
    {
        var path = Path.Combine(Reference.Raw, "new", "gsdb_v4.csv.gz");
        var rows = Episodes.Read(path, "gsdb", EpisodeColumns.Gsdb).Value.Rows;
        Assert.True(rows.Length > 1500, $"{rows.Length}");
        Assert.Contains(rows, e => e is { Country: "RUS", Role: "borne", Other: "USA", Since: "2014" });
    }

    [Fact]
    public void Votes_of_ones_own_are_read_and_faults_told_by_line()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "v.csv");
        File.WriteAllText(path, "resolution,state,vote,date\n1,SRB,y,2020-10-01\n1,QQQ,y,2020-10-01\n1,USA,maybe,2020-10-01\n1,DEU,n,\n");
        var faults = RollCallFiles.Read(path, "v.csv").Faults;
        Assert.Equal([3, 4, 5], faults.Select(f => f.Place!.Line));
        File.WriteAllText(path, "resolution,state,vote,date\n1,YUG,y,2020-10-01\n1,USA,8,2020-10-01\n");
        var rolls = RollCallFiles.Read(path, "v.csv").Value;
        Assert.Equal(75, rolls.Resolutions[0].Session);
        Assert.Equal(Vote.Yes, rolls[0, rolls.State("SRB")]);
        Assert.Equal(Vote.Absent, rolls[0, rolls.State("USA")]);
    }

    [Fact]
    public void Statements_of_a_ledger_join_by_actor()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "s.csv");
        File.WriteAllText(
            path,
            "actor,date,country,stance\nThe ambassador,2024-05-01,Russia,-1\nSRB,2024-05-02,,0.2\nObservers,2024-05-02,,\n"
        );
        var read = Statements.Read(path, "s.csv");
        Assert.Equal(["RUS", "SRB"], read.Value.Rows.Select(s => s.Country));
        Assert.Contains(read.Warnings, warning => warning.Contains("1 statements", StringComparison.Ordinal));
        var profile = Of("SRB").Value with { Statements = [read.Value.Rows[1]] };
        Assert.Contains(
            ProfileTables.Of(profile).Single(t => t.Name == "track_record").Rows,
            row => row.Texts[2] == "statement" && row.Numbers[0] == 0.2
        );
    }

    [Fact]
    public void Tables_hold_everything_on_record_by_actor_and_date()
    {
        var tables = ProfileTables.Of(Of("NOR").Value);
        Assert.Equal(ProfileTables.Names, tables.Select(table => table.Name));
        var record = tables.Single(t => t.Name == "track_record");
        Assert.Equal(["actor", "date", "kind", "what", "confidence", "source"], record.Texts);
        Assert.Contains(record.Rows, row => row.Texts[2] == "sanctions imposed" && row.Texts[3] == "RUS");
        foreach (var table in tables)
            Assert.All(
                table.Rows,
                row => Assert.Equal((table.Texts.Length, table.Numbers.Length), (row.Texts.Length, row.Numbers.Length))
            );
    }
}
