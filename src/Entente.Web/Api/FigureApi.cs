using System.Text;
using Entente.Web.Answers;
using Entente.Web.Figures;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>Figures and reports of answers as files: the same components that draw the page. They are handed over, not shown.</summary>
internal sealed class FigureApi
{
    private readonly Library library;
    private readonly AskedAnswer asked;

    public FigureApi(Library library, AskedAnswer asked) => (this.library, this.asked) = (library, asked);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<FigureApi>(routes.ServiceProvider);
        routes
            .MapGet("/figures/{scenario}/{figure}.svg", api.Figure)
            .WithSummary($"A figure of an answer to one case at one horizon: {string.Join(", ", AnswerFigures.Names)}.")
            .WithQuestion()
            .Produces(200, contentType: "image/svg+xml")
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapGet("/answers/{scenario}/report.html", api.Report)
            .WithSummary("The report of an answer: one page that stands by itself.")
            .WithQuestion()
            .Produces(200, contentType: "text/html")
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapGet("/scenarios/{scenario}/asked.yaml", api.Asked)
            .WithSummary("A question about one case, with its levers, as a scenario file that entente run answers to the same last digit.")
            .WithQuestion()
            .Produces(200, contentType: "application/yaml")
            .ProducesProblem(404)
            .ProducesProblem(422);
    }

    private IResult Asked(HttpContext context, string scenario)
    {
        if (!library.Has(scenario))
            return Problem.Missing(library.Unknown(scenario));
        var question = AnswerApi.Read(scenario, context.Request.Query);
        var text = question.Success ? library.Text(question.Value) : null;
        return text is { Success: true }
            ? File(context, text.Value.Text, "application/yaml; charset=utf-8", "question.yaml")
            : Problem.Faults(text?.Faults ?? question.Faults);
    }

    private Task<IResult> Figure(HttpContext context, string scenario, string figure) =>
        asked.ThenOne(
            context,
            scenario,
            (run, _) =>
                new AnswerFigures(run).Find(figure) is { } chart
                    ? File(context, Reporting.Figures.Figure.Svg(chart), "image/svg+xml", $"{figure}.svg")
                    : Problem.Missing(new Fault(null, $"unknown figure '{figure}'", Spelling.OneOf(figure, AnswerFigures.Names)))
        );

    private Task<IResult> Report(HttpContext context, string scenario) =>
        asked.Then(context, scenario, (run, _) => File(context, Reporting.Report.Text(run), "text/html; charset=utf-8", "report.html"));

    /// <summary>What users wrote stands in it: it is not to be shown in the name of this server.</summary>
    internal static IResult File(HttpContext context, byte[] content, string type, string name)
    {
        context.Response.Headers.ContentSecurityPolicy = "sandbox; " + Gate.ContentPolicy;
        return Results.File(content, type, name);
    }

    /// <inheritdoc cref="File(HttpContext, byte[], string, string)"/>
    internal static IResult File(HttpContext context, string text, string type, string name) =>
        File(context, Encoding.UTF8.GetBytes(text), type, name);
}
