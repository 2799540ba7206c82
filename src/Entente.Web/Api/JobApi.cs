using System.Globalization;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Models;
using Entente.Reporting.Games;
using Entente.Web.Answers;
using Entente.Web.Games;
using Entente.Web.Records;
using Entente.Web.Serving;
using Entente.Web.Sweeps;
using Entente.Web.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>
/// Games and sweeps that come with the program or were sent, and backtests: begun by one request, looked at while they are answered, and
/// read as the files that <c>entente align</c> and <c>entente sweep</c> write, or the page of <c>entente backtest</c>.
/// </summary>
internal sealed class JobApi
{
    private readonly ServeOptions options;
    private readonly Jobs jobs;
    private readonly Costs costs;
    private readonly Busy busy;
    private readonly OpenGames games;
    private readonly OpenSweeps sweeps;
    private readonly Backtests backtests;

    public JobApi(ServeOptions options, Jobs jobs, Costs costs, Busy busy, OpenGames games, OpenSweeps sweeps, Backtests backtests) =>
        (this.options, this.jobs, this.costs, this.busy, this.games, this.sweeps, this.backtests) = (
            options,
            jobs,
            costs,
            busy,
            games,
            sweeps,
            backtests
        );

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<JobApi>(routes.ServiceProvider);
        routes.MapGet("/games", api.Games).WithSummary("The games that come with the program.").Produces<NameRow[]>();
        routes
            .MapPost("/games", (Delegate)api.TakeGame)
            .WithSummary("Takes a game, YAML as in files; it is played and answered under the name that is given back.")
            .TakesYaml<SentFile>();
        routes
            .MapGet("/games/{game}.yaml", api.GameText)
            .WithSummary("A game as its file, which entente align answers.")
            .Produces(200, contentType: "application/yaml")
            .ProducesProblem(404);
        routes.MapGet("/sweeps", api.Sweeps).WithSummary("The sweeps that come with the program.").Produces<NameRow[]>();
        routes
            .MapPost("/sweeps", (Delegate)api.TakeSweep)
            .WithSummary("Takes a sweep, YAML as in files; it is answered under the name that is given back.")
            .TakesYaml<SentFile>();
        Begins(
            routes
                .MapPost("/games/{game}/answers", api.Game)
                .WithSummary("Begins to answer a game, as entente align does.")
                .WithMetadata(new QueryKey("horizon", "Horizons in place of the game's.", IsMany: true))
                .WithMetadata(new QueryKey("points", "Scales on each axis of a map, 2 to 201; 21 unless said.", IsWhole: true))
        );
        routes.MapGet("/backtests", api.All).WithSummary("The backtests that come with the program.").Produces<NameRow[]>();
        Begins(
            routes
                .MapPost("/backtests/{backtest}/answers", api.Backtest)
                .WithSummary("Begins to answer a backtest: what happened beside what the model says, as entente backtest does.")
        );
        Begins(routes.MapPost("/sweeps/{sweep}/answers", api.Sweep).WithSummary("Begins to answer a sweep, as entente sweep does."));
        routes
            .MapGet("/jobs/{id}", api.Job)
            .WithSummary("How far a job is.")
            .Produces<JobRow>()
            .ProducesProblem(404);
        routes
            .MapGet("/jobs/{id}/events", api.Events)
            .WithSummary("The job each time it has changed, as server-sent events, until it is over.")
            .Produces(200, contentType: "text/event-stream")
            .ProducesProblem(404);
        routes
            .MapDelete("/jobs/{id}", api.Cancel)
            .WithSummary("Cancels a job.")
            .Produces(204)
            .ProducesProblem(404);
        routes
            .MapGet("/jobs/{id}/{table}", api.Table)
            .WithSummary(
                "A file of a job that is done: options.csv, frontier.csv and more of a game, results.csv and more of a sweep or backtest."
            )
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static void Begins(RouteHandlerBuilder route) =>
        route
            .WithDescription("The answer names the address of the job. Who asks for what is being answered gets the same job.")
            .Produces<JobRow>(202)
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);

    private IResult Games() => Results.Json(games.Names.Select(name => new NameRow(name)).ToArray());

    private Task<IResult> TakeGame(HttpContext context) =>
        SentYaml.Take(context, busy, "game", OpenGame.ReadingCost, games.Take, (key, warnings) => Sent("game", key, warnings));

    private Task<IResult> TakeSweep(HttpContext context) =>
        SentYaml.Take(
            context,
            busy,
            "sweep",
            TimeSpan.FromMilliseconds(50),
            sweeps.Take,
            (key, warnings) => Sent("sweep", key, warnings)
        );

    private static IResult Sent(string what, string key, string[] warnings) =>
        Results.Created($"/api/v1/{what}s/{key}", new SentFile(key, warnings, $"/{what}/{key}", $"/api/v1/{what}s/{key}/answers"));

    private IResult Sweeps() => Results.Json(sweeps.Names.Select(name => new NameRow(name)).ToArray());

    private IResult All() => Results.Json(backtests.Names.Select(name => new NameRow(name)).ToArray());

    private IResult Backtest(HttpContext context, string backtest)
    {
        if (!backtests.Names.Contains(backtest))
            return Problem.Missing(new Fault(null, $"unknown backtest '{backtest}'", Spelling.OneOf(backtest, backtests.Names)));
        var asked = new Asked(context);
        return asked.Faults.Count > 0 ? Problem.Faults(asked.Faults) : Begun(context, backtests.Begin(backtest));
    }

    private IResult GameText(HttpContext context, string game) =>
        games.Text(game) is { } text
            ? FigureApi.File(context, text, "application/yaml; charset=utf-8", $"{game}.yaml")
            : GameFigureApi.Unplayable(games, game, games.Find(game).Faults);

    private IResult Game(HttpContext context, string game)
    {
        if (games.Find(game) is { Success: false } unfit)
            return GameFigureApi.Unplayable(games, game, unfit.Faults);
        var asked = new Asked(context, "horizon", "points");
        var (horizons, points) = (asked.Horizons("horizon"), asked.Whole("points", 21, 2, 201));
        if (asked.Faults.Count > 0)
            return Problem.Faults(asked.Faults);
        var key = string.Create(CultureInfo.InvariantCulture, $"game {game} {string.Join(' ', horizons)} {points}");
        return Begun(context, jobs.Begin("game", game, key, job => Answer(job, game, horizons, points)));
    }

    private Checked<JobTables> Answer(Job job, string name, IReadOnlyList<string> horizons, int points)
    {
        var input = games.Input(name, horizons, new SolveOptions { Cancellation = job.Stop });
        if (!input.Success)
            return Checked<JobTables>.Invalid(input.Faults);
        var total = PlayPlan.Count(new GameAnswers(input.Value.Game), points);
        if (costs.TooLong($"{total} plays", total, input.Value.Game.Horizons.Select(h => h.Name), options.LongestJob, "align") is { } fault)
            return Checked<JobTables>.Invalid([fault]);
        var answers = new GameAnswers(input.Value.Game) { Counted = done => jobs.Step(job, done, total) };
        var answer = AlignmentAnswer.Of(input.Value.Game, points, threads: 1, job.Doing, answers, cancellation: job.Stop);
        var sections = SectionAnswers.Of(answers, threads: 1, job.Doing, job.Stop);
        return Checked<JobTables>.Valid(
            JobTables.Of(folder =>
            {
                GameTables.Write(answer, folder);
                SectionTables.Write(sections, folder);
            })
        );
    }

    private IResult Sweep(HttpContext context, string sweep)
    {
        if (!sweeps.Has(sweep))
            return Problem.Missing(sweeps.Unknown(sweep));
        var asked = new Asked(context);
        return asked.Faults.Count > 0 ? Problem.Faults(asked.Faults) : Begun(context, sweeps.Begin(sweep));
    }

    private static IResult Begun(HttpContext context, Job? job)
    {
        if (job is null)
            return Problem.Busy(context, TimeSpan.FromSeconds(30));
        context.Response.Headers.Location = $"/api/v1/jobs/{job.Id}";
        return Results.Json(job.Row(), statusCode: StatusCodes.Status202Accepted);
    }

    private IResult Job(string id) => jobs.Find(id) is { } job ? Results.Json(job.Row()) : Unknown();

    private IResult Events(HttpContext context, string id)
    {
        if (jobs.Find(id) is not { } job)
            return Unknown();
        _ = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        return TypedResults.ServerSentEvents(job.Events(seen, context.RequestAborted));
    }

    private IResult Cancel(string id)
    {
        if (jobs.Find(id) is not { } job)
            return Unknown();
        job.Cancel();
        return Results.NoContent();
    }

    private IResult Table(HttpContext context, string id, string table)
    {
        if (jobs.Find(id) is not { } job)
            return Unknown();
        var row = job.Row();
        if (row.State != "done")
            return Problem.Faults(
                [new Fault(null, $"a job that is {row.State.Replace('_', ' ')}", "one that is done")],
                StatusCodes.Status409Conflict
            );
        if (job.Table(table) is not { } bytes)
            return Problem.Missing(new Fault(null, $"no table '{table}' of this job", Spelling.OneOf(table, row.Tables)));
        return AnswerApi.Has(context, $"\"{id}-{table}\"")
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, table.EndsWith(".csv", StringComparison.Ordinal) ? AnswerApi.Csv : "application/octet-stream");
    }

    private static IResult Unknown() => Problem.Missing(new Fault(null, "no such job", "the key of a job of this server, the last ones"));
}

/// <summary>Something that comes with the program.</summary>
/// <param name="Name">Its name.</param>
internal sealed record NameRow(string Name);
