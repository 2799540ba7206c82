using System.Collections.Immutable;
using Entente.Batches;
using Xunit;

namespace Entente.Tests.Batches;

/// <summary>A batch is the same whatever the threads; who starts from whom is fixed beforehand.</summary>
public sealed class BatchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_question_starts_from_the_nearest_one_answered_before(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<BatchPlace> places =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(_ => new BatchPlace(
                    [random.NextDouble() - 0.5, random.NextDouble() - 0.5],
                    random.Next(4) == 0 ? random.NextDouble() : 0
                )),
        ];
        var steps = WarmStarts.Plan(places);

        Assert.Equal(Enumerable.Range(0, 40), steps.Select(s => s.Question).Order());
        var done = new List<int>();
        foreach (var step in steps)
        {
            var chosen = step.From < 0 ? FromHub(step.Question) : Between(step.From, step.Question);
            Assert.True(step.From < 0 || done.Contains(step.From));
            Assert.All(done, other => Assert.True(chosen <= Between(other, step.Question)));
            Assert.True(chosen <= FromHub(step.Question));
            done.Add(step.Question);
        }

        double FromHub(int q) => places[q].Coordinates.Sum(c => c * c) + places[q].Spread * places[q].Spread;
        double Between(int a, int b) =>
            places[a].Coordinates.Zip(places[b].Coordinates, (x, y) => (x - y) * (x - y)).Sum()
            + places[a].Spread * places[a].Spread
            + places[b].Spread * places[b].Spread;
    }

    [Fact]
    public void What_is_drawn_for_each_alone_starts_from_the_hub() =>
        Assert.All(WarmStarts.Plan([.. Enumerable.Repeat(new BatchPlace([], 1), 9)]), step => Assert.Equal(-1, step.From));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Answers_are_those_of_one_thread_and_one_chunk_at_a_time(int threads)
    {
        var expected = Chain(100, 16).All(new BatchOptions());
        Assert.Equal(expected, Chain(100, 16).All(new BatchOptions { Threads = threads }));
        var parts = new ImmutableArray<double>[7];
        foreach (var chunk in new[] { 6, 0, 3, 1, 5, 2, 4 })
            Chain(100, 16).Run([chunk], (c, answers) => parts[c] = answers, new BatchOptions { Threads = threads });
        Assert.Equal(expected, parts.SelectMany(p => p));
        // What an answer is depends on its start here: another chunking is another batch.
        Assert.NotEqual(expected, Chain(100, 50).All(new BatchOptions()));
    }

    [Fact]
    public void An_empty_batch_has_no_answers() => Assert.Empty(Chain(0, 16).All(new BatchOptions { Threads = 3 }));

    [Fact]
    public void Stopping_ends_between_chunks_and_hands_over_what_is_done()
    {
        using var stop = new CancellationTokenSource();
        var done = new List<int>();
        Chain(100, 10)
            .Run(
                Enumerable.Range(0, 10),
                (chunk, answers) =>
                {
                    Assert.Equal(10, answers.Length);
                    done.Add(chunk);
                    if (done.Count == 3)
                        stop.Cancel();
                },
                new BatchOptions { Stop = stop.Token }
            );
        Assert.Equal([0, 1, 2], done);
        Assert.Throws<OperationCanceledException>(() => Chain(100, 10).All(new BatchOptions { Stop = stop.Token }));
    }

    [Fact]
    public void A_failure_on_any_thread_comes_out_where_the_batch_was_started()
    {
        var batch = new Batch<int, object>(50, 5)
        {
            Place = _ => new([]),
            Answer = (q, _, _) => q == 37 ? throw new InvalidTimeZoneException("37") : (q, null),
        };
        Assert.Equal("37", Assert.Throws<InvalidTimeZoneException>(() => batch.All(new BatchOptions { Threads = 3 })).Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            Chain(100, 10).All(new BatchOptions { Threads = 2, Cancellation = cancelled.Token })
        );
    }

    /// <summary>Answers that tell where they started.</summary>
    private static Batch<double, object> Chain(int count, int chunk) =>
        new(count, chunk)
        {
            Place = q => new BatchPlace([Math.Sin(q)]),
            Answer = (q, start, _) => (start is double from) ? (from / 3 + q, (object)(from / 3 + q)) : (q, (object)(double)q),
        };
}
