using System.Collections.Immutable;
using Entente.Estimation;
using Entente.Estimation.Formulas;
using Entente.Estimation.Inference;

namespace Entente.EstimationData.Models;

/// <summary>What a bootstrap and the correction of bias say of one coefficient; not a number where they were not asked for.</summary>
/// <param name="Name">Of the coefficient.</param>
/// <param name="Bias">By how much it is off, in three-way gravity.</param>
/// <param name="CorrectedError">Its standard error, corrected for the noise of effects.</param>
/// <param name="DrawnError">Standard deviation over clusters drawn.</param>
/// <param name="Low">The 2.5 per cent quantile of the draws; by signs of scores, the least value not rejected at 5 per cent.</param>
/// <param name="High">The 97.5 per cent quantile, or the largest value that is not rejected.</param>
/// <param name="PValue">Of a coefficient of zero, by signs of clusters' scores.</param>
public sealed record Refinement(
    string Name,
    double Bias,
    double CorrectedError,
    double DrawnError,
    double Low,
    double High,
    double PValue
);

/// <summary>Bootstraps and corrections of bias, where they are asked for.</summary>
internal static class Refinements
{
    /// <summary>What they say of each coefficient; empty where nothing is asked for or something is wrong, which is reported.</summary>
    public static ImmutableArray<Refinement> Of(
        ModelSpec model,
        FormulaDesign design,
        EstimationResult estimation,
        EstimationOptions options,
        Action<string, string> report,
        CancellationToken cancellation
    )
    {
        if (!model.BiasCorrected && model.Bootstrap is null)
            return [];
        var bias = model.BiasCorrected ? Bias(model, design, estimation, report) : null;
        if (model.BiasCorrected && bias is null)
            return [];
        var cluster = model.Clusters.IsEmpty ? null : model.Clusters[0].ToString();
        if (model.Bootstrap is not null && model.Clusters.Length > 1)
        {
            report($"a bootstrap by {model.Clusters.Length} clusters", "one cluster: its members are what is drawn");
            return [];
        }
        var quiet = options with { Progress = null };
        var pairs = model.Bootstrap is { Kind: BootstrapKind.Pairs } drawn
            ? PairsBootstrap.Run(design.Problem, cluster, drawn.Replications, drawn.Seed, quiet, cancellation)
            : null;
        return
        [
            .. estimation.Names.Select(
                (name, k) =>
                {
                    var (low, high) = pairs?.Interval(name) ?? (double.NaN, double.NaN);
                    var p = double.NaN;
                    if (model.Bootstrap is { Kind: BootstrapKind.Wild } wild)
                        (p, low, high) = Wild(design.Problem, name, cluster!, wild, quiet, cancellation);
                    return new Refinement(
                        name,
                        bias?.Bias[k] ?? double.NaN,
                        bias?.StandardError(k) ?? double.NaN,
                        pairs?.StandardError(name) ?? double.NaN,
                        low,
                        high,
                        p
                    );
                }
            ),
        ];
    }

    private static (double P, double Low, double High) Wild(
        EstimationProblem problem,
        string name,
        string cluster,
        BootstrapSpec wild,
        EstimationOptions options,
        CancellationToken cancellation
    )
    {
        var (draws, seed) = (wild.Replications, wild.Seed);
        var p = ScoreBootstrap.Test(problem, name, 0, cluster, draws, seed, options: options, cancellation: cancellation).PValue;
        var interval = ScoreBootstrap.Interval(
            problem,
            name,
            cluster,
            draws: draws,
            seed: seed,
            options: options,
            cancellation: cancellation
        );
        return (p, interval.Low, interval.High);
    }

    /// <summary>The correction, of effects <c>a^t</c>, <c>b^t</c> and one of pairs.</summary>
    private static ThreeWayBias? Bias(ModelSpec model, FormulaDesign design, EstimationResult estimation, Action<string, string> report)
    {
        var effects = model.Formula.FixedEffects;
        var byPeriod = effects.Where(e => e.Columns.Length == 2).ToList();
        var ways =
            from one in byPeriod
            from other in byPeriod
            let shared = one.Columns.Intersect(other.Columns, StringComparer.Ordinal).ToList()
            where one != other && shared.Count == 1
            let a = one.Columns.Single(c => c != shared[0])
            let b = other.Columns.Single(c => c != shared[0])
            // Three effects by two columns each can be read in three ways: periods are the fewest.
            orderby design.GroupingOf([shared[0]]).Levels
            where effects.Any(e => e != one && e != other && (e.Columns.Length == 1 || e.Columns.ToHashSet().SetEquals([a, b])))
            select (One: a, Other: b, Period: shared[0]);
        if (model.Design.Family != Family.Poisson || effects.Length != 3 || ways.FirstOrDefault() is not { One: not null } way)
        {
            report(
                $"the correction of bias of {model.Formula}",
                "Poisson with three fixed effects: exporter and period, importer and period, and pair"
            );
            return null;
        }
        try
        {
            return ThreeWayBias.Of(
                estimation,
                design.GroupingOf([way.One]),
                design.GroupingOf([way.Other]),
                design.GroupingOf([way.Period])
            );
        }
        catch (ArgumentException e)
        {
            report($"the correction of bias: {e.Message.Split(" (Parameter")[0]}", "effects of directed pairs, as the correction is of");
            return null;
        }
    }
}
