using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Outcomes;
using Entente.Scenarios;

namespace Entente.Reporting;

/// <summary>The answers for programs: the manifest, with every indicator of every country.</summary>
public static class RunJson
{
    /// <summary>The text.</summary>
    /// <param name="run">The run.</param>
    /// <param name="output">Where its files are.</param>
    public static string Text(RunRecord run, string output)
    {
        ArgumentNullException.ThrowIfNull(run);
        var answer = JsonNode.Parse(Manifest.Text(run))!.AsObject();
        answer["out"] = output;
        if (!run.Bands.IsEmpty)
            answer["bands"] = new JsonArray([.. run.Bands.Select(Band)]);
        var cases = answer["cases"]!.AsArray();
        for (var at = 0; at < run.Answers.Length; at++)
            if (run.Answers[at].Answer.Comparison is { } comparison)
            {
                cases[at]!["countries"] = Countries(run.Outcomes, comparison);
                if (run.Answers[at].Answer.CostChange is { } change)
                    cases[at]!["worth"] = Worth(change);
            }
        for (var at = 0; at < run.Paths.Length; at++)
            if (run.Paths[at].IsComplete)
                answer["paths"]![at]!["countries"] = Countries(run.World, run.Paths[at]);
        return answer.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static JsonNode Band(Band band) =>
        new JsonObject
        {
            ["case"] = band.Case,
            ["country"] = band.Country,
            ["outcome"] = band.Outcome,
            ["low"] = Finite(band.Low),
            ["median"] = Finite(band.Median),
            ["high"] = Finite(band.High),
            ["draws"] = band.Draws,
            ["without_answer"] = band.WithoutAnswer,
        };

    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonObject Worth(CostChange change)
    {
        var (points, worth) = (change.Points, change.Worth);
        return new JsonObject(
            change.With.World.Countries.Select(
                (c, n) =>
                    KeyValuePair.Create<string, JsonNode?>(c.Code, new JsonObject { ["points"] = 100 * points[n], ["amount"] = worth[n] })
            )
        );
    }

    private static JsonObject Countries(World world, PathAnswer path) =>
        new(
            world.Countries.Select(
                (c, n) =>
                    KeyValuePair.Create<string, JsonNode?>(
                        c.Code,
                        new JsonObject
                        {
                            ["real_income_pct"] = new JsonArray([.. path.Years.Select(y => JsonValue.Create(100 * (y.RealIncome[n] - 1)))]),
                            ["welfare_pct"] = 100 * (path.Value!.Welfare[n] - 1),
                            ["consumption_pct"] = 100 * path.Value.ConsumptionShare[n],
                            ["consumption"] = path.Value.Consumption[n],
                            ["steady_state_pct"] = path.SteadyState.IsEmpty ? null : JsonValue.Create(100 * (path.SteadyState[n] - 1)),
                        }
                    )
            )
        );

    private static JsonObject Countries(OutcomeSet outcomes, Comparison comparison)
    {
        var columns = outcomes.Indicators.Select(o => (o.Name, Values: o.Values(comparison))).ToList();
        var countries = new JsonObject();
        for (var n = 0; n < comparison.World.Countries.Length; n++)
        {
            var row = new JsonObject();
            foreach (var (name, values) in columns)
                row[name] = double.IsFinite(values[n]) ? JsonValue.Create(values[n]) : null;
            countries[comparison.World.Countries[n].Code] = row;
        }
        return countries;
    }
}
