using Entente.Data.Scenarios;
using Entente.Data.Tables;
using Entente.Data.Worlds;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>
/// A 40 % tariff of the United States on all imports: Costinot and Rodriguez-Clare (2014), Table 4.2, column 4. The
/// published figures used an earlier release of the input-output table and weigh consumer prices with shares of their
/// own, which are taken over where they are at hand; what remains is the release.
/// </summary>
public sealed class CostinotRodriguezClareTests
{
    /// <summary>In percentage points: what the release of the table makes.</summary>
    private const double Tolerance = 0.15;

    /// <summary>In percentage points: consumption weights of the data instead of the published ones besides.</summary>
    private const double OwnWeightsTolerance = 0.4;

    private static readonly (string Country, double Published)[] Table =
    [
        ("USA", 0.63),
        ("CHN", -0.46),
        ("CAN", -2.28),
        ("MEX", -1.67),
        ("IRL", -1.58),
        ("DEU", -0.20),
    ];

    [Fact]
    public void A_tariff_on_everything_costs_what_the_handbook_says()
    {
        var (world, comparison) = Answer();
        var prices = new double[world.Countries.Length];
        using var shares = TableFile.Open(Reference.OutsideFile("crc2014/consumption_shares_published_welfare.csv"));
        while (shares.Read())
        {
            Assert.True(shares.TryNumber(2, out var share));
            var (n, j) = (world.Country(shares.Text(0).ToString()), world.Sector(shares.Text(1).ToString()));
            prices[n] += share * Math.Log(comparison.Prices[n, j]);
        }
        Compare(Tolerance, country => 100 * (comparison.NominalIncome[country] / Math.Exp(prices[country]) - 1), world);
    }

    [Fact]
    public void With_the_consumption_of_the_data_ranks_and_sizes_are_those_of_the_handbook()
    {
        var (world, comparison) = Answer();
        var values = OutcomeSet.All["real_income_pct"].Values(comparison);
        Compare(OwnWeightsTolerance, country => values[country], world);
    }

    private static (World, Comparison) Answer()
    {
        var folder = Reference.Folder("crc2014");
        var world = WorldFolder.Read(Path.Combine(folder, "world")).Value;
        var scenario = ResolvedScenario.Create(ScenarioFile.Read(Path.Combine(folder, "us40.yaml")).Value, world).Value;
        return (world, new ScenarioAnswer(scenario).Answer(0).Comparison!);
    }

    private static void Compare(double tolerance, Func<int, double> realIncome, World world)
    {
        var ours = Table.Select(row => realIncome(world.Country(row.Country))).ToList();
        for (var at = 0; at < Table.Length; at++)
            Assert.True(
                Math.Abs(ours[at] - Table[at].Published) <= tolerance,
                $"{Table[at].Country}: {ours[at]:0.000}, published {Table[at].Published}"
            );
        Assert.Equal(
            Table.OrderBy(row => row.Published).Select(row => row.Country),
            Table.Zip(ours).OrderBy(pair => pair.Second).Select(pair => pair.First.Country)
        );
    }
}
