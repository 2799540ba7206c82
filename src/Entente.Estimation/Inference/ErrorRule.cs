namespace Entente.Estimation.Inference;

/// <summary>What errors may look like.</summary>
public enum ErrorKind
{
    /// <summary>Independent, of the variance of the family: the inverse of the information, times s2 in least squares.</summary>
    Classical,

    /// <summary>Independent, of any variance (Eicker, Huber, White).</summary>
    Robust,

    /// <summary>Correlated at will within clusters, in one or more ways (Cameron, Gelbach and Miller 2011).</summary>
    Clustered,
}

/// <summary>How variances are corrected for small samples. n observations, K parameters, G clusters.</summary>
public enum SmallSample
{
    /// <summary>Not at all: HC0, and the plain sum over clusters.</summary>
    None,

    /// <summary>
    /// Stata's likelihood estimators and ppmlhdfe: n / (n - 1) if robust (semirobust), G / (G - 1) if clustered, of the smallest G in
    /// several ways.
    /// </summary>
    Stata,

    /// <summary>
    /// R's fixest: (n - 1) / (n - K), times n / (n - 1) if robust (HC1) or G / (G - 1) if clustered, of the smallest G in several ways; K
    /// without the levels, less one, of effects nested in a cluster. Effects count as many parameters as they have levels, less one for
    /// each effect but the first.
    /// </summary>
    Fixest,

    /// <summary>
    /// The same, but effects count their rank: what is left of their levels once all their combinations that are zero in every row are
    /// taken off. Of effects nested in a cluster one parameter is left, as in <see cref="Fixest"/>; with two effects and no cluster it is
    /// fixest's own exact rule.
    /// </summary>
    FixestExact,
}

/// <summary>Which variances are asked for.</summary>
/// <param name="Kind">What errors may look like.</param>
/// <param name="SmallSample">How small samples are corrected.</param>
/// <param name="Clusters">Names of clusters or fixed effects of the problem; all clusters of the problem if null.</param>
public sealed record ErrorRule(ErrorKind Kind, SmallSample SmallSample, IReadOnlyList<string>? Clusters = null)
{
    public static ErrorRule Classical { get; } = new(ErrorKind.Classical, SmallSample.Fixest);

    public static ErrorRule HC0 { get; } = new(ErrorKind.Robust, SmallSample.None);

    public static ErrorRule HC1 { get; } = new(ErrorKind.Robust, SmallSample.Fixest);

    /// <summary>Clustered in the ways named.</summary>
    public static ErrorRule Clustered(SmallSample smallSample, params IReadOnlyList<string> clusters) =>
        new(ErrorKind.Clustered, smallSample, clusters.Count == 0 ? null : clusters);
}
