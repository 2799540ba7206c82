using System.Collections.Immutable;
using Entente.Data;
using Entente.Estimation;
using Entente.Estimation.Formulas;
using Entente.Estimation.Inference;
using Entente.EstimationData.Panels;

namespace Entente.EstimationData.Models;

/// <summary>A model that was estimated, whether numbers came of it or not.</summary>
/// <param name="Spec">What was asked.</param>
/// <param name="LeftOut">Rows left out before, by reason.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Estimation">What was found.</param>
/// <param name="Covariance">Errors of the coefficients; null where there are none.</param>
/// <param name="Refinements">What a bootstrap and a correction of bias say; empty where none was asked for.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ModelResult(
    ModelSpec Spec,
    ImmutableArray<LeftOut> LeftOut,
    int Rows,
    EstimationResult Estimation,
    Covariance? Covariance,
    ImmutableArray<Refinement> Refinements,
    double Seconds
)
{
    /// <summary>Coefficients with errors; empty where there are none.</summary>
    public IReadOnlyList<CoefficientTest> Coefficients => Covariance?.Table() ?? [];

    /// <summary>Rows that were not estimated on, by reason, the reader's and the estimator's.</summary>
    public IEnumerable<LeftOut> Dropped
    {
        get
        {
            var dropped = Estimation.DroppedRows;
            return LeftOut.Concat(
                new LeftOut[]
                {
                    new("of weight zero", dropped.NoWeight),
                    new("alone in a level of a fixed effect", dropped.Singletons),
                    new("in a level whose outcomes are all alike", dropped.SameOutcomeGroups),
                    new("separated", dropped.Separated),
                }.Where(reason => reason.Count > 0)
            );
        }
    }
}

/// <summary>Models estimated on one table.</summary>
/// <param name="Spec">What was asked.</param>
/// <param name="DataHash">SHA-256 of the table.</param>
/// <param name="Models">The models, in order.</param>
public sealed record EstimationRun(EstimationSpec Spec, string DataHash, ImmutableArray<ModelResult> Models)
{
    /// <summary>Reads the table, once for all models, and estimates them one after the other.</summary>
    /// <param name="spec">What is asked.</param>
    /// <param name="reader">Reads tables.</param>
    /// <param name="options">Tolerances, threads, progress.</param>
    /// <param name="began">Told of each model before it begins.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>
    /// The models; or every fault of the table, of a formula on it, or of data that nothing can be estimated from. Levels of a split that
    /// nothing can be estimated from are models without an answer, as long as there is one with it.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Checked<EstimationRun> Of(
        EstimationSpec spec,
        PanelReader reader,
        EstimationOptions? options = null,
        Action<ModelSpec>? began = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(reader);
        var data = reader.Read(
            spec.Path,
            spec.Data,
            spec.Models.SelectMany(m => m.Numbers),
            spec.Models.SelectMany(m => m.Labels).Concat(spec.Split is { } split ? [split] : (string[])[]),
            cancellation
        );
        if (!data.Success)
            return Checked<EstimationRun>.Invalid(data.Faults, data.Warnings);
        var faults = new FaultList();
        var results = ImmutableArray.CreateBuilder<ModelResult>();
        if (spec.Split is { } column)
            spec = spec with { Models = [.. Split(spec.Models, column, data.Value.Label(column))] };
        foreach (var model in spec.Models)
        {
            cancellation.ThrowIfCancellationRequested();
            began?.Invoke(model);
            if (One(model, data.Value, options ?? new EstimationOptions(), spec, faults, cancellation) is { } result)
                results.Add(result);
        }
        if (results.All(result => IsHopeless(result.Estimation)))
            foreach (var result in results)
                Report(result.Estimation, spec, result.Spec, faults);
        return faults.With(() => new EstimationRun(spec, HashOf(reader.FileOf(spec.Path)), results.ToImmutable()));
    }

    /// <summary>Whether nothing can be estimated from the data; what did not converge is an answer without numbers.</summary>
    private static bool IsHopeless(EstimationResult estimation) =>
        estimation.Faults.Any(fault => fault.Status != EstimationStatus.NotConverged);

    private static void Report(EstimationResult estimation, EstimationSpec spec, ModelSpec model, FaultList faults)
    {
        foreach (var fault in estimation.Faults.Where(fault => fault.Status != EstimationStatus.NotConverged))
            faults.Add(new Place(spec.Data), Prefix(spec, model) + fault.Message, "data from which coefficients can be estimated");
    }

    private static string Prefix(EstimationSpec spec, ModelSpec model) => spec.Models.Length > 1 ? $"model '{model.Name}': " : "";

    private static IEnumerable<ModelSpec> Split(ImmutableArray<ModelSpec> models, string column, LabelColumn labels)
    {
        foreach (var model in models)
            foreach (var level in labels.InOrder())
            {
                var (name, sample) = (labels.Names[level], model.Design.Where);
                var own = new TextComparison(IsEqual: true, column, name, RightIsText: true);
                yield return model with
                {
                    Name = models.Length == 1 ? name : $"{model.Name} {name}",
                    Design = model.Design with { Where = sample is null ? own : new Binary("&", sample, own) },
                };
            }
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }

    private static ModelResult? One(
        ModelSpec model,
        DataColumns data,
        EstimationOptions options,
        EstimationSpec spec,
        FaultList faults,
        CancellationToken cancellation
    )
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (place, prefix) = (new Place(spec.Data), Prefix(spec, model));
        var wrong = new List<FormulaFault>();
        var design = FormulaDesign.Create(model.Formula, data, model.Design, wrong);
        foreach (var fault in wrong)
            faults.Add(place, prefix + fault.Found, fault.Expected);
        if (design is null)
            return null;
        var estimation = Estimator.Estimate(design.Problem, options, cancellation);
        if (spec.Split is null)
            Report(estimation, spec, model, faults);
        Covariance? covariance = null;
        if (estimation.IsConverged && estimation.Names.Count > 0)
        {
            covariance = estimation.Covariance(
                new ErrorRule(model.Kind, model.SmallSample, model.Clusters.IsEmpty ? null : [.. model.Clusters.Select(c => c.ToString())])
            );
            if (covariance.Fault is { } fault)
                faults.Add(place, prefix + fault, "two clusters at least");
        }
        ImmutableArray<Refinement> refined = covariance is null || faults.Any
            ? []
            : Refinements.Of(
                model,
                design,
                estimation,
                options,
                (found, expected) => faults.Add(place, prefix + found, expected),
                cancellation
            );
        return faults.Any
            ? null
            : new ModelResult(model, design.LeftOut, data.Rows, estimation, covariance, refined, watch.Elapsed.TotalSeconds);
    }
}
