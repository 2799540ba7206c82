using System.Diagnostics;

namespace Entente.Cli;

/// <summary>
/// Says which step of long work is being done: on a terminal always, elsewhere now and then where it takes long. Safe from several threads.
/// </summary>
internal sealed class StepProgress
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly Stopwatch sinceLine = Stopwatch.StartNew();
    private readonly Lock gate = new();

    /// <summary>A step has begun, or has got somewhere.</summary>
    public void At(string what)
    {
        lock (gate)
            if (!Console.IsErrorRedirected)
                Progress.Step(what);
            else if (sinceLine.Elapsed >= BetweenLines)
            {
                Console.Error.WriteLine(what);
                sinceLine.Restart();
            }
    }
}
