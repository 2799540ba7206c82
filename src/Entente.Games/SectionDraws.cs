using System.Collections.Immutable;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Exposure;
using Entente.Games.Files;
using Entente.Games.Uncertainty;

namespace Entente.Games;

/// <summary>A number of a section over draws, and in which share of the draws it is what it is called.</summary>
/// <param name="Values">Its spreads, in the order that the section tells.</param>
/// <param name="Share">Share of draws; not a number where that is not asked.</param>
public sealed record RowSpread(ImmutableArray<Spread> Values, double Share = double.NaN);

/// <summary>Bargain, rates and exposure of a game over draws; rows are those of the answers in the data.</summary>
/// <param name="Zone">By row of the contract zone: reservations of both and the smallest valuation; the share in which it is open.</param>
/// <param name="Deals">
/// By deal: the part, what is paid, gains of both; the share of draws in which there is one. Its part and payment are the draw's own.
/// </param>
/// <param name="Ideals">By row: the most that each could gain.</param>
/// <param name="Smallest">By horizon: the smallest valuation, and the part it is found at.</param>
/// <param name="Rates">By outcome and rate: the rate; the share of draws in which it stands as in the data.</param>
/// <param name="ByRates">
/// By outcome and party of <see cref="ChosenOutcome.Parties"/>: its gain by the rates, in the unit of the world.
/// </param>
/// <param name="Exposure">By row: elasticity, share in imports, loss at given wages, loss, concentration.</param>
public sealed record SectionSpread(
    ImmutableArray<RowSpread> Zone,
    ImmutableArray<RowSpread> Deals,
    ImmutableArray<RowSpread> Ideals,
    ImmutableArray<RowSpread> Smallest,
    ImmutableArray<ImmutableArray<RowSpread>> Rates,
    ImmutableArray<ImmutableArray<Spread>> ByRates,
    ImmutableArray<RowSpread> Exposure
);

/// <summary>
/// Bargain, rates and exposure of a game, answered again in its first draws. The same bits whatever the threads, and whatever was kept.
/// </summary>
public static class SectionDraws
{
    /// <summary>The answers with their spreads; as they are where nothing is drawn of them.</summary>
    /// <param name="sections">The answers in the data.</param>
    /// <param name="draws">The draws, of which the first <see cref="GameDrawOptions.OfSections"/> are asked.</param>
    /// <param name="answers">Keeps what is computed beside the plays of the game, and may know some already.</param>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="progress">Told how far it is; called from several threads. Null: nobody is told.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static SectionAnswers With(
        SectionAnswers sections,
        GameDraws draws,
        GameAnswers answers,
        int threads = 0,
        Action<StageProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(answers);
        var work = new SharedWork();
        var answer = Added(work, sections, draws, answers, new PlayStarts(answers), progress, cancellation);
        work.Run(threads, cancellation);
        return answer();
    }

    /// <summary>The same as a part of some work.</summary>
    /// <returns>The answers with their spreads, to be asked for once the work is done.</returns>
    internal static Func<SectionAnswers> Added(
        SharedWork work,
        SectionAnswers sections,
        GameDraws draws,
        GameAnswers answers,
        PlayStarts starts,
        Action<StageProgress>? progress,
        CancellationToken cancellation
    )
    {
        var count = draws.Options.OfSections;
        if (count == 0)
            return () => sections;
        var lists = new SectionNumbers(sections);
        var stage = new StageCount("draws of bargain, rates and exposure", count, progress);
        var numbers = work.Add(
            count,
            k =>
            {
                stage.Begins();
                var own = answers.KeptOrComputed(
                    Key(draws, k),
                    lists.Length,
                    () =>
                    {
                        stage.Computed();
                        return Drawn(draws, k, sections, lists, starts, cancellation);
                    }
                );
                stage.Done();
                return own.Numbers;
            }
        );
        return () => sections with { Drawn = lists.SpreadOf([.. numbers]) };
    }

    private static KeptNumbers Drawn(
        GameDraws draws,
        int k,
        SectionAnswers sections,
        SectionNumbers lists,
        PlayStarts starts,
        CancellationToken cancellation
    )
    {
        var drawn = draws.Of(draws.Whole(k));
        if (!drawn.Success)
            return new("", [.. Enumerable.Repeat(double.NaN, lists.Length)]);
        var game = drawn.Value;
        var own = new GameAnswers(game) { Start = starts.Of, IsInTurn = true };
        return new(
            "",
            lists.Of(
                sections.Bargaining is null ? null : BargainingAnswer.Of(game, 1, answers: own, cancellation: cancellation),
                sections.Chosen is null
                    ? null
                    : ChosenAnswer.Of(game, 1, answers: own, isHeldAgainstDeviations: false, cancellation: cancellation),
                ExposureAnswer.Of(game, 1, answers: own, cancellation: cancellation)
            )
        );
    }

    private static string Key(GameDraws draws, int draw)
    {
        var horizons = string.Join(',', draws.Game.Horizons.Select(h => h.Name));
        return FormattableString.Invariant(
            $"sections of draw {draw} {draws.Options.Seed} {string.Join('+', draws.Sources)} {horizons}"
        );
    }
}

/// <summary>Where each number of the sections lies among those of a draw.</summary>
/// <param name="data">The answers in the data, whose rows they are.</param>
internal sealed class SectionNumbers(SectionAnswers data)
{
    private const int OfZone = 4;
    private const int OfDeal = 4;
    private const int OfIdeal = 2;
    private const int OfSmallest = 2;
    private const int OfRate = 2;
    private const int OfExposure = 5;

