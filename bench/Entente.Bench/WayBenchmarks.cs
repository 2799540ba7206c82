using BenchmarkDotNet.Attributes;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>
/// Ways to one answer on an invented world, prepared, with allocations; small, since the slowest way takes a thousand times the
/// fastest.
/// </summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 1, iterationCount: 5)]
public class WayBenchmarks
{
    private TimedQuestion question = null!;

    [Params(20)]
    public int N { get; set; }

    [Params(20)]
    public int J { get; set; }

    [GlobalSetup]
    public void Make() => question = Invented.Of(N, J, Invented.Usual);

    [Benchmark(Baseline = true)]
    public object Joint() => Way.Default.Go(question);

    [Benchmark]
    public object Nested() => Way.Nested.Go(question);

    [Benchmark]
    public object NestedNewton() => Way.NestedNewton.Go(question);

    [Benchmark]
    public object PlainJoint() => Way.PlainJoint.Go(question);

    [Benchmark]
    public object Plain() => Way.Plain.Go(question);
}
