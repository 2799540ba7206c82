using System.Collections.Immutable;
using System.Globalization;
using Entente.Reporting;
using Entente.Web.Answers;
using Entente.Web.Figures;
using Entente.Web.Games;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Web.Pages;

/// <summary>
/// The page of a game. One loop finds what is missing of the newest question, what people wait for first: what each party gets where the
/// sliders stand, then the map, coarse first, then what each party gets at the ends.
/// </summary>
public sealed partial class Game
{
    private static readonly (double Pressure, double Retaliation, string Title)[] Ends =
    [
        (0, 0, "Nobody does anything about it"),
        (1, 0, "All pressure"),
        (0, 1, "All retaliation"),
        (1, 1, "Both in full"),
    ];

    private const string OfMaps =
        "A cell is the choice with the largest real income at that pressure and retaliation; strong colours are large margins. The line "
        + "is where the choice turns. Between rows that were solved payoffs are laid by polynomials that are held against further solves.";

    private const string OfPayoffs =
        "Each place is solved for itself. The country in question is told by its real income; those who press and the target by money, as "
        + "what they do is a part of far larger incomes. Intervals hold nine of ten draws of the figures, elasticities and parameters that "
        + "the world says it is not sure of; each draw is solved at none, half and all of pressure and retaliation and at all of both, and "
        + "between them laid by parabolas, as the same in the data is, from which it is told how far it differs. The files hold the place "
        + "where the sliders stand.";

    private static readonly TimeSpan LongGuess = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource left = new();
    private OpenGame? open;
    private ImmutableArray<Fault> faults = [];
    private GameQuestion wanted = null!;
    private MeasureWords? words;
    private GameMap? map;
    private PartyPayoffs? here;
    private readonly Dictionary<(int Pressed, int? Horizon, int End), PartyPayoffs> ends = [];
    private CancellationTokenSource? behind;
    private int drawsWanted;
    private int epoch;

