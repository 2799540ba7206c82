using System.Diagnostics;
using System.Numerics.Tensors;

namespace Entente.Testing.Timed;

/// <summary>Times in milliseconds on one thread, and what the machine can read in them.</summary>
internal static class Timing
{
    private const long BeyondCaches = 1L << 28;

    public static double Of(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>Does something again and again until a time is over, but at least and at most so often.</summary>
    public static void Repeat(Action action, double seconds, int least = 3, int most = 200)
    {
        var clock = Stopwatch.StartNew();
        for (var run = 0; run < least || (run < most && clock.Elapsed.TotalSeconds < seconds); run++)
            action();
    }

    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>
    /// Bytes a second that one thread sums from an array; the best of two seconds, since others may use the memory meanwhile.
    /// </summary>
    /// <param name="bytes">Size of the array; where caches hold it, it is read from them.</param>
    public static double Bandwidth(long bytes = BeyondCaches)
    {
        var cells = new double[bytes / sizeof(double)];
        Array.Fill(cells, 1);
        var (sum, readings) = (0.0, (int)Math.Max(1, BeyondCaches / 8 / bytes));
        var best = double.PositiveInfinity;
        Repeat(
            () =>
                best = Math.Min(
                    best,
                    Of(() =>
                    {
                        for (var reading = 0; reading < readings; reading++)
                            sum += TensorPrimitives.Sum<double>(cells);
                    })
                ),
            seconds: 2,
            least: 7
        );
        return sum > 0 ? readings * bytes / (best / 1000) : throw new InvalidOperationException("The array was not read.");
    }
}
