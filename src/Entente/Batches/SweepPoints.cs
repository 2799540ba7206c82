using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Batches;

/// <summary>The points of a sweep: the values of its parameters, and where each lies among the others.</summary>
internal sealed class SweepPoints
{
    /// <summary>From this ratio of largest to least value on, differences are those of logs.</summary>
    private const double WideRatio = 10;

    private readonly Sweep sweep;
    private readonly (Func<double, double> Scale, double Hub)[] scales;

    public SweepPoints(Sweep sweep)
    {
        this.sweep = sweep;
        Hub = [.. sweep.Axes.SelectMany(axis => axis.Rows[axis.Rows.Length / 2]), .. sweep.Drawn.Select(draw => draw.Distribution.Median)];
        scales =
        [
            .. sweep
                .Axes.SelectMany(axis => axis.Parameters.Select((_, p) => (axis.Rows.Min(row => row[p]), axis.Rows.Max(row => row[p]))))
                .Concat(sweep.Drawn.Select(draw => (draw.Distribution.Quantile(0.05), draw.Distribution.Quantile(0.95))))
                .Select((range, p) => Scaled(range.Item1, range.Item2, Hub[p])),
        ];
    }

    /// <summary>Number of points, more than can be asked where it is above <see cref="int.MaxValue"/>.</summary>
    public long Count =>
        sweep.Axes.Aggregate((long)sweep.Draws, (count, axis) => Math.Min(count * axis.Rows.Length, long.MaxValue / int.MaxValue));

    /// <summary>The values in the middle: where the question solved first lies.</summary>
    public ImmutableArray<double> Hub { get; }

    /// <summary>The draw of a point.</summary>
    public int Draw(int point) => point % sweep.Draws;

    /// <summary>The random numbers of a point.</summary>
    public CounterRandom Random(int point) => new CounterRandom(sweep.Seed).At(Draw(point));

    /// <summary>The value of every parameter at a point.</summary>
    public ImmutableArray<double> Values(int point)
    {
        var values = ImmutableArray.CreateBuilder<double>(Hub.Length);
        var stride = Count;
        foreach (var axis in sweep.Axes)
        {
            stride /= axis.Rows.Length;
            values.AddRange(axis.Rows[(int)(point / stride % axis.Rows.Length)]);
        }
        var random = Random(point);
        for (var d = 0; d < sweep.Drawn.Length; d++)
            values.Add(sweep.Drawn[d].Distribution.Quantile(random.Uniform(d)));
        return values.MoveToImmutable();
    }

    public BatchPlace Place(int point) =>
        new(
            [.. Values(point).Select((value, p) => scales[p].Scale(value) - scales[p].Hub)],
            Math.Sqrt(sweep.DrawnCosts.Length + (sweep.OfWorld is null ? 0 : 1))
        );

    /// <summary>Least and largest value of each parameter over all points.</summary>
    public (ImmutableArray<double> Least, ImmutableArray<double> Most) Range()
    {
        var (least, most) = (Hub.ToArray(), Hub.ToArray());
        var position = 0;
        foreach (var axis in sweep.Axes)
            for (var p = 0; p < axis.Parameters.Length; p++, position++)
                (least[position], most[position]) = (axis.Rows.Min(row => row[p]), axis.Rows.Max(row => row[p]));
        for (var draw = 0; draw < sweep.Draws && sweep.Drawn.Length > 0; draw++)
            for (var (d, random) = (0, Random(draw)); d < sweep.Drawn.Length; d++)
            {
                var value = sweep.Drawn[d].Distribution.Quantile(random.Uniform(d));
                (least[position + d], most[position + d]) = (Math.Min(least[position + d], value), Math.Max(most[position + d], value));
            }
        return ([.. least], [.. most]);
    }

    private static (Func<double, double>, double) Scaled(double least, double most, double hub)
    {
        if (least > 0 && most / least > WideRatio)
        {
            var width = Math.Log(most / least);
            return (value => Math.Log(value) / width, Math.Log(hub) / width);
        }
        var range = most > least ? most - least : 1;
        return (value => value / range, hub / range);
    }
}
