using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Data.Runs;
using Entente.Reporting;
using Entente.Reporting.Games;
using Entente.Web.Answers;
using Entente.Web.Figures;
using Entente.Web.Questions;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>What people take along of an answer: a brief of two sheets, workbooks, and all that is needed to have it again.</summary>
internal sealed class BriefApi
{
    private readonly Library library;
    private readonly AskedAnswer asked;
    private readonly Intervals intervals;

    public BriefApi(Library library, AskedAnswer asked, Intervals intervals) =>
        (this.library, this.asked, this.intervals) = (library, asked, intervals);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<BriefApi>(routes.ServiceProvider);
        Add("/answers/{scenario}/brief.html", api.Brief, "An answer on two sheets, one page that stands by itself.", "text/html");
        Add("/answers/{scenario}/figures.xlsx", api.Workbook, "The numbers of all figures of an answer, a sheet each.", TableFiles.Sheets);
        Add(
            "/answers/{scenario}/bundle.zip",
            api.Bundle,
            "All that is needed to have an answer again: question, hashes of the data, version, tables, and how.",
            "application/zip"
        );
        routes
            .MapGet("/figures/{scenario}/{figure}.xlsx", api.Figure)
            .WithSummary($"The numbers of a figure as a workbook: {string.Join(", ", ChartTable.Names)}.")
            .WithQuestion()
            .Produces(200, contentType: TableFiles.Sheets)
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);

        void Add(string path, Func<HttpContext, string, Task<IResult>> handler, string summary, string type) =>
            routes
                .MapGet(path, handler)
                .WithSummary(summary)
                .WithQuestion()
                .Produces(200, contentType: type)
                .ProducesProblem(404)
                .ProducesProblem(422)
                .ProducesProblem(503);
    }

    /// <summary>How an answer is cited.</summary>
    public static string Cite(RunRecord run) =>
        Cite(run.Version, run.Scenario.Scenario.Title, run.Answers[0].Title, run.World, run.WorldHash);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How answers to a scenario are cited, before they stand.</summary>
    /// <param name="version">Version of the program.</param>
    /// <param name="input">The scenario.</param>
    /// <param name="what">Which answers.</param>
    public static string Cite(string version, RunInput input, string what) =>
        Cite(version, input.AsWritten.Title, what, input.Scenario.World, input.WorldHash);

    private static string Cite(string version, string title, string what, World world, string hash) =>
        $"Cite as: Entente {version}, “{title}”, {what}, on {world.Identity.Title} (data {hash[..12]}).";

    private Task<IResult> Brief(HttpContext context, string scenario) =>
        Answered(
            context,
            scenario,
            (run, question) =>
            {
                using var text = new StringWriter(CultureInfo.InvariantCulture);
                PageRenderer.Write(
                    typeof(AnswerBrief),
                    new Dictionary<string, object?>
                    {
                        [nameof(AnswerBrief.Run)] = run,
                        [nameof(AnswerBrief.Moved)] = Moved(question),
                        [nameof(AnswerBrief.Cite)] = Cite(run),
                    },
                    text
                );
                return FigureApi.File(context, text.ToString(), "text/html; charset=utf-8", "brief.html");
            }
        );

    private Task<IResult> Workbook(HttpContext context, string scenario) =>
        Answered(
            context,
            scenario,
            (run, _) =>
            {
                var figures = new AnswerFigures(run);
                return TableFiles.Book(
                    context,
                    ChartTable
                        .Names.Remove("world")
                        .Select(name => ChartTable.Of(figures, name))
                        .OfType<BriefTable>(),
                    "figures.xlsx"
                );
            }
        );

    private Task<IResult> Figure(HttpContext context, string scenario, string figure) =>
        Answered(
            context,
            scenario,
            (run, _) =>
                ChartTable.Of(new AnswerFigures(run), figure) is { } table
                    ? TableFiles.Book(context, [table], $"{figure}.xlsx")
                    : Problem.Missing(
                        new Fault(null, $"unknown figure '{figure}'", Spelling.OneOf(figure, ChartTable.Names))
                    )
        );

    private Task<IResult> Bundle(HttpContext context, string scenario) =>
        Answered(
            context,
            scenario,
            (run, question) =>
            {
                var text = library.Text(question);
                if (!text.Success)
                    return Problem.Faults(text.Faults);
                using var bytes = new MemoryStream();
                using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
                {
                    Entry(zip, "README.txt", HowAgain(run));
                    Entry(zip, "question.yaml", text.Value.Text);
                    Entry(zip, "CITATION.cff", Citation(run));
                    Entry(zip, "manifest.json", Manifest.Text(run));
                    foreach (var table in RunTables.Of(run))
                    {
                        using var rows = new MemoryStream();
                        RunTables.Write(run, table, rows);
                        Entry(zip, $"{table.Name}.csv", rows.ToArray());
                    }
                }
                return FigureApi.File(context, bytes.ToArray(), "application/zip", "bundle.zip");
            }
        );

    private static string HowAgain(RunRecord run)
    {
        var gap = run.Answers[0].Answer.Equilibrium.Residuals?.Largest ?? double.NaN;
        return $"""
            {run.Scenario.Scenario.Title}: {run.Answers[0].Title}

            Entente {run.Version}
            World: {run.World.Identity.Title}, SHA-256 of its files {run.WorldHash}
            Largest residual of the equations: {gap.ToString("R", CultureInfo.InvariantCulture)}

            To have the tables again, to the last digit, with this version on a world of this hash:
              entente run question.yaml --case {run.Answers[0].Name} --out again
            To have intervals:
              entente run question.yaml --case {run.Answers[0].Name} --draws 100 --seed 1 --out again

            {Cite(run)}

            """;
    }

    /// <summary>The answer in the form in which reference managers and archives read it.</summary>
    private static string Citation(RunRecord run)
    {
        var title = JsonSerializer.Serialize($"{run.Scenario.Scenario.Title}: {run.Answers[0].Title}", Readable);
        var world = JsonSerializer.Serialize(run.World.Identity.Title, Readable);
        return $"""
            cff-version: 1.2.0
            message: If you use these numbers, please cite them with the program and the data that gave them.
            type: dataset
            title: {title}
            authors:
              - name: The Entente authors
            version: {run.Version}
            references:
              - type: software
                title: Entente
                version: {run.Version}
                authors:
                  - name: The Entente authors
              - type: data
                title: {world}
                authors:
                  - name: The Entente authors
                notes: SHA-256 of its files {run.WorldHash}

            """;
    }

    private static void Entry(ZipArchive zip, string name, string text) => Entry(zip, name, Encoding.UTF8.GetBytes(text));

    private static void Entry(ZipArchive zip, string name, byte[] content)
    {
        using var into = UndatedArchive.Part(zip, name);
        into.Write(content);
    }

    private List<string> Moved(PageQuestion question)
    {
        var input = library.Scenario(question).Value;
        var theCase = input.AsWritten.Cases.First(c => c.Name == question.Cases[0]);
        var levers = CaseLevers.Of(input.Scenario, theCase).Levers;
        var words = new FactWords(input.Scenario.World);
        return
        [
            .. question
                .Levers.Select(moved => (moved.Value, Lever: levers.FirstOrDefault(lever => lever.Name == moved.Key)))
                .Where(moved => moved.Lever is not null)
                .Select(moved => $"{moved.Lever!.Title}: {moved.Lever.InWords(moved.Value, input.Scenario.World.Identity.Unit)}"),
            .. (question.Facts.IsEmpty ? [] : FactName.Read(question.Facts).Value.All).Select(words.InWords),
            .. question.Set,
        ];
    }

    /// <summary>The answer to one case at one horizon, with the bands that have been drawn of it.</summary>
    private Task<IResult> Answered(HttpContext context, string scenario, Func<RunRecord, PageQuestion, IResult> then) =>
        asked.ThenOne(
            context,
            scenario,
            (run, question) => then(run with { Bands = intervals.Find(question)?.Bands ?? [] }, question)
        );
}
