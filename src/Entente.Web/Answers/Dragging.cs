using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting;
using Entente.Scenarios;
using Entente.Web.Questions;

namespace Entente.Web.Answers;

/// <summary>
/// Answers while a lever moves: each search goes on from the last ones, and no further than to where more would not be seen. What stands
/// still is answered by <see cref="AnswerStore"/>. For one page.
/// </summary>
internal sealed class Dragging(string version)
{
    /// <summary>The largest residual of what is shown for a moment, in per cent with two decimals at most.</summary>
    private const double Tolerance = 1e-7;

    private string of = "";
    private SearchTrails trails = new();
    private ScenarioAnswer? like;

    /// <summary>Answers one case at one horizon.</summary>
    /// <param name="input">What the question starts from; it asks one case at one horizon.</param>
    /// <param name="question">The question.</param>
    /// <param name="levers">The levers of its case.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    public RunRecord Answer(RunInput input, PageQuestion question, CaseLevers levers, CancellationToken cancellation)
    {
        var row = (question with { Levers = question.Levers.Clear() }).Query + question.Scenario;
        if (row != of)
            (of, trails, like) = (row, new(), null);
        var options = new SolveOptions { Tolerance = Tolerance, Cancellation = cancellation };
        var answers = new ScenarioAnswer(input.Scenario, options)
        {
            Trails = trails,
            Place = levers.Place(question.Levers),
            Like = like,
        };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var position = input.Positions[0];
        var answer = answers.Answer(position);
        // Only what was solved to its end: the question that it was solved for may be given up in the middle.
        if (answer is { Before.Converged: true, Case: { RelativeTo: null, After: null } })
            like ??= answers;
        var title = TimedAnswer.TitleOf(input.Scenario, input.Scenario.Cases[position]);
        return ScenarioRun.Record(
            input,
            [new TimedAnswer(answer, watch.Elapsed) { Title = title }],
            options,
            version,
            []
        );
    }
}
