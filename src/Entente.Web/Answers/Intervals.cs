using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Outcomes;
using Entente.Reporting;
using Entente.Uncertainty;
using Entente.Web.Questions;
using Entente.Web.Serving;

namespace Entente.Web.Answers;

/// <summary>How far an answer spreads over the draws that have been answered so far. Immutable.</summary>
/// <param name="Drawn">How many draws have been answered; the bands are those of the first of them.</param>
/// <param name="Bands">By country; as <c>entente run --draws</c> tells them. Empty: none yet.</param>
/// <param name="InBands">How many draws the bands rest on.</param>
/// <param name="Trouble">Why nothing can be drawn; empty where something can.</param>
public sealed record DrawnSoFar(int Drawn, ImmutableArray<Band> Bands, int InBands, string Trouble)
{
    /// <summary>The band of a country; null: none yet.</summary>
    public Band? Of(string country) => Bands.FirstOrDefault(band => band.Country == country);
}

/// <summary>
/// Intervals of answers, found behind what people look at: one draw after the other, none while somebody waits for an answer. The draws
/// are those of <c>entente run --draws N --seed 1</c>, so that the terminal tells the same bands. Kept when found. Safe from
/// several threads.
/// </summary>
internal sealed class Intervals(Library library, AnswerStore store, Busy busy, Costs costs)
{
    /// <summary>Draws below which no band is told.</summary>
    public const int Few = 10;

    /// <summary>Draws below which a band is called a rough guide.</summary>
    public const int Usual = 40;

    /// <summary>Draws that may be asked for.</summary>
    public const int Many = 200;

    private const int Seed = 1;
    private const int MostKept = 300;

    /// <summary>What it takes to draw and balance a world, beside answering it (docs/uncertainty.md).</summary>
    private static readonly TimeSpan Drawing = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<PageQuestion, Kept> kept = [];
    private readonly ConditionalWeakTable<World, Checked<WorldDraws>> draws = [];

    /// <summary>What has been found of a question of one case at one horizon; null: nothing yet.</summary>
    public DrawnSoFar? Find(PageQuestion question) => kept.GetValueOrDefault(question)?.Found;

    /// <summary>Draws until so many are answered.</summary>
    /// <param name="question">One case at one horizon.</param>
    /// <param name="wanted">How many draws.</param>
    /// <param name="changed">Called after each draw, from any thread.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>; what was drawn is kept.</param>
    public async Task Fill(PageQuestion question, int wanted, Action<DrawnSoFar> changed, CancellationToken cancellation)
    {
        var input = library.Input(question);
        if (!input.Success || await Answer(input.Value, question, cancellation).ConfigureAwait(false) is not { } run)
            return;
        await Fill(Of(question), input.Value, run, wanted, changed, cancellation).ConfigureAwait(false);
    }

    private Kept Of(PageQuestion question)
    {
        if (kept.Count >= MostKept && !kept.ContainsKey(question))
            foreach (var old in kept.OrderBy(one => one.Value.Since).Take(MostKept / 4))
                kept.TryRemove(old);
        return kept.GetOrAdd(question, _ => new Kept());
    }

    private async Task<RunRecord?> Answer(RunInput input, PageQuestion question, CancellationToken cancellation)
    {
        RunRecord? run;
        while ((run = await store.Answer(input, question, isPerson: false, cancellation).ConfigureAwait(false)) is null)
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        return run.Answers is [{ Answer.Comparison: not null }] ? run : null;
    }

    private async Task Fill(
        Kept own,
        RunInput input,
        RunRecord run,
        int wanted,
        Action<DrawnSoFar> changed,
        CancellationToken cancellation
    )
    {
        var world = draws.GetValue(input.Scenario.World, of => WorldDraws.Create(of, new DrawOptions { Seed = Seed }));
        if (!world.Success)
        {
            changed(own.Found = new DrawnSoFar(0, [], 0, string.Join("; ", world.Faults)));
            return;
        }
        var position = input.Positions[0];
        var drawn = new ScenarioDraws(
            input.Scenario,
            world.Value,
            [position],
            new SolveOptions { Cancellation = cancellation },
            new Dictionary<int, StartingPoint> { [position] = run.Answers[0].Answer.Equilibrium.Point }
        );
        ImmutableArray<int> countries = [.. Enumerable.Range(0, input.Scenario.World.Countries.Length)];
        var cost = costs.Of(run.Answers[0].Answer.Case.Horizon) + Drawing;
        await own.Draws.Fill(busy, cost, wanted, drawn.Answer, Told, cancellation).ConfigureAwait(false);

        void Told(DrawsBehind<DrawnAnswers>.Found found)
        {
            var before = own.Found ?? new DrawnSoFar(0, [], 0, "");
            var count = found.InBands.Length;
            changed(
                own.Found =
                    count == before.InBands
                        ? before with { Drawn = found.Drawn }
                        : new DrawnSoFar(found.Drawn, drawn.Bands(found.InBands, countries, _ => run.Answers[0].Title), count, "")
            );
        }
    }

    /// <summary>The draws of one question.</summary>
    private sealed class Kept
    {
        public DrawsBehind<DrawnAnswers> Draws { get; } = new();

        public volatile DrawnSoFar? Found;

        public long Since { get; } = System.Diagnostics.Stopwatch.GetTimestamp();
    }
}
