using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Numerics;
using Entente.Uncertainty;

namespace Entente.Games.Uncertainty;

/// <summary>Where the spread of what options are better by than the first comes from.</summary>
/// <param name="point">The answer in the data.</param>
/// <param name="draws">The draws.</param>
internal sealed class DrawnGains(AlignmentAnswer point, GameDraws draws)
{
    /// <summary>Elasticities that are named for a tail.</summary>
    private const int MostElasticities = 5;

    private readonly DrawnPayoffs payoffs = new(point);

    private AlignmentGame Game => point.Answers.Game;

    private ImmutableArray<string> Sources => draws.Sources;

    /// <summary>Every country under pressure at every horizon, and over all.</summary>
    public static IEnumerable<(int Pressed, int? Horizon)> Asked(AlignmentAnswer point) =>
        from p in Enumerable.Range(0, point.Answers.Game.Pressed.Length)
        from horizon in point.Horizons
        select (p, horizon);

    /// <summary>Shares of the variance by source, and the spread from each source alone.</summary>
    /// <param name="whole">Payoffs when nobody answers by draw.</param>
    /// <param name="mixed">By source, payoffs when nobody answers by pair, that source from the second of the pair.</param>
    /// <param name="alone">By source, the same by draw, that source alone drawn.</param>
    /// <param name="isKnown">Whether a country's gain by an option at a horizon is known well enough to be shared out; null: it is.</param>
    public IEnumerable<GainDriver> DriversOf(
        ImmutableArray<ImmutableArray<double>> whole,
        IReadOnlyList<ImmutableArray<ImmutableArray<double>>> mixed,
        IReadOnlyList<ImmutableArray<ImmutableArray<double>>> alone,
        Func<int, int, int?, bool>? isKnown = null
    )
    {
        var pairs = draws.Options.Pairs;
        foreach (var (p, horizon) in Asked(point))
            for (var o = 1; o < Game.Pressed[p].Options.Length; o++)
            {
                if (isKnown?.Invoke(p, o, horizon) == false)
                    continue;
                ImmutableArray<double> gains = [.. whole.Select(draw => Gain(x => Short(draw, p, x, horizon)))];
                var other = mixed.Select(m => m.Select(draw => Gain(x => Short(draw, p, x, horizon))).ToList()).ToList();
                var sound = Enumerable
                    .Range(0, pairs)
                    .Where(k => !double.IsNaN(gains[k] + gains[k + pairs]) && other.All(m => !double.IsNaN(m[k])))
                    .ToList();
                var shares =
                    sound.Count >= 2
                        ? SobolIndices.Of(
                            [.. sound.Select(k => gains[k])],
                            [.. sound.Select(k => gains[k + pairs])],
                            [.. other.Select(m => sound.Select(k => m[k]).ToImmutableArray())]
                        )
                        : null;
                for (var s = 0; s < Sources.Length; s++)
                    yield return new GainDriver(
                        p,
                        o,
                        horizon,
                        Sources[s],
                        shares?.FirstOrder[s] ?? double.NaN,
                        shares?.FirstOrderErrors[s] ?? double.NaN,
                        shares?.Total[s] ?? double.NaN,
                        shares?.TotalErrors[s] ?? double.NaN,
                        sound.Count,
                        Spread.Of(Alone(alone[s].Select(draw => Gain(x => Short(draw, p, x, horizon))).ToList()))
                    );

                double Gain(Func<int, double> payoff) => payoff(o) - payoff(0);
            }

        // A fit is asked of what was not solved.
        SampledNumber Alone(List<double> values) => SampledNumber.Of(values, isKnown is null ? 0 : values.Count, []);
    }

    /// <summary>What a row of payoffs when nobody answers has for an option.</summary>
    private double Short(ImmutableArray<double> gains, int pressed, int option, int? horizon)
    {
        var before = (Game.Pressed.Take(pressed).Sum(p => p.Options.Length) + option) * Game.Horizons.Length;
        if (horizon is { } h)
            return gains[before + h];
        var sum = 0.0;
        for (var at = 0; at < Game.Horizons.Length; at++)
            sum += Game.Weights[at] * gains[before + at];
        return sum;
    }

    /// <summary>The elasticities that are farthest from their medians where a gain is worst.</summary>
    /// <param name="sample">The draws.</param>
    public IEnumerable<TailDriver> TailsOf(DrawnSample sample)
    {
        var deviations = Enumerable.Range(0, sample.All.Count()).Select(draws.Deviations).ToList();
        if (draws.Elasticities.IsEmpty)
            yield break;
        foreach (var (p, horizon) in Asked(point))
            for (var o = 1; o < Game.Pressed[p].Options.Length; o++)
            {
                var gains = sample
                    .Of(draw =>
                        payoffs.PayoffOf(draw.Payoffs, p, o, horizon, Pulled.None)
                        - payoffs.PayoffOf(draw.Payoffs, p, 0, horizon, Pulled.None)
                    )
                    .Values.Select((gain, k) => (Draw: k, Gain: gain))
                    .Where(draw => !double.IsNaN(draw.Gain))
                    .OrderBy(draw => draw.Gain)
                    .ToList();
                var worst = gains.Take((int)Math.Ceiling(Quantiles.Low * gains.Count)).Select(draw => draw.Draw).ToList();
                if (worst.Count == 0)
                    continue;
                var found = draws
                    .Elasticities.Select((row, at) => (row, at))
                    .Where(e => e.row.Spread > 0)
                    .Select(e => new TailDriver(
                        p,
                        o,
                        horizon,
                        e.row.Sector,
                        worst.Average(k => deviations[k][e.at]),
                        1 / Math.Sqrt(worst.Count),
                        worst.Count
                    ))
                    .OrderByDescending(tail => Math.Abs(tail.Deviation))
                    .ThenBy(tail => tail.Sector)
                    .Take(MostElasticities);
                foreach (var tail in found)
                    yield return tail;
            }
    }
}
