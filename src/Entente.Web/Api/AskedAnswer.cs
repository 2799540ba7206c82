using Entente.Reporting;
using Entente.Web.Answers;
using Entente.Web.Questions;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Http;

namespace Entente.Web.Api;

/// <summary>The answer to the question of an address, for whatever is made of it.</summary>
internal sealed class AskedAnswer(Library library, AnswerStore store, Busy busy)
{
    /// <summary>
    /// Answers, or says why not. Who has followed a link of a page waits as people do, since a browser shows somebody who was sent away
    /// nothing but a download that failed.
    /// </summary>
    public async Task<IResult> Then(HttpContext context, string scenario, Func<RunRecord, PageQuestion, IResult> then)
    {
        if (!library.Has(scenario))
            return Problem.Missing(library.Unknown(scenario));
        var question = AnswerApi.Read(scenario, context.Request.Query);
        if (!question.Success)
            return Problem.Faults(question.Faults);
        var isPerson = Gate.IsFollowedHere(context.Request);
        var input = isPerson
            ? store.Admitted(library.Input(question.Value))
            : await store.Read(library, question.Value, context.RequestAborted).ConfigureAwait(false);
        if (input is null)
            return Problem.Busy(context, busy.Wait);
        if (!input.Success)
            return Problem.Faults(input.Faults);
        var run = await store.Answer(input.Value, question.Value, isPerson, context.RequestAborted).ConfigureAwait(false);
        return run is null ? Problem.Busy(context, busy.Wait) : then(run, question.Value);
    }

    /// <inheritdoc cref="Then"/>
    /// <remarks>For what is made of one case at one horizon that has an answer; anything else is not there.</remarks>
    public Task<IResult> ThenOne(HttpContext context, string scenario, Func<RunRecord, PageQuestion, IResult> then) =>
        Then(
            context,
            scenario,
            (run, question) =>
                run.Answers is [{ Answer.Comparison: not null }]
                    ? then(run, question)
                    : Problem.Missing(new Fault(null, $"{run.Answers.Length} cases, or one without an answer", "one case at one horizon"))
        );
}
