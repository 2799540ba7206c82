using System.Diagnostics;
using System.Globalization;
using Entente.Positions.IdealPoints;
using Entente.Positions.Shipped;

namespace Entente.Bench;

/// <summary>How long ideal points of the General Assembly take, by threads, from the roll calls that come along.</summary>
internal static class AssemblyTimes
{
    private const int Runs = 3;

    public static void Run()
    {
        var clock = Stopwatch.StartNew();
        var rolls = new ShippedPositions().RollCalls;
        Write($"reading {rolls.Resolutions.Length} roll calls of {rolls.States.Length} states: {clock.Elapsed.TotalSeconds:0.00} s");
        double[]? first = null;
        foreach (var threads in new[] { 1, 2 })
        {
            var least = double.PositiveInfinity;
            AssemblyEstimate estimate = null!;
            for (var run = 0; run < Runs; run++)
            {
                clock.Restart();
                estimate = AssemblyPoints
                    .Estimate(rolls, new AssemblyOptions { Estimator = new OrdinalOptions { Threads = threads, Tolerance = 1e-7 } })
                    .Value;
                least = Math.Min(least, clock.Elapsed.TotalSeconds);
            }
            double[] points = [.. estimate.Rows().Select(row => row.Point)];
            first ??= points;
            Write($"{threads} threads: {least:0.00} s, {estimate.Estimate.Iterations} iterations, {estimate.Sessions.Length} sessions");
            Write($"  {points.Length} points, the same bits: {points.SequenceEqual(first)}");
        }
    }

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
