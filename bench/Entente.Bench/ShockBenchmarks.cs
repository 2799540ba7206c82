using BenchmarkDotNet.Attributes;
using Entente.Models;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>Solves on one invented world of 44 x 50 by shock, prepared, with allocations.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 3, iterationCount: 10)]
public class ShockBenchmarks
{
    private TimedQuestion question = null!;

    public static IEnumerable<string> Shocks => Invented.Shocks;

    [ParamsSource(nameof(Shocks))]
    public string Shock { get; set; } = "";

    [GlobalSetup]
    public void Make() => (question = Invented.ByShock().First(q => q.Name == Shock)).WarmUp();

    [Benchmark]
    public Equilibrium Next() => question.Solve(question.World);
}
