using Entente.Estimation.Fitting;
using Entente.Estimation.Separations;
using Entente.Testing;
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
        var result = Estimate.Separation(Problem(table));
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
        {
            var table = CsvTable.Read($"separation/{summary.Text("file")[row]}");
            Assert.Equal(summary.Numbers("n_separated")[row], Estimate.Separation(Problem(table)).Count);
        }
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
        var result = Estimate.Separation(problem);
        Assert.True(result.IsComplete);
        Assert.True(result.Count > 0);
        Certify(problem, result);
    }

    /// <summary>
    /// The rectifier by itself, for problems too large for the rest, finds the same in these files, though it proves nothing.
    /// </summary>
    [Fact]
    public void The_rectifier_finds_what_is_separated_in_these_files_and_nothing_else()
    {
        var (found, all) = (0, 0);
        foreach (var name in Files.Select(row => row.Data))
        {
            var table = CsvTable.Read($"separation/{name}.csv");
            var (problem, fates) = (Problem(table), new RowFate[table.Rows]);
            var separated = table.Text("separated").Select(text => text == "1").ToArray();
            Screening.Drop(problem, fates, singletons: false);
            all += separated.Where((truth, i) => truth && fates[i] == RowFate.Kept).Count();
            while (Rectifier.Find(problem, new(), fates, TestContext.Current.CancellationToken)?.Values() is { } z)
                for (var i = 0; i < z.Length; i++)
                    if (fates[i] == RowFate.Kept && z[i] > 0.5)
                    {
                        Assert.True(separated[i], $"{name}, row {i + 1}");
                        fates[i] = RowFate.Separated;
                        found++;
                    }
        }
        Assert.Equal(all, found);
    }

    /// <summary>
    /// A hundred thousand rows with three effects, and a regressor that is one in zeros alone: they are found with proof, and the regressor
    /// is dropped.
    /// </summary>
    [Fact]
    public void Separation_is_found_at_size()
    {
        var made = MadeData.ThreeEffects(100_000, 7);
        var y = made.Outcome.Values.ToArray();
        double[] only = [.. Enumerable.Range(0, y.Length).Select(i => y[i] == 0 && i % 7 == 0 ? 1.0 : 0)];
        var problem = made with { Regressors = [.. made.Regressors, new("only", only)] };
        var result = Estimate.Separation(problem);
        Assert.True(result.IsComplete);
        Assert.Equal(only.Select(value => value > 0), result.Rows.ToArray().Select((row, i) => row && only[i] > 0));
        var estimation = Estimate.Of(problem);
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.Equal("only", Assert.Single(estimation.DroppedRegressors).Name);
    }

    [Fact]
    public void The_first_guide_has_its_true_constant()
    {
        var estimation = Estimate.Of(Problem(CsvTable.Read("separation/guide_example1.csv")));
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.Equal(RowFate.Separated, estimation.Fates.Span[4]);
        Assert.Equal(1, estimation.DroppedRows.Total);
        FixestTradeTests.Same("0.59095", estimation["(Intercept)"]);
        FixestTradeTests.Same("-0.47085", estimation["x3"]);
        FixestTradeTests.Same("-0.03779", estimation["x4"]);
    }

    /// <summary>
    /// z is made of regressors and effects, zero where y is above zero, above zero in separated rows, zero in all others.
    /// </summary>
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
