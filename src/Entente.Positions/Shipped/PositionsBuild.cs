using System.Globalization;
using System.IO.Compression;
using Entente.Data;
using Entente.Data.Tables;
using Entente.Data.Worlds;
using Entente.Positions.IdealPoints;
using Entente.Positions.Votes;

namespace Entente.Positions.Shipped;

/// <summary>Makes the tables that come along from raw public data and the worlds; those kept by hand it leaves as they are.</summary>
public static class PositionsBuild
{
    /// <summary>The last session, and the world, before each episode; who was a candidate.</summary>
    private static readonly (int Episode, int Session, string World, string[] Candidates)[] Episodes =
    [
        (2014, 68, "world-2014", ["TUR", "MKD", "MNE", "SRB", "ALB", "ISL"]),
        (2022, 76, "world-2021", ["TUR", "MKD", "MNE", "SRB", "ALB"]),
    ];

    /// <summary>Countries that were asked; parties to the war, and Switzerland, which is not, are left out.</summary>
    private static readonly string[] Asked =
    [
        "ALB",
        "MNE",
        "MKD",
        "SRB",
        "BIH",
        "TUR",
        "ISL",
        "NOR",
        "MDA",
        "GEO",
        "ARM",
        "AZE",
    ];

    /// <summary>Writes the tables.</summary>
    /// <param name="raw">The folder of raw data.</param>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="progress">Told what is being done, for people.</param>
    /// <returns>What was written, or what is at fault.</returns>
    public static Checked<PositionsBuilt> Write(string raw, string folder, Action<string>? progress = null)
    {
        var read = RollCallFiles.ReadRaw(raw);
        if (!read.Success)
            return Checked<PositionsBuilt>.Invalid(read.Faults, read.Warnings);
        progress?.Invoke($"{read.Value.Resolutions.Length} roll calls of {read.Value.States.Length} states");
        PackedRollCalls.Write(read.Value, Path.Combine(folder, ShippedPositions.RollCallFile));
        // Points are those of the table that comes along, whose titles are cut short.
        using var packed = File.OpenRead(Path.Combine(folder, ShippedPositions.RollCallFile));
        var rolls = PackedRollCalls.Read(packed);
        var points = new List<(string Topic, IdealPointRow Row)>();
        foreach (var topic in ShippedPositions.PointTopics)
        {
            var part = topic == "all" ? rolls : rolls.Where(r => r.Topics.Contains(topic));
            var estimate = AssemblyPoints.Estimate(part);
            if (!estimate.Success)
                return Checked<PositionsBuilt>.Invalid(estimate.Faults);
            progress?.Invoke($"ideal points, {topic}: {estimate.Value.Estimate.Iterations} iterations, {estimate.Value.Estimate.Status}");
            points.AddRange(estimate.Value.Rows().Select(row => (topic, row)));
        }
        WritePoints(points, Path.Combine(folder, ShippedPositions.PointFile));
        var faults = new FaultList();
        WriteEmergency(raw, Path.Combine(folder, ShippedPositions.EmergencyFile), faults);
        var cases = WriteJoining(points, Path.Combine(folder, ShippedPositions.JoiningFile), faults);
        return faults.With(() => new PositionsBuilt(rolls.Resolutions.Length, rolls.States.Length, points.Count, cases));
    }

    private static void WritePoints(List<(string Topic, IdealPointRow Row)> points, string path)
    {
        using var text = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.SmallestSize)) { NewLine = "\n" };
        text.WriteLine("topic,state,session,point,error,votes");
        foreach (var (topic, row) in points)
            text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{topic},{row.State},{row.Session},{row.Point:0.0000},{row.Error:0.0000},{row.Votes}"
                )
            );
    }

    private static void WriteEmergency(string raw, string path, FaultList faults)
    {
        const string Name = "unga_ES11_1_2Mar2022.csv";
        using var text = new StreamWriter(path) { NewLine = "\n" };
        text.WriteLine("state,vote");
        using var rows = TableRows.OpenLoosely(Path.Combine(raw, Name), Name, ["iso_code", "vote"], faults);
        var votes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (rows?.Read() == true)
            if (StateCodes.Unified(rows.Text(0).ToString()) is { } state)
                votes[state] = rows.Text(1) switch
                {
                    "Approve" => "yes",
                    "Against" => "no",
                    "Abstain" => "abstain",
                    _ => "absent",
                };
            else
                faults.Add(rows.Place, $"state '{rows.Text(0)}'", "an ISO code");
        foreach (var (state, vote) in votes)
            text.WriteLine($"{state},{vote}");
    }

    private static int WriteJoining(List<(string Topic, IdealPointRow Row)> points, string path, FaultList faults)
    {
        var known = new ShippedPositions();
        using var text = new StreamWriter(path) { NewLine = "\n" };
        text.WriteLine("episode,country,joined,candidate,alignment,votes,exposure");
        var count = 0;
        foreach (var (episode, session, worldName, candidates) in Episodes)
        {
            var world = Worlds.Load(worldName);
            if (!world.Success)
            {
                faults.Add(world.Faults);
                continue;
            }
            var at = points
                .Where(p => p.Topic == "all" && p.Row.Session == session)
                .GroupBy(p => p.Row.State)
                .ToDictionary(g => g.Key, g => g.Last().Row.Point, StringComparer.Ordinal);
            var union = TrackRecord.Episodes.EuropeanUnion(episode - 1).Where(at.ContainsKey).Average(state => at[state]);
            foreach (var country in Asked)
            {
                var answer = known.Adoptions.FirstOrDefault(a => a.Country == country && a.Episode == episode)?.Answer ?? "no";
                var rates = known.Alignments.Where(a => a.Country == country && a.Period == Period(episode - 1)).ToList();
                text.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{episode},{country},{(answer == "yes" ? "yes" : "no")},{(candidates.Contains(country) ? "yes" : "no")},"
                            + $"{(rates.Count > 0 ? rates.MinBy(a => a.Confidence)!.Rate : null):0.##},"
                            + $"{(at.TryGetValue(country, out var point) ? Math.Abs(point - union) : null):0.0000},"
                            + $"{Exposure(world.Value, country):0.0000}"
                    )
                );
                count++;
            }
        }
        return count;
    }

    private static string Period(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>Russia's share in what a country buys and sells abroad; null where the world does not have it.</summary>
    private static double? Exposure(World world, string country)
    {
        if (!world.TryCountry(country, out var n) || !world.TryCountry("RUS", out var russia))
            return null;
        var (with, all) = (0.0, 0.0);
        for (var i = 0; i < world.Countries.Length; i++)
            for (var j = 0; i != n && j < world.Sectors.Length; j++)
            {
                var both = world.Trade[n, i, j] + world.Trade[i, n, j];
                all += both;
                with += i == russia ? both : 0;
            }
        return all > 0 ? with / all : null;
    }
}

/// <summary>What a build wrote.</summary>
/// <param name="Resolutions">Roll calls.</param>
/// <param name="States">States.</param>
/// <param name="Points">Ideal points.</param>
/// <param name="Cases">Cases of joining.</param>
public sealed record PositionsBuilt(int Resolutions, int States, int Points, int Cases);
