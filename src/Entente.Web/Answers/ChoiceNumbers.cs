using System.Collections.Concurrent;
using Entente.Data.Runs;
using Entente.Reporting;
using Entente.Web.Questions;

namespace Entente.Web.Answers;

/// <summary>What a case means for the country in question, in three numbers; null where it has no answer.</summary>
/// <param name="Percent">Change of real income, per cent.</param>
/// <param name="Money">The same a year in the unit of the world.</param>
/// <param name="PerHead">The same for each inhabitant; null where they are not known.</param>
/// <param name="Country">Code of the country in question; null where there is no answer.</param>
internal sealed record ChoiceNumber(double? Percent, double? Money, double? PerHead, string? Country)
{
    /// <summary>A case without an answer.</summary>
    public static ChoiceNumber None { get; } = new(null, null, null, null);

    /// <summary>The largest gap that the answer leaves in the equations; null where there is no answer.</summary>
    public double? Residual { get; init; }
}

/// <summary>
/// The numbers of all cases of a scenario at all horizons, as it is written: found behind what people look at, kept when found. Safe from
/// several threads.
/// </summary>
internal sealed class ChoiceNumbers(Library library, AnswerStore store)
{
    private const int MostKept = 5000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<PageQuestion, ChoiceNumber> found = [];

    /// <summary>The numbers, if they have been found.</summary>
    public ChoiceNumber? Find(PageQuestion question) => found.GetValueOrDefault(question);

    /// <summary>Finds the numbers.</summary>
    /// <param name="question">One case at one horizon.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    public async Task<ChoiceNumber> Of(PageQuestion question, CancellationToken cancellation)
    {
        ChoiceNumber? number;
        while ((number = await Ask(question, isPerson: false, cancellation).ConfigureAwait(false)) is null)
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        return number;
    }

    /// <summary>Finds the numbers unless others are before them.</summary>
    /// <param name="question">One case at one horizon.</param>
    /// <param name="isPerson">Whether somebody looks at a page.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The numbers; null: too much is asked at once.</returns>
    public async Task<ChoiceNumber?> Ask(PageQuestion question, bool isPerson, CancellationToken cancellation)
    {
        if (Find(question) is { } there)
            return there;
        if (found.Count >= MostKept)
            found.Clear();
        var input = library.Input(question);
        if (!input.Success)
            return found[question] = ChoiceNumber.None;
        var run = await store.Answer(input.Value, question, isPerson, cancellation).ConfigureAwait(false);
        return run is null ? null : found[question] = Read(input.Value, run);
    }

    private static ChoiceNumber Read(RunInput input, RunRecord run)
    {
        if (run.Answers[0].Answer.Comparison is null)
            return ChoiceNumber.None;
        var n = input.Scenario.Focus.IsEmpty ? Choices.Of(run).Country : input.Scenario.Focus[0];
        var choice = Choice.Of(run, run.Answers[0], n);
        return new ChoiceNumber(choice.Percent, choice.Money, choice.PerHead, input.Scenario.World.Countries[n].Code)
        {
            Residual = run.Answers[0].Answer.Equilibrium.Residuals?.Largest,
        };
    }
}
