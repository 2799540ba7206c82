using BenchmarkDotNet.Attributes;
using Entente.CaliendoParro;
using Entente.Models;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>Solves of published questions, cold and on a prepared world, with allocations.</summary>
[MemoryDiagnoser]
public class SolveBenchmarks
{
    private TimedQuestion question = null!;
    private World fresh = null!;

    [Params("NAFTA tariffs", "WIOD embargo")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Read() => (question = TimedQuestion.All().First(q => q.Name == Name)).WarmUp();

    [IterationSetup(Target = nameof(Cold))]
    public void Refresh() => fresh = question.FreshWorld();

    /// <summary>A world no solver has seen.</summary>
    [Benchmark]
    public Equilibrium Cold() => TradeModel.Solve(fresh, question.Shock, Closure.Fixed);

    /// <summary>The next shock on the same world.</summary>
    [Benchmark]
    public Equilibrium Again() => TradeModel.Solve(question.World, question.Shock, Closure.Fixed);

    /// <summary>The plain joint iteration that solvers are measured against.</summary>
    [Benchmark(Baseline = true)]
    public int PlainJoint() => new PlainJointIteration(question.World, question.Shock).Solve(1e-10);
}