    /// <summary>Name of the game.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    private IEnumerable<int?> Horizons =>
        open!.Game.Horizons.Select((_, h) => (int?)h).Concat(open.Game.Horizons.Length > 1 ? [null] : Array.Empty<int?>());

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        var read = RendererInfo.IsInteractive ? Games.Find(Name) : await Task.Run(() => Games.Find(Name)).ConfigureAwait(true);
        if (!read.Success)
        {
            faults = read.Faults;
            return;
        }
        open = read.Value;
        words = new MeasureWords(open.Game.World, open.Input.Scenario.Groups, open.Input.Scenario.Kinds);
        wanted = FromAddress();
        drawsWanted = Options.Draws;
        Look();
        if (RendererInfo.IsInteractive)
            _ = Fill();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        left.Cancel();
        left.Dispose();
    }

    private GameQuestion FromAddress()
    {
        var found = new List<Fault>();
        var question = GameQuestion.Read(open!.Game, Name, QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query), found);
        faults = [.. found];
        return question;
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (open is null || new Uri(e.Location).AbsolutePath != $"/game/{Uri.EscapeDataString(Name)}")
            return;
        var question = FromAddress();
        if (question == wanted)
            return;
        // Sliders do not listen; they are made anew.
        epoch++;
        Ask(question);
        _ = InvokeAsync(StateHasChanged);
    }

    private void Move(bool isTarget, ChangeEventArgs e)
    {
        if (
            !double.TryParse(e.Value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || value is not (>= 0 and <= 1)
        )
            return;
        // What a browser makes of a step is not the number that the map has.
        var scale = Math.Round(value / OpenGame.Step) / Math.Round(1 / OpenGame.Step);
        Ask(isTarget ? wanted with { Retaliation = scale } : wanted with { Pressure = scale });
    }

    private void Ask(GameQuestion question)
    {
        wanted = question;
        behind?.Cancel();
        Look();
        _ = Fill();
    }

    /// <summary>What is known already of what is wanted.</summary>
    private void Look()
    {
        if (open!.Map(wanted.Pressed, wanted.Horizon) is { } found)
            map = new GameMap(open, found);
        here = null;
    }

    private async Task Fill()
    {
        using var own = behind = CancellationTokenSource.CreateLinkedTokenSource(left.Token);
        var question = wanted;
        try
        {
            here = await Work(
                () => PartyPayoffs.Of(open!, question, question.Pressure, question.Retaliation, own.Token),
                PartyPayoffs.Cost(open!, question, Costs),
                isPerson: true,
                own.Token
            ).ConfigureAwait(true);
            StateHasChanged();
            await Task.Delay(Rest, own.Token).ConfigureAwait(true);
            Remember(question);
            while (!OpenGame.IsFinest(open!.Map(question.Pressed, question.Horizon)))
            {
                await Work(() => open.Refine(question.Pressed, question.Horizon, own.Token), LongGuess, isPerson: false, own.Token)
                    .ConfigureAwait(true);
                map = new GameMap(open, open.Map(question.Pressed, question.Horizon)!);
                StateHasChanged();
            }
            for (var end = 0; end < Ends.Length; end++)
                if (!ends.ContainsKey((question.Pressed, question.Horizon, end)))
                {
                    var (pressure, retaliation, _) = Ends[end];
                    ends[(question.Pressed, question.Horizon, end)] = await Work(
                        () => PartyPayoffs.Of(open, question, pressure, retaliation, own.Token),
                        PartyPayoffs.Cost(open, question, Costs),
                        isPerson: false,
                        own.Token
                    ).ConfigureAwait(true);
                    StateHasChanged();
                }
            if (drawsWanted > 0)
                await Task.Run(
                () => open.Intervals.Fill(Busy, Costs, question, drawsWanted, () => Drew(own.Token), own.Token),
                own.Token
            ).ConfigureAwait(true);
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
    }

    /// <summary>Something has been drawn, on another thread.</summary>
    private void Drew(CancellationToken cancellation) =>
        _ = InvokeAsync(() =>
        {
            if (cancellation.IsCancellationRequested)
                return;
            if (map is not null && map.Draws != (Drawn?.Draws.Length ?? 0))
                map = new GameMap(open!, map.Map);
            StateHasChanged();
        });

    private PayoffsDrawn? Drawn => open!.Intervals.Payoffs(wanted.Pressed, wanted.Horizon);

    private bool MayDrawMore => (Drawn?.Drawn ?? 0) >= drawsWanted && Drawn?.Trouble is null or "" && drawsWanted < Intervals.Many;

    private void DrawMore()
    {
        drawsWanted = Intervals.Many;
        if (behind is null)
            _ = Fill();
    }

    private async Task<T> Work<T>(Func<T> work, TimeSpan cost, bool isPerson, CancellationToken cancellation)
    {
        using (await Busy.Insist(cost, isPerson, cancellation).ConfigureAwait(true))
        {
            var found = await Task.Run(work, cancellation).ConfigureAwait(true);
            cancellation.ThrowIfCancellationRequested();
            return found;
        }
    }

    private void Remember(GameQuestion question)
    {
        if (FromAddress() != question)
            Navigation.NavigateTo(question.Address(open!.Game));
    }

    private string Code(int country) => open!.Game.World.Countries[country].Code;

    /// <summary>Whom a country under pressure is set beside: the target, and those who lead the votes.</summary>
    private string Company =>
        string.Join(
            '&',
            new[] { Code(open!.Game.Target), "USA", "DEU", "CHN" }
                .Distinct()
                .Where(code => code != Code(open.Game.Pressed[wanted.Pressed].Country))
                .Select(code => $"with={code}")
        );

    private string Country(int pressed) => open!.Game.World.Countries[open.Game.Pressed[pressed].Country].Name;

    private bool IsMapOfWanted => map is not null && (map.Map.Pressed, map.Map.Horizon) == (wanted.Pressed, wanted.Horizon);

    private string Sentence
    {
        get
        {
            var when = wanted.Horizon is { } h ? $"In the {open!.Game.Horizons[h].Name} run" : "Over all horizons";
            var (pressure, retaliation) = (GameMap.Scale(wanted.Pressure), GameMap.Scale(wanted.Retaliation));
            var at = $"{when}, at {pressure} of the pressure and {retaliation} of the retaliation,";
            var country = Country(wanted.Pressed);
            var options = open!.Game.Pressed[wanted.Pressed].Options;
            if (here is null)
                return IsMapOfWanted && map!.At(wanted) is { Best: >= 0 } known
                    ? $"{at} “{options[known.Best].Title}” is best for {country}, by {ChangeText.Percent(known.Margin)[1..]} points."
                    : $"{at} what is best for {country} is being solved.";
            if (here.Best(0) is not (>= 0 and var best))
                return $"{at} not every choice of {country} has an answer.";
            var ordered = here.Rows.Select(row => row[0]).OrderDescending().ToList();
            var between = Between(here, best, 0) is { Length: > 0 } band ? $" ({band}\u00a0% in nine draws of ten)" : "";
            return $"{at} “{options[best].Title}” is best for {country}: {ChangeText.Percent(ordered[0])}\u00a0% of real income{between}, "
                + $"{ChangeText.Percent(ordered[0] - ordered[1]).TrimStart('+')} points more than the next choice.{Agreeing(best)}";
        }
    }

    /// <summary>Whether draws agree on what is best: a sentence claims no more than they do.</summary>
    private string Agreeing(int best)
    {
        if (Drawn is not { Draws.IsEmpty: false } drawn)
            return "";
        var (agreeing, answered) = drawn.Agreeing(best, wanted.Pressure, wanted.Retaliation);
        return answered == 0 ? ""
            : agreeing >= GameMap.Agreed * answered
            ? $" So it is in {agreeing} of {answered} draws."
            : $" But so it is in {agreeing} of {answered} draws only: which choice is best is open.";
    }

    private string Crosses => map!.Draws > 0 ? $"Crossed: fewer than nine of ten of {map.Draws} draws agree." : "";

    private string Between(PartyPayoffs? payoffs, int option, int party)
    {
        if (payoffs is null || Drawn?.Of(payoffs, option, party) is not { Draws: > 0 } spread)
            return "";
        Func<double, string> text = party == 0 ? ChangeText.Percent : ChangeText.SignedMoney;
        // What is the same in all draws, as where nobody does anything, has no interval.
        return spread.Low == spread.High ? "" : $"{text(spread.Low)} to\u00a0{text(spread.High)}";
    }

    private string TargetName => open!.Game.World.Countries[open.Game.Target].Name;

    private string Border => IsMapOfWanted ? map!.InWords(wanted.Retaliation) : "";

    private string Progress =>
        !IsMapOfWanted ? "Being solved for this question."
        : OpenGame.IsFinest(map!.Map)
            ? $"{map.Map.Scales.Length} by {map.Map.Scales.Length} places, {map.Map.Solves} of them solved."
        : $"A first look, {map.Map.Scales.Length} by {map.Map.Scales.Length} places; a finer one is being solved.";

    private string PayoffLead =>
        $"{Country(wanted.Pressed)}: real income, per cent a year; others: {open!.Game.World.Identity.Unit} a year. Bold: what that party "
        + $"would have {Country(wanted.Pressed)} choose.";

    private FigureBasis Basis => new(Proof, Cite);

    private string Proof =>
        $"{open!.Game.World.Identity.Title}.{(map is null ? "" : $" {map.Map.Solves} plays solved{Held}.")} What governments value "
        + "beside real income is what the game says and is not drawn.";

    private string Cite =>
        $"Cite as: Entente {Options.Version}, game “{open!.Game.Title}”, {Country(wanted.Pressed)}, "
        + $"{GameQuestion.NameOf(open.Game, wanted.Horizon)}, on {open.Game.World.Identity.Title}.";

    private string Held =>
        map!.Map.HeldAgainst == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"; others laid between them lie within {map.Map.Gap:0.0e0} points of {map.Map.HeldAgainst} held against them"
            );

    /// <summary>Rows and columns of the map that its table shows: as many as can be read.</summary>
    private IEnumerable<int> Shown =>
        Enumerable.Range(0, map!.Map.Scales.Length).Where(at => at % Math.Max(1, (map.Map.Scales.Length - 1) / 10) == 0);

    private IEnumerable<(string Title, PartyPayoffs? Payoffs)> Settings =>
        Ends.Select((end, at) => (end.Title, Payoffs: ends.GetValueOrDefault((wanted.Pressed, wanted.Horizon, at))))
            .Prepend(
                (
                    $"Where the sliders stand: pressure {GameMap.Scale(wanted.Pressure)}, retaliation {GameMap.Scale(wanted.Retaliation)}",
                    here
                )
            );

    private static string Number(PartyPayoffs? payoffs, int option, int party) =>
        payoffs is null ? "…"
        : double.IsNaN(payoffs.Rows[option][party]) ? "none"
        : party == 0 ? ChangeText.Percent(payoffs.Rows[option][party])
        : ChangeText.SignedMoney(payoffs.Rows[option][party]);

    private static int Whole(ChangeEventArgs e) => int.Parse((string)e.Value!, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
