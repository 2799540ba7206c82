using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Entente.Data.Runs;
using Entente.Horizons;
using Entente.Reporting;
using Entente.Scenarios;
using Entente.Web.Answers;
using Entente.Web.Questions;
using Entente.Web.Saved;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;

namespace Entente.Web.Pages;

/// <summary>
/// The page of a question. What is wanted is stored and forgotten by whoever moves a lever; one loop answers the newest wish, shows it and
/// looks again, so that no answer is ever followed by one to an older question. What stands still is answered from the data.
/// </summary>
public sealed partial class Workbench
{
    /// <summary>
    /// A lever that has not moved for so long, nor been followed by what is shown, stands still: were it from its move alone, after a
    /// slow answer the next move would find the processors at work on the one from the data.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(150);

    /// <summary>An answer that is not there after so long is paled; to pale all that moves would cost more than to find it.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource left = new();
    private RunInput? written;
    private Case theCase = null!;
    private CaseLevers levers = null!;
    private ImmutableArray<string> horizons = [];
    private ImmutableArray<Fault> faults = [];
    private PageQuestion wanted = null!;
    private (PageQuestion Question, Checked<RunInput> Input)? asked;
    private PageQuestion? shownQuestion;
    private RunRecord? shown;
    private bool isCold;
    private bool isMoving;
    private bool isLate;
    private long movedOrShown;
    private int epoch;
    private Task? loop;
    private TaskCompletionSource wake = new();
    private CancellationTokenSource? cold;
    private CancellationTokenSource? behind;
    private DrawnSoFar? drawn;
    private int drawsWanted;

    // Addresses that the page has written itself and has not been told of yet, in their order.
    private readonly List<string> goingTo = [];
    private string? desk;
    private (bool Undo, bool Redo) steps;

    /// <summary>Name of the scenario.</summary>
    [Parameter]
    public string Scenario { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        await Open().ConfigureAwait(true);
        if (written is not null)
            await Loop().ConfigureAwait(true);
    }

