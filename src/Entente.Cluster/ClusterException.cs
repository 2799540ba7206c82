namespace Entente.Cluster;

/// <summary>There is no cluster, or it is not to be had any more.</summary>
public sealed class ClusterException : Exception
{
    /// <param name="message">What is the matter; no password in it.</param>
    /// <param name="inner">What was thrown; null: nothing.</param>
    public ClusterException(string message, Exception? inner)
        : base(message, inner) { }
}
