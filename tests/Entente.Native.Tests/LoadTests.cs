using Xunit;

namespace Entente.Native.Tests;

/// <summary>Ten thousand calls and more leave nothing behind, and threads do not disturb one another.</summary>
[Collection(nameof(LoadTests))]
[CollectionDefinition(nameof(LoadTests), DisableParallelization = true)]
public sealed class LoadTests : IDisposable
{
    /// <summary>Rounds of five calls each, in stretches.</summary>
    private const int Rounds = 2_000;

    private const int Stretches = 5;

    /// <summary>
    /// What the memory of the process may grow by, heap and libraries' own, in the stretch in which it grows least: what is lost by
    /// calls is lost in every stretch, what the heap takes to work with in some.
    /// </summary>
    private const long MostGrowth = 8 << 20;

    private readonly Api api = new();
    private readonly SmallQuestion small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void Ten_thousand_calls_leave_memory_flat()
    {
        var before = api.Held;
        var world = api.OpenWorld(small.World).Handle;
        Round(world, 200);
        var held = new List<long> { Memory() };
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            Round(world, Rounds / Stretches);
            held.Add(Memory());
        }
        var grown = held.Zip(held.Skip(1), (one, next) => next - one).Min();
        Assert.Equal(Status.Done, api.Close(world));
        Assert.Equal(before, api.Held);
        Assert.True(grown < MostGrowth, $"{grown >> 20} MB more after each {5 * Rounds / Stretches} calls");
    }

    [Fact]
    public void Threads_get_the_same_bits_and_their_own_faults()
    {
        var before = api.Held;
        var world = api.OpenWorld(small.World).Handle;
        var expected = RealIncomes(world);
        var threads = Enumerable
            .Range(0, 8)
            .Select(t => new Thread(() =>
            {
                for (var round = 0; round < 20; round++)
                    if (t % 4 == 3)
                        Assert.Contains($"table{t}", Message(world, t), StringComparison.Ordinal);
                    else
                        Assert.Equal(expected, RealIncomes(world));
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        api.Close(world);
        Assert.Equal(before, api.Held);
    }

    private void Round(long world, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var answer = api.Answer(world, SmallQuestion.Json, """{ "cases": "tariff", "horizon": "long", "threads": 1 }""").Handle;
            Assert.Equal(Status.Done, api.DescribeAnswer(answer).Status);
            Assert.Equal(Status.Done, api.Fetch(answer, "flows", out _));
            Assert.Equal(Status.Faults, api.Fetch(answer, "nothing", out _));
            Assert.Equal(Status.Done, api.Close(answer));
        }
    }

    private List<string> RealIncomes(long world)
    {
        var answer = api.Answer(world, SmallQuestion.Json).Handle;
        using var countries = api.Table(answer, "countries");
        api.Close(answer);
        return [.. AnswerTests.Cells(countries.Column("real_income_pct"))];
    }

    private string Message(long world, int thread)
    {
        var answer = api.Answer(world, SmallQuestion.Json, """{ "cases": "tariff", "horizon": "long" }""").Handle;
        api.Fetch(answer, $"table{thread}", out var message);
        api.Close(answer);
        return message;
    }

    /// <summary>What the system has given this process, all that can be collected having been.</summary>
    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
