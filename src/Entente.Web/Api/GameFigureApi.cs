using Entente.Data.Output;
using Entente.Reporting.Figures;
using Entente.Web.Answers;
using Entente.Web.Games;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>Maps and payoffs of a game as files, as the page of the game shows them: as fine as they have been solved.</summary>
internal sealed class GameFigureApi
{
    private readonly OpenGames games;
    private readonly Busy busy;
    private readonly Costs costs;

    public GameFigureApi(OpenGames games, Busy busy, Costs costs) => (this.games, this.busy, this.costs) = (games, busy, costs);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<GameFigureApi>(routes.ServiceProvider);
        routes
            .MapGet("/figures/games/{game}/map.svg", api.Svg)
            .WithSummary("What is best for a country under pressure at every pressure and retaliation, as a picture.")
            .WithMetadata([.. GameQuestion.Described])
            .Produces(200, contentType: "image/svg+xml")
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes.MapTable(
            "/figures/games/{game}/map",
            "The same as numbers: best choice, pressure, retaliation, by how many points, and in which share of the draws so far.",
            ending => (HttpContext context, string game) => api.Table(context, game, ending),
            GameQuestion.Described
        );
        routes.MapTable(
            "/figures/games/{game}/payoffs",
            "What each party gets at each choice with levers pulled as far as asked, with the intervals that the page has drawn.",
            ending => (HttpContext context, string game) => api.Payoffs(context, game, ending),
            GameQuestion.Described
        );
        routes.MapTable(
            $"/figures/games/{{game}}/{CoalitionTables.JoiningName}",
            "Who could join a coalition, by effect for cost: what the target and those who are in lose more, with the intervals that the "
                + "page has drawn, and, where it has estimated it, what each bloc adds.",
            ending => (HttpContext context, string game) => api.Coalition(context, game, ending, CoalitionTables.Joining)
        );
        routes.MapTable(
            $"/figures/games/{{game}}/{CoalitionTables.StandingName}",
            "Whether each bloc would stay, leave or join, of the coalition of today and that of all, at each valuation.",
            ending => (HttpContext context, string game) => api.Coalition(context, game, ending, CoalitionTables.Standing)
        );
    }

    private Task<IResult> Svg(HttpContext context, string game) =>
        Mapped(context, game, (map, at) => FigureApi.File(context, Figure.Svg(map.Chart(at)), "image/svg+xml", "map.svg"));

    private Task<IResult> Table(HttpContext context, string game, string ending) =>
        Mapped(context, game, (map, at) => TableFiles.Send(context, map.Table, ending, map.Chart(at).Label));

    private async Task<IResult> Payoffs(HttpContext context, string game, string ending)
    {
        var (open, question, trouble) = Read(context, game);
        if (trouble is not null)
            return trouble;
        var isPerson = Gate.IsFollowedHere(context.Request);
        using var place = await busy.Enter(PartyPayoffs.Cost(open!, question!, costs), isPerson, context.RequestAborted)
            .ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var payoffs = await Task.Run(
                () => PartyPayoffs.Of(open!, question!, question!.Pressure, question.Retaliation, context.RequestAborted),
                context.RequestAborted
            )
            .ConfigureAwait(false);
        var drawn = open!.Intervals.Payoffs(question!.Pressed, question.Horizon);
        return TableFiles.Send(context, payoffs.Table(open.Game, question.Pressed, drawn), ending, open.Game.Title);
    }

    private async Task<IResult> Coalition(HttpContext context, string game, string ending, Func<OpenGame, CoalitionDesk, FlatTable> table)
    {
        var open = games.Find(game);
        if (!open.Success)
            return Unplayable(games, game, open.Faults);
        var asked = new Asked(context);
        if (asked.Faults.Count > 0)
            return Problem.Faults(asked.Faults);
        if (open.Value.Coalition is not { } desk)
            return Problem.Missing(new Fault(null, $"game '{game}', which asks about no coalition", "a game that does"));
        if (desk.Next.IsDefault && !await Find(context, desk).ConfigureAwait(false))
            return Problem.Busy(context, busy.Wait);
        return desk.Next.IsDefault
            ? Problem.Faults(desk.Troubles.Select(trouble => new Fault(null, trouble, "an answer to each coalition")))
            : TableFiles.Send(context, table(open.Value, desk), ending, open.Value.Game.Title);
    }

    /// <summary>Finds who joins next; false: others are before it.</summary>
    private async Task<bool> Find(HttpContext context, CoalitionDesk desk)
    {
        var isPerson = Gate.IsFollowedHere(context.Request);
        using var place = await busy.Enter(CoalitionDesk.Cost, isPerson, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return false;
        await Task.Run(() => desk.FindNext((_, _) => { }, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private async Task<IResult> Mapped(HttpContext context, string game, Func<GameMap, GameQuestion, IResult> then)
    {
        var (open, question, trouble) = Read(context, game);
        if (trouble is not null)
            return trouble;
        if (open!.Map(question!.Pressed, question.Horizon) is { } known)
            return then(new GameMap(open, known), question);
        var isPerson = Gate.IsFollowedHere(context.Request);
        using var place = await busy.Enter(TimeSpan.FromSeconds(2), isPerson, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var map = await Task.Run(
                () => open.Refine(question.Pressed, question.Horizon, context.RequestAborted),
                context.RequestAborted
            )
            .ConfigureAwait(false);
        return then(new GameMap(open, map), question);
    }

    private (OpenGame? Open, GameQuestion? Question, IResult? Trouble) Read(HttpContext context, string game)
    {
        var open = games.Find(game);
        if (!open.Success)
            return (null, null, Unplayable(games, game, open.Faults));
        var faults = new List<Fault>();
        var question = GameQuestion.Read(
            open.Value.Game,
            game,
            context.Request.Query.Where(pair => pair.Key != Gate.TokenParameter),
            faults
        );
        return faults.Count > 0 ? (null, null, Problem.Faults(faults)) : (open.Value, question, null);
    }

    /// <summary>What is said where a game cannot be played: that there is none, or what is wrong with it.</summary>
    internal static IResult Unplayable(OpenGames games, string game, IReadOnlyList<Fault> faults) =>
        games.Has(game) ? Problem.Faults(faults) : Problem.Missing(faults[0]);
}
