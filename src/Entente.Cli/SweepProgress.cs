using System.Diagnostics;
using System.Globalization;

namespace Entente.Cli;

/// <summary>How far a sweep is: a bar with the time left on a terminal, now and then a line elsewhere.</summary>
internal sealed class SweepProgress
{
    private const int Width = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenBars = TimeSpan.FromSeconds(0.2);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly int all;
    private readonly int before;
    private int done;
    private TimeSpan shown;

    /// <param name="all">Points of the sweep.</param>
    /// <param name="before">Points done by earlier runs.</param>
    public SweepProgress(int all, int before) => (this.all, this.before, done) = (all, before, before);

    /// <summary>Notes that points are done; safe from several threads.</summary>
    public void Add(int points)
    {
        lock (gate)
        {
            done += points;
            var (now, isTerminal) = (watch.Elapsed, !Console.IsErrorRedirected);
            if (now < Patience || now - shown < (isTerminal ? BetweenBars : BetweenLines))
                return;
            shown = now;
            var text = Text(now);
            if (isTerminal)
                Console.Error.Write($"\r{new string('#', (int)((long)Width * done / all)).PadRight(Width, '.')} {text}\u001b[K");
            else
                Console.Error.WriteLine(text);
        }
    }

    /// <summary>Clears the bar.</summary>
    public void End()
    {
        if (shown > TimeSpan.Zero && !Console.IsErrorRedirected)
            Console.Error.Write("\r\u001b[K");
    }

    private string Text(TimeSpan elapsed)
    {
        var left = TimeSpan.FromSeconds(elapsed.TotalSeconds / (done - before) * (all - done));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{done} of {all} points, {100.0 * done / all:0} %, {(done - before) / elapsed.TotalSeconds:0.0} a second, about "
                + $"{Length(left)} left"
        );
    }

    internal static string Length(TimeSpan time) =>
        time.TotalHours >= 1 ? FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s")
        : FormattableString.Invariant($"{time.TotalSeconds:0} s");
}
