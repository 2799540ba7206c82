using Entente.Data.Worlds;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Exposure;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>Bargain, rates and exposure over draws: against the same questions asked of every drawn game.</summary>
public sealed class SectionDrawsTests : IDisposable
{
    private const int Count = 2;

    private readonly TemporaryFolder folder = new();
    private readonly GameInput input;

    public SectionDrawsTests()
    {
        WorldWriter.Write(SpreadWorld.Random(1, 4, 2, SpreadWorld.Everything, elasticities: true), Path.Combine(folder.Path, "w"));
        input = DrawnGame.Read(
            folder.Path,
            $$"""
            title: Sections
            scenario:
              title: What is done
              world: w
              horizon: long
              cases:
                - { name: joins, measures: [{ kind: tariff, by: C0, on: C3, rate: 0.5 }] }
            target: C3
            pressed:
              - { country: C0, options: [{ name: stays }, { name: joins, case: joins }] }
            senders:
              - { name: C1, countries: C1 }
            bargaining: { option: joins, valuation: [0.1, 100], scales: [0.5, 1] }
            chosen: { by: C1, on: C0 }
            draws: { count: 5, sections: {{Count}}, seed: 3 }
            """
        );
    }

    public void Dispose() => folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SectionAnswers Drawn(int threads = 0, KeptAnswers? kept = null, Action<StageProgress>? progress = null)
    {
        var answers = new GameAnswers(input.Game, kept);
        var draws = GameDraws.Create(input, input.Draws!).Value;
        return SectionDraws.With(SectionAnswers.Of(answers, threads, cancellation: Token), draws, answers, threads, progress, Token);
    }

    [Fact]
    public void Bands_are_those_of_the_same_questions_in_every_draw()
    {
        var sections = Drawn();
        var drawn = sections.Drawn!;
        var draws = GameDraws.Create(input, input.Draws!).Value;
        var games = Enumerable.Range(0, Count).Select(k => draws.Of(draws.Whole(k)).Value).ToList();
        var exposure = games.Select(game => ExposureAnswer.Of(game, cancellation: Token)).ToList();
        Assert.Equal(sections.Exposure.Rows.Length, drawn.Exposure.Length);
        for (var row = 0; row < drawn.Exposure.Length; row++)
        {
            Near(exposure.Select(e => e.Rows[row].Elasticity!.Value), drawn.Exposure[row].Values[0]);
            Near(exposure.Select(e => e.Rows[row].Loss), drawn.Exposure[row].Values[3]);
        }
        var bargains = games.Select(game => BargainingAnswer.Of(game, cancellation: Token)!).ToList();
        Assert.Equal(sections.Bargaining!.Zone.Length, drawn.Zone.Length);
        for (var row = 0; row < drawn.Zone.Length; row++)
        {
            Near(bargains.Select(b => b.Zone[row].Country ?? double.NaN), drawn.Zone[row].Values[0]);
            Assert.Equal(bargains.Average(b => b.Zone[row].IsOpen ? 1.0 : 0), drawn.Zone[row].Share);
        }
        // At the higher worth there is a deal in the data.
        Assert.NotEmpty(sections.Bargaining.Deals);
        for (var row = 0; row < drawn.Deals.Length; row++)
        {
            var deal = sections.Bargaining.Deals[row];
            var own = bargains.Select(b => b.Deals.FirstOrDefault(d => (d.Valuation, d.Rule) == (deal.Valuation, deal.Rule))).ToList();
            Near(own.Select(d => d?.Transfer ?? double.NaN), drawn.Deals[row].Values[1]);
            Assert.Equal(own.Average(d => d is null ? 0.0 : 1), drawn.Deals[row].Share);
        }
        var rates = games.Select(game => ChosenAnswer.Of(game, cancellation: Token)!).ToList();
        for (var outcome = 0; outcome < sections.Chosen!.Outcomes.Length; outcome++)
        {
            Near(rates.Select(r => r.Outcomes[outcome].Rates[0].Rate), drawn.Rates[outcome][0].Values[0]);
            Near(rates.Select(r => r.Outcomes[outcome].ByRates([1])), drawn.ByRates[outcome][0]);
        }

        static void Near(IEnumerable<double> expected, Spread found)
        {
            var spread = Spread.Of(expected);
            Assert.Equal((spread.Draws, spread.Without), (found.Draws, found.Without));
            Assert.Equal(spread.Low, found.Low, 1e-6 * (1 + Math.Abs(spread.Low)));
            Assert.Equal(spread.High, found.High, 1e-6 * (1 + Math.Abs(spread.High)));
        }
    }

    [Fact]
    public void They_have_the_same_bits_on_any_number_of_threads_and_from_what_was_kept()
    {
        var (told, known) = (new List<(int, int, int)>(), new System.Collections.Concurrent.ConcurrentQueue<(int, int, int)>());
        var one = Bits(Drawn(1, progress: step => told.Add((step.Done, step.Computed, step.All))));
        using (var kept = KeptAnswers.Open(folder.File("o"), "x").Value)
            Assert.Equal(one, Bits(Drawn(3, kept)));
        using var again = KeptAnswers.Open(folder.File("o"), "x").Value;
        Assert.Equal(one, Bits(Drawn(2, again, step => known.Enqueue((step.Done, step.Computed, step.All)))));
        Assert.Equal(again.Before, again.Count);
        // Each draw is told as it comes, and whether it was kept.
        Assert.Equal(Enumerable.Range(0, Count + 1).Select(done => (done, done, Count)), told);
        Assert.Equal(Enumerable.Range(0, Count + 1).Select(done => (done, 0, Count)), known.Order());

        static IEnumerable<(double, double)> Bits(SectionAnswers answers)
        {
            var drawn = answers.Drawn!;
            return
            [
                .. new[] { drawn.Zone, drawn.Deals, drawn.Ideals, drawn.Smallest, drawn.Exposure, [.. drawn.Rates.SelectMany(r => r)] }
                    .SelectMany(rows => rows)
                    .SelectMany(row => row.Values)
                    .Concat(drawn.ByRates.SelectMany(own => own))
                    .Select(spread => (spread.Low, spread.High)),
            ];
        }
    }
}
