using System.Collections.Immutable;
using Entente.Positions.Joining;
using Entente.Positions.Shipped;
using Xunit;

namespace Entente.Positions.Tests;

/// <summary>The penalised logit, and what it says of joining.</summary>
public sealed class JoiningTests
{
    /// <summary>A fourfold table has a closed form: the log odds with a half added to each cell.</summary>
    [Fact]
    public void A_fourfold_table_has_half_a_case_more_in_each_cell()
    {
        var x = new List<ImmutableArray<double>>();
        var y = new List<bool>();
        void Add(double at, bool happened, int times)
        {
            for (var k = 0; k < times; k++)
            {
                x.Add([at]);
                y.Add(happened);
            }
        }
        Add(0, true, 3);
        Add(0, false, 9);
        Add(1, true, 7);
        Add(1, false, 0);
        var fit = FirthLogit.Fit(x, y);
        Assert.True(fit.Converged);
        Assert.Equal(Math.Log(3.5 / 9.5), fit.Coefficients[0], 1e-7);
        Assert.Equal(Math.Log(7.5 / 0.5) - Math.Log(3.5 / 9.5), fit.Coefficients[1], 1e-7);
    }

    [Fact]
    public void Joining_is_predicted_out_of_sample_and_the_naive_rule_stands_beside()
    {
        var found = JoiningPrediction.Of(new ShippedPositions().JoiningCases);
        Assert.True(found.Fit.Converged);
        Assert.All(found.Forecasts, f => Assert.Equal(2022, f.Case.Episode));
        Assert.InRange(found.Forecasts.Length, 10, 12);
        Assert.Contains(found.Forecasts, f => f.Case.Country == "SRB" && !f.Case.Joined);
        Assert.Contains(
            found.Right > found.NaiveRight ? "better than"
                : found.Right == found.NaiveRight ? "no better than"
                : "worse than",
            found.Verdict,
            StringComparison.Ordinal
        );
        TestContext.Current.SendDiagnosticMessage(
            found.Verdict
                + FormattableString.Invariant($" Brier {found.Brier:0.000}, naive {found.NaiveBrier:0.000}; ")
                + string.Join(", ", found.Forecasts.Select(f => FormattableString.Invariant($"{f.Case.Country} {f.Probability:0.00}")))
                + "; "
                + string.Join(", ", found.Fit.Coefficients.Select(c => FormattableString.Invariant($"{c:0.00}")))
        );
    }
}
