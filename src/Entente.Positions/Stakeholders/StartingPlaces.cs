using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Tables;
using Entente.Positions.IdealPoints;

namespace Entente.Positions.Stakeholders;

/// <summary>Positions started from votes or from statements on record, to be used by <see cref="IssueReading.Start"/>.</summary>
public sealed class StartingPlaces
{
    private readonly Func<string, ImmutableArray<IdealPointRow>> points;
    private readonly ImmutableDictionary<string, (double Mean, double Deviation, int Count)> record;

    private StartingPlaces(
        Func<string, ImmutableArray<IdealPointRow>> points,
        ImmutableDictionary<string, (double Mean, double Deviation, int Count)> record
    ) => (this.points, this.record) = (points, record);

    /// <summary>Places from ideal points by topic, and from a table of statements if there is one.</summary>
    /// <param name="points">Ideal points of a topic; none for one that is not known.</param>
    /// <param name="statements">
    /// A table with columns <c>actor,stance</c>, stance from -1 (against) to 1 (for); null: there is none.
    /// </param>
    public static Checked<StartingPlaces> Of(Func<string, ImmutableArray<IdealPointRow>> points, string? statements)
    {
        var faults = new FaultList();
        var stances = new List<(string Actor, double Stance)>();
        if (statements is not null)
        {
            using var rows = TableRows.OpenLoosely(statements, statements, ["actor", "stance"], faults);
            while (rows?.Read() == true)
                if (rows.Number(1, "stance") is { } stance)
                {
                    if (stance is < -1 or > 1)
                        faults.Add(rows.Place, FormattableString.Invariant($"stance {stance}"), "-1 to 1");
                    stances.Add((rows.Text(0).ToString(), stance));
                }
        }
        return faults.With(() => Of(points, stances));
    }

    /// <summary>Places from ideal points by topic, and from statements.</summary>
    /// <param name="points">Ideal points of a topic; none for one that is not known.</param>
    /// <param name="stances">Who spoke, and the stance, from -1 (against) to 1 (for).</param>
    public static StartingPlaces Of(
        Func<string, ImmutableArray<IdealPointRow>> points,
        IEnumerable<(string Actor, double Stance)> stances
    ) =>
        new(
            points,
            stances
                .GroupBy(row => row.Actor, StringComparer.Ordinal)
                .ToImmutableDictionary(
                    group => group.Key,
                    group =>
                    {
                        var mean = group.Average(row => row.Stance);
                        return (mean, Math.Sqrt(group.Average(row => (row.Stance - mean) * (row.Stance - mean))), group.Count());
                    }
                )
        );

    /// <summary>
    /// The place of an actor. <c>votes</c> or <c>votes:topic</c>: the ideal point of its last session, from the lowest (0) to the highest
    /// of all states (1). <c>record</c>: the mean stance of its statements. Null: nothing is known.
    /// </summary>
    public StartingPlace? Find(string word, string actor)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(actor);
        if (word == "record")
            return record.TryGetValue(actor, out var said)
                ? new StartingPlace((said.Mean + 1) / 2, said.Deviation / 2, $"mean of {said.Count} statements on record")
                : null;
        var topic = word.Split(':') is [_, var named] ? named : "all";
        var rows = points(topic);
        var state = Votes.StateCodes.Unified(actor) ?? TrackRecord.CountryNames.Code(actor);
        if (rows.LastOrDefault(row => row.State == state) is not { } own)
            return null;
        var session = rows.Where(row => row.Session == own.Session).ToList();
        var (least, most) = (session.Min(row => row.Point), session.Max(row => row.Point));
        return new StartingPlace(
            (own.Point - least) / (most - least),
            own.Error / (most - least),
            $"votes, session {own.Session}, topic {topic}"
        );
    }
}
