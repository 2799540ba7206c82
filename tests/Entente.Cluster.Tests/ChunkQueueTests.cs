using Entente.Cluster.Grains;
using Entente.Cluster.Stores;
using Xunit;

namespace Entente.Cluster.Tests;

/// <summary>Chunks given out, taken back, set aside.</summary>
public sealed class ChunkQueueTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_chunk_has_one_worker_at_a_time_and_comes_back_when_its_lease_runs_out()
    {
        var queue = Loaded(2, 3);
        Assert.Equal(new ChunkLease(0, 1), queue.Take("a", Soon));
        Assert.Equal(new ChunkLease(1, 1), queue.Take("b", Soon));
        Assert.Null(queue.Take("c", Soon));
        queue.Renew("b", new ChunkLease(1, 1), Soon * 3);
        // Somebody else's, and an older attempt: nothing is renewed.
        queue.Renew("b", new ChunkLease(0, 1), Soon * 3);
        Assert.Equal([("a", new ChunkLease(0, 1))], queue.RunOut(Soon * 2));
        Assert.True(queue.Failed("a", new ChunkLease(0, 1), "silent", isFinal: false));
        Assert.Equal(new ChunkLease(0, 2), queue.Take("c", Soon));
        // The first comes back late: its failure counts no more, its answer does.
        Assert.False(queue.Failed("a", new ChunkLease(0, 1), "late", isFinal: false));
        queue.Done("a", 0);
        queue.Done("c", 0);
        queue.Done("b", 1);
        var status = queue.Status(true);
        Assert.True(queue.IsOver);
        Assert.Equal((2, 2), (status.Done, status.Chunks));
        Assert.Equal([("a", 1), ("b", 1), ("c", 0)], status.Workers.Select(w => (w.Name, w.Done)));
    }

    [Fact]
    public void What_fails_again_and_again_is_set_aside_and_what_is_given_back_does_not_count()
    {
        var queue = Loaded(1, 2);
        Assert.Equal(new ChunkLease(0, 1), queue.Take("a", Soon));
        Assert.True(queue.Return("a", new ChunkLease(0, 1)));
        Assert.False(queue.Return("a", new ChunkLease(0, 1)));
        foreach (var attempt in new[] { 1, 2 })
        {
            Assert.Equal(new ChunkLease(0, attempt), queue.Take("a", Soon));
            Assert.True(queue.Failed("a", new ChunkLease(0, attempt), "no", isFinal: false));
        }
        Assert.Null(queue.Take("a", Soon));
        Assert.True(queue.IsOver);
        Assert.Equal([new ChunkAside(0, 2, "no")], queue.Status(true).Aside);
    }

    [Fact]
    public void Different_answers_are_no_answer()
    {
        var queue = Loaded(2, 3);
        var lease = queue.Take("a", TimeSpan.Zero)!.Value;
        queue.Done("b", 0);
        Assert.True(queue.Failed("a", lease, "different", isFinal: true));
        Assert.Equal((0, 1), (queue.Status(true).Done, queue.Status(true).Aside.Length));
    }

    [Fact]
    public void It_goes_on_from_what_was_noted()
    {
        var queue = new ChunkQueue(5, 2);
        queue.Load(
            [1, 7],
            [new(0, 1, "a", "no"), new(0, 2, "b", "no again"), new(1, 1, "a", null), new(2, 1, "c", null), new(3, 1, "a", "no")],
            Soon
        );
        Assert.Equal((1, 1), (queue.Status(true).Done, queue.Status(true).Aside.Length));
        Assert.Equal([new ChunkLease(3, 2), new ChunkLease(4, 1), null], new[] { 1, 2, 3 }.Select(_ => queue.Take("d", Soon)));
        Assert.Equal([("c", new ChunkLease(2, 1))], queue.RunOut(Soon * 2).Where(r => r.Worker == "c"));
    }

    private static ChunkQueue Loaded(int chunks, int most)
    {
        var queue = new ChunkQueue(chunks, most);
        queue.Load([], Array.Empty<ChunkAttempt>(), TimeSpan.Zero);
        return queue;
    }
}
