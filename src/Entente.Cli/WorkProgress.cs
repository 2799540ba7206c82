using System.Diagnostics;
using System.Globalization;

namespace Entente.Cli;

/// <summary>How far long work is: a bar with the time left on a terminal, now and then a line elsewhere.</summary>
/// <param name="what">What is counted, for people, e.g. <c>plays</c>.</param>
/// <param name="all">How many there will be, as far as is known.</param>
/// <param name="isSure">Whether there cannot be more.</param>
internal sealed class WorkProgress(string what, int all, bool isSure)
{
    private const int Width = 30;

    /// <summary>Shorter work needs no word: on a terminal, and elsewhere.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceOfLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenBars = TimeSpan.FromSeconds(0.2);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan shown;
    private bool isShown;
    private bool isOver;
    private int most;

    /// <summary>Says on a terminal what is begun, also where the first of it takes long.</summary>
    public void Begin()
    {
        lock (gate)
            if (!Console.IsErrorRedirected)
                Show(Text(TimeSpan.Zero, 0), isTerminal: true);
    }

    /// <summary>Notes how many are done; safe from several threads, in any order. Nothing once it has ended.</summary>
    /// <param name="done">How many.</param>
    /// <param name="now">How many of them were not known from earlier runs.</param>
    public void At(int done, int now)
    {
        lock (gate)
        {
            most = Math.Max(most, done);
            var (elapsed, isTerminal) = (watch.Elapsed, !Console.IsErrorRedirected);
            var between = isTerminal ? BetweenBars : BetweenLines;
            if (isOver || elapsed < (isTerminal ? Patience : PatienceOfLines) || (isShown && elapsed - shown < between))
                return;
            shown = elapsed;
            Show(Text(elapsed, now), isTerminal);
        }
    }

    /// <summary>Clears the bar; where lines are written, says how long it took if it was long.</summary>
    public void End()
    {
        lock (gate)
        {
            if (!isOver && !Console.IsErrorRedirected && isShown)
                Console.Error.Write("\r\u001b[K");
            else if (!isOver && Console.IsErrorRedirected && watch.Elapsed >= PatienceOfLines)
                Console.Error.WriteLine($"{most} {what} in {Length(watch.Elapsed)}");
            isOver = true;
        }
    }

    private int All => Math.Max(1, Math.Max(all, most));

    private void Show(string text, bool isTerminal)
    {
        isShown = true;
        if (isTerminal)
            Console.Error.Write($"\r{new string('#', (int)((long)Width * most / All)).PadRight(Width, '.')} {text}\u001b[K");
        else
            Console.Error.WriteLine(text);
    }

    /// <summary>How far it is, and how long the rest takes once one is done that was not known.</summary>
    private string Text(TimeSpan elapsed, int now)
    {
        var count = FormattableString.Invariant($"{most} of {(isSure ? "" : "about ")}{All} {what}");
        if (now == 0)
            return count;
        var left = TimeSpan.FromSeconds(elapsed.TotalSeconds / now * (All - most));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{count}, {100.0 * most / All:0} %, {now / elapsed.TotalSeconds:0.0} a second, about {Length(left)} left"
        );
    }

    private static string Length(TimeSpan time) =>
        time.TotalHours >= 1 ? FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s")
        : FormattableString.Invariant($"{time.TotalSeconds:0} s");
}
