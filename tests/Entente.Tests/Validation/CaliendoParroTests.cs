using System.Globalization;
using Entente.CaliendoParro;
using Entente.Data.Scenarios;
using Entente.Data.Tables;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>
/// The tariff reductions of NAFTA against the output of the authors' own published code, run at tolerance 2e-12, in
/// every country and column; its first-order column is the paper's Table 2.
/// </summary>
public sealed class CaliendoParroTests
{
    /// <summary>In percentage points; the expected file is as exact as the code that made it.</summary>
    private const double Tolerance = 1e-6;

    [Fact]
    public void Nafta_tariffs_give_the_published_codes_result_in_every_country()
    {
        var folder = Reference.Folder("cp2015");
        using var scenarios = new TemporaryFolder();
        File.WriteAllText(
            scenarios.File("nafta.yaml"),
            $$"""
            title: NAFTA tariff reductions
            cases:
              - name: nafta
                measures:
                  - { kind: tariff_table, file: "{{Path.Combine(folder, "nafta-tariffs.csv")}}" }
            """
        );
        var world = WorldFolder.Read(Path.Combine(folder, "world")).Value;
        var scenario = ResolvedScenario.Create(ScenarioFile.Read(scenarios.File("nafta.yaml")).Value, world).Value;
        var comparison = new ScenarioAnswer(scenario).Answer(0).Comparison!;

        Assert.InRange(comparison.After.Residuals!.Largest, 0, 1e-10);
        using var expected = TableFile.Open(Path.Combine(folder, "nafta-expected.csv"));
        var compared = 0;
        while (expected.Read())
            compared += Compare(expected, comparison);
        Assert.Equal(31 * 7, compared);
    }

    [Fact]
    public void The_published_table_is_the_first_order_measure_and_not_exact_real_income()
    {
        var folder = Reference.Folder("cp2015");
        var world = WorldFolder.Read(Path.Combine(folder, "world")).Value;
        var shock = new ShockBuilder(world);
        using (var tariffs = TableFile.Open(Path.Combine(folder, "nafta-tariffs.csv")))
            while (tariffs.Read())
            {
                Assert.True(tariffs.TryNumber(3, out var rate));
                shock.SetTariff(
                    world.Country(tariffs.Text(1).ToString()),
                    world.Country(tariffs.Text(0).ToString()),
                    world.Sector(tariffs.Text(2).ToString()),
                    rate
                );
            }
        var comparison = new Comparison(
            TradeModel.Solve(world, Shock.None, Closure.Fixed),
            TradeModel.Solve(world, shock.Build(), Closure.Fixed)
        );

        // Caliendo and Parro (2015), Table 2, column "welfare": 1.31, -0.06, 0.08.
        Assert.Equal(
            (1.31, -0.06, 0.08),
            (Percent("MEX", "first_order_pct"), Percent("CAN", "first_order_pct"), Percent("USA", "first_order_pct"))
        );
        Assert.Equal(
            (0.01, -0.11, 0.07),
            (Percent("MEX", "real_income_pct"), Percent("CAN", "real_income_pct"), Percent("USA", "real_income_pct"))
        );

        double Percent(string country, string indicator) =>
            Math.Round(OutcomeSet.All[indicator].Values(comparison)[world.Country(country)], 2);
    }

    private static int Compare(TableFile row, Comparison comparison)
    {
        var n = comparison.World.Country(row.Text(0).ToString());
        for (var column = 1; column < row.Columns.Count; column++)
        {
            var name = row.Columns[column];
            var (actual, scale) = name switch
            {
                "wage_hat" => (100 * comparison.After.Wages[n], 100),
                "price_index_hat" => (100 * comparison.PriceIndex[n], 100),
                _ => (OutcomeSet.All[name].Values(comparison)[n], 1),
            };
            Assert.True(row.TryNumber(column, out var expected));
            Assert.True(
                Math.Abs(actual - scale * expected) <= Tolerance,
                string.Create(CultureInfo.InvariantCulture, $"{row.Text(0)} {name}: {actual:R}, expected {scale * expected:R}")
            );
        }
        return row.Columns.Count - 1;
    }
}
