using Entente.Data.Runs;
using Entente.Horizons;
using Entente.Outcomes;
using Entente.Reporting;
using Entente.Web.Answers;
using Entente.Web.Questions;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>Answers for programs: a table of <c>entente run</c> by one line of R, Python or Stata; see docs/workbench.md.</summary>
internal sealed class AnswerApi
{
    internal const string Csv = "text/csv; charset=utf-8";

    private readonly Library library;
    private readonly AnswerStore store;
    private readonly Busy busy;

    public AnswerApi(Library library, AnswerStore store, Busy busy) => (this.library, this.store, this.busy) = (library, store, busy);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<AnswerApi>(routes.ServiceProvider);
        routes.MapGet("/worlds", api.Worlds).WithSummary("The worlds that come with the program.").Produces<WorldRow[]>();
        routes.MapGet("/scenarios", api.Scenarios).WithSummary("The scenarios that come with the program.").Produces<ScenarioRow[]>();
        routes
            .MapGet("/scenarios/{scenario}", api.Scenario)
            .WithSummary("A scenario: its cases, their horizons and levers.")
            .Produces<ScenarioDetail>()
            .ProducesProblem(404);
        routes.MapGet("/horizons", api.Horizons).WithSummary("What each horizon assumes.").Produces<HorizonRow[]>();
        routes
            .MapGet("/answers/{scenario}/{table}.csv", api.Answer)
            .WithSummary("A table of the answer, the file of entente run, from a search that starts at the data.")
            .WithDescription(
                "Tables: countries, sectors, flows, energy, lines, limits, stocks. Query: case and horizon, each as often as wanted; "
                    + "set=NAME=VALUE for parameters of horizons; lever.NAME=VALUE for levers of one case; rows=all for rows that do "
                    + "not change."
            )
            .WithQuestion()
            .WithMetadata(new QueryKey("rows", "changed (unless said) or all: whether rows that do not change are written."))
            .Produces(200, contentType: "text/csv")
            .Produces(304)
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapPost("/answers", (Delegate)api.Take)
            .WithSummary("Takes a scenario, YAML as in files; answers are at the address that is given back.")
            .TakesYaml<SentScenario>();
    }

    private IResult Worlds(HttpContext context) =>
        Tagged(context, library.Worlds.Select(name => new WorldRow(name)).ToArray());

    private IResult Scenarios(HttpContext context) =>
        Tagged(
            context,
            library
                .Scenarios.Select(name => (name, read: library.Scenario(name)))
                .Where(one => one.read.Success)
                .Select(one => ScenarioRow.Of(one.name, one.read.Value))
                .ToArray()
        );

    private IResult Scenario(HttpContext context, string scenario) =>
        !library.Has(scenario) ? Problem.Missing(library.Unknown(scenario))
        : library.Scenario(scenario) is var read && !read.Success ? Problem.Faults(read.Faults)
        : Tagged(context, ScenarioDetail.Of(scenario, read.Value));

    private IResult Horizons(HttpContext context) =>
        Tagged(context, HorizonParameter.All.Select(HorizonRow.Of).ToArray());

    /// <summary>A list with the tag of its content.</summary>
    private static IResult Tagged<T>(HttpContext context, T content)
    {
        var text = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(content, System.Text.Json.JsonSerializerOptions.Web);
        return TableFiles.Tagged(context, "application/json", text);
    }

    /// <summary>Says the tag of what is asked, and whether whoever asks has it already.</summary>
    internal static bool Has(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return Holds(context, tag);
    }

    /// <summary>Whether whoever asks has what a tag is of.</summary>
    private static bool Holds(HttpContext context, string tag) =>
        context.Request.Headers.IfNoneMatch.Any(tags => tags?.Contains(tag, StringComparison.Ordinal) == true);

    private async Task<IResult> Answer(HttpContext context, string scenario, string table)
    {
        if (!library.Has(scenario))
            return Problem.Missing(library.Unknown(scenario));
        var names = OutcomeTable.All.Select(one => one.Name).ToList();
        if (!names.Contains(table))
            return Problem.Missing(new Fault(null, $"unknown table '{table}'", Spelling.OneOf(table, names)));
        var (question, form) = (Read(scenario, context.Request.Query), Rows(context.Request.Query));
        if (!question.Success || !form.Success)
            return Problem.Faults(question.Faults.Concat(form.Faults));
        // The tag is of world, scenario and question, whatever becomes of them: who has it has the answer, and nobody works for it.
        var written = context.Request.Headers.IfNoneMatch.Count > 0 ? library.Scenario(scenario) : null;
        if (written is { Success: true } && Holds(context, Tag(written.Value)) && Has(context, Tag(written.Value)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var input = await store.Read(library, question.Value, context.RequestAborted).ConfigureAwait(false);
        if (input is null)
            return Problem.Busy(context, busy.Wait);
        if (!input.Success)
            return Problem.Faults(input.Faults);
        _ = Has(context, Tag(input.Value));
        var run = await store.Answer(input.Value, question.Value, isPerson: false, context.RequestAborted).ConfigureAwait(false);
        if (run is null)
            return Problem.Busy(context, busy.Wait);
        run = run with { Tables = form.Value.Rows };
        if (RunTables.Of(run).FirstOrDefault(one => one.Name == table) is not { } found)
            return Problem.Missing(new Fault(null, $"no table '{table}' of this answer", string.Join(", ", RunTables.Of(run))));
        if (run.Answers.Any(a => a.Answer.Comparison is null))
            context.Response.Headers["Entente-Without-Answer"] = string.Join(
                ",",
                run.Answers.Where(a => a.Answer.Comparison is null).Select(a => $"{a.Name} {a.Horizon}")
            );
        return Results.Bytes(Bytes(run, found), Csv);

        string Tag(RunInput of) => $"\"{store.Key(of, question.Value)}-{table}-{form.Value.Rows}\"";
    }

    private static byte[] Bytes(RunRecord run, OutcomeTable table)
    {
        var into = new MemoryStream();
        RunTables.Write(run, table, into);
        return into.ToArray();
    }

    internal static Checked<PageQuestion> Read(string scenario, IQueryCollection query) =>
        PageQuestion.Read(scenario, query, "rows", Gate.TokenParameter);

    private static Checked<TableRows> Rows(IQueryCollection query) =>
        query["rows"] is not { Count: > 0 } rows ? Checked<TableRows>.Valid(new TableRows(TableForm.Changed))
        : rows is ["changed"] ? Checked<TableRows>.Valid(new TableRows(TableForm.Changed))
        : rows is ["all"] ? Checked<TableRows>.Valid(new TableRows(TableForm.All))
        : Checked<TableRows>.Invalid([new Fault(new Place("rows"), $"'{rows}'", Spelling.OneOf(rows.ToString(), ["changed", "all"]))]);

    private sealed record TableRows(TableForm Rows);

    private Task<IResult> Take(HttpContext context) =>
        SentYaml.Take(
            context,
            busy,
            "scenario",
            TimeSpan.FromMilliseconds(50),
            library.Take,
            (key, warnings) =>
                Results.Created(
                    $"/api/v1/answers/{key}",
                    new SentScenario(key, warnings, $"/api/v1/answers/{key}/countries.csv")
                )
        );
}
