using BenchmarkDotNet.Attributes;
using Entente.Models;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>Solves of the usual shock on invented worlds by size, cold and on a prepared world, with allocations.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 3, iterationCount: 10)]
public class SizeBenchmarks
{
    private TimedQuestion question = null!;
    private World fresh = null!;

    [Params(20, 40, 80)]
    public int N { get; set; }

    [Params(10, 40, 80)]
    public int J { get; set; }

    [GlobalSetup]
    public void Make() => (question = Invented.Of(N, J, Invented.Usual)).WarmUp();

    [IterationSetup(Target = nameof(Cold))]
    public void Refresh() => fresh = question.FreshWorld();

    /// <summary>A world no solver has seen.</summary>
    [Benchmark]
    public Equilibrium Cold() => question.Solve(fresh);

    /// <summary>The next question to the same world.</summary>
    [Benchmark]
    public Equilibrium Next() => question.Solve(question.World);
}
