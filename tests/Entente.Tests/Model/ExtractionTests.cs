using Entente.Horizons;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Fields and mines yield little more within a year.</summary>
public sealed class ExtractionTests
{
    private static World Mining()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(1, 3, 4), 1);
        return World
            .Create(
                world.Identity,
                world.Countries,
                [.. world.Sectors.Select((s, j) => j == 1 ? s with { Tags = ["mining"] } : s)],
                new WorldTables
                {
                    Trade = world.Trade,
                    Tariffs = world.Tariffs,
                    ValueAddedShares = world.ValueAddedShares,
                    InputShares = world.InputShares,
                    Factors = world.Factors,
                }
            )
            .Value;
    }

    [Fact]
    public void Extraction_has_a_number_of_its_own_and_the_later_setting_wins()
    {
        double[] Of(params ParameterSetting[] settings) =>
            [.. NetworkWorld.At(Mining(), "short", settings).Behaviour.Substitution!.ValueAdded];

        Assert.Equal(new[] { 0.4, 0.1, 0.4, 0.4 }, Of());
        Assert.Equal(new[] { 0.4, 0.3, 0.4, 0.4 }, Of(new ParameterSetting("extraction", "all", 0.3)));
        Assert.Equal(new[] { 0.2, 0.2, 0.2, 0.2 }, Of(new ParameterSetting("value_added", "all", 0.2)));
        Assert.Equal(
            new[] { 0.2, 0.3, 0.2, 0.2 },
            Of(new ParameterSetting("value_added", "all", 0.2), new ParameterSetting("extraction", "all", 0.3))
        );
    }
}
