using System.Collections.Immutable;
using System.Security.Cryptography;
using Entente.Data.Output;
using Entente.Positions.Profiles;
using Entente.Positions.Shipped;
using Entente.Positions.TrackRecord;
using Entente.Positions.Votes;
using Entente.Web.Serving;
using Entente.Web.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Web.Api;

/// <summary>What is on record: where countries stand, what a ledger holds, what was estimated; as the command line writes it.</summary>
internal sealed class RecordApi
{
    private static readonly TimeSpan ProfileCost = TimeSpan.FromMilliseconds(600);

    private static readonly string[] LedgerTables = ["documents", "statements", "flags"];

    private readonly ServeOptions options;
    private readonly Busy busy;
    private readonly LedgerInUse ledger;
    private readonly ShippedPositions positions = new();
    private readonly Lazy<ImmutableArray<Episode>> episodes;

    private RecordApi(ServeOptions options, Busy busy, LedgerInUse ledger)
    {
        (this.options, this.busy, this.ledger) = (options, busy, ledger);
        episodes = new(() => Episodes.OfRegimes(options.Catalogue));
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        T Of<T>() => (T)routes.ServiceProvider.GetService(typeof(T))!;
        var api = new RecordApi(Of<ServeOptions>(), Of<Busy>(), Of<LedgerInUse>());
        routes
            .MapGet("/positions/{country}/{table}.csv", api.Positions)
            .WithSummary($"Where a country stands, as entente positions tells it: {string.Join(", ", ProfileTables.Names)}.")
            .WithMetadata(new QueryKey("with", "Codes of those it is set beside.", IsMany: true))
            .WithMetadata(new QueryKey("topic", $"Topic of votes: {string.Join(", ", Topics.All.Select(topic => topic.Code))}, or all."))
            .WithMetadata(new QueryKey("from-session", "First session of the window of similarities.", IsWhole: true))
            .WithMetadata(new QueryKey("to-session", "Last session of the window.", IsWhole: true))
            .Produces(200, contentType: "text/csv")
            .Produces(304)
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapGet("/record/{table}.csv", api.Ledger)
            .WithSummary($"The ledger of the server, as entente record export has it: {string.Join(", ", LedgerTables)}.")
            .Produces(200, contentType: "text/csv")
            .Produces(304)
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes.MapGet("/estimates", api.Estimates).WithSummary("The estimates that come with the program.").Produces<NameRow[]>();
        routes
            .MapGet("/estimates/{estimate}/coefficients.csv", api.Coefficients)
            .WithSummary("Coefficients of an estimate with their standard errors.")
            .Produces(200, contentType: "text/csv")
            .Produces(304)
            .ProducesProblem(404);
        routes
            .MapGet("/estimates/{estimate}.json", api.Estimate)
            .WithSummary("An estimate with its covariance, as entente estimate writes it.")
            .Produces(200, contentType: "application/json")
            .Produces(304)
            .ProducesProblem(404);
    }

    private async Task<IResult> Positions(HttpContext context, string country, string table)
    {
        if (!ProfileTables.Names.Contains(table))
            return Problem.Missing(new Fault(null, $"unknown table '{table}'", Spelling.OneOf(table, ProfileTables.Names)));
        var asked = new Asked(context, "with", "topic", "from-session", "to-session");
        var question = new ProfileQuestion
        {
            Country = Code(country),
            With = [.. asked.All("with", 20).Select(Code)],
            Topic = asked.Text("topic") ?? "all",
            FromSession = asked.Whole("from-session", 0, 0, 10_000),
            ToSession = asked.Whole("to-session", 0, 0, 10_000),
        };
        if (asked.Faults.Count > 0)
            return Problem.Faults(asked.Faults);
        using var place = await busy.Enter(ProfileCost, isPerson: false, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var profile = await Task.Run(() => PositionProfile.Of(positions, question, episodes.Value, null), context.RequestAborted)
            .ConfigureAwait(false);
        return profile.Success
            ? Sent(context, AnswerApi.Csv, Bytes(ProfileTables.Of(profile.Value).First(one => one.Name == table)))
            : Problem.Faults(profile.Faults);
    }

    private static string Code(string text) => StateCodes.Unified(text.ToUpperInvariant()) ?? text;

    private async Task<IResult> Ledger(HttpContext context, string table)
    {
        if (!LedgerTables.Contains(table))
            return Problem.Missing(new Fault(null, $"unknown table '{table}'", Spelling.OneOf(table, LedgerTables)));
        var asked = new Asked(context);
        if (asked.Faults.Count > 0)
            return Problem.Faults(asked.Faults);
        if (!ledger.IsThere)
            return Problem.Missing(new Fault(null, "no ledger", "a server that was started with one"));
        using var place = await busy.Enter(ProfileCost, isPerson: false, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var tables = await Task.Run(() => ledger.Tables(), context.RequestAborted).ConfigureAwait(false);
        return tables.Success ? Sent(context, AnswerApi.Csv, tables.Value.All[$"{table}.csv"]) : Problem.Faults(tables.Faults);
    }

    private IResult Estimates() => Results.Json(options.Catalogue.Estimates.Select(name => new NameRow(name)).ToArray());

    private IResult Estimate(HttpContext context, string estimate) =>
        options.Catalogue.Estimate(estimate) is { } file
            ? Sent(context, "application/json", File.ReadAllBytes(file.Path))
            : Unknown(estimate);

    private IResult Coefficients(HttpContext context, string estimate) =>
        options.Catalogue.Estimate(estimate) is { } file
            ? Sent(context, AnswerApi.Csv, Bytes(EstimateTable.Of(File.ReadAllBytes(file.Path))))
            : Unknown(estimate);

    private IResult Unknown(string estimate) =>
        Problem.Missing(new Fault(null, $"unknown estimate '{estimate}'", Spelling.OneOf(estimate, options.Catalogue.Estimates)));

    private static IResult Sent(HttpContext context, string type, byte[] bytes) =>
        AnswerApi.Has(context, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"")
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, type);

    private static byte[] Bytes(FlatTable table)
    {
        var into = new MemoryStream();
        table.WriteCsv(into);
        return into.ToArray();
    }
}
