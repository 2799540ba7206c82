namespace Entente.Batches;

/// <summary>How to work through a batch; none of it but the size of chunks has any influence on a single bit of the answers.</summary>
public sealed record BatchOptions
{
    /// <summary>Threads at work; default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>No further chunk is begun once it is set; those under way are finished.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Ends everything with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
