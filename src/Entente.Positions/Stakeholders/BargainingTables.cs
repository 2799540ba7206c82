using System.Collections.Immutable;
using Entente.Data.Output;

namespace Entente.Positions.Stakeholders;

/// <summary>The tables of a comparison; docs/positions.md names them.</summary>
public static class BargainingTables
{
    /// <summary>All tables.</summary>
    public static ImmutableArray<FlatTable> Of(BargainingComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return
        [
            Actors(comparison.Issue),
            Outcomes(comparison),
            Rounds(comparison),
            Summary(comparison),
            Moves(comparison),
            Sensitivity(comparison),
            Draws(comparison),
        ];
    }

    private static FlatTable Actors(Issue issue) =>
        new(
            "actors",
            ["actor", "dimension", "origin"],
            ["capability", "position", "salience", "capability_sd", "position_sd", "salience_sd"],
            [
                .. issue.Actors.SelectMany(actor =>
                    issue.Dimensions.Select(
                        (dimension, k) =>
                            new FlatRow(
                                [actor.Name, dimension.Name, actor.Origin],
                                [
                                    actor.Capability,
                                    actor.Positions[k],
                                    actor.Salience[k],
                                    actor.CapabilitySpread,
                                    actor.PositionSpread.IsEmpty ? 0 : actor.PositionSpread[k],
                                    actor.SalienceSpread.IsEmpty ? 0 : actor.SalienceSpread[k],
                                ]
                            )
                    )
                ),
            ]
        );

    private static FlatTable Outcomes(BargainingComparison comparison) =>
        new(
            "outcomes",
            ["model", "dimension", "status", "remark"],
            ["outcome", "rounds"],
            [
                .. comparison.Answers.SelectMany(answer =>
                    comparison.Issue.Dimensions.Select(
                        (dimension, k) =>
                            answer.Answer.Success
                                ? new FlatRow(
                                    [answer.Model.Name, dimension.Name, StatusName(answer.Answer.Value.Status), answer.Answer.Value.Remark],
                                    [answer.Answer.Value.Point[k], Math.Max(0, answer.Answer.Value.Rounds.Length - 1)]
                                )
                                : new FlatRow(
                                    [answer.Model.Name, dimension.Name, "refused", string.Join("; ", answer.Answer.Faults)],
                                    [double.NaN, double.NaN]
                                )
                    )
                ),
            ]
        );

    /// <summary>The name of a status in files.</summary>
    public static string StatusName(SettlementStatus status) =>
        status switch
        {
            SettlementStatus.OnePlace => "one_place",
            SettlementStatus.Settled => "settled",
            SettlementStatus.RoundsEnded => "rounds_ended",
            _ => "answered",
        };

    private static IEnumerable<(Settlement Answer, Round Round)> All(BargainingComparison comparison) =>
        from answer in comparison.Answers
        where answer.Answer.Success
        from round in answer.Answer.Value.Rounds
        select (answer.Answer.Value, round);

    private static FlatTable Rounds(BargainingComparison comparison) =>
        new(
            "rounds",
            ["model", "actor", "dimension"],
            ["round", "position"],
            [
                .. All(comparison)
                    .SelectMany(at =>
                        comparison.Issue.Actors.SelectMany(
                            (actor, i) =>
                                comparison.Issue.Dimensions.Select(
                                    (dimension, k) =>
                                        new FlatRow(
                                            [at.Answer.Model, actor.Name, dimension.Name],
                                            [at.Round.Number, at.Round.Positions[i][k]]
                                        )
                                )
                        )
                    ),
            ]
        );

    private static FlatTable Summary(BargainingComparison comparison) =>
        new(
            "round_outcomes",
            ["model", "dimension"],
            ["round", "median", "mean"],
            [
                .. All(comparison)
                    .SelectMany(at =>
                        comparison.Issue.Dimensions.Select(
                            (dimension, k) =>
                                new FlatRow(
                                    [at.Answer.Model, dimension.Name],
                                    [at.Round.Number, at.Round.Median[k], at.Round.Mean[k]]
                                )
                        )
                    ),
            ]
        );

    private static FlatTable Moves(BargainingComparison comparison) =>
        new(
            "moves",
            ["model", "actor", "proposer", "kind", "dimension"],
            ["round", "from", "to"],
            [
                .. All(comparison)
                    .SelectMany(at =>
                        at.Round.Moves.Select(move => new FlatRow(
                            [
                                at.Answer.Model,
                                comparison.Issue.Actors[move.Actor].Name,
                                comparison.Issue.Actors[move.Proposer].Name,
                                move.Kind,
                                comparison.Issue.Dimensions[move.Dimension].Name,
                            ],
                            [at.Round.Number, move.From, move.To]
                        ))
                    ),
            ]
        );

    private static FlatTable Sensitivity(BargainingComparison comparison) =>
        new(
            "sensitivity",
            ["model", "actor", "input", "dimension"],
            ["outcome_lower", "outcome_upper"],
            [
                .. comparison.Sensitivity.Select(row => new FlatRow(
                    [row.Model, comparison.Issue.Actors[row.Actor].Name, row.Input, comparison.Issue.Dimensions[row.Dimension].Name],
                    [row.Lower, row.Upper]
                )),
            ]
        );

    private static FlatTable Draws(BargainingComparison comparison) =>
        new(
            "draws",
            ["model", "dimension"],
            ["low", "middle", "high", "draws", "without_answer"],
            [
                .. comparison.Drawn.Select(row => new FlatRow(
                    [row.Model, comparison.Issue.Dimensions[row.Dimension].Name],
                    [row.Low, row.Middle, row.High, row.Draws, row.Without]
                )),
            ]
        );
}
