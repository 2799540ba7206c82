using System.Diagnostics;
using System.Globalization;

namespace Entente.Cli;

/// <summary>How far a game is: a bar with the time left on a terminal, now and then a line elsewhere.</summary>
/// <param name="what">What is counted, for people, e.g. <c>plays</c>.</param>
/// <param name="all">How many there will be, as far as is known.</param>
internal sealed class AlignProgress(string what, int all)
{
    private const int Width = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenBars = TimeSpan.FromSeconds(0.2);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan shown;
    private int most;

    /// <summary>Notes how many are done; safe from several threads.</summary>
    /// <param name="done">How many.</param>
    /// <param name="solved">How many of them were not kept from before.</param>
    public void At(int done, int solved)
    {
        lock (gate)
        {
            most = Math.Max(most, done);
            var (now, isTerminal) = (watch.Elapsed, !Console.IsErrorRedirected);
            if (now < Patience || now - shown < (isTerminal ? BetweenBars : BetweenLines))
                return;
            shown = now;
            var text = Text(now, Math.Max(1, solved));
            if (isTerminal)
                Console.Error.Write($"\r{new string('#', (int)((long)Width * most / All)).PadRight(Width, '.')} {text}\u001b[K");
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

    /// <summary>Searches may ask more often than foreseen.</summary>
    private int All => Math.Max(all, most);

    private string Text(TimeSpan elapsed, int solved)
    {
        var left = TimeSpan.FromSeconds(elapsed.TotalSeconds / solved * (All - most));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{most} of about {All} {what}, {100.0 * most / All:0} %, {solved / elapsed.TotalSeconds:0.0} a second, about "
                + $"{SweepProgress.Length(left)} left"
        );
    }
}
