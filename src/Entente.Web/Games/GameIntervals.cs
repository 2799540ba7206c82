using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Games;
using Entente.Games.Coalitions;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Web.Answers;
using Entente.Web.Serving;

namespace Entente.Web.Games;

/// <summary>
/// Intervals of what a game shows, found behind it: the draws are those of <c>entente align --draws N</c>, with the seed and the parts of
/// the game. Each draw is solved at six places of pressure and retaliation, so that intervals follow the sliders. Safe from several
/// threads.
/// </summary>
/// <param name="input">The game.</param>
/// <param name="answers">Answers it in the data.</param>
public sealed class GameIntervals(GameInput input, GameAnswers answers)
{
    /// <summary>What it takes to draw and balance a world and to prepare a game on it, beside playing it.</summary>
    private static readonly TimeSpan Drawing = TimeSpan.FromMilliseconds(250);

    /// <summary>About how many plays of an option a draw takes.</summary>
    private const int PlaysOfOption = 5;

    private readonly Lazy<Checked<GameDraws>> draws = new(() =>
        GameDraws.Create(input, (input.Draws ?? new GameDrawOptions()) with { Count = Intervals.Many })
    );

    private readonly ConcurrentDictionary<(int Pressed, int? Horizon), DrawnPayoffs> payoffs = [];
    private readonly DrawsBehind<ImmutableArray<CoalitionStep>> joining = new();

    private AlignmentGame Game => input.Game;

    private string Trouble => draws is { IsValueCreated: true, Value: { Success: false } unfit } ? string.Join("; ", unfit.Faults) : "";

    /// <summary>How far what parties get spreads, as far as that has been found; null: nothing yet.</summary>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon; null: the present value over all.</param>
    internal PayoffsDrawn? Payoffs(int pressed, int? horizon) =>
        Trouble.Length > 0 ? new PayoffsDrawn(0, [], null, Trouble)
        : payoffs.GetValueOrDefault((pressed, horizon)) is { } one
            ? new PayoffsDrawn(one.Draws.SoFar.Drawn, one.Draws.SoFar.InBands, one.InData, "")
        : null;

    /// <summary>How far what blocs add by joining spreads; null: nothing yet.</summary>
    internal JoiningDrawn? Coalition =>
        Trouble.Length > 0 ? new JoiningDrawn(0, [], Trouble)
        : joining.SoFar is { Drawn: > 0 } found ? new JoiningDrawn(found.Drawn, found.InBands, "")
        : null;

    /// <summary>Draws what parties get until so many draws are answered.</summary>
    /// <param name="busy">The places for work.</param>
    /// <param name="costs">What plays are expected to take.</param>
    /// <param name="question">Of whom and when.</param>
    /// <param name="wanted">How many draws.</param>
    /// <param name="changed">Called after each draw, from any thread.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>; what was drawn is kept.</param>
    internal async Task Fill(
        Busy busy,
        Costs costs,
        GameQuestion question,
        int wanted,
        Action changed,
        CancellationToken cancellation
    )
    {
        var horizons = Game.PartsOf(question.Horizon).Select(part => Game.Horizons[part.At].Name);
        var cost = Drawing + costs.Expected(horizons) * (Game.Pressed[question.Pressed].Options.Length * PlaysOfOption);
        if (!payoffs.TryGetValue((question.Pressed, question.Horizon), out var own))
            using (await busy.Insist(cost, isPerson: false, cancellation).ConfigureAwait(false))
                own = await Task.Run(() => Begun(question, cancellation), cancellation).ConfigureAwait(false);
        changed();
        if (own is not null)
            await own.Draws.Fill(busy, cost, wanted, k => own.Draw(k, cancellation), _ => changed(), cancellation).ConfigureAwait(false);
    }

    /// <summary>The same of what blocs add by joining; of a game with a coalition.</summary>
    internal async Task FillJoining(Busy busy, Costs costs, int wanted, Action changed, CancellationToken cancellation)
    {
        var question = Game.Coalition!;
        var cost = Drawing + costs.Expected([Game.Horizons[question.Horizons[0]].Name]) * (question.Members.Length + 2);
        await joining.Fill(busy, cost, wanted, k => Joining(k, cancellation), _ => changed(), cancellation).ConfigureAwait(false);
    }

