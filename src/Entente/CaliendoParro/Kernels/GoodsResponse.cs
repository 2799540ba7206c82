using Entente.CaliendoParro.Search;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// How sales of goods that stand in for one another nearly perfectly, sources of power and what goes over lines, answer the costs
/// of one another, in all countries together: e_ab, by which ln of sales of a falls with ln of the cost of b, a and b being
/// cells (n, j) of these goods. What a good of its own answers, its own cost, is far too much where all costs move alike. It
/// conditions a search and decides nothing.
/// </summary>
internal sealed class GoodsResponse
{
    private readonly int sectors;
    private readonly int[] goods;
    private readonly int[] places;
    private readonly double[,] elasticities;

    private GoodsResponse(CounterfactualInputs given, ReferencePoint at, int[] goods)
    {
        var countries = at.Output.Rows;
        (sectors, this.goods, places) = (at.Output.Columns, goods, new int[at.Output.Span.Length]);
        Array.Fill(places, -1);
        Cells = [.. from n in Enumerable.Range(0, countries) from j in goods where at.Output[n, j] > 0 select n * sectors + j];
        for (var a = 0; a < Cells.Length; a++)
            places[Cells[a]] = a;
        elasticities = new double[Cells.Length, Cells.Length];
        for (var n = 0; n < countries; n++)
            Add(given, at, n);
        for (var a = 0; a < Cells.Length; a++)
            for (var b = 0; b < Cells.Length; b++)
                elasticities[a, b] /= at.Output.Span[Cells[a]];
    }

    /// <summary>The cells, by position among (n, j).</summary>
    public int[] Cells { get; }

    /// <summary>The place of a cell among these; -1 where it is none.</summary>
    public int Place(int cell) => places[cell];

    /// <summary>e_ab.</summary>
    public double this[int a, int b] => elasticities[a, b];

    /// <summary>The response in a situation; null where a world has no such goods.</summary>
    public static GoodsResponse? Of(CounterfactualInputs given, ReferencePoint at)
    {
        int[] goods =
        [
            .. Enumerable
                .Range(0, at.Output.Columns)
                .Where(j =>
                    given.World.Networks?.Carries(j) == true || (given.Substitution.HasPower && given.Substitution.IsPower[j])
                ),
        ];
        return goods.Length == 0 ? null : new GoodsResponse(given, at, goods);
    }

    /// <summary>In the markets of n: sellers against one another by theta, sources of power by their elasticity besides.</summary>
    private void Add(CounterfactualInputs given, ReferencePoint at, int n)
    {
        var (sigma, countries) = (given.Substitution, at.Output.Rows);
        var spent = new double[sectors];
        foreach (var j in goods)
            for (var i = 0; i < countries; i++)
                spent[j] += at.Trade[n, i, j];
        bool IsPower(int j) => sigma.HasPower && sigma.IsPower[j];
        var onPower = goods.Where(IsPower).Sum(j => spent[j]);
        foreach (var j in goods)
            for (var i = 0; i < countries; i++)
                if (at.Trade[n, i, j] is > 0 and var flow && places[i * sectors + j] is >= 0 and var a)
                {
                    elasticities[a, a] += flow * at.Thetas[j];
                    for (var l = 0; l < countries; l++)
                        if (at.TradeShares[n, l, j] > 0 && places[l * sectors + j] is >= 0 and var b)
                            elasticities[a, b] -= flow * at.Thetas[j] * at.TradeShares[n, l, j];
                    if (!IsPower(j))
                        continue;
                    foreach (var k in goods.Where(IsPower))
                        for (var l = 0; l < countries; l++)
                            if (at.TradeShares[n, l, k] > 0 && places[l * sectors + k] is >= 0 and var b)
                                elasticities[a, b] +=
                                    flow
                                    * (sigma.FinalPower - 1)
                                    * at.TradeShares[n, l, k]
                                    * ((j == k ? 1 : 0) - (onPower > 0 ? spent[k] / onPower : 0));
                }
    }
}
