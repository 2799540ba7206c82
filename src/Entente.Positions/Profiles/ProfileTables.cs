using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Positions.Joining;

namespace Entente.Positions.Profiles;

/// <summary>The tables of a profile; docs/positions.md names them.</summary>
public static class ProfileTables
{
    /// <summary>Names of the tables, in their order.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["ideal_points", "similarity", "agreement", "neighbours", "track_record", "joining"];

    /// <summary>All tables.</summary>
    public static ImmutableArray<FlatTable> Of(PositionProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [Points(profile), Similarities(profile), Agreement(profile), Neighbours(profile), Record(profile), Joining(profile.Joining)];
    }

    private static FlatTable Points(PositionProfile profile) =>
        new(
            "ideal_points",
            ["topic", "state"],
            ["session", "point", "standard_error", "votes"],
            [
                .. profile
                    .Points.Select(row => (profile.Question.Topic, Row: row))
                    .Concat(profile.OtherPoints)
                    .Select(point => new FlatRow(
                        [point.Item1, point.Row.State],
                        [point.Row.Session, point.Row.Point, point.Row.Error, point.Row.Votes]
                    )),
            ]
        );

    private static FlatTable Similarities(PositionProfile profile) =>
        new(
            "similarity",
            ["state", "with", "topic", "measure"],
            ["from_session", "to_session", "joint_votes", "value", "low", "high"],
            [
                .. profile.Similarities.SelectMany(near =>
                    near.Measures.Select(row => new FlatRow(
                        [profile.Question.Country, near.State, profile.Question.Topic, row.Measure.Name],
                        [profile.Window.From, profile.Window.To, row.Joint, row.Value, row.Low, row.High]
                    ))
                ),
            ]
        );

    private static FlatTable Agreement(PositionProfile profile) =>
        new(
            "agreement",
            ["state", "with", "topic"],
            ["session", "agreement", "joint_votes"],
            [
                .. profile.BySession.Select(row => new FlatRow(
                    [profile.Question.Country, row.State, profile.Question.Topic],
                    [row.Session, row.Agreement, row.Joint]
                )),
            ]
        );

    private static FlatTable Neighbours(PositionProfile profile) =>
        new(
            "neighbours",
            ["state", "with", "side"],
            ["agreement", "joint_votes"],
            [
                .. profile
                    .Nearest.Select(row => (row, Side: "near"))
                    .Concat(profile.Farthest.Select(row => (row, Side: "far")))
                    .Select(row => new FlatRow(
                        [profile.Question.Country, row.row.State, row.Side],
                        [row.row.Agreement, row.row.Joint]
                    )),
            ]
        );

    /// <summary>One row for each thing on record, by actor and date, as the rows of other records are.</summary>
    private static FlatTable Record(PositionProfile profile)
    {
        var country = profile.Question.Country;
        var rows = profile
            .Alignments.Select(a => new FlatRow(
                [country, a.Period, "alignment", "", a.Confidence == TrackRecord.Confidence.Read ? "read" : "recalled", a.Source],
                [a.Rate]
            ))
            .Concat(
                profile.Adoptions.Select(a => new FlatRow(
                    [
                        country,
                        $"{a.Episode}",
                        "measures",
                        a.Answer,
                        a.Confidence == TrackRecord.Confidence.Read ? "read" : "recalled",
                        a.Source,
                    ],
                    [double.NaN]
                ))
            )
            .Concat(
                profile.Episodes.Select(e => new FlatRow(
                    [country, e.Since, "sanctions " + e.Role, e.Other, "read", e.Source],
                    [double.NaN]
                ))
            )
            .Concat(
                profile.Statements.Select(s => new FlatRow(
                    [country, s.Date, "statement", s.Text, "read", s.Actor],
                    [s.Stance]
                ))
            );
        if (profile.EmergencyVote.Length > 0)
            rows = rows.Append(
                new FlatRow([country, "2022-03-02", "vote ES-11/1", profile.EmergencyVote, "read", "United Nations"], [double.NaN])
            );
        return new FlatTable(
            "track_record",
            ["actor", "date", "kind", "what", "confidence", "source"],
            ["value"],
            [.. rows.OrderBy(row => row.Texts[1], StringComparer.Ordinal)]
        );
    }

    private static FlatTable Joining(JoiningPrediction joining) =>
        new(
            "joining",
            ["country", "joined", "naive_rule", "aligned_alone"],
            ["episode", "probability", "alignment", "distance_of_votes", "exposure", "candidate"],
            [
                .. joining.Forecasts.Select(f => new FlatRow(
                    [f.Case.Country, YesNo(f.Case.Joined), YesNo(f.Naive), YesNo(f.AlignedAlone)],
                    [
                        f.Case.Episode,
                        f.Probability,
                        f.Case.Alignment,
                        f.Case.Votes,
                        f.Case.Exposure,
                        f.Case.IsCandidate ? 1 : 0,
                    ]
                )),
            ]
        );

    private static string YesNo(bool value) => value ? "yes" : "no";
}
