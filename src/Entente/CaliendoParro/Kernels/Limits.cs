using System.Collections.Immutable;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Limited quantities and stocks as unknowns and gaps. The unknown of a limit is z: the flow costs users e^max(z,0) times what
/// its seller asks for, and is e^min(z,0) times the limit. Of the lines of a network most are not full, and how far they are
/// from it is nothing to know: their z is 0 there, the step being max(0, z + g) - z for a step g that would close the gap. The
/// unknown of a stock is z: the part min(max(z,0),1) of it is drawn, and what is left of z is how far ln of the real price is
/// from the reservation price. The unknown of a cap on a price is z: the flow keeps the part 1 - min(max(z,0),1) of what it is
/// without a levy, at given prices, and what is left of z is how far ln of the seller's price is from the cap.
/// </summary>
internal sealed class Limits
{
    private const double MostEase = 20;

    /// <summary>What a seller asks for falls little with what few of its buyers do without: steps are longer.</summary>
    private const double CapEase = 5;

    /// <summary>A stock of so many years' use, or a larger one, takes all of its dearness off a price.</summary>
    private const double Large = 2;

    private readonly CounterfactualInputs given;
    private readonly ImmutableArray<Quota> quotas;
    private readonly QuotaSteps? steps;
    private readonly double[] wedges;
    private readonly double[] drawn;

    public Limits(CounterfactualInputs given)
    {
        (this.given, quotas) = (given, given.Quotas);
        wedges = [.. quotas.Select(_ => 1.0)];
        drawn = new double[given.Stocks.Length];
        steps = quotas.IsEmpty ? null : new QuotaSteps(given);
    }

    /// <summary>Number of unknowns.</summary>
    public int Length => wedges.Length + drawn.Length;

    /// <summary>What each unknown is of: its kind, and a line of the world, or its first flow; a stock, where it is.</summary>
    public IEnumerable<int> Layout() =>
        quotas
            .SelectMany(q =>
                q.Line >= 0 ? [1, q.Line]
                : new[] { q.IsPriceCap ? 2 : 3, q.Flows.Length, q.Flows[0].Importer, q.Flows[0].Exporter, q.Flows[0].Sector }
            )
            .Concat(given.Stocks.SelectMany(s => new[] { 4, s.Country, s.Sector }));

    /// <summary>No less than 1; a gap within the tolerance over this leaves each quantity within the tolerance of its limit.</summary>
    public double LargestElasticity => quotas.Select(Elasticity).DefaultIfEmpty(1).Max();

    /// <summary>How far what each unknown stands for answers it; nothing where that is no more than one for one.</summary>
    public void SetElasticities(Span<double> elasticities)
    {
        for (var l = 0; l < quotas.Length; l++)
            elasticities[l] = Elasticity(quotas[l]);
    }

    /// <summary>omega: what users pay over what sellers ask for, by quota; &gt;= 1.</summary>
    public ReadOnlySpan<double> Wedges => wedges;

    /// <summary>What is drawn from each stock, at baseline prices.</summary>
    public ReadOnlySpan<double> Drawn => drawn;

    /// <summary>Sets wedges and drawings from the unknowns.</summary>
    public void Set(ReadOnlySpan<double> x)
    {
        for (var l = 0; l < wedges.Length; l++)
            wedges[l] = quotas[l].IsPriceCap
                ? Math.Pow(1 - Math.Clamp(x[l], 0, 1), -1 / Theta(quotas[l]))
                : Math.Exp(Math.Max(x[l], 0));
        for (var s = 0; s < drawn.Length; s++)
            drawn[s] = given.Stocks[s].Amount * Math.Clamp(x[wedges.Length + s], 0, 1);
    }

    /// <summary>The unknowns in the data.</summary>
    public void SetStart(Span<double> x)
    {
        for (var l = 0; l < wedges.Length; l++)
            x[l] = Math.Log(quotas[l].WedgeOfData);
    }

    /// <summary>The unknowns at a point found before.</summary>
    public void SetStart(StartingPoint from, Span<double> x)
    {
        for (var l = 0; l < wedges.Length; l++)
            x[l] =
                quotas[l].IsPriceCap ? from.Cap(given.PriceCaps[l - given.Limits.Length - given.Lines.Length])
                : quotas[l].Line < 0 ? from.Limit(given.Limits[l])
                : from.Line(quotas[l].Line);
        for (var s = 0; s < drawn.Length; s++)
            x[wedges.Length + s] = from.Stock(given.Stocks[s]);
    }

