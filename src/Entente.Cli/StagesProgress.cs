using Entente.Games;

namespace Entente.Cli;

/// <summary>How far work of several stages is, each with a bar and time left of its own. Safe from several threads.</summary>
internal sealed class StagesProgress
{
    private readonly Lock gate = new();
    private string what = "";
    private WorkProgress? stage;

    /// <summary>Notes how far a stage is, which may be another one.</summary>
    public void At(StageProgress step)
    {
        lock (gate)
        {
            if (step.What != what)
            {
                stage?.End();
                (what, stage) = (step.What, new WorkProgress(step.What, step.All, isSure: !step.IsMost));
                stage.Begin();
            }
            stage!.At(step.Done, step.Computed);
        }
    }

    /// <summary>Clears the bar.</summary>
    public void End()
    {
        lock (gate)
            stage?.End();
    }
}
