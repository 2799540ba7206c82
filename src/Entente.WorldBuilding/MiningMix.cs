namespace Entente.WorldBuilding;

/// <summary>What the fit of gas to the energy balances did for one importer.</summary>
/// <param name="Country">The importer.</param>
/// <param name="Share">Russian share in its gas imports by quantity.</param>
/// <param name="Value">What the quantity comes to at the price of the recipe, million USD.</param>
/// <param name="Before">Share by the product mixes as they came.</param>
/// <param name="Met">Whether the share could be met.</param>
internal sealed record GasShare(string Country, double Share, double Value, double Before, bool Met);

/// <summary>
/// Product mixes of all flows of mining (importer n, exporter i, product): as customs data or priors have them, with
/// Russia's share in gas brought to what the energy balances of the importer say.
/// </summary>
internal sealed class MiningMix
{
    private const int Gas = 1;
    private readonly double[,,] mixes;

    public MiningMix(Economy economy, int at, int russia, int rest, double mostRussian, MiningSources sources)
    {
        var (countries, products) = (economy.Countries.Length, MiningSources.Products.Length);
        mixes = new double[countries, countries, products];
        var shares = new List<GasShare>();
        for (var n = 0; n < countries; n++)
        {
            var (flows, mix) = (new double[countries], new double[countries, products]);
            var fromRest = sources.RestMix(rest, n, economy.Trade[n, rest, at]);
            for (var i = 0; i < countries; i++)
                for (var p = 0; p < products && i != n; p++)
                    (flows[i], mix[i, p]) = (economy.Trade[n, i, at], i == rest ? fromRest[p] : sources.ExportMix(i, n, p));
            if (sources.GasFromRussia.TryGetValue(economy.Countries[n], out var share))
                shares.Add(
                    new GasShare(
                        economy.Countries[n],
                        share,
                        sources.GasValue(n),
                        Share(flows, mix, russia),
                        MixFit.Apply(flows, mix, Gas, russia, Math.Min(share, mostRussian))
                    )
                );
            for (var i = 0; i < countries; i++)
                for (var p = 0; p < products; p++)
                    mixes[n, i, p] = mix[i, p];
        }
        GasShares = shares;
    }

    /// <summary>Russian shares in gas, before and after.</summary>
    public IReadOnlyList<GasShare> GasShares { get; }

    /// <summary>Share of product p in the flow from i to n.</summary>
    public double Of(int i, int n, int p) => mixes[n, i, p];

    private static double Share(double[] flows, double[,] mix, int i)
    {
        var all = Enumerable.Range(0, flows.Length).Sum(m => flows[m] * mix[m, Gas]);
        return all > 0 ? flows[i] * mix[i, Gas] / all : 0;
    }
}
