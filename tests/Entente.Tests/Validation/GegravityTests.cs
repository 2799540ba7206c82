using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Scenarios;
using Entente.Data.Tables;
using Entente.Gravity;
using Entente.Models;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>
/// The published example of gegravity (Herman): one-sector structural gravity, a trade agreement of Canada and Japan, in
/// every column of every file of its results.
///
/// How exact its files are they say themselves: conditional and experiment resistances solve the same equations there, and
/// differ by 1.2e-10 (inward) and 2.9e-9 (outward). The system of the experiment was solved last, from a good start, and is
/// exact; those of the baseline and the conditional ones were left at their solver's tolerance of 1e-8. So levels of the
/// experiment are held to 1e-11, the others to what the files allow, and changes in per cent to a hundred times the gap of the two
/// levels they compare. Entente's own residuals are below 1e-12.
/// </summary>
public sealed class GegravityTests
{
    /// <summary>Relative, of what the reference solved last.</summary>
    private const double Exact = 1e-11;

    /// <summary>Relative, of inward resistances it solved before.</summary>
    private const double Inward = 2e-10;

    /// <summary>Relative, of outward resistances it solved before, and of flows and ratios that hold them.</summary>
    private const double Outward = 4e-9;

    /// <summary>In percentage points: a hundred times the gap of outward resistances, which add up in sums of flows.</summary>
    private const double Change = 2e-7;

    private sealed record Column(string File, string Name, double Tolerance, Func<Example, int, double> Ours);

    private static readonly ImmutableArray<Column> Columns =
    [
        new("baseline_mr", "baseline omr", Outward, (e, n) => e.Fit.Outward[n]),
        new("baseline_mr", "baseline imr", Inward, (e, n) => e.Fit.Inward[n]),
        new("country_mr_terms", "baseline imr", Inward, (e, n) => e.Fit.Inward[n]),
        new("country_mr_terms", "conditional imr", Inward, (e, n) => e.Fit.Inward[n] * e.Conditional.Detail<Resistances>()!.Inward[n]),
        new("country_mr_terms", "experiment imr", Exact, (e, n) => e.Fit.Inward[n] * e.After.Detail<Resistances>()!.Inward[n]),
        new("country_mr_terms", "baseline omr", Outward, (e, n) => e.Fit.Outward[n]),
        new("country_mr_terms", "conditional omr", Outward, (e, n) => e.Fit.Outward[n] * e.Conditional.Detail<Resistances>()!.Outward[n]),
        new("country_mr_terms", "experiment omr", Exact, (e, n) => e.Fit.Outward[n] * e.After.Detail<Resistances>()!.Outward[n]),
        new("country_results", "factory gate price change (percent)", Change, (e, n) => Percent(e.After.Wages[n])),
        new("country_results", "omr change (percent)", Change, (e, n) => Percent(e.After.Detail<Resistances>()!.Outward[n])),
        new("country_results", "imr change (percent)", 100 * Inward, (e, n) => Percent(e.After.Detail<Resistances>()!.Inward[n])),
        new("country_results", "GDP change (percent)", Change, (e, n) => Percent(e.Comparison.RealWage[n])),
        new("country_results", "welfare statistic", Outward, (e, n) => 1 / e.Comparison.RealIncome[n]),
        new("country_results", "terms of trade change (percent)", Change, (e, n) => Percent(e.Comparison.RealWage[n])),
        new("country_results", "output change (percent)", Change, (e, n) => Percent(e.Comparison.Output[n, 0])),
        new("country_results", "expenditure change (percent)", Change, (e, n) => Percent(e.Comparison.NominalIncome[n])),
        new("country_results", "foreign exports change (percent)", Change, (e, n) => Percent(e.Comparison.Exports[n])),
        new("country_results", "foreign imports change (percent)", Change, (e, n) => Percent(e.Comparison.Imports[n])),
        new(
            "country_results",
            "intranational trade change (percent)",
            Change,
            (e, n) => Percent(e.After.Trade[n, n, 0] / e.Fit.World.Trade[n, n, 0])
        ),
    ];

