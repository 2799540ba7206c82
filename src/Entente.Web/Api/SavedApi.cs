using System.Globalization;
using Entente.Web.Answers;
using Entente.Web.Games;
using Entente.Web.Saved;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>
/// Questions and games that are kept, by key. Who changes one says which version was seen: nobody overwrites what another saved.
/// </summary>
internal sealed class SavedApi
{
    private static readonly string[] Subjects = ["scenario", "game"];

    private readonly Library library;
    private readonly OpenGames games;
    private readonly ScenarioStore store;
    private readonly Keeping keeping;

    public SavedApi(Library library, OpenGames games, ScenarioStore store, Keeping keeping) =>
        (this.library, this.games, this.store, this.keeping) = (library, games, store, keeping);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<SavedApi>(routes.ServiceProvider);
        routes.MapGet("/saved", api.All).WithSummary("What is kept: the last version of each.").Produces<SavedRow[]>();
        routes
            .MapPost("/saved", (Delegate)api.Save)
            .WithSummary("Keeps a question, or a place in a game.")
            .Accepts<SavedBody>("application/json")
            .Produces<SavedRow>(201)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(415)
            .ProducesProblem(422)
            .ProducesProblem(507);
        routes
            .MapGet("/saved/{item}", api.One)
            .WithSummary("All versions of something kept, the last first; its ETag is the number of the last.")
            .Produces<SavedRow[]>()
            .Produces(304)
            .ProducesProblem(404);
        routes
            .MapGet("/saved/{item}/versions/{number:int}.yaml", api.Text)
            .WithSummary("A version as a scenario or game file.")
            .Produces(200, contentType: "application/yaml")
            .ProducesProblem(404);
        Changing(
            routes
                .MapPut("/saved/{item}", (Delegate)api.SaveNext)
                .WithSummary("Saves the next version.")
                .Accepts<SavedBody>("application/json")
                .Produces<SavedRow>()
                .ProducesProblem(400)
                .ProducesProblem(415)
                .ProducesProblem(422)
        );
        Changing(
            routes
                .MapPost("/saved/{item}/versions/{number:int}/restore", api.Restore)
                .WithSummary("Takes an earlier version back into use, as the next one.")
                .Produces<SavedRow>()
        );
        Changing(
            routes
                .MapDelete("/saved/{item}", api.Remove)
                .WithSummary("Removes it from the list; its versions can still be restored.")
                .Produces(204)
        );
    }

    private static void Changing(RouteHandlerBuilder route) =>
        route
            .WithDescription("If-Match names the version that was seen, as ETag has it.")
            .ProducesProblem(404)
            .ProducesProblem(412)
            .ProducesProblem(428)
            .ProducesProblem(507);

    private IResult All() => Results.Json(store.All().Select(SavedRow.From).ToArray());

    private IResult One(HttpContext context, string item)
    {
        var versions = store.Versions(item);
        if (versions.IsEmpty)
            return Problem.Missing(new Fault(new Place(item), "nothing saved", "the key of something saved"));
        return AnswerApi.Has(context, Tag(versions[0].Number))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(versions.Select(SavedRow.From).ToArray());
    }

    private IResult Text(HttpContext context, string item, int number) =>
        store.Versions(item).FirstOrDefault(version => version.Number == number) is { Question.Text: { } text }
            ? FigureApi.File(context, text, "application/yaml; charset=utf-8", "question.yaml")
            : Problem.Missing(new Fault(new Place(item), $"no version {number} as a file", "one that can be written as a file"));

    private async Task<IResult> Save(HttpContext context)
    {
        var (question, refused) = await Sent(context).ConfigureAwait(false);
        return refused ?? Told(context, store.Save(question!), StatusCodes.Status201Created);
    }

    private async Task<IResult> SaveNext(HttpContext context, string item)
    {
        if (!Seen(context, out var expected))
            return Unseen();
        var (question, refused) = await Sent(context).ConfigureAwait(false);
        return refused ?? Told(context, store.Save(item, expected, question!));
    }

    private IResult Restore(HttpContext context, string item, int number) =>
        Seen(context, out var expected) ? Told(context, store.Restore(item, expected, number)) : Unseen();

    private IResult Remove(HttpContext context, string item) =>
        Seen(context, out var expected) ? Told(context, store.Remove(item, expected), StatusCodes.Status204NoContent) : Unseen();

    private async Task<(SavedQuestion? Question, IResult? Refused)> Sent(HttpContext context)
    {
        var (sent, refused) = await SentJson.Read(context, "name", "note", "subject", "scenario", "query").ConfigureAwait(false);
        if (sent is null)
            return (null, refused);
        var (name, note, scenario, query) = (sent.Needed("name"), sent.Text("note"), sent.Needed("scenario"), sent.Text("query"));
        var subject = sent.Text("subject") ?? Subjects[0];
        if (!Subjects.Contains(subject))
            sent.Faults.Add(new Fault(new Place("subject"), $"'{subject}'", Spelling.OneOf(subject, Subjects)));
        var isGame = subject == Subjects[1];
        if (!(isGame ? games.Has(scenario) : library.Has(scenario)) && sent.Faults.Count == 0)
            return (null, Problem.Missing(isGame ? games.Unknown(scenario) : library.Unknown(scenario)));
        var kept = isGame ? OfGame(scenario, query ?? "", name, note ?? "") : OfScenario(scenario, query ?? "", name, note ?? "");
        List<Fault> faults = [.. sent.Faults, .. kept.Faults];
        return faults.Count > 0 ? (null, Problem.Faults(faults)) : (kept.Value, null);
    }

    private Checked<SavedQuestion> OfScenario(string scenario, string query, string name, string note)
    {
        var question = ScenarioStore.Read(scenario, query);
        return question.Success ? keeping.Of(question.Value, name, note) : Checked<SavedQuestion>.Invalid(question.Faults);
    }

    private Checked<SavedQuestion> OfGame(string game, string query, string name, string note)
    {
        var open = games.Find(game);
        if (!open.Success)
            return Checked<SavedQuestion>.Invalid(open.Faults);
        var faults = new List<Fault>();
        var question = GameQuestion.Read(open.Value.Game, game, QueryHelpers.ParseQuery(query), faults);
        return faults.Count > 0 ? Checked<SavedQuestion>.Invalid(faults) : keeping.Of(question, name, note);
    }

    private static IResult Told(HttpContext context, SaveAnswer answer, int status = StatusCodes.Status200OK)
    {
        if (answer.Version is { } version)
            context.Response.Headers.ETag = Tag(version.Number);
        if (answer.Outcome != SaveOutcome.Kept)
            return Problem.Faults(
                [answer.Fault!],
                answer.Outcome switch
                {
                    SaveOutcome.Missing => StatusCodes.Status404NotFound,
                    SaveOutcome.Conflict => StatusCodes.Status412PreconditionFailed,
                    SaveOutcome.Full => StatusCodes.Status507InsufficientStorage,
                    _ => StatusCodes.Status422UnprocessableEntity,
                }
            );
        return status switch
        {
            StatusCodes.Status201Created => Results.Created($"/api/v1/saved/{answer.Version!.Item}", SavedRow.From(answer.Version)),
            StatusCodes.Status204NoContent => Results.NoContent(),
            _ => Results.Json(SavedRow.From(answer.Version!)),
        };
    }

    private static string Tag(int number) => string.Create(CultureInfo.InvariantCulture, $"\"{number}\"");

    private static bool Seen(HttpContext context, out int number)
    {
        number = 0;
        return context.Request.Headers.IfMatch is [['"', .., '"'] tag]
            && int.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static IResult Unseen() =>
        Problem.Faults(
            [new Fault(new Place("If-Match"), "nothing, or no version", "the version that was seen, as ETag has it")],
            StatusCodes.Status428PreconditionRequired
        );
}

