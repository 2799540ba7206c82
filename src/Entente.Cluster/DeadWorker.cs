using System.Diagnostics;

namespace Entente.Cluster;

/// <summary>
/// Ends the process of a worker that the others have given up, or whose cluster cannot be had any more: what it holds is theirs by now.
/// It says so in a line and is to be started again by whatever looks after it.
/// </summary>
internal sealed class DeadWorker : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        Console.Error.WriteLine($"this worker ends: {context ?? exception?.Message ?? "the cluster has given it up"}");
        // Not in good order: a worker that others hold for dead must do nothing more.
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