    private sealed record Example(GravityFit Fit, Equilibrium Conditional, Comparison Comparison)
    {
        public Equilibrium After => Comparison.After;
    }

    [Fact]
    public void Every_country_and_column_is_that_of_the_published_example()
    {
        var folder = Reference.Folder("gegravity");
        var example = Solve();
        foreach (var file in Columns.GroupBy(c => c.File))
        {
            using var table = TableFile.Open(Path.Combine(folder, file.Key + ".csv"));
            // No column of the reference is left out.
            Assert.Equal(table.Columns.Skip(1).Order(StringComparer.Ordinal), file.Select(c => c.Name).Order(StringComparer.Ordinal));
            var countries = 0;
            for (; table.Read(); countries++)
                foreach (var column in file)
                    Equal(
                        table,
                        table.Columns.ToList().IndexOf(column.Name),
                        column.Ours(example, example.Fit.World.Country(table.Text(0).ToString())),
                        column.Tolerance,
                        column.Tolerance <= Outward
                    );
            Assert.Equal(30, countries);
        }
    }

    [Fact]
    public void Every_flow_is_that_of_the_published_example()
    {
        var folder = Reference.Folder("gegravity");
        var example = Solve();
        var world = example.Fit.World;
        using var table = TableFile.Open(Path.Combine(folder, "bilateral_trade_results.csv"));
        var flows = 0;
        for (; table.Read(); flows++)
        {
            var (i, n) = (world.Country(table.Text(0).ToString()), world.Country(table.Text(1).ToString()));
            var (before, after) = (world.Trade[n, i, 0], example.After.Trade[n, i, 0]);
            Equal(table, 2, before, Outward, true);
            Equal(table, 3, after, Outward, true);
            Equal(table, 4, Percent(after / before), Change, false);
        }
        Assert.Equal(900, flows);
    }

    /// <summary>The example resolves shares once; what that leaves out is of the second order, but not nothing.</summary>
    [Fact]
    public void Purchases_of_the_published_example_miss_expenditure_and_those_of_full_adjustment_do_not()
    {
        var example = Solve();
        var full = Solve(Adjustment.Full);

        Assert.InRange(example.After.Detail<Resistances>()!.AddingUpGap, 0.002, 0.0021);
        Assert.InRange(full.After.Detail<Resistances>()!.AddingUpGap, 0, 1e-12);
        Assert.Equal((0.418, 0.054), (Rounded(example, "CAN"), Rounded(example, "JPN")));
        Assert.NotEqual(Rounded(example, "CAN"), Rounded(full, "CAN"));

        static double Rounded(Example of, string country) =>
            Math.Round(Percent(of.Comparison.RealIncome[of.Fit.World.Country(country)]), 3);
    }

    private static Example Solve(Adjustment adjustment = Adjustment.OneStep)
    {
        var options = new SolveOptions { Tolerance = 1e-12 };
        var read = ScenarioFile.Read(Path.Combine(Repository.Root, "scenarios", "gravity-example.yaml")).Value;
        var fit = ((GravityModel)read.Model).Setup.Fit!;
        return new Example(fit, Answer(Adjustment.Conditional).After, Answer(adjustment));

        Comparison Answer(Adjustment how) =>
            new ScenarioAnswer(
                ResolvedScenario
                    .Create(read with { Model = new GravityModel(((GravityModel)read.Model).Setup with { Adjustment = how }) }, fit.World)
                    .Value,
                options
            )
                .Answer(0)
                .Comparison!;
    }

    private static double Percent(double hat) => 100 * (hat - 1);

    private static void Equal(TableFile row, int column, double actual, double tolerance, bool relative)
    {
        Assert.True(row.TryNumber(column, out var expected));
        Assert.True(
            Math.Abs(actual - expected) <= tolerance * (relative ? Math.Abs(expected) : 1),
            string.Create(CultureInfo.InvariantCulture, $"{row.Text(0)} {row.Columns[column]}: {actual:R}, expected {expected:R}")
        );
    }
}