    /// <summary>How many numbers a draw has.</summary>
    public int Length => Of(data.Bargaining, data.Chosen, data.Exposure).Length;

    /// <summary>The numbers of a game; not numbers where it has no such row.</summary>
    public ImmutableArray<double> Of(BargainingAnswer? bargaining, ChosenAnswer? chosen, ExposureAnswer exposure) =>
        [.. Bargain(bargaining), .. Rates(chosen), .. exposure.Rows.SelectMany(Exposure)];

    private IEnumerable<double> Bargain(BargainingAnswer? own)
    {
        if (data.Bargaining is not { } known)
            yield break;
        foreach (var row in known.Zone)
        {
            var found = own?.Zone.FirstOrDefault(z => (z.Horizon, z.Valuation, z.Scale) == (row.Horizon, row.Valuation, row.Scale));
            yield return found?.Country ?? double.NaN;
            yield return found?.Payers ?? double.NaN;
            yield return found?.Smallest ?? double.NaN;
            yield return Yes(found?.IsOpen);
        }
        foreach (var row in known.Deals)
        {
            var found = own?.Deals.FirstOrDefault(d => (d.Horizon, d.Valuation, d.Rule) == (row.Horizon, row.Valuation, row.Rule));
            yield return found?.Scale ?? double.NaN;
            yield return found?.Transfer ?? double.NaN;
            yield return found?.Country ?? double.NaN;
            yield return found?.Payers ?? double.NaN;
        }
        foreach (var row in known.Ideals)
        {
            var found = own?.Ideals.Where(i => (i.Horizon, i.Valuation) == (row.Horizon, row.Valuation)).ToList();
            yield return found is [var first, ..] ? first.Country : double.NaN;
            yield return found is [var second, ..] ? second.Payers : double.NaN;
        }
        foreach (var row in known.Smallest)
        {
            var found = own?.Smallest.FirstOrDefault(s => s.Horizon == row.Horizon);
            // No worth suffices: beyond all numbers, and a draw with an answer.
            yield return found is null ? double.NaN : found.Valuation ?? double.PositiveInfinity;
            yield return found?.Scale ?? double.NaN;
        }
    }

    private IEnumerable<double> Rates(ChosenAnswer? own)
    {
        for (var o = 0; o < (data.Chosen?.Outcomes.Length ?? 0); o++)
        {
            var (known, found) = (data.Chosen!.Outcomes[o], own?.Outcomes.ElementAtOrDefault(o));
            for (var v = 0; v < known.Rates.Length; v++)
            {
                var rate = found?.Rates.ElementAtOrDefault(v);
                yield return rate?.Rate ?? double.NaN;
                yield return Yes(rate is null ? null : rate.Standing == known.Rates[v].Standing);
            }
            foreach (var (_, countries) in known.Parties(data.Game))
                yield return found?.ByRates(countries) ?? double.NaN;
        }
    }

    private static IEnumerable<double> Exposure(ExposureRow row) =>
        [row.Elasticity ?? double.NaN, row.ImportShare, row.Power, row.Loss, row.Concentration];

    private static double Yes(bool? value) => value is { } known ? known ? 1 : 0 : double.NaN;

    /// <summary>The spreads of all rows.</summary>
    public SectionSpread SpreadOf(ImmutableArray<ImmutableArray<double>> draws)
    {
        var at = 0;
        return new SectionSpread(
            [.. Rows(data.Bargaining?.Zone.Length, OfZone, isShared: true)],
            [.. Rows(data.Bargaining?.Deals.Length, OfDeal).Select(WithShare)],
            [.. Rows(data.Bargaining?.Ideals.Length, OfIdeal)],
            [.. Rows(data.Bargaining?.Smallest.Length, OfSmallest)],
            [.. Outcomes(out var byRates)],
            byRates,
            [.. Rows(data.Exposure.Rows.Length, OfExposure)]
        );

        ImmutableArray<RowSpread> Rows(int? count, int length, bool isShared = false) =>
            [.. Enumerable.Range(0, count ?? 0).Select(_ => Row(length, isShared))];

        // Where the last number says whether something is so, its share of draws.
        RowSpread Row(int length, bool isShared)
        {
            var first = at;
            at += length;
            var told = isShared ? length - 1 : length;
            return new RowSpread(
                [.. Enumerable.Range(first, told).Select(Number)],
                isShared ? Average(draws.Select(draw => draw[first + told])) : double.NaN
            );
        }

        // A deal that there is not has no numbers: it is the share that says so.
        RowSpread WithShare(RowSpread row) =>
            row with { Share = (double)row.Values[0].Draws / Math.Max(1, row.Values[0].Draws + row.Values[0].Without) };

        ImmutableArray<ImmutableArray<RowSpread>> Outcomes(out ImmutableArray<ImmutableArray<Spread>> byRates)
        {
            var rates = ImmutableArray.CreateBuilder<ImmutableArray<RowSpread>>();
            var gains = ImmutableArray.CreateBuilder<ImmutableArray<Spread>>();
            foreach (var outcome in data.Chosen?.Outcomes ?? [])
            {
                rates.Add(Rows(outcome.Rates.Length, OfRate, isShared: true));
                gains.Add([.. outcome.Parties(data.Game).Select(_ => Number(at++))]);
            }
            byRates = gains.ToImmutable();
            return rates.ToImmutable();
        }

        Spread Number(int number) => Spread.Of(draws.Select(draw => draw[number]));
    }

    private static double Average(IEnumerable<double> values) =>
        values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