/// <summary>A question that is to be kept.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scenario">Name of its scenario or game, or the key of one that was sent.</param>
/// <param name="Note">What its owner says of it.</param>
/// <param name="Query">The question, as it stands in an address behind the question mark.</param>
/// <param name="Subject">scenario (unless said) or game.</param>
internal sealed record SavedBody(string Name, string Scenario, string? Note, string? Query, string? Subject);

/// <summary>A version of something kept.</summary>
/// <param name="Item">Its key.</param>
/// <param name="Number">Number of the version.</param>
/// <param name="Kind">saved, restored or removed.</param>
/// <param name="Of">The version that it repeats.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Note">What its owner says of it.</param>
/// <param name="Subject">scenario or game.</param>
/// <param name="Scenario">Name of its scenario or game.</param>
/// <param name="Query">The question, as it stands in an address.</param>
/// <param name="WorldHash">SHA-256 of the world that it was asked of.</param>
/// <param name="Program">Version of the program.</param>
/// <param name="Added">When it was saved.</param>
/// <param name="Page">Where it is asked on this server.</param>
internal sealed record SavedRow(
    string Item,
    int Number,
    string Kind,
    int? Of,
    string Name,
    string Note,
    string Subject,
    string Scenario,
    string Query,
    string WorldHash,
    string Program,
    DateTimeOffset Added,
    string Page
)
{
    public static SavedRow From(SavedVersion version) =>
        new(
            version.Item,
            version.Number,
            version.Kind.ToString().ToLowerInvariant(),
            version.Of,
            version.Question.Name,
            version.Question.Note,
            version.Question.Subject.ToString().ToLowerInvariant(),
            version.Question.Scenario,
            version.Question.Query,
            version.Question.WorldHash,
            version.Question.Program,
            version.Added,
            $"/{version.Question.Page}"
        );
}
