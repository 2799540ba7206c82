using Entente.Data.Runs;
using Entente.Games;

namespace Entente.Cli;

/// <summary>
/// How far work of several stages is, each with a bar and time left of its own; the last pieces of one may be at work when the next has
/// begun. Safe from several threads.
/// </summary>
/// <param name="times">Where the time that each stage takes is noted; null: nowhere.</param>
internal sealed class StagesProgress(Stages? times = null)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (WorkProgress Progress, TimeSpan Begins)> stages = new(StringComparer.Ordinal);

    /// <summary>Notes how far a stage is, which may be another one.</summary>
    public void At(StageProgress step)
    {
        lock (gate)
        {
            if (!stages.TryGetValue(step.What, out var stage))
            {
                var progress = new WorkProgress(step.What, step.All, isSure: !step.IsMost);
                stages[step.What] = stage = (progress, times?.Elapsed ?? default);
                progress.Begin();
            }
            stage.Progress.At(step.Done, step.Computed);
            if (step.Done != step.All)
                return;
            stage.Progress.End();
            times?.Add(new(step.What, stage.Begins, times.Elapsed - stage.Begins));
        }
    }

    /// <summary>Clears the bar.</summary>
    public void End()
    {
        lock (gate)
            foreach (var (progress, _) in stages.Values)
                progress.End();
    }
}
