namespace Entente.Games;

/// <summary>How far a stage of long work is: told when it begins, with nothing done, and after each of what is counted.</summary>
/// <param name="What">What is counted, for people, e.g. <c>draws</c>; another stage has another name.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Computed">How many of them were not kept from before.</param>
/// <param name="All">How many there are.</param>
/// <param name="IsMost">Whether fewer may do.</param>
public readonly record struct StageProgress(string What, int Done, int Computed, int All, bool IsMost = false);

/// <summary>Counts what is done of a stage, and tells. Safe from several threads.</summary>
internal sealed class StageCount
{
    private readonly Action<StageProgress>? told;
    private readonly StageProgress stage;
    private readonly Lock first = new();
    private bool isBegun;
    private int done;
    private int computed;

    /// <param name="what">What is counted.</param>
    /// <param name="all">How many there are.</param>
    /// <param name="told">Told how far it is; null: nobody is.</param>
    /// <param name="isMost">Whether fewer may do.</param>
    public StageCount(string what, int all, Action<StageProgress>? told, bool isMost = false)
    {
        (this.told, stage) = (told, new StageProgress(what, 0, 0, all, isMost));
    }

    /// <summary>One is begun; the first is told.</summary>
    public void Begins()
    {
        lock (first)
        {
            if (!isBegun)
                told?.Invoke(stage);
            isBegun = true;
        }
    }

    /// <summary>One was not kept from before.</summary>
    public void Computed() => Interlocked.Increment(ref computed);

    /// <summary>One more is done.</summary>
    public void Done() => told?.Invoke(stage with { Done = Interlocked.Increment(ref done), Computed = Volatile.Read(ref computed) });
}
