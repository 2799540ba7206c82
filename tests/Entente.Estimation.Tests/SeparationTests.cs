using Entente.Estimation.Separations;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>The test files that ppmlhdfe comes with, 07 ("the hardest") included, which its own test leaves out.</summary>
public sealed class SeparationTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => Enumerable.Range(1, 18).Select(k => new TheoryDataRow<string>($"{k:00}"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_separated_row_is_found_and_no_other(string name)
    {
        var table = CsvTable.Read($"separation/{name}.csv");
        var result = Separation.Find(Problem(table));
        Assert.True(result.IsComplete);
        Assert.Equal(table.Text("separated").Select(text => text == "1"), result.Rows.ToArray());
        Certify(Problem(table), result);
    }

    [Fact]
    public void All_files_are_there()
    {
        var summary = CsvTable.Read("separation/summary.csv");
        Assert.Equal(Files.Select(row => row.Data + ".csv"), summary.Text("file"));
        for (var row = 0; row < summary.Rows; row++)
            Assert.Equal(summary.Numbers("n_separated")[row], Separation.Find(Problem(CsvTable.Read($"separation/{summary.Text("file")[row]}"))).Count);
    }

    [Theory]
    [InlineData("guide_example1")]
    [InlineData("guide_example2")]
    [InlineData("guide_fe1")]
    [InlineData("guide_fe2")]
    [InlineData("guide_fe3")]
    public void Guides_are_decided_by_certificate(string name)
    {
        var problem = Problem(CsvTable.Read($"separation/{name}.csv"));
        var result = Separation.Find(problem);
        Assert.True(result.IsComplete);
        Assert.True(result.Count > 0);
        Certify(problem, result);
    }

    [Fact]
    public void The_first_guide_has_its_true_constant()
    {
        var estimation = Estimator.Estimate(Problem(CsvTable.Read("separation/guide_example1.csv")));
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.Equal(RowFate.Separated, estimation.Fates.Span[4]);
        Assert.Equal(1, estimation.DroppedRows.Total);
        FixestTradeTests.Same("0.59095", estimation["(Intercept)"]);
        FixestTradeTests.Same("-0.47085", estimation["x3"]);
        FixestTradeTests.Same("-0.03779", estimation["x4"]);
    }

    /// <summary>z is made of regressors and effects, zero where y is above zero, above zero in separated rows, zero in all others.</summary>
    private static void Certify(EstimationProblem problem, SeparationResult result)
    {
        if (result.Certificate is not { } certificate)
        {
            Assert.Equal(0, result.Count);
            return;
        }
        var (z, y) = (certificate.ToArray(), problem.Outcome.Values.ToArray());
        for (var i = 0; i < z.Length; i++)
        {
            var made = problem.Regressors.Select((x, k) => result.Combination[k] * x.Values.Span[i]).Sum();
            made += problem.FixedEffects.Select((effect, q) => result.Effects[q][effect.Codes.Span[i]]).Sum();
            Assert.Equal(made, z[i], 1e-9 * Math.Max(1, Math.Abs(made)));
            Assert.True(result.Rows.Span[i] ? y[i] == 0 && z[i] > 0.5 : Math.Abs(z[i]) < 1e-6, $"row {i + 1}: {z[i]}");
        }
    }

    private static EstimationProblem Problem(CsvTable table)
    {
        string[] effects = [.. table.Names.Where(name => name.StartsWith("id", StringComparison.Ordinal) || name is "i" or "j")];
        Regressor[] constant = effects.Length == 0 ? [new("(Intercept)", Enumerable.Repeat(1.0, table.Rows).ToArray())] : [];
        return new()
        {
            Outcome = table.Regressor("y"),
            Regressors =
            [
                .. constant,
                .. table.Names.Where(name => name.StartsWith('x')).Select(table.Regressor),
            ],
            FixedEffects = [.. effects.Select(name => table.Grouping(name))],
        };
    }
}
