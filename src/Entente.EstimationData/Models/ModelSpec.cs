using System.Collections.Immutable;
using Entente.Estimation.Formulas;
using Entente.Estimation.Inference;

namespace Entente.EstimationData.Models;

/// <summary>How a bootstrap is drawn.</summary>
public enum BootstrapKind
{
    /// <summary>Signs of the scores of clusters are drawn.</summary>
    Wild,

    /// <summary>Clusters are drawn with replacement.</summary>
    Pairs,
}

/// <summary>A bootstrap that is asked for.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Replications">How often.</param>
/// <param name="Seed">From which seed.</param>
public sealed record BootstrapSpec(BootstrapKind Kind, int Replications, int Seed);

/// <summary>One model as it is asked for, checked as far as it can be without the data.</summary>
public sealed record ModelSpec
{
    /// <summary>Its name, once among the models of a run.</summary>
    public required string Name { get; init; }

    /// <summary>What is explained by what.</summary>
    public required Formula Formula { get; init; }

    /// <summary>Family, sample, weights, offset and clusters.</summary>
    public DesignOptions Design { get; init; } = new();

    /// <summary>What errors may look like; null: clustered where clusters are named, else robust.</summary>
    public ErrorKind? Errors { get; init; }

    /// <summary>How small samples are corrected.</summary>
    public SmallSample SmallSample { get; init; } = SmallSample.Fixest;

    /// <summary>Whether the bias of three-way gravity is corrected.</summary>
    public bool BiasCorrected { get; init; }

    /// <summary>The bootstrap wanted; null: none.</summary>
    public BootstrapSpec? Bootstrap { get; init; }

    /// <summary>What errors may look like, whether said or not.</summary>
    public ErrorKind Kind => Errors ?? (Clusters.Length > 0 ? ErrorKind.Clustered : ErrorKind.Robust);

    /// <summary>All clusters, of the formula and beside it.</summary>
    public ImmutableArray<CrossedColumns> Clusters => [.. Formula.Clusters.Concat(Design.Clusters).DistinctBy(c => c.ToString())];

    /// <summary>Columns of numbers that it needs.</summary>
    public IEnumerable<string> Numbers => Formula.Numbers.Concat(Beside.SelectMany(e => e.Numbers));

    /// <summary>Columns of labels that it needs.</summary>
    public IEnumerable<string> Labels =>
        Formula.Labels.Concat(Beside.SelectMany(e => e.Labels)).Concat(Design.Clusters.SelectMany(c => c.Columns));

    private IEnumerable<Expression> Beside => new[] { Design.Where, Design.Weights, Design.Offset }.OfType<Expression>();
}

/// <summary>Models to be estimated on one table.</summary>
public sealed record EstimationSpec
{
    /// <summary>Title for people.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where the data come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>The table on disk.</summary>
    public required string Path { get; init; }

    /// <summary>The table as it was named.</summary>
    public required string Data { get; init; }

    /// <summary>A column of labels for each level of which every model is estimated by itself; null: none.</summary>
    public string? Split { get; init; }

    /// <summary>The models, in order; at least one.</summary>
    public required ImmutableArray<ModelSpec> Models { get; init; }
}
