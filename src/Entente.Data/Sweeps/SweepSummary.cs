using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Uncertainty;

namespace Entente.Data.Sweeps;

/// <summary>How an outcome is spread over the points that have an answer.</summary>
/// <param name="Case">The case.</param>
/// <param name="Horizon">The horizon.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Answered">Number of points with a number.</param>
/// <param name="Quantiles">
/// At <see cref="SweepSummary.Probabilities"/>, between neighbouring values in proportion (type 7 of Hyndman and Fan 1996); NaN
/// where there is no number.
/// </param>
public sealed record OutcomeSpread(string Case, string Horizon, string Outcome, int Answered, ImmutableArray<double> Quantiles);

/// <summary>A sweep in short.</summary>
/// <param name="Rows">Rows there are.</param>
/// <param name="Statuses">How many rows ended how, in the order of their first appearance.</param>
/// <param name="LargestResidual">Largest residual of the answers; NaN where there is none.</param>
/// <param name="Spreads">By case, horizon and outcome.</param>
public sealed record SweepSummary(
    int Rows,
    ImmutableArray<(string Status, int Count)> Statuses,
    double LargestResidual,
    ImmutableArray<OutcomeSpread> Spreads
)
{
    private const string Converged = "converged";

    /// <summary>From the least value to the largest.</summary>
    public static ImmutableArray<(string Name, double Probability)> Probabilities { get; } =
    [("min", 0), ("p05", 0.05), ("p25", 0.25), ("median", 0.5), ("p75", 0.75), ("p95", 0.95), ("max", 1)];

    internal static SweepSummary Of(SweepManifest manifest, SweepTable table)
    {
        var rows = Enumerable.Range(0, table.Rows).ToList();
        var residual = table.Numbers[manifest.Parameters.Length];
        var spreads = rows.GroupBy(row => (Case: table.Texts[0][row], Horizon: table.Texts[1][row]))
            .SelectMany(group =>
                manifest.Outcomes.Select(
                    (outcome, o) =>
                    {
                        double[] values =
                        [
                            .. group.Select(row => table.Numbers[manifest.Parameters.Length + 1 + o][row]).OfType<double>().Order(),
                        ];
                        return new OutcomeSpread(
                            group.Key.Case,
                            group.Key.Horizon,
                            outcome,
                            values.Length,
                            [.. Probabilities.Select(p => Quantiles.Of(values, p.Probability))]
                        );
                    }
                )
            );
        return new SweepSummary(
            table.Rows,
            [.. table.Texts[2].GroupBy(status => status, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))],
            rows.Where(row => table.Texts[2][row] == Converged)
                .Select(row => residual[row])
                .OfType<double>()
                .DefaultIfEmpty(double.NaN)
                .Max(),
            [.. spreads]
        );
    }

    /// <summary>Whether every row has an answer.</summary>
    public bool IsAnswered => Statuses.All(s => s.Status == Converged);

    /// <summary>How each outcome is spread, as a table.</summary>
    public FlatTable Table =>
        new(
            "summary",
            ["case", "horizon", "outcome"],
            ["answered", .. Probabilities.Select(p => p.Name)],
            [
                .. Spreads.Select(spread => new FlatRow(
                    [spread.Case, spread.Horizon, spread.Outcome],
                    [spread.Answered, .. spread.Quantiles]
                )),
            ]
        );

    /// <summary>Writes <c>summary.csv</c>.</summary>
    public void Write(string folder)
    {
        var file = Path.Combine(folder, $"{Table.Name}.csv");
        Table.WriteCsv(File.Create(file + ".writing"));
        File.Move(file + ".writing", file, overwrite: true);
    }
}
