using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>Which option is the best at every place of a map, over draws.</summary>
internal sealed class DrawnMap
{
    /// <summary>Draws over all places.</summary>
    /// <param name="details">What the numbers of a draw are.</param>
    /// <param name="map">The map in the data.</param>
    /// <param name="sample">
    /// The draws; those of the surrogate count where what it puts on the wrong side, over all places, costs less than they gain.
    /// </param>
    public DrawnMap(DrawnDetails details, AlignmentFrontier map, DrawnSample sample)
    {
        var options = details.OptionsOf(map.Pressed);
        var alone = Of(isNear: false);
        var all = sample.HasSurrogate ? Of(isNear: true) : alone;
        (Probabilities, Draws, Exact, _) = all.Errors < alone.Errors ? all : alone;

        (ImmutableArray<ImmutableArray<ImmutableArray<double>>> Shares, int Draws, int Exact, double Errors) Of(bool isNear)
        {
            var (draws, exact, errors) = (0, 0, 0.0);
            ImmutableArray<ImmutableArray<ImmutableArray<double>>> shares =
            [
                .. map.Scales.Select(x => map.Scales.Select(y => At(x, y)).ToImmutableArray()),
            ];
            return (shares, draws, exact, errors);

            ImmutableArray<double> At(double x, double y)
            {
                var sampled = sample.Of(draw => Best(Payoffs(details, draw.Details, map, x, y)), isNear);
                var known = sampled.Values.Where(best => !double.IsNaN(best)).ToList();
                (draws, exact) = (known.Count, sampled.Exact);
                ImmutableArray<double> found =
                [
                    .. Enumerable
                        .Range(0, options)
                        .Select(o => known.Count == 0 ? double.NaN : (double)known.Count(b => b == o) / known.Count),
                ];
                for (var o = 0; o < options && known.Count > 0; o++)
                {
                    var error = sampled.ShareError(found[o], known.Count, best => best == o);
                    errors += error * error;
                }
                return found;
            }
        }
    }

    /// <summary>By pressure and retaliation, the share of draws in which each option is the best.</summary>
    public ImmutableArray<ImmutableArray<ImmutableArray<double>>> Probabilities { get; }

    /// <summary>Draws that it rests on.</summary>
    public int Draws { get; }

    /// <summary>How many of them were solved.</summary>
    public int Exact { get; }

    /// <summary>The payoffs of all options at a place of a map.</summary>
    public static List<double> Payoffs(DrawnDetails details, ImmutableArray<double> numbers, AlignmentFrontier map, double x, double y) =>
        [
            .. Enumerable
                .Range(0, details.OptionsOf(map.Pressed))
                .Select(o => details.PayoffOf(numbers, map.Pressed, o, map.Horizon, x, y)),
        ];

    private static double Best(List<double> payoffs) => payoffs.Exists(double.IsNaN) ? double.NaN : payoffs.IndexOf(payoffs.Max());
}
