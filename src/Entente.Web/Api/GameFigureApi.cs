using System.Globalization;
using System.Text;
using Entente.Reporting.Figures;
using Entente.Web.Games;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Web.Api;

/// <summary>Maps and payoffs of a game as files, as the page of the game shows them: as fine as they have been solved.</summary>
internal sealed class GameFigureApi
{
    private readonly OpenGames games;
    private readonly Busy busy;

    private GameFigureApi(OpenGames games, Busy busy) => (this.games, this.busy) = (games, busy);

    public static void Map(IEndpointRouteBuilder routes)
    {
        T Of<T>() => (T)routes.ServiceProvider.GetService(typeof(T))!;
        var api = new GameFigureApi(Of<OpenGames>(), Of<Busy>());
        routes
            .MapGet("/figures/games/{game}/map.svg", api.Svg)
            .WithSummary("What is best for a country under pressure at every pressure and retaliation, as a picture.")
            .Produces(200, contentType: "image/svg+xml")
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapGet("/figures/games/{game}/map.csv", api.Csv)
            .WithSummary("The same as numbers: pressure, retaliation, best choice, and by how many points.")
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapGet("/figures/games/{game}/payoffs.csv", api.Payoffs)
            .WithSummary("What each party gets at each choice with levers pulled as far as asked.")
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
    }

    private Task<IResult> Svg(HttpContext context, string game) =>
        Mapped(context, game, (map, at) => FigureApi.File(context, Figure.Svg(map.Chart(at)), "image/svg+xml", "map.svg"));

    private Task<IResult> Csv(HttpContext context, string game) =>
        Mapped(
            context,
            game,
            (map, _) =>
            {
                var text = new StringBuilder("pressure,retaliation,best,margin\n");
                for (var x = 0; x < map.Map.Scales.Length; x++)
                    for (var y = 0; y < map.Map.Scales.Length; y++)
                        text.Append(
                            CultureInfo.InvariantCulture,
                            $"{map.Map.Scales[x]:R},{map.Map.Scales[y]:R},{Cell(map, map.Map.Best[x][y])},{map.Map.Margin[x][y]:R}\n"
                        );
                return FigureApi.File(context, text.ToString(), "text/csv; charset=utf-8", "map.csv");
            }
        );

    private static string Cell(GameMap map, int best) => best < 0 ? "" : Quoted(map.Options[best]);

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<IResult> Payoffs(HttpContext context, string game)
    {
        var (open, question, trouble) = Read(context, game);
        if (trouble is not null)
            return trouble;
        var isPerson = Gate.IsFollowedHere(context.Request);
        using var place = await busy.Enter(TimeSpan.FromMilliseconds(200), isPerson, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var payoffs = await Task.Run(
                () => PartyPayoffs.Of(open!, question!, question!.Pressure, question.Retaliation, context.RequestAborted),
                context.RequestAborted
            )
            .ConfigureAwait(false);
        var text = new StringBuilder("choice,party,payoff,unit\n");
        var parties = PartyPayoffs.Parties(open!.Game, question!.Pressed);
        for (var option = 0; option < payoffs.Rows.Length; option++)
            for (var party = 0; party < parties.Length; party++)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{Quoted(open.Game.Pressed[question.Pressed].Options[option].Title)},{Quoted(parties[party])},"
                        + $"{payoffs.Rows[option][party]:R},{(party == 0 ? "per cent" : open.Game.World.Identity.Unit)}\n"
                );
        return FigureApi.File(context, text.ToString(), "text/csv; charset=utf-8", "payoffs.csv");
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
            return (null, null, games.Names.Contains(game) ? Problem.Faults(open.Faults) : Problem.Missing(open.Faults[0]));
        var faults = new List<Fault>();
        var question = GameQuestion.Read(
            open.Value.Game,
            game,
            context
                .Request.Query.Where(pair => pair.Key != Gate.TokenParameter)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())),
            faults
        );
        return faults.Count > 0 ? (null, null, Problem.Faults(faults)) : (open.Value, question, null);
    }
}
