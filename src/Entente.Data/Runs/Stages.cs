using System.Collections.Immutable;
using System.Diagnostics;

namespace Entente.Data.Runs;

/// <summary>A stage of a run.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Begins">From when the run is counted to its beginning.</param>
/// <param name="Takes">How long it takes by the clock, whoever else is at work.</param>
public readonly record struct Stage(string Name, TimeSpan Begins, TimeSpan Takes);

/// <summary>What a run spends its time on. Stages may overlap, as several are at work at once. Safe from several threads.</summary>
/// <param name="passed">How long the run has lasted when this is made.</param>
public sealed class Stages(TimeSpan passed)
{
    private readonly long made = Stopwatch.GetTimestamp();
    private readonly List<Stage> all = [];

    /// <summary>How long the run has lasted.</summary>
    public TimeSpan Elapsed => passed + Stopwatch.GetElapsedTime(made);

    /// <summary>The stages that have ended, by their beginning.</summary>
    public ImmutableArray<Stage> All
    {
        get
        {
            lock (all)
                return [.. all.OrderBy(stage => stage.Begins)];
        }
    }

    /// <summary>Adds a stage that was measured otherwise.</summary>
    public void Add(Stage stage)
    {
        lock (all)
            all.Add(stage);
    }

    /// <summary>Does something that is a stage, and gives what it gives.</summary>
    public T Of<T>(string name, Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var begins = Elapsed;
        try
        {
            return work();
        }
        finally
        {
            Add(new(name, begins, Elapsed - begins));
        }
    }

    /// <summary>Does something that is a stage.</summary>
    public void Of(string name, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Of(
            name,
            () =>
            {
                work();
                return true;
            }
        );
    }
}
