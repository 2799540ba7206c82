using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
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
    private static readonly ConditionalWeakTable<ReferencePoint, ConditionalWeakTable<Horizons.Behaviour, GoodsResponse>> known = [];

    private readonly int sectors;
    private readonly int[] goods;
    private readonly int[] places;
    private readonly (int First, int Last)[] cellsOf;
    private readonly float[] elasticities;

    private GoodsResponse(CounterfactualInputs given, ReferencePoint at, int[] goods)
    {
        var countries = at.Output.Rows;
        (sectors, this.goods, places) = (at.Output.Columns, goods, new int[at.Output.Span.Length]);
        Array.Fill(places, -1);
        Cells = [.. from n in Enumerable.Range(0, countries) from j in goods where at.Output[n, j] > 0 select n * sectors + j];
        cellsOf = new (int, int)[countries];
        for (var a = Cells.Length - 1; a >= 0; a--)
        {
            var n = Cells[a] / sectors;
            (places[Cells[a]], cellsOf[n]) = (a, (a, Math.Max(a + 1, cellsOf[n].Last)));
        }
        elasticities = new float[Cells.Length * Cells.Length];
        for (var n = 0; n < countries; n++)
            Add(given, at, n);
        for (var a = 0; a < Cells.Length; a++)
            TensorPrimitives.Divide(RowOf(a), (float)at.Output.Span[Cells[a]], RowOf(a));
    }

    /// <summary>The cells, by position among (n, j).</summary>
    public int[] Cells { get; }

    /// <summary>The places of the cells of a country: the first, and the one behind the last.</summary>
    public (int First, int Last) CellsOf(int n) => cellsOf[n];

    /// <summary>The place of a cell among these; -1 where it is none.</summary>
    public int Place(int cell) => places[cell];

    /// <summary>e_ab.</summary>
    public float this[int a, int b] => elasticities[a * Cells.Length + b];

    /// <summary>e_ab by a and b, row by row.</summary>
    public ReadOnlySpan<float> Elasticities => elasticities;

    /// <summary>e_ab over b.</summary>
    public ReadOnlySpan<float> Row(int a) => RowOf(a);

    /// <summary>
    /// The response in a situation; null where a world has no such goods. Prepared once for a situation and how all adjust in it, the
    /// same whoever asks first.
    /// </summary>
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
        return goods.Length == 0
            ? null
            : known.GetOrCreateValue(at).GetValue(given.Behaviour, _ => new GoodsResponse(given, at, goods));
    }

    /// <summary>
    /// In the markets of n: sellers against one another by theta, sources of power by their elasticity besides. What a unit of a
    /// flow of good j loses by costs is the same for all its sellers but for their own cost.
    /// </summary>
    private void Add(CounterfactualInputs given, ReferencePoint at, int n)
    {
        var (sigma, countries) = (given.Substitution, at.Output.Rows);
        var (spent, lost) = (new double[sectors], new float[Cells.Length]);
        foreach (var j in goods)
            for (var i = 0; i < countries; i++)
                spent[j] += at.Trade[n, i, j];
        bool IsPower(int j) => sigma.HasPower && sigma.IsPower[j];
        var onPower = goods.Where(IsPower).Sum(j => spent[j]);
        foreach (var j in goods)
        {
            for (var b = 0; b < lost.Length; b++)
            {
                var (l, k) = (Cells[b] / sectors, Cells[b] % sectors);
                var elasticity = j == k ? -at.Thetas[j] : 0;
                if (IsPower(j) && IsPower(k))
                    elasticity += (sigma.FinalPower - 1) * ((j == k ? 1 : 0) - (onPower > 0 ? spent[k] / onPower : 0));
                lost[b] = (float)(elasticity * at.TradeShares[n, l, k]);
            }
            for (var i = 0; i < countries; i++)
                if (at.Trade[n, i, j] is > 0 and var flow && places[i * sectors + j] is >= 0 and var a)
                {
                    TensorPrimitives.MultiplyAdd(lost, (float)flow, RowOf(a), RowOf(a));
                    RowOf(a)[a] += (float)(flow * at.Thetas[j]);
                }
        }
    }

    private Span<float> RowOf(int a) => elasticities.AsSpan(a * Cells.Length, Cells.Length);
}
