using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Models;
using Entente.Reporting;

namespace Entente.Web.Sweeps;

/// <summary>The answers to a sweep, without its world. Immutable.</summary>
/// <param name="Sweep">The sweep as it is written.</param>
/// <param name="World">Title of its world.</param>
/// <param name="WorldHash">SHA-256 of the files of the world.</param>
/// <param name="Cases">Case and horizon of each row of a point.</param>
/// <param name="Outcomes">What is kept of each answer.</param>
/// <param name="Rows">All rows, point by point.</param>
/// <param name="Summary">The rows in short.</param>
internal sealed record SweepAnswer(
    Sweep Sweep,
    string World,
    string WorldHash,
    ImmutableArray<(string Case, string Horizon)> Cases,
    ImmutableArray<SweptOutcome> Outcomes,
    ImmutableArray<SweepRow> Rows,
    SweepSummary Summary
)
{
    /// <summary>Of rows in any order.</summary>
    public static SweepAnswer Of(SweepInput input, IEnumerable<SweepRow> rows, SweepSummary summary) =>
        new(
            input.Sweep.Sweep,
            input.Sweep.World.Identity.Title,
            input.WorldHash,
            input.Sweep.Cases,
            [.. input.Sweep.Outcomes.Select(query => SweptOutcome.Of(query, input.Sweep.World))],
            [.. rows.OrderBy(row => row.Point).ThenBy(row => row.Case)],
            summary
        );

    /// <summary>Names of the parameters, in the order of the values of a row.</summary>
    public ImmutableArray<string> Parameters => [.. Sweep.Parameters.Select(parameter => parameter.Text)];

    /// <summary>Rows that have an answer.</summary>
    public int Answered => Rows.Count(row => row.Status == EquilibriumStatus.Converged);

    /// <summary>All rows as a table, points from 1.</summary>
    public FlatTable Points =>
        new(
            "results",
            ["case", "horizon", "status"],
            ["point", .. Parameters, "residual", "iterations", "evaluations", .. Outcomes.Select(outcome => outcome.Name)],
            [
                .. Rows.Select(row => new FlatRow(
                    [Cases[row.Case].Case, Cases[row.Case].Horizon, StatusNames.Of(row.Status)],
                    [row.Point + 1, .. row.Values, row.Residual, row.Iterations, row.Evaluations, .. row.Outcomes]
                )),
            ]
        );

    /// <summary>A case and horizon by their position, for people.</summary>
    public string CaseInWords(int position) => CaseInWords(Cases[position].Case, Cases[position].Horizon);

    /// <summary>A case and horizon, for people.</summary>
    public string CaseInWords(string name, string horizon) =>
        $"{TimedAnswer.TitleOf(Sweep.Scenario.Cases.First(one => one.Name == name))}, {horizon} run";

    /// <summary>An outcome by its name.</summary>
    public SweptOutcome Outcome(string name) => Outcomes.First(outcome => outcome.Name == name);
}
