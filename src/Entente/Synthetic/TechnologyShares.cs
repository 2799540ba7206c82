using Entente.Numerics;

namespace Entente.Synthetic;

/// <summary>Technology of invented countries: one recipe a sector, sparse and with few large inputs, which each country varies.</summary>
internal sealed class TechnologyShares
{
    /// <summary>Inputs below this share are not bought.</summary>
    private const double Least = 1e-3;

    public TechnologyShares(SyntheticOptions options, SectorKinds kinds, CounterRandom random)
    {
        var (countries, sectors) = (options.Countries, options.Sectors);
        ValueAddedShares = Table.Create(
            countries,
            sectors,
            (n, j) =>
                Math.Clamp(
                    (kinds.IsGood[j] ? 0.38 : 0.55) + 0.06 * random.At(0).Normal(j) + 0.05 * random.At(1).At(n).Normal(j),
                    0.15,
                    0.85
                )
        );
        var common = Common(kinds, sectors, random.At(2));
        var own = random.At(3);
        var shares = new double[countries * sectors * sectors];
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
            {
                var (draws, sum) = (own.At(n).At(j), 0.0);
                for (var k = 0; k < sectors; k++)
                    if (common[k, j] > 0)
                        sum += shares[(n * sectors + k) * sectors + j] = common[k, j] * Math.Exp(0.3 * draws.Normal(k));
                for (var k = 0; k < sectors; k++)
                    shares[(n * sectors + k) * sectors + j] /= sum;
            }
        InputShares = new Cube(countries, sectors, sectors, shares);
    }

    public Table ValueAddedShares { get; }

    /// <summary>By country, input k, user j.</summary>
    public Cube InputShares { get; }

    /// <summary>The recipe all countries vary: what sells much is used much, a sector uses much of its own kind.</summary>
    private static double[,] Common(SectorKinds kinds, int sectors, CounterRandom random)
    {
        var common = new double[sectors, sectors];
        for (var j = 0; j < sectors; j++)
        {
            var sum = 0.0;
            for (var k = 0; k < sectors; k++)
                sum += common[k, j] =
                    Math.Exp(1.5 * random.At(j).Normal(k))
                    * (
                        k == j ? 6
                        : kinds.IsGood[k] == kinds.IsGood[j] ? 1.5
                        : 1
                    );
            for (var k = 0; k < sectors; k++)
                common[k, j] = common[k, j] / sum < Least ? 0 : common[k, j];
        }
        return common;
    }
}