    /// <summary>The gaps, over their elasticities; flows that do not exist any more and a quota on them agree.</summary>
    /// <param name="x">The unknowns.</param>
    /// <param name="quantity">Quantity of each quota; the seller's price where it is that which is limited.</param>
    /// <param name="realPrice">Price of each stocked good over the price of final demand.</param>
    /// <param name="f">Receives the gaps.</param>
    public void SetGaps(ReadOnlySpan<double> x, ReadOnlySpan<double> quantity, ReadOnlySpan<double> realPrice, Span<double> f)
    {
        for (var l = 0; l < wedges.Length; l++)
            if (quotas[l].IsPriceCap)
                f[l] = Between(x[l], Math.Log(quantity[l] / quotas[l].Most), CapEase);
            else if (quotas[l].Line >= 0)
                f[l] = Step(x[l], quantity[l] == 0 ? 0 : Math.Log(quantity[l] / quotas[l].Most) / Elasticity(quotas[l]));
            else
                f[l] =
                    quantity[l] == 0
                        ? 0
                        : (Math.Log(quantity[l] / quotas[l].Most) - Math.Min(x[l], 0)) / (x[l] > 0 ? Elasticity(quotas[l]) : 1);
        for (var s = 0; s < drawn.Length; s++)
        {
            var (z, dear) = (x[wedges.Length + s], Math.Log(realPrice[s] / given.Stocks[s].Reservation));
            f[wedges.Length + s] = StockStep(z, dear, Ease(given.Stocks[s]));
        }
    }

    /// <summary>The same, where quotas share markets and their steps are known to act on one another.</summary>
    /// <param name="x">The unknowns.</param>
    /// <param name="quantity">Quantity of each quota.</param>
    /// <param name="realPrice">Price of each stocked good over the price of final demand.</param>
    /// <param name="amounts">Quantity by quota and flow.</param>
    /// <param name="shares">By quota and flow, its share in what its importer spends on the good.</param>
    /// <param name="costs">Steps of ln of costs, by seller and good.</param>
    /// <param name="f">Receives the gaps.</param>
    public void SetSteps(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> quantity,
        ReadOnlySpan<double> realPrice,
        double[][] amounts,
        double[][] shares,
        ReadOnlySpan<double> costs,
        Span<double> f
    )
    {
        SetGaps(x, quantity, realPrice, f);
        steps?.Replace(x, quantity, amounts, shares, costs, f);
    }

    /// <summary>The gap of what is used to the part z of it while a price is dearer: on the edges, by how much it is dearer.</summary>
    private static double Between(double z, double dear, double ease) =>
        z is >= 0 and <= 1 ? ease * dear : dear - (z - Math.Clamp(z, 0, 1));

    /// <summary>
    /// The step in z of a stock: where its price falls by 1/ease as all of it is drawn, to where it is no dearer, or where all is drawn
    /// or none, whichever comes first. Mostly the price is made elsewhere and hardly falls: short steps would creep to an edge.
    /// </summary>
    internal static double StockStep(double z, double dear, double ease)
    {
        var drawn = Math.Clamp(z, 0, 1);
        var (atAll, atNone) = (dear - (1 - drawn) / ease, dear + drawn / ease);
        return (
                atAll > 0 ? 1 + atAll
                : atNone < 0 ? atNone
                : drawn + ease * dear
            ) - z;
    }

    /// <summary>The step in z of a line, none where it is not full and stays so.</summary>
    internal static double Step(double z, double wanted) => Math.Max(0, z + wanted) - z;

    /// <summary>A small stock hardly moves its price.</summary>
    private double Ease(Measures.Stock stock) =>
        Math.Clamp(Large * given.World.Expenditure[stock.Country, stock.Sector] / stock.Amount, 1, MostEase);

    /// <summary>By how much a quantity falls with its wedge, next to nothing of which is made up for elsewhere.</summary>
    private double Elasticity(Quota quota) => quota.IsPriceCap ? 1 : 1 + Theta(quota);

    private double Theta(Quota quota) => given.World.Thetas[quota.Flows[0].Sector];

    /// <summary>
    /// How far limits, caps and stocks are from what they must be: flows above their limit, sellers paid above a cap, wedges without
    /// need, stocks drawn or not against their price.
    /// </summary>
    public static double LargestGap(
        CounterfactualInputs given,
        ReadOnlySpan<double> wedges,
        ReadOnlySpan<double> drawn,
        ImmutableArray<double> quantity,
        ImmutableArray<double> realPrice
    )
    {
        var largest = 0.0;
        for (var l = 0; l < wedges.Length; l++)
        {
            if (given.Quotas[l].IsPriceCap)
            {
                var kept = Math.Pow(wedges[l], -given.World.Thetas[given.Quotas[l].Flows[0].Sector]);
                largest = Math.Max(largest, GapBetween(Math.Log(quantity[l] / given.Quotas[l].Most), 1 - kept));
                continue;
            }
            var room = 1 - quantity[l] / given.Quotas[l].Most;
            largest = Math.Max(largest, Math.Max(-room, quantity[l] == 0 ? 0 : Math.Min(room, wedges[l] - 1)));
        }
        for (var s = 0; s < drawn.Length; s++)
        {
            var (dear, used) = (Math.Log(realPrice[s] / given.Stocks[s].Reservation), drawn[s] / given.Stocks[s].Amount);
            largest = Math.Max(largest, GapBetween(dear, used));
        }
        return largest;
    }

    /// <summary>How far a part from 0 to 1 and a price from agreeing: all of it where it is dear, none where it is not.</summary>
    private static double GapBetween(double dear, double used) => dear > 0 ? Math.Min(dear, 1 - used) : Math.Min(-dear, used);
}
