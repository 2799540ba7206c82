using Entente;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Testing;
using Xunit;

// Outside of our namespaces, as a reader of README is.
namespace ReadmeExamples;

/// <summary>The library example of README compiles and runs, and README shows it letter by letter.</summary>
public sealed class ReadmeExampleTests
{
    private static readonly StringWriter Said = new();

    [Fact]
    public void The_example_is_what_readme_shows_and_says_what_it_should()
    {
        string[] source = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Entente.Data.Tests", "ReadmeExampleTests.cs"));
        var compiled = source
            .SkipWhile(line => line.Trim() != "// README")
            .Skip(1)
            .TakeWhile(line => line.Trim() != "// end")
            .Select(line => line.Trim());
        var shown = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"))
            .SkipWhile(line => line != "```csharp")
            .Skip(1)
            .TakeWhile(line => line != "```");
        Assert.Equal(shown, compiled);
        Example();
        Assert.Equal(4, Said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("-0.526 %, Converged, residual ", Said.ToString(), StringComparison.Ordinal);
    }

    private static void Example()
    {
        // README
        var world = Worlds.Load("world-2023").Value;
        var baseline = Baseline.Create(world).Value;
        var joins = baseline.Solve(new Embargo { From = ["SRB"], To = ["RUS"], Both = true });
        Console.WriteLine($"{joins["real_income_pct:SRB"]:0.000} %, {joins.Status}, residual {joins.Residual:0e0}");
        Console.WriteLine($"of the only equilibrium: {joins.Certificate!.Uniqueness}");
        var inelastic = baseline.With(o => o with { Parameters = [new("trade", "all", 0.5)] }).Value;
        Console.WriteLine($"{inelastic.Solve(joins.Question.Measures)["real_income_pct:SRB"]:0.000} %");
        var rates = Enumerable.Range(0, 50).Select(r => new Tariff { By = ["eu27"], On = ["SRB"], Rate = 0.01 * r });
        var losses = baseline.SolveAll([.. rates.Select(rate => new[] { rate })], answer => answer["real_income_pct:SRB"]);
        Console.WriteLine($"{losses[0]:0.000} to {losses[^1]:0.000} %");
        // end
    }

    /// <summary>What the example writes to, in place of the screen.</summary>
    private static class Console
    {
        public static void WriteLine(string text) => Said.WriteLine(text);
    }
}