    /// <summary>A page has its moves under a key that its window keeps over a reload.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            desk = await Script.InvokeAsync<string>("entente.desk", left.Token, ScenarioStore.NewDesk()).ConfigureAwait(true);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // Without a key nothing is undone but by going back.
            return;
        }
        if (written is not null && shownQuestion == wanted && isCold)
            Note(wanted);
        StateHasChanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        left.Cancel();
        left.Dispose();
    }

    private async Task Open()
    {
        // What has been drawn once must not be drawn as nothing in between; whoever drew it has read the scenario.
        var read = RendererInfo.IsInteractive
            ? Library.Scenario(Scenario)
            : await Task.Run(() => Library.Scenario(Scenario)).ConfigureAwait(true);
        if (!read.Success)
        {
            faults = read.Faults;
            return;
        }
        written = read.Value;
        horizons = ChoiceTable.Horizons(written);
        drawsWanted = Options.Draws;
        wanted = FromAddress();
        Adopt();
    }

    /// <summary>The question of the address; what it leaves out is as the scenario has it, and what cannot be asked is told.</summary>
    private PageQuestion FromAddress()
    {
        var read = PageQuestion.Read(Scenario, QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query));
        faults = read.Faults;
        var cases = written!.AsWritten.Cases;
        var first = read.Success && !read.Value.Cases.IsEmpty ? read.Value.Cases[0] : cases[0].Name;
        if (cases.All(c => c.Name != first))
        {
            faults = [.. faults, new Fault(new Place("case"), $"unknown case '{first}'", Spelling.OneOf(first, cases.Select(c => c.Name)))];
            return StartOf(cases[0].Name);
        }
        var start = StartOf(first);
        return !read.Success
            ? start
            : read.Value with
            {
                Cases = [first],
                Horizons = read.Value.Horizons.IsEmpty ? start.Horizons : [read.Value.Horizons[0]],
            };
    }

    /// <summary>A case as the scenario has it, at the first of its horizons.</summary>
    private PageQuestion StartOf(string name) =>
        new()
        {
            Scenario = Scenario,
            Cases = [name],
            Horizons = [written!.Scenario.Cases.First(c => c.Case.Name == name).Horizon.Name.Text],
        };

    /// <summary>Whether the question has moved on from what is shown.</summary>
    private bool IsStale => shownQuestion != wanted;

    /// <summary>Whether a lever is under somebody's hand, whose answer from the data is still to come.</summary>
    private bool IsUnderway => isMoving && (IsStale || !isCold);

    /// <summary>Where the levers stand of which the answer is shown.</summary>
    private string At => string.Join(' ', shownQuestion!.Levers.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private bool IsAsWritten => wanted.Levers.IsEmpty && wanted.Facts.IsEmpty;

    private string FocusCode =>
        written!.Scenario.Focus.IsEmpty ? "" : written.Scenario.World.Countries[written.Scenario.Focus[0]].Code;

    private string FocusName => written!.Scenario.World.Countries[written.Scenario.Focus[0]].Name;

    /// <summary>The question beside what it is best compared with: itself without levers, or other choices.</summary>
    private IEnumerable<PageQuestion> Others =>
        IsAsWritten
            ? written!
                .AsWritten.Cases.Where(c => c.Name != wanted.Cases[0])
                .Take(2)
                .Select(c => wanted with { Cases = [c.Name] })
                .Prepend(wanted)
            : [wanted with { Levers = wanted.Levers.Clear(), Facts = wanted.Facts.Clear() }, wanted];

    private void Adopt()
    {
        theCase = written!.AsWritten.Cases.First(c => c.Name == wanted.Cases[0]);
        levers = CaseLevers.Of(written.Scenario, theCase);
    }

    /// <summary>Somebody went back or forth, or followed a link to the same page.</summary>
    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (written is null || new Uri(e.Location).AbsolutePath != $"/ask/{Uri.EscapeDataString(Scenario)}")
            return;
        // What the page itself has written into the address is no wish, and a newer one may have come meanwhile.
        if (goingTo.IndexOf(Navigation.ToBaseRelativePath(e.Location)) is >= 0 and var at)
        {
            goingTo.RemoveRange(0, at + 1);
            return;
        }
        var question = FromAddress();
        if (question == wanted)
            return;
        // Sliders do not listen; they are made anew.
        epoch++;
        Ask(question);
        _ = InvokeAsync(StateHasChanged);
    }

    /// <summary>Takes a wish.</summary>
    /// <param name="question">What is wanted from now on.</param>
    /// <param name="isMove">Whether a lever moves under somebody's hand.</param>
    private void Ask(PageQuestion question, bool isMove = false)
    {
        if (!isMove)
            epoch++;
        (wanted, isMoving, movedOrShown, faults) = (question, isMove, Stopwatch.GetTimestamp(), []);
        Adopt();
        cold?.Cancel();
        behind?.Cancel();
        (drawn, drawsWanted) = (null, Options.Draws);
        wake.TrySetResult();
        _ = Pale(question);
        if (loop is null or { IsCompleted: true })
            loop = InvokeAsync(Loop);
    }

    /// <summary>Marks what is shown where its answer does not come at once.</summary>
    private async Task Pale(PageQuestion question)
    {
        try
        {
            await Task.Delay(Late, left.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        if (question != wanted || isLate)
            return;
        await InvokeAsync(() =>
        {
            if (question != wanted || !IsStale)
                return;
            isLate = true;
            StateHasChanged();
        }).ConfigureAwait(false);
    }

    private async Task Loop()
    {
        try
        {
            while (!left.IsCancellationRequested && !(shownQuestion == wanted && isCold))
                await Next().ConfigureAwait(true);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    /// <summary>One answer nearer to what is wanted.</summary>
    private async Task Next()
    {
        var question = wanted;
        // A world that must be balanced anew takes a while.
        var input =
            asked is { } before && before.Question == question ? before.Input
            : question.Facts.IsEmpty ? Library.Input(question)
            : await Task.Run(() => Library.Input(question), left.Token).ConfigureAwait(true);
        asked = (question, input);
        if (!input.Success)
        {
            faults = input.Faults;
            (shownQuestion, shown, isCold) = (question, null, true);
            StateHasChanged();
            return;
        }
        wake = new();
        if (Store.Find(Store.Key(input.Value, question)) is { } there)
            Show(there, question, isCold: true);
        else if (isMoving && shownQuestion != question)
            Show(await Warm(input.Value, question).ConfigureAwait(true), question, isCold: false);
        else if (isMoving && Rest - Stopwatch.GetElapsedTime(movedOrShown) is { Ticks: > 0 } rest)
            await Task.WhenAny(Task.Delay(rest, left.Token), wake.Task).ConfigureAwait(true);
        else
            await Cold(input.Value, question).ConfigureAwait(true);
    }

    private async Task<RunRecord> Warm(RunInput input, PageQuestion question)
    {
        var of = levers;
        var cost = Costs.Of(new Horizon(question.Horizons[0], []));
        using var place = await Busy.Enter(cost, isPerson: true, left.Token).ConfigureAwait(true);
        return await Task.Run(() => Dragging.Answer(input, question, of, left.Token), left.Token).ConfigureAwait(true);
    }

    private async Task Cold(RunInput input, PageQuestion question)
    {
        using var own = cold = CancellationTokenSource.CreateLinkedTokenSource(left.Token);
        try
        {
            if (await Store.Answer(input, question, isPerson: true, own.Token).ConfigureAwait(true) is { } run && wanted == question)
                Show(run, question, isCold: true);
        }
        catch (OperationCanceledException) when (!left.IsCancellationRequested)
        {
            // A newer wish has come.
        }
        finally
        {
            cold = null;
        }
    }

    private void Show(RunRecord run, PageQuestion question, bool isCold)
    {
        (shown, shownQuestion, this.isCold, isLate) = (run, question, isCold, false);
        movedOrShown = Stopwatch.GetTimestamp();
        drawn = isCold ? Intervals.Find(question) : null;
        StateHasChanged();
        if (!isCold || question != wanted || !RendererInfo.IsInteractive)
            return;
        Remember(question);
        _ = Draw(question);
    }

    /// <summary>Intervals fill in behind the answer, until the question moves on.</summary>
    private async Task Draw(PageQuestion question)
    {
        if (drawsWanted == 0 || shown?.Answers[0].Answer.Comparison is null || behind is { IsCancellationRequested: false })
            return;
        using var own = behind = CancellationTokenSource.CreateLinkedTokenSource(left.Token);
        try
        {
            await Task.Run(() => Intervals.Fill(question, drawsWanted, Changed, own.Token), own.Token).ConfigureAwait(true);
        }
        catch (OperationCanceledException)
        {
            // The question has moved on, or nobody looks any more.
        }
        finally
        {
            if (behind == own)
                behind = null;
        }

        void Changed(DrawnSoFar found) =>
            _ = InvokeAsync(() =>
            {
                if (question != wanted || question != shownQuestion || !isCold)
                    return;
                drawn = found;
                StateHasChanged();
            });
    }

    private Task DrawMore()
    {
        drawsWanted = Intervals.Many;
        return Draw(wanted);
    }

    /// <summary>The address holds the question, so that a reload, a link and a killed server lose nothing; going back undoes.</summary>
    private void Remember(PageQuestion question)
    {
        Note(question);
        var here = Navigation.ToBaseRelativePath(Navigation.Uri);
        if (here == Address.Page(question) || FromAddress() == question)
            return;
        goingTo.Add(Address.Page(question));
        Navigation.NavigateTo(goingTo[^1]);
    }

    private void Note(PageQuestion question)
    {
        if (desk is null)
            return;
        Moves.Move(desk, question);
        steps = Moves.Steps(desk);
    }

    private void Undo() => Step(Moves.Undo(desk!));

    private void Redo() => Step(Moves.Redo(desk!));

    /// <summary>Goes where a move led from or to; that may be another scenario that this window has shown.</summary>
    private void Step(PageQuestion? question)
    {
        steps = Moves.Steps(desk!);
        if (question is null)
            return;
        if (question.Scenario == Scenario && question.Cases is [var name] && written!.AsWritten.Cases.Any(c => c.Name == name))
            Ask(question);
        else
            Navigation.NavigateTo(Address.Page(question));
    }
}
