using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>The published questions, cold, on one thread, with the machine's bandwidth measured in the same run.</summary>
internal static class Quick
{
    private const int Runs = 200;
    private const double Tolerance = 1e-10;

    public static void Run()
    {
        var bandwidth = Timing.Bandwidth();
        Write($"bandwidth of one thread, reading: {bandwidth / 1e9:0.0} GB/s");
        foreach (var question in TimedQuestion.All())
            Measure(question, bandwidth);
    }

    private static void Measure(TimedQuestion question, double bandwidth)
    {
        var (times, searches) = (new List<double>(), new List<double>());
        Equilibrium answer = null!;
        var allocated = 0L;
        for (var run = 0; run < Runs; run++)
        {
            var world = question.FreshWorld();
            var before = GC.GetAllocatedBytesForCurrentThread();
            times.Add(
                Timing.Of(() => answer = TradeModel.Solve(world, question.Shock, Closure.Fixed, new SolveOptions { Tolerance = Tolerance }))
            );
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            world = question.FreshWorld();
            searches.Add(Timing.Of(() => Search(world, question.Shock)));
        }
        var plain = new List<double>();
        PlainJointIteration joint = null!;
        var evaluations = 0;
        for (var run = 0; run < 10; run++)
            plain.Add(Timing.Of(() => evaluations = (joint = new PlainJointIteration(question.World, question.Shock)).Solve(Tolerance)));
        using var joined = new JointSystem(answer.Given);
        var bytes = answer.Evaluations * joined.BytesPerEvaluation;
        Write(
            $"{question.Name}: {question.World.Countries.Length} x {question.World.Sectors.Length}, {answer.Status}, residual ",
            $"{answer.Residuals!.Largest:0.0e0}"
        );
        Write(
            $"  cold solve with certificate: least {times.Min():0.00}, median {Timing.Median(times):0.00} ms; search alone: least ",
            $"{searches.Min():0.00}, median {Timing.Median(searches):0.00} ms; {allocated / 1024.0 / 1024:0.0} MB allocated"
        );
        Write(
            $"  {answer.Evaluations} evaluations, {(double)bytes / question.ArrayBytes:0} passes over the arrays of trade and ",
            $"inputs; at the bandwidth of the machine they would take {1000 * bytes / bandwidth:0.00} ms"
        );
        Write(
            $"  plain joint Anderson iteration: median {Timing.Median(plain):0.0} ms, {evaluations} evaluations, {joint.Passes} ",
            $"passes; {Timing.Median(plain) / Timing.Median(times):0.0} times the solve"
        );
    }

    private static SolverResult Search(World world, Shock shock)
    {
        using var system = new JointSystem(new CounterfactualInputs(world, shock, Closure.Fixed));
        return Anderson.Solve(
            system.Residual,
            new double[system.Length],
            new SolverOptions { Tolerance = Tolerance, Weights = system.ResidualWeights }
        );
    }

    private static void Write(params FormattableString[] parts) =>
        Console.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));
}
