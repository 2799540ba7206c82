using Entente.Positions.Profiles;
using Entente.Positions.Votes;
using Entente.Reporting.Figures;
using Entente.Reporting.Positions;
using Entente.Web.Records;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>What is on record: where countries stand, what a ledger holds, what was estimated; as the command line writes it.</summary>
internal sealed class RecordApi
{
    private static readonly string[] LedgerTables = ["documents", "statements", "flags"];

    private static readonly QueryKey[] ProfileKeys =
    [
        new("with", "Codes of those it is set beside.", IsMany: true),
        new("topic", $"Topic of votes: {string.Join(", ", Topics.All.Select(topic => topic.Code))}, or all."),
        new("from-session", "First session of the window of similarities.", IsWhole: true),
        new("to-session", "Last session of the window.", IsWhole: true),
    ];

    private readonly ServeOptions options;
    private readonly Busy busy;
    private readonly LedgerInUse ledger;
    private readonly CountryRecords records;

    public RecordApi(ServeOptions options, Busy busy, LedgerInUse ledger, CountryRecords records) =>
        (this.options, this.busy, this.ledger, this.records) = (options, busy, ledger, records);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<RecordApi>(routes.ServiceProvider);
        routes.MapTable(
            "/positions/{country}/{table}",
            $"Where a country stands, as entente positions tells it: {string.Join(", ", ProfileTables.Names)}.",
            ending => (HttpContext context, string country, string table) => api.Positions(context, country, table, ending),
            ProfileKeys
        );
        routes
            .MapGet("/positions/{country}/{picture}.svg", api.Picture)
            .WithSummary("The same as a picture: ideal_points, agreement.")
            .WithMetadata([.. ProfileKeys])
            .Produces(200, contentType: "image/svg+xml")
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes.MapTable(
            "/record/countries/{country}",
            "What a country, or somebody who belongs to it, is told to have said or done, as the ledger of the server has it.",
            ending => (HttpContext context, string country) => api.Statements(context, country, ending)
        );
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

    private Task<IResult> Positions(HttpContext context, string country, string table, string ending) =>
        ProfileTables.Names.Contains(table)
            ? Profiled(
                context,
                country,
                profile =>
                    TableFiles.Send(
                        context,
                        ProfileTables.Of(profile).First(one => one.Name == table),
                        ending,
                        $"{StateCodes.Name(profile.Question.Country)}: {table.Replace('_', ' ')}"
                    )
            )
            : Task.FromResult(
                Problem.Missing(new Fault(null, $"unknown table '{table}'", Spelling.OneOf(table, ProfileTables.Names)))
            );

    private Task<IResult> Picture(HttpContext context, string country, string picture) =>
        Profiled(
            context,
            country,
            profile =>
                PositionsReport.Charts(profile).FirstOrDefault(one => one.Name == picture).Chart is { } chart
                    ? FigureApi.File(context, Figure.Svg(chart), "image/svg+xml", $"{picture}.svg")
                    : Problem.Missing(
                        new Fault(
                            null,
                            $"unknown picture '{picture}'",
                            Spelling.OneOf(picture, PositionsReport.Charts(profile).Select(one => one.Name))
                        )
                    )
        );

    private async Task<IResult> Profiled(HttpContext context, string country, Func<PositionProfile, IResult> then)
    {
        var asked = new Asked(context, [.. ProfileKeys.Select(key => key.Name)]);
        var question = new ProfileQuestion
        {
            Country = CountryRecords.Code(country),
            With = [.. asked.All("with", 20).Select(CountryRecords.Code)],
            Topic = asked.Text("topic") ?? "all",
            FromSession = asked.Whole("from-session", 0, 0, 10_000),
            ToSession = asked.Whole("to-session", 0, 0, 10_000),
        };
        if (asked.Faults.Count > 0)
            return Problem.Faults(asked.Faults);
        if (records.Known(question) is { } known)
            return then(known);
        var faults = await Task.Run(() => records.Check(question), context.RequestAborted).ConfigureAwait(false);
        if (faults.Length > 0)
            return Problem.Faults(faults);
        var isPerson = Gate.IsFollowedHere(context.Request);
        using var place = await busy.Enter(CountryRecords.Cost, isPerson, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var profile = await Task.Run(() => records.Find(question), context.RequestAborted).ConfigureAwait(false);
        return profile.Success ? then(profile.Value) : Problem.Faults(profile.Faults);
    }

    private async Task<IResult> Statements(HttpContext context, string country, string ending)
    {
        var asked = new Asked(context);
        if (asked.Faults.Count > 0)
            return Problem.Faults(asked.Faults);
        if (!ledger.IsThere)
            return NoLedger();
        var code = CountryRecords.Code(country);
        var said = await Task.Run(() => ledger.Of(code), context.RequestAborted).ConfigureAwait(false);
        return said.Success
            ? TableFiles.Send(context, said.Value.Table, ending, $"{StateCodes.Name(code)}: what is on record")
            : Problem.Faults(said.Faults);
    }

    private static IResult NoLedger() => Problem.Missing(new Fault(null, "no ledger", "a server that was started with one"));

    private async Task<IResult> Ledger(HttpContext context, string table)
    {
        if (!LedgerTables.Contains(table))
            return Problem.Missing(new Fault(null, $"unknown table '{table}'", Spelling.OneOf(table, LedgerTables)));
        var asked = new Asked(context);
        if (asked.Faults.Count > 0)
            return Problem.Faults(asked.Faults);
        if (!ledger.IsThere)
            return NoLedger();
        using var place = await busy.Enter(CountryRecords.Cost, isPerson: false, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var tables = await Task.Run(() => ledger.Tables(), context.RequestAborted).ConfigureAwait(false);
        return tables.Success ? TableFiles.Tagged(context, AnswerApi.Csv, tables.Value.All[$"{table}.csv"]) : Problem.Faults(tables.Faults);
    }

    private IResult Estimates() => Results.Json(options.Catalogue.Estimates.Select(name => new NameRow(name)).ToArray());

    private IResult Estimate(HttpContext context, string estimate) =>
        options.Catalogue.Estimate(estimate) is { } file
            ? TableFiles.Tagged(context, "application/json", File.ReadAllBytes(file.Path))
            : Unknown(estimate);

    private IResult Coefficients(HttpContext context, string estimate) =>
        options.Catalogue.Estimate(estimate) is { } file
            ? TableFiles.Send(context, EstimateTable.Of(File.ReadAllBytes(file.Path)), "csv", estimate)
            : Unknown(estimate);

    private IResult Unknown(string estimate) =>
        Problem.Missing(new Fault(null, $"unknown estimate '{estimate}'", Spelling.OneOf(estimate, options.Catalogue.Estimates)));
}
