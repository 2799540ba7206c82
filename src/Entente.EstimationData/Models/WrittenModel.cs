using System.Collections.Immutable;
using Entente.Data;
using Entente.Estimation.Formulas;
using Entente.Estimation.Inference;
using Distribution = Entente.Estimation.Family;
using DrawnBy = Entente.EstimationData.Models.BootstrapKind;
using Rule = Entente.Estimation.Inference.SmallSample;

namespace Entente.EstimationData.Models;

/// <summary>A model in words, as options or keys of a file say it, each with its place; null where nothing is said.</summary>
public sealed record WrittenModel
{
    /// <summary>Words for families.</summary>
    public static IReadOnlyDictionary<string, Distribution> Families { get; } =
        new Dictionary<string, Distribution>(StringComparer.Ordinal)
        {
            ["poisson"] = Distribution.Poisson,
            ["ols"] = Distribution.Gaussian,
            ["logit"] = Distribution.Logit,
        };

    /// <summary>Words for errors.</summary>
    public static IReadOnlyDictionary<string, ErrorKind> ErrorKinds { get; } =
        new Dictionary<string, ErrorKind>(StringComparer.Ordinal)
        {
            ["cluster"] = ErrorKind.Clustered,
            ["robust"] = ErrorKind.Robust,
            ["classical"] = ErrorKind.Classical,
        };

    /// <summary>Words for corrections of small samples.</summary>
    public static IReadOnlyDictionary<string, Rule> SmallSamples { get; } =
        new Dictionary<string, Rule>(StringComparer.Ordinal)
        {
            ["fixest"] = Rule.Fixest,
            ["fixest-exact"] = Rule.FixestExact,
            ["stata"] = Rule.Stata,
            ["none"] = Rule.None,
        };

    /// <summary>Words for bootstraps.</summary>
    public static IReadOnlyDictionary<string, DrawnBy> Bootstraps { get; } =
        new Dictionary<string, DrawnBy>(StringComparer.Ordinal) { ["wild"] = DrawnBy.Wild, ["pairs"] = DrawnBy.Pairs };

    public string Name { get; init; } = "";
    public Word? Formula { get; init; }
    public Word? Family { get; init; }
    public Word? Where { get; init; }
    public Word? Weights { get; init; }
    public Word? Offset { get; init; }
    public Word? Cluster { get; init; }
    public Word? Errors { get; init; }
    public Word? SmallSample { get; init; }
    public bool? BiasCorrected { get; init; }
    public Word? BootstrapKind { get; init; }
    public int? Replications { get; init; }
    public int? Seed { get; init; }

    /// <summary>The same with what another says where this one says nothing.</summary>
    public WrittenModel Over(WrittenModel other) =>
        this with
        {
            Formula = Formula ?? other.Formula,
            Family = Family ?? other.Family,
            Where = Where ?? other.Where,
            Weights = Weights ?? other.Weights,
            Offset = Offset ?? other.Offset,
            Cluster = Cluster ?? other.Cluster,
            Errors = Errors ?? other.Errors,
            SmallSample = SmallSample ?? other.SmallSample,
            BiasCorrected = BiasCorrected ?? other.BiasCorrected,
            BootstrapKind = BootstrapKind ?? other.BootstrapKind,
            Replications = Replications ?? other.Replications,
            Seed = Seed ?? other.Seed,
        };

    /// <summary>The model; null where something is wrong, which is reported.</summary>
    internal ModelSpec? Read(FaultList faults)
    {
        var before = faults.Count;
        var formula = Formula is { } text ? Parsed(text, FormulaReader.Read, faults) : null;
        var spec = new ModelSpec
        {
            Name = Name,
            Formula = formula!,
            Design = new DesignOptions
            {
                Family = Choice(Family, "family", Families, faults),
                Where = Part(Where, faults),
                Weights = Part(Weights, faults),
                Offset = Part(Offset, faults),
                Clusters = Cluster is { } clusters ? Groupings(clusters, faults) : [],
            },
            Errors = Errors is null ? null : Choice(Errors, "errors", ErrorKinds, faults),
            SmallSample = Choice(SmallSample, "small-sample rule", SmallSamples, faults),
            BiasCorrected = BiasCorrected ?? false,
            Bootstrap = Replications is > 0 and var replications
                ? new BootstrapSpec(Choice(BootstrapKind, "bootstrap", Bootstraps, faults), replications, Seed ?? 1)
                : null,
        };
        if (BootstrapKind is { } kind && spec.Bootstrap is null)
            faults.Add(kind.Place, $"bootstrap '{kind.Text}' without draws", "their number beside it");
        if (faults.Count > before || formula is null)
            return null;
        if (spec.Errors == ErrorKind.Clustered && spec.Clusters.IsEmpty)
            faults.Add(Errors!.Place ?? Formula!.Place, "clustered errors without a cluster", "columns to cluster by");
        if (spec.Errors is ErrorKind.Robust or ErrorKind.Classical && !spec.Clusters.IsEmpty)
            faults.Add(Errors!.Place ?? Formula!.Place, $"{Errors} errors beside a cluster", "one of them");
        if (spec.Bootstrap is not null && spec.Clusters.IsEmpty)
            faults.Add(Formula!.Place, "a bootstrap without a cluster", "columns to cluster by: clusters are what is drawn");
        return faults.Count > before ? null : spec;
    }

    private static Expression? Part(Word? text, FaultList faults) =>
        text is null ? null : Parsed(text, FormulaReader.ReadExpression, faults);

    private static ImmutableArray<CrossedColumns> Groupings(Word text, FaultList faults)
    {
        var wrong = new List<FormulaFault>();
        var groupings = FormulaReader.ReadGroupings(text.Text, wrong);
        Report(text, wrong, faults);
        return groupings;
    }

    private static T? Parsed<T>(Word text, Func<string, ICollection<FormulaFault>, T?> read, FaultList faults)
        where T : class
    {
        var wrong = new List<FormulaFault>();
        var value = read(text.Text, wrong);
        Report(text, wrong, faults);
        return value;
    }

    private static void Report(Word text, List<FormulaFault> wrong, FaultList faults)
    {
        foreach (var fault in wrong)
            faults.Add(text.Place, $"{fault.Found} at letter {fault.Position} of '{text.Text}'", fault.Expected);
    }

    private static T Choice<T>(Word? word, string what, IReadOnlyDictionary<string, T> known, FaultList faults)
        where T : struct
    {
        if (word is null)
            return known.Values.First();
        if (known.TryGetValue(word.Text, out var value))
            return value;
        faults.Add(word.Place, $"{what} '{word}'", Spelling.OneOf(word.Text, known.Keys));
        return default;
    }
}
