using System.Text;
using Entente.Reporting;
using Entente.Web.Answers;
using Entente.Web.Figures;
using Entente.Web.Questions;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Web.Api;

/// <summary>Figures and reports of answers as files: the same components that draw the page. They are handed over, not shown.</summary>
internal sealed class FigureApi
{
    private readonly Library library;
    private readonly AnswerStore store;
    private readonly Busy busy;

    private FigureApi(Library library, AnswerStore store, Busy busy) => (this.library, this.store, this.busy) = (library, store, busy);

    public static void Map(IEndpointRouteBuilder routes)
    {
        T Of<T>() => (T)routes.ServiceProvider.GetService(typeof(T))!;
        var api = new FigureApi(Of<Library>(), Of<AnswerStore>(), Of<Busy>());
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
        Answered(
            context,
            scenario,
            (run, _) =>
                run.Answers is not [{ Answer.Comparison: not null }]
                    ? Problem.Missing(new Fault(null, $"{run.Answers.Length} cases, or one without an answer", "one case at one horizon"))
                : new AnswerFigures(run).Find(figure) is { } chart
                    ? File(context, Reporting.Figures.Figure.Svg(chart), "image/svg+xml", $"{figure}.svg")
                : Problem.Missing(new Fault(null, $"unknown figure '{figure}'", Spelling.OneOf(figure, AnswerFigures.Names)))
        );

    private Task<IResult> Report(HttpContext context, string scenario) =>
        Answered(context, scenario, (run, _) => File(context, Reporting.Report.Text(run), "text/html; charset=utf-8", "report.html"));

    /// <summary>What users wrote stands in it: it is not to be shown in the name of this server.</summary>
    internal static IResult File(HttpContext context, string text, string type, string name)
    {
        context.Response.Headers.ContentSecurityPolicy = "sandbox; " + Gate.ContentPolicy;
        return Results.File(Encoding.UTF8.GetBytes(text), type, name);
    }

    private async Task<IResult> Answered(HttpContext context, string scenario, Func<RunRecord, PageQuestion, IResult> then)
    {
        if (!library.Has(scenario))
            return Problem.Missing(library.Unknown(scenario));
        var question = AnswerApi.Read(scenario, context.Request.Query);
        if (!question.Success)
            return Problem.Faults(question.Faults);
        var input = store.Admitted(library.Input(question.Value));
        if (!input.Success)
            return Problem.Faults(input.Faults);
        var run = await store.Answer(input.Value, question.Value, isPerson: false, context.RequestAborted).ConfigureAwait(false);
        return run is null ? Problem.Busy(context, busy.Wait) : then(run, question.Value);
    }
}
