using System.Numerics.Tensors;

namespace Entente.Uncertainty;

/// <summary>
/// What balancing a draw came to, next to nothing beside its flows: the same draw asked again has the same flows to the last bit
/// without balancing again. Immutable.
/// </summary>
internal sealed class BalancedScales
{
    private readonly int countries;
    private readonly int sectors;
    private readonly double[] home;
    private readonly double[] buyers;
    private readonly double[] sellers;

    /// <param name="countries">Number of countries.</param>
    /// <param name="sectors">Number of sectors.</param>
    /// <param name="price">p_nj.</param>
    /// <param name="sellers">a of sellers, by country and sector.</param>
    /// <param name="buyers">b of buyers, by country and sector.</param>
    public BalancedScales(int countries, int sectors, double[] price, double[] sellers, double[] buyers)
    {
        (this.countries, this.sectors, home, this.sellers) = (countries, sectors, [.. price], [.. sellers]);
        this.buyers = new double[price.Length];
        TensorPrimitives.Multiply(price, buyers, this.buyers);
    }

    /// <summary>(U5) M_nij, importer n, exporter i, sector j, of the weights that were balanced.</summary>
    public double[] Trade(ReadOnlySpan<double> weights)
    {
        var trade = new double[weights.Length];
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
            {
                var at = (n * countries + i) * sectors;
                var own = trade.AsSpan(at, sectors);
                if (n == i)
                    TensorPrimitives.Multiply(weights.Slice(at, sectors), home.AsSpan(n * sectors, sectors), own);
                else
                {
                    TensorPrimitives.Multiply(weights.Slice(at, sectors), sellers.AsSpan(i * sectors, sectors), own);
                    TensorPrimitives.Multiply(own, buyers.AsSpan(n * sectors, sectors), own);
                }
            }
        return trade;
    }
}