    /// <summary>What is drawn of a country at a horizon; null: nothing can be.</summary>
    private DrawnPayoffs? Begun(GameQuestion question, CancellationToken cancellation)
    {
        if (!draws.Value.Success)
            return null;
        var (places, parts) = (new DrawnPlaces(draws.Value.Value, answers), Game.PartsOf(question.Horizon));
        var data = Sum([.. parts.Select(part => places.InData(question.Pressed, part.At, cancellation))]);
        return payoffs.GetOrAdd(
            (question.Pressed, question.Horizon),
            _ => new(data, (k, stop) => Sum(places.Of(k, question.Pressed, [.. parts.Select(part => part.At)], stop)))
        );

        PlacedPayoffs Sum(ImmutableArray<PlacedPayoffs> all) =>
            PlacedPayoffs.Sum([.. all.Zip(parts, (one, part) => (one, part.Weight))]);
    }

    /// <summary>Who could join the coalition of today in a draw; empty where there is none or not all has an answer.</summary>
    private ImmutableArray<CoalitionStep> Joining(int draw, CancellationToken cancellation)
    {
        if (!draws.Value.Success || draws.Value.Value.Of(draws.Value.Value.Whole(draw)) is not { Success: true, Value: var game })
            return [];
        var question = game.Coalition!;
        var table = new CoalitionTable(game.Horizons[question.Horizons[0]].Baseline, question.Members, question.Common);
        var outside = Enumerable.Range(0, question.Members.Length).Where(i => !CoalitionDesk.IsIn(question.Today, i));
        table.Solve([question.Today, .. outside.Select(i => question.Today | (1 << i))], threads: 1, null, cancellation);
        return table.WithoutAnswer.IsEmpty ? GrowingCoalition.Next(table, game.Target, question.Today) : [];
    }

    /// <summary>What is drawn of a country at a horizon.</summary>
    /// <param name="InData">The same in the data.</param>
    /// <param name="Draw">Answers a draw.</param>
    private sealed record DrawnPayoffs(PlacedPayoffs InData, Func<int, CancellationToken, PlacedPayoffs> Draw)
    {
        public DrawsBehind<PlacedPayoffs> Draws { get; } = new();
    }
}

/// <summary>How far what parties get spreads over the draws that have been answered so far. Immutable.</summary>
/// <param name="Drawn">How many draws have been answered.</param>
/// <param name="Draws">Those that intervals rest on; empty: none yet.</param>
/// <param name="InData">The same in the data, laid between the same places; null: nothing can be drawn.</param>
/// <param name="Trouble">Why nothing can be drawn; empty where something can.</param>
internal sealed record PayoffsDrawn(int Drawn, ImmutableArray<PlacedPayoffs> Draws, PlacedPayoffs? InData, string Trouble)
{
    /// <summary>
    /// How far what a party gets spreads where it has been solved in the data: by what draws differ there from the data, both laid between
    /// the same places.
    /// </summary>
    public Spread? Of(PartyPayoffs solved, int option, int party) =>
        Draws.IsEmpty
            ? null
            : Spread.Of(
                Draws.Select(draw => At(draw, solved, option, party) - At(InData!, solved, option, party) + solved.Rows[option][party])
            );

    /// <summary>In how many draws an option is best at a place, and how many have an answer there.</summary>
    public (int Best, int Answered) Agreeing(int option, double pressure, double retaliation)
    {
        var (best, answered) = (0, 0);
        foreach (var draw in Draws)
            if (draw.Best(pressure, retaliation) is >= 0 and var found)
                (best, answered) = (best + (found == option ? 1 : 0), answered + 1);
        return (best, answered);
    }

    private static double At(PlacedPayoffs payoffs, PartyPayoffs solved, int option, int party) =>
        payoffs.At(option, party, solved.Pressure, solved.Retaliation);
}

/// <summary>How far what blocs add by joining spreads over the draws that have been answered so far. Immutable.</summary>
/// <param name="Drawn">How many draws have been answered.</param>
/// <param name="Draws">Those that intervals rest on, each with who could join; empty: none yet.</param>
/// <param name="Trouble">Why nothing can be drawn; empty where something can.</param>
internal sealed record JoiningDrawn(int Drawn, ImmutableArray<ImmutableArray<CoalitionStep>> Draws, string Trouble)
{
    /// <summary>What of a bloc spreads how far; null: not known yet.</summary>
    public Spread? Of(int member, Func<CoalitionStep, double> number) =>
        Draws.IsEmpty
            ? null
            : Spread.Of(Draws.Select(draw => draw.FirstOrDefault(step => step.Member == member) is { } step ? number(step) : double.NaN));
}
