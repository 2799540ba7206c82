using System.Globalization;
using Entente.Energy;
using Entente.Measures;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>Energy in the tables of a run and on its page.</summary>
public sealed class EnergyOutputTests : IDisposable
{
    private static readonly QuantityLimits Cut = new()
    {
        From = ["RUS"],
        To = ["SRB"],
        Sectors = ["S0"],
        Share = 0.1,
    };

    private readonly TemporaryFolder folder = new();

    private readonly RunRecord run = ExampleRun.Of(
        new Scenario
        {
            Title = "A cut",
            Focus = ["SRB"],
            Cases =
            [
                new Case
                {
                    Name = "cut",
                    Title = "The cut",
                    Measures =
                    [
                        Cut,
                        new Stocks
                        {
                            Countries = ["SRB"],
                            Sectors = ["S0"],
                            Quantity = 50,
                        },
                    ],
                },
                new Case
                {
                    Name = "route",
                    Measures =
                    [
                        new NewRoute
                        {
                            From = ["DEU"],
                            To = ["SRB"],
                            Sectors = ["S0"],
                            Share = 0.4,
                        },
                    ],
                },
                new Case
                {
                    Name = "after",
                    Title = "Prepared",
                    After = "route",
                    CompareWith = "cut",
                    Measures = [Cut],
                },
            ],
        },
        world: ExampleRun.WithEnergy()
    );

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_table_says_what_the_balances_say_and_shares_add_up()
    {
        RunTables.Write(run with { Tables = TableForm.All }, folder.Path);
        var lines = File.ReadAllLines(folder.File("energy.csv"));
        Assert.Equal(
            "case,country,carrier,origin,quantity_baseline,quantity_counterfactual,share_baseline,share_counterfactual,"
                + "value_baseline,value_counterfactual,origin_share_baseline,origin_share_counterfactual,horizon",
            lines[0]
        );
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        var (before, after) = (EnergyDependence.Of(run.World), EnergyDependence.Of(run.Answers[0].Answer.Equilibrium));
        var cut = Assert.Single(rows, r => r is ["cut", "SRB", "S0", "RUS", ..]);
        Assert.Equal(before.Balance.Quantities[0, 1, 0], Number(cut[4]), 1e-9 * Number(cut[4]));
        Assert.Equal(after.Balance.Quantities[0, 1, 0], Number(cut[5]));
        Assert.Equal(0.1, Number(cut[5]) / Number(cut[4]), 1e-8);
        Assert.Equal(after.Origin(0, 0, 1), Number(cut[11]));
        foreach (var use in rows.GroupBy(r => (r[0], r[1], r[2])))
            foreach (var column in new[] { 6, 7, 10, 11 })
                Assert.Equal(1, use.Sum(r => Number(r[column])), 9);
    }

    [Fact]
    public void Countries_have_the_worth_of_being_prepared()
    {
        RunTables.Write(run, folder.Path);
        var lines = File.ReadAllLines(folder.File("countries.csv"));
        Assert.EndsWith(
            ",imports_pct,worth_points,worth,other_income_contribution,employment_pct,horizon,income_gain,border_revenue,labour_moved_pct",
            lines[0],
            StringComparison.Ordinal
        );
        var change = run.Answers[2].Answer.CostChange!;
        var cells = lines.Single(line => line.StartsWith("after,SRB,", StringComparison.Ordinal)).Split(',');
        Assert.Equal((100 * change.Points[0], change.Worth[0]), (Number(cells[11]), Number(cells[12])));
        Assert.Equal(["", ""], lines.Single(line => line.StartsWith("cut,SRB,", StringComparison.Ordinal)).Split(',')[11..13]);
        Assert.Contains("\"compare_with\": \"cut\"", Manifest.Text(run), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_tells_dependence_lost_supplies_stocks_and_worth()
    {
        var text = Report.Text(run);
        var outcome = LimitOutcome.Of(run.Answers[0].Answer.Comparison!).First();
        Assert.Contains("<h2>Energy</h2>", text, StringComparison.Ordinal);
        Assert.Contains("The cut: what changes", text, StringComparison.Ordinal);
        Assert.Contains(
            $"{(100 * outcome.ShadowPrice).ToString(outcome.ShadowPrice < 1 ? "0.0" : "0", CultureInfo.InvariantCulture)} % more "
                + "to users than its seller asks for",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Stocks of Food in Serbia: ", text, StringComparison.Ordinal);
        Assert.Contains("instead of", WorthWords.Of(run, run.Answers[2]), StringComparison.Ordinal);
        Assert.Null(WorthWords.Of(run, run.Answers[0]));
        // Without quantities there is no such section, but lost supplies are told all the same, in values.
        var plain = Report.Text(ExampleRun.Of(new Case { Name = "cut", Measures = [Cut] }));
        Assert.DoesNotContain("<h2>Energy</h2>", plain, StringComparison.Ordinal);
        Assert.Contains("<h2>Limited supplies</h2>", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("PJ", plain, StringComparison.Ordinal);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
