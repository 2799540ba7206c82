using System.Collections.Concurrent;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>Work of several kinds that threads share.</summary>
public sealed class SharedWorkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(0)]
    public void Results_are_those_of_their_places_whatever_the_threads(int threads)
    {
        var work = new SharedWork();
        var (squares, nothing, words) = (work.Add(50, k => k * k), work.Add(0, k => k), work.Add(3, k => $"{k}"));
        work.Run(threads, Token);
        Assert.Equal(Enumerable.Range(0, 50).Select(k => k * k), squares);
        Assert.Empty(nothing);
        Assert.Equal(["0", "1", "2"], words);
    }

    [Fact]
    public void Pieces_are_begun_in_the_order_in_which_they_were_added_each_once()
    {
        var (work, begun) = (new SharedWork(), new ConcurrentQueue<(char Kind, int At)>());
        _ = work.Add(4, k => Noted('a', k));
        _ = work.Add(5, k => Noted('b', k));
        work.Run(1, Token);
        Assert.Equal(
            [.. Enumerable.Range(0, 4).Select(k => ('a', k)), .. Enumerable.Range(0, 5).Select(k => ('b', k))],
            begun
        );

        int Noted(char kind, int at)
        {
            begun.Enqueue((kind, at));
            return at;
        }
    }

    /// <summary>One thread at a long piece keeps none that could be done meanwhile.</summary>
    [Fact]
    public void A_thread_takes_one_piece_at_a_time()
    {
        using var others = new CountdownEvent(9);
        var work = new SharedWork();
        var waited = work.Add(1, _ => others.Wait(TimeSpan.FromMinutes(1), Token));
        _ = work.Add(9, _ => others.Signal());
        work.Run(2, Token);
        Assert.Equal([true], waited);
    }

    [Fact]
    public void It_ends_when_it_is_cancelled_or_a_piece_fails()
    {
        using var stop = new CancellationTokenSource();
        var (work, done) = (new SharedWork(), 0);
        _ = work.Add(
            100,
            k =>
            {
                if (k == 3)
                    stop.Cancel();
                return Interlocked.Increment(ref done);
            }
        );
        Assert.ThrowsAny<OperationCanceledException>(() => work.Run(2, stop.Token));
        Assert.InRange(done, 4, 8);
        var faulty = new SharedWork();
        _ = faulty.Add<int>(10, k => throw new InvalidOperationException($"{k}"));
        Assert.Throws<AggregateException>(() => faulty.Run(2, Token));
        var own = new SharedWork();
        _ = own.Add<int>(10, _ => throw new OperationCanceledException("of a solve"));
        Assert.Throws<OperationCanceledException>(() => own.Run(2, Token));
    }
}
