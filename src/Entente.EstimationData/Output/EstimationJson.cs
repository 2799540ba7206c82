using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.EstimationData.Models;

namespace Entente.EstimationData.Output;

/// <summary>
/// What was estimated, for programs; the form that measures of kind <c>estimated</c> read. Numbers that are none are null.
/// </summary>
public static class EstimationJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>All models.</summary>
    /// <param name="run">What was estimated.</param>
    /// <param name="version">Of the program.</param>
    public static string Text(EstimationRun run, string version)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new JsonObject
        {
            ["title"] = run.Spec.Title,
            ["source"] = run.Spec.Source,
            ["version"] = version,
            ["data"] = run.Spec.Data,
            ["data_sha256"] = run.DataHash,
            ["models"] = new JsonArray([.. run.Models.Select(m => (JsonNode)Model(m))]),
        }.ToJsonString(Indented);
    }

    private static JsonObject Model(ModelResult model)
    {
        var (spec, estimation) = (model.Spec, model.Estimation);
        var json = new JsonObject
        {
            ["name"] = spec.Name,
            ["formula"] = spec.Formula.ToString(),
            ["family"] = WrittenModel.Families.First(f => f.Value == spec.Design.Family).Key,
            ["where"] = spec.Design.Where?.ToString(),
            ["weights"] = spec.Design.Weights?.ToString(),
            ["offset"] = spec.Design.Offset?.ToString(),
            ["status"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(estimation.Status.ToString()),
            ["rows"] = model.Rows,
            ["dropped"] = new JsonObject([.. model.Dropped.Select(d => KeyValuePair.Create(d.Reason, (JsonNode?)d.Count))]),
            ["dropped_regressors"] = new JsonArray([.. estimation.DroppedRegressors.Select(d => (JsonNode)d.ToString())]),
            ["iterations"] = estimation.Iterations,
            ["seconds"] = model.Seconds,
        };
        if (!estimation.IsConverged)
        {
            json["message"] = string.Join("; ", estimation.Faults.Select(fault => fault.Message));
            return json;
        }
        json["observations"] = estimation.Observations;
        json["deviance"] = Number(estimation.Deviance);
        json["log_likelihood"] = Number(estimation.LogLikelihood);
        json["null_deviance"] = Number(estimation.NullDeviance);
        json["certificate"] = new JsonObject
        {
            ["largest_score"] = Number(estimation.Certificate.LargestScore),
            ["deviance_change"] = Number(estimation.Certificate.DevianceChange),
            ["orthogonality"] = Number(estimation.Certificate.Orthogonality),
        };
        if (model.Covariance is not { } covariance)
            return json;
        json["errors"] = new JsonObject
        {
            ["kind"] = WrittenModel.ErrorKinds.First(e => e.Value == covariance.Rule.Kind).Key,
            ["clusters"] = new JsonArray([.. spec.Clusters.Select(c => (JsonNode)c.ToString())]),
            ["cluster_counts"] = new JsonArray([.. covariance.ClusterCounts.Select(count => (JsonNode)count)]),
            ["small_sample"] = WrittenModel.SmallSamples.First(e => e.Value == covariance.Rule.SmallSample).Key,
            ["correction"] = Number(covariance.Correction),
            ["least_eigenvalue"] = Number(covariance.LeastEigenvalue),
            ["repaired"] = covariance.IsRepaired,
        };
        json["coefficients"] = new JsonArray([
            .. model.Coefficients.Select(c =>
                (JsonNode)
                    new JsonObject
                    {
                        ["term"] = c.Name,
                        ["estimate"] = Number(c.Estimate),
                        ["standard_error"] = Number(c.StandardError),
                        ["statistic"] = Number(c.Statistic),
                        ["p_value"] = Number(c.PValue),
                        ["low"] = Number(c.Low),
                        ["high"] = Number(c.High),
                    }
            ),
        ]);
        if (!model.Refinements.IsEmpty)
            json["refinements"] = new JsonArray(
                [.. model.Refinements.Select((r, k) => (JsonNode)Refined(r, model.Coefficients[k].Estimate))]
            );
        var count = covariance.Names.Count;
        json["covariance"] = new JsonArray([
            .. Enumerable
                .Range(0, count)
                .Select(a => (JsonNode)new JsonArray([.. Enumerable.Range(0, count).Select(b => Number(covariance[a, b]))])),
        ]);
        return json;
    }

    private static JsonObject Refined(Refinement refined, double estimate) =>
        new()
        {
            ["term"] = refined.Name,
            ["bias"] = Number(refined.Bias),
            ["corrected"] = Number(estimate - refined.Bias),
            ["corrected_standard_error"] = Number(refined.CorrectedError),
            ["bootstrap_standard_error"] = Number(refined.DrawnError),
            ["bootstrap_low"] = Number(refined.Low),
            ["bootstrap_high"] = Number(refined.High),
            ["bootstrap_p_value"] = Number(refined.PValue),
        };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
}
