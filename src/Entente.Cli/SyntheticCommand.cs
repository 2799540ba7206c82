using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Entente.CaliendoParro;
using Entente.Data.Output;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Models;
using Entente.Synthetic;

namespace Entente.Cli;

/// <summary><c>entente world synthetic</c>: invents worlds of any size, and tells what solving one takes.</summary>
internal static class SyntheticCommand
{
    /// <summary>What the trial multiplies all costs between countries by.</summary>
    private const double TrialFactor = 1.1;

    private static readonly Option<int> Countries = Whole("--countries", "Number of countries", 60, 2, 1000);
    private static readonly Option<int> Sectors = Whole("--sectors", "Number of sectors", 40, 1, 1000);
    private static readonly Option<int> Seed = new Option<int>("--seed")
    {
        Description = "The same seed gives the same world",
        DefaultValueFactory = _ => 1,
    }.Whole();
    private static readonly Option<double> Zeros = new Option<double>("--zeros")
    {
        Description = "Share of flows between countries that are zero",
        DefaultValueFactory = _ => new SyntheticOptions { Countries = 2, Sectors = 1 }.Zeros,
    }.Number("a number from 0 to below 1", value => value is >= 0 and < 1);
    private static readonly Option<string?> Out = new("--out") { Description = "Where the world shall appear", HelpName = "DIR" };
    private static readonly Option<bool> Solve = new("--solve")
    {
        Description = "Solve a trial on it, all trade between countries 10 % dearer, and print time and memory",
    };

    private const string Purpose = """
        Invent a world: gravity between places on a sphere, few large countries and many small, many zeros, technology that feeds on itself.

        Examples:
          entente world synthetic --countries 60 --sectors 40 --seed 1 --out invented
          entente world synthetic --countries 265 --sectors 170 --solve
        """;

    public static Command Create()
    {
        var command = new Command(
            "synthetic",
            Purpose
        )
        {
            Countries,
            Sectors,
            Seed,
            Zeros,
            Out,
            Solve,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Out) is null && !result.GetValue(Solve))
                result.AddError("--out expects a folder, unless there is --solve");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Out) is { } place && WorldMaking.WhyNot(place) is { } code)
            return code;
        var watch = Stopwatch.StartNew();
        var world = SyntheticWorld.Create(
            new SyntheticOptions
            {
                Countries = parsed.GetValue(Countries),
                Sectors = parsed.GetValue(Sectors),
                Seed = parsed.GetValue(Seed),
                Zeros = parsed.GetValue(Zeros),
            }
        );
        Console.WriteLine(Text($"{world.Identity.Title}, made in {watch.Elapsed.TotalSeconds:0.0} s"));
        if (parsed.GetValue(Out) is { } output)
        {
            WorldWriter.Write(world, output, compress: true);
            Console.WriteLine($"{output}: {world.Countries.Length} countries, {world.Sectors.Length} sectors");
        }
        return parsed.GetValue(Solve) ? Try(world, cancellation) : CommandLine.Done;
    }

    private static int Try(World world, CancellationToken cancellation)
    {
        var shock = new ShockBuilder(world);
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; i != n && j < world.Sectors.Length; j++)
                    shock.MultiplyTradeCost(n, i, j, TrialFactor);
        var watch = Stopwatch.StartNew();
        var solved = TradeModel.Solve(world, shock.Build(), Closure.Fixed, new SolveOptions { Cancellation = cancellation });
        var elapsed = watch.Elapsed;
        using var process = Process.GetCurrentProcess();
        var array = 8.0 * world.Trade.Span.Length;
        Console.WriteLine(
            Text($"trial: {StatusNames.Of(solved.Status)}, residual {solved.Residuals?.Largest ?? solved.SearchResidual:0.0e0}, ")
                + Text($"{solved.Iterations} iterations, {solved.Evaluations} evaluations, {elapsed.TotalSeconds:0.00} s")
        );
        Console.WriteLine(
            Text($"largest memory of the process {process.PeakWorkingSet64 / 1e6:0} MB; the array of trade alone {array / 1e6:0.0} MB")
        );
        return solved.Converged ? CommandLine.Done : CommandLine.NotSolved;
    }

    private static Option<int> Whole(string name, string description, int usual, int least, int most) =>
        new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual }.Whole(least, most);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
