using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Places for work: people first, no more waiting than was promised.</summary>
public sealed class BusyTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(800);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_would_wait_too_long_is_sent_away()
    {
        var busy = new Busy(1, TimeSpan.FromSeconds(1));
        using var first = await busy.Enter(Long, isPerson: false, Cancellation);
        var second = busy.Enter(Long, isPerson: false, Cancellation);
        Assert.False(second.IsCompleted);
        // 400 ms are left of the first as far as anybody knows, 800 ms of the second.
        Assert.Equal(1200, busy.Wait.TotalMilliseconds);
        Assert.Null(await busy.Enter(TimeSpan.FromMilliseconds(1), isPerson: false, Cancellation));
        first!.Dispose();
        first.Dispose();
        using var turn = await second;
        Assert.NotNull(turn);
        Assert.Equal(400, busy.Wait.TotalMilliseconds);
    }

    /// <summary>Where work takes four times what was estimated a wait is four times as long; where less, none is shorter.</summary>
    [Fact]
    public async Task Estimates_follow_how_long_work_has_lately_taken()
    {
        var clock = new Hand();
        var busy = new Busy(1, TimeSpan.FromSeconds(1), clock);
        for (var one = 0; one < 60; one++)
        {
            using var work = await busy.Enter(Long, isPerson: false, Cancellation);
            clock.Move(4 * Long);
        }
        using (await busy.Enter(Long, isPerson: false, Cancellation))
        {
            Assert.Equal(1600, busy.Wait.TotalMilliseconds, 1);
            Assert.Null(await busy.Enter(Long, isPerson: false, Cancellation));
        }
        for (var one = 0; one < 60; one++)
            (await busy.Enter(Long, isPerson: false, Cancellation))!.Dispose();
        using (await busy.Enter(Long, isPerson: false, Cancellation))
            Assert.Equal(400, busy.Wait.TotalMilliseconds);
    }

    /// <summary>Who asks before he has anything to do is told the same, and counted.</summary>
    [Fact]
    public async Task Who_asks_whether_he_is_sent_away_is_told_as_if_he_had_come()
    {
        var busy = new Busy(2, TimeSpan.FromMilliseconds(600));
        using var first = await busy.Enter(Long, isPerson: false, Cancellation);
        Assert.False(busy.SendsAway());
        using var second = await busy.Enter(Long, isPerson: false, Cancellation);
        // 400 ms are left on either place.
        Assert.False(busy.SendsAway());
        var third = busy.Enter(Long, isPerson: false, Cancellation);
        Assert.True(busy.SendsAway());
        Assert.Null(await busy.Enter(Long, isPerson: false, Cancellation));
        Assert.Equal(2, busy.TurnedAway);
        first!.Dispose();
        using var turn = await third;
        Assert.False(busy.SendsAway());
    }

    [Fact]
    public async Task People_go_before_programs_and_are_never_sent_away()
    {
        var busy = new Busy(1, TimeSpan.FromSeconds(1));
        var first = await busy.Enter(Long, isPerson: false, Cancellation);
        var program = busy.Enter(Long, isPerson: false, Cancellation);
        var one = busy.Enter(Long, isPerson: true, Cancellation);
        var two = busy.Enter(Long, isPerson: true, Cancellation);
        first!.Dispose();
        (await one)!.Dispose();
        Assert.False(program.IsCompleted && !two.IsCompleted);
        (await two)!.Dispose();
        (await program)!.Dispose();
        Assert.Equal(TimeSpan.Zero, busy.Wait);
    }

    /// <summary>What a program has asked for and somebody at a page comes to wait for goes before other programs.</summary>
    [Fact]
    public async Task Work_that_a_person_joins_goes_before_that_of_programs()
    {
        var busy = new Busy(1, TimeSpan.FromSeconds(10));
        var first = await busy.Enter(Long, isPerson: false, Cancellation);
        var program = busy.Enter(Long, isPerson: false, Cancellation);
        var urgency = new Urgency(isPerson: false);
        var joined = busy.Enter(Long, urgency, Cancellation);
        var person = busy.Enter(Long, isPerson: true, Cancellation);
        busy.Hurry(urgency);
        busy.Hurry(urgency);
        first!.Dispose();
        var before = await person;
        Assert.False(joined.IsCompleted);
        before!.Dispose();
        var after = await joined;
        Assert.False(program.IsCompleted);
        after!.Dispose();
        (await program)!.Dispose();
        Assert.Equal(TimeSpan.Zero, busy.Wait);
    }

    [Fact]
    public async Task People_do_not_wait_for_programs_that_have_all_places()
    {
        var busy = new Busy(1, TimeSpan.FromSeconds(10));
        using var program = await busy.Enter(Long, isPerson: false, Cancellation);
        using var person = await busy.Enter(Long, isPerson: true, Cancellation);
        Assert.NotNull(person);
        Assert.True(busy.IsFull);
        Assert.False(busy.Enter(Long, isPerson: true, Cancellation).IsCompleted);
        Assert.False(busy.Enter(Long, isPerson: false, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_takes_no_place()
    {
        var busy = new Busy(1, TimeSpan.FromSeconds(1));
        var first = await busy.Enter(Long, isPerson: true, Cancellation);
        using var patience = new CancellationTokenSource();
        var second = busy.Enter(Long, isPerson: true, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first!.Dispose();
        using var third = await busy.Enter(Long, isPerson: false, Cancellation);
        Assert.NotNull(third);
    }

    /// <summary>A clock that is moved by hand.</summary>
    private sealed class Hand : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Move(TimeSpan by) => ticks += by.Ticks;
    }
}
