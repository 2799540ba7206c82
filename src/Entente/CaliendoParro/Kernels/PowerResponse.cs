using Entente.CaliendoParro.Search;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What steps of costs do to sales of power, whose sources stand in for one another at home: sales fall by sigma_p for what a
/// source's cost rises beyond the mean of all. It conditions a search and decides nothing. Axes (n, j).
/// </summary>
internal sealed class PowerResponse
{
    private readonly int[] goods;
    private readonly double[] slopes;
    private readonly double[] shares;
    private readonly int sectors;

    public PowerResponse(CounterfactualInputs given, ReferencePoint at)
    {
        var (sigma, countries) = (given.Substitution, at.Output.Rows);
        sectors = at.Output.Columns;
        goods = [.. Enumerable.Range(0, sectors).Where(j => sigma.HasPower && sigma.IsPower[j])];
        (slopes, shares) = goods.Length == 0 ? ([], []) : (new double[countries * sectors], new double[countries * sectors]);
        for (var n = 0; n < countries && goods.Length > 0; n++)
        {
            var total = 0.0;
            foreach (var j in goods)
                for (var i = 0; i < countries; i++)
                    (shares[n * sectors + j], total) = (shares[n * sectors + j] + at.Trade[n, i, j], total + at.Trade[n, i, j]);
            foreach (var j in goods)
            {
                shares[n * sectors + j] = total > 0 ? shares[n * sectors + j] / total : 0;
                slopes[n * sectors + j] = sigma.FinalPower * at.Trade[n, n, j] * at.TradeShares[n, n, j];
            }
        }
    }

    /// <summary>By how much sales of sector j of country n fall with its own cost, beyond what trade makes them fall.</summary>
    public double Sales(int n, int j) => goods.Length == 0 ? 0 : slopes[n * sectors + j] * (1 - shares[n * sectors + j]);

    /// <summary>Takes what steps of costs of country n do to its sales of power from the gaps of its outputs, both over income.</summary>
    public void Follow(int n, ReadOnlySpan<double> costs, double income, Span<double> outputs)
    {
        var mean = 0.0;
        foreach (var j in goods)
            mean += shares[n * sectors + j] * costs[j];
        foreach (var j in goods)
            outputs[j] -= slopes[n * sectors + j] * (costs[j] - mean) / income;
    }
}
