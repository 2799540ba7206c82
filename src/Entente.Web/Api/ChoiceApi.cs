using Entente.Web.Answers;
using Entente.Web.Questions;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Web.Api;

/// <summary>Choices beside each other at all horizons as files, as the page of a question shows them.</summary>
internal sealed class ChoiceApi
{
    private readonly Library library;
    private readonly AnswerStore store;
    private readonly ChoiceNumbers numbers;
    private readonly ChoiceTable table;
    private readonly Costs costs;
    private readonly Busy busy;

    public ChoiceApi(Library library, AnswerStore store, ChoiceNumbers numbers, ChoiceTable table, Costs costs, Busy busy) =>
        (this.library, this.store, this.numbers, this.table, this.costs, this.busy) = (library, store, numbers, table, costs, busy);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = ActivatorUtilities.CreateInstance<ChoiceApi>(routes.ServiceProvider);
        routes.MapTable(
            "/figures/{scenario}/choices",
            "Real income of the country in question by case and horizon, with intervals that have been drawn: per cent, the unit of the "
                + "world, and its millionth a head.",
            ending => (HttpContext context, string scenario) => api.Choices(context, scenario, ending),
            QueryKeys.OfQuestion("all there are")
        );
    }

    private async Task<IResult> Choices(HttpContext context, string scenario, string ending)
    {
        if (!library.Has(scenario))
            return Problem.Missing(library.Unknown(scenario));
        var question = AnswerApi.Read(scenario, context.Request.Query);
        var input = question.Success ? library.Input(question.Value) : null;
        if (input is not { Success: true })
            return Problem.Faults(input?.Faults ?? question.Faults);
        var written = library.Scenario(question.Value).Value;
        var missing = ChoiceTable.Questions(written, question.Value).Where(one => numbers.Find(one) is null).ToList();
        if (store.TooLong(missing.Count, costs.Expected(missing.Select(one => one.Horizons[0]))) is { } fault)
            return Problem.Faults([fault]);
        return await Find(missing, Gate.IsFollowedHere(context.Request), context.RequestAborted).ConfigureAwait(false)
            ? TableFiles.Send(context, table.Of(written, question.Value), ending, written.AsWritten.Title)
            : Problem.Busy(context, busy.Wait);
    }

    /// <summary>Finds what is missing; false: too much is asked at once.</summary>
    private async Task<bool> Find(IEnumerable<PageQuestion> missing, bool isPerson, CancellationToken cancellation)
    {
        foreach (var one in missing)
            if (await numbers.Ask(one, isPerson, cancellation).ConfigureAwait(false) is null)
                return false;
        return true;
    }
}
