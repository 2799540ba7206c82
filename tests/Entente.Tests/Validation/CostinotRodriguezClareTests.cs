using Entente.Data.Scenarios;
using Entente.Data.Tables;
using Entente.Data.Worlds;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>
/// A 40 % tariff of the United States on all imports: Costinot and Rodriguez-Clare (2014), Table 4.2, column 4. The
/// published figures used an earlier release of the input-output table and weigh consumer prices with shares of their
/// own, which are taken over here; what remains is the release.
/// </summary>
public sealed class CostinotRodriguezClareTests
{
    private const double Tolerance = 0.15;

    [Fact]
    public void A_tariff_on_everything_costs_what_the_handbook_says()
    {
        var folder = Reference.Folder("crc2014");
        var world = WorldFolder.Read(Path.Combine(folder, "world")).Value;
        var scenario = ResolvedScenario.Create(ScenarioFile.Read(Path.Combine(folder, "us40.yaml")).Value, world).Value;
        var comparison = new ScenarioAnswer(scenario).Answer(0).Comparison!;
        var prices = new double[world.Countries.Length];
        using var shares = TableFile.Open(Path.Combine(folder, "consumption_shares_published_welfare.csv"));
        while (shares.Read())
        {
            Assert.True(shares.TryNumber(2, out var share));
            var (n, j) = (world.Country(shares.Text(0).ToString()), world.Sector(shares.Text(1).ToString()));
            prices[n] += share * Math.Log(comparison.Prices[n, j]);
        }
        (string Country, double Published)[] table =
        [
            ("USA", 0.63),
            ("CHN", -0.46),
            ("CAN", -2.28),
            ("MEX", -1.67),
            ("IRL", -1.58),
            ("DEU", -0.20),
        ];
        var ours = table
            .Select(row => 100 * (comparison.NominalIncome[world.Country(row.Country)] / Math.Exp(prices[world.Country(row.Country)]) - 1))
            .ToList();

        for (var at = 0; at < table.Length; at++)
            Assert.True(
                Math.Abs(ours[at] - table[at].Published) <= Tolerance,
                $"{table[at].Country}: {ours[at]:0.000}, published {table[at].Published}"
            );
        Assert.Equal(
            table.OrderBy(row => row.Published).Select(row => row.Country),
            table.Zip(ours).OrderBy(pair => pair.Second).Select(pair => pair.First.Country)
        );
    }
}
