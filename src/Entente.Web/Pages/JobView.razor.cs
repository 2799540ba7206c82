using System.Collections.Immutable;
using Entente.Web.Work;
using Microsoft.AspNetCore.Components;

namespace Entente.Web.Pages;

/// <summary>A page of what is answered as a job when somebody asks, once for all who look; it goes on when nobody does.</summary>
public abstract partial class JobView : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource left = new();
    private Job? job;

    /// <summary>Name of what is answered.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Why it cannot be read, begun or answered.</summary>
    protected ImmutableArray<Fault> Faults { get; private set; } = [];

    /// <summary>Whether there is an answer.</summary>
    protected abstract bool HasAnswer { get; }

    /// <summary>The job while it is not over.</summary>
    private protected JobRow? UnderWay => job is { IsOver: false } ? job.Row() : null;

    private protected bool IsStopped => job is { IsUseful: false, Faults.IsEmpty: true };

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Faults = Read();
        Look();
        job = Find();
        if (job is { IsOver: false } && RendererInfo.IsInteractive)
            _ = Watch(job);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what is asked, and gives its faults.</summary>
    private protected abstract ImmutableArray<Fault> Read();

    /// <summary>Looks whether there is an answer.</summary>
    private protected abstract void Look();

    /// <summary>The job that answers it, or has answered it; null: none.</summary>
    private protected abstract Job? Find();

    /// <summary>Begins the job, or finds the one there is; null: too many wait.</summary>
    private protected abstract Job? Ask();

    private async Task Begin()
    {
        job = Ask();
        Faults = job is null ? [new Fault(null, "others are being answered", "another try in a minute")] : [];
        if (job is not null)
            await Watch(job).ConfigureAwait(true);
    }

    private async Task Watch(Job of)
    {
        try
        {
            await foreach (var _ in of.Events(0, left.Token).ConfigureAwait(true))
                StateHasChanged();
            Faults = of.Faults;
            Look();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    private static string Progress(JobRow row, string what) =>
        row switch
        {
            { Total: > 0 } => FormattableString.Invariant($"{row.Done:#,0} of {row.Total:#,0} {what} answered"),
            { State: "waiting" } => "Others are before it.",
            _ => "Being read.",
        };
}
