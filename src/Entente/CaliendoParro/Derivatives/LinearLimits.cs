using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// Equations (23) and (24) in small changes: which limits and lines are full at an equilibrium, each an unknown d ln omega and an
/// equation d ln q = d ln of what may flow; which stocks are drawn on in part, each an unknown drawing and an equation that its real
/// price stays. The others stay what they are: slack, whole or not drawn on.
/// </summary>
internal sealed class LinearLimits
{
    /// <summary>A limit with less room than this, relative, is full: at the edge, what binds when it falls.</summary>
    private const double Edge = 1e-9;

    /// <summary>A flow under full limits: its position, that among the quotas below, and which they are.</summary>
    private readonly record struct LimitedFlow(int At, (int Place, double Part)[] Under);

    private readonly Coefficients of;
    private readonly Quota[] full;
    private readonly LimitedFlow[] flows;
    private readonly StockLoans? loans;

    public LinearLimits(Coefficients of)
    {
        this.of = of;
        var at = of.At;
        var (given, wedges, quantities) = (
            at.Given,
            at.Wedges.AddRange(at.LineWedges),
            at.LimitedQuantities.AddRange(at.LineQuantities)
        );
        Full = [.. Enumerable.Range(0, given.Quotas.Length).Where(l => IsFull(wedges[l], quantities[l], given.Quotas[l].Most))];
        full = [.. Full.Select(l => given.Quotas[l])];
        flows = Flows(quantities);
        var used = given.Stocks.Select((stock, s) => at.Drawn[s] / stock.Amount).ToArray();
        Partly = [.. Enumerable.Range(0, used.Length).Where(s => used[s] is > Edge and < 1 - Edge)];
        IsWhole = [.. used.Select(part => part >= 1 - Edge)];
        (Sales, Values) = (new double[of.Cells], [.. given.Stocks.Select(s => of.Bought[Cell(s)])]);
        for (var s = 0; s < used.Length; s++)
            Sales[Cell(given.Stocks[s])] += at.Drawn[s] * at.Prices.Span[Cell(given.Stocks[s])];
        Lent = new double[of.Countries];
        if (used.Length > 0)
            (loans = new StockLoans(given)).Set(at.Drawn.AsSpan(), at.ConsumerPrices.AsSpan(), Lent);
    }

    /// <summary>The quotas that are full, by position among all.</summary>
    public int[] Full { get; }

    /// <summary>The stocks that are drawn on in part.</summary>
    public int[] Partly { get; }

    /// <summary>By stock, whether it is drawn whole.</summary>
    public bool[] IsWhole { get; }

    /// <summary>PHat_nj s_nj: what is sold from stocks.</summary>
    public double[] Sales { get; }

    /// <summary>By stock, what is bought of its good beside it: the unit of its unknown.</summary>
    public double[] Values { get; }

    /// <summary>L'_n.</summary>
    public double[] Lent { get; }

    /// <summary>Number of unknowns.</summary>
    public int Length => Full.Length + Partly.Length;

    /// <summary>The cell of a stock among (n, j).</summary>
    public int Cell(Measures.Stock stock) => stock.Country * of.Sectors + stock.Sector;

    /// <summary>What binds at an answer - limits and lines, stocks, floors - as a word that is the same where the same does.</summary>
    public static string Binding(Equilibrium at)
    {
        var (wedges, quantities) = (at.Wedges.AddRange(at.LineWedges), at.LimitedQuantities.AddRange(at.LineQuantities));
        var full = at.Given.Quotas.Select((quota, l) => IsFull(wedges[l], quantities[l], quota.Most) ? '1' : '0');
        var used = at.Given.Stocks.Select((stock, s) => at.Drawn[s] is var drawn && drawn <= 0 ? '0' : drawn < stock.Amount ? '1' : '2');
        var floors = at.Given.Mobility.SelectMany(
            (mobility, f) => mobility.RealFloor > 0 ? at.Employment[f].Span.ToArray().Select(u => u is > 0 and < 1 ? '1' : '0') : []
        );
        return new string([.. full, '|', .. used, '|', .. floors]);
    }

    /// <summary>Adds what changes of wedges do directly.</summary>
    public void AddWedges(ReadOnlySpan<double> z, DirectEffects direct)
    {
        foreach (var flow in flows)
        {
            var (all, tariff) = (0.0, 0.0);
            foreach (var (place, _) in flow.Under)
                (all, tariff) = (all + z[place], tariff + z[place] * full[place].ToImporter);
            if (all != 0)
                direct.Add(of, flow.At, all, tariff, all - tariff, 0);
        }
    }

    /// <summary>Adds what changes of wedges do to flows, prices and purchases unchanged.</summary>
    public void AddWedgesTo(double[] trade, ReadOnlySpan<double> z)
    {
        foreach (var flow in flows)
            foreach (var (place, _) in flow.Under)
                trade[flow.At] -= of.Flow(flow.At) * (1 + of.Theta[flow.At % of.Sectors]) * z[place];
    }

    /// <summary>Sets d ln q of full limits less what may change of it.</summary>
    /// <param name="after">What changes of prices and purchases are.</param>
    /// <param name="z">d ln of the wedges.</param>
    /// <param name="push">What is done directly.</param>
    /// <param name="gaps">Receives the gaps.</param>
    public void SetGaps(Changes after, ReadOnlySpan<double> z, DirectEffects? push, Span<double> gaps)
    {
        for (var q = 0; q < Full.Length; q++)
            gaps[q] = push?.LogMost is { } most ? -most[Full[q]] : 0;
        foreach (var flow in flows)
        {
            var (f, b, s) = (flow.At, of.Buyer(flow.At), of.Seller(flow.At));
            var theta = of.Theta[f % of.Sectors];
            var change = theta * (after.Prices[b] - after.Costs[s]) + after.Purchases[b] / of.Bought[b] - after.Costs[s];
            change += push?.Flows[f] ?? 0;
            foreach (var (place, _) in flow.Under)
                change -= (1 + theta) * z[place];
            foreach (var (place, part) in flow.Under)
                gaps[place] += part * change;
        }
    }

    /// <summary>What quantities are worth, by flow: d ln M' and, less one for one, d ln cHat of its seller.</summary>
    public IEnumerable<(int Flow, double Worth)> Transposed(double[] worth) =>
        flows.Select(flow => (flow.At, flow.Under.Sum(u => worth[u.Place] * u.Part)));

    /// <summary>Adds up what wedges are worth, from what costs, tariffs and export taxes of their flows are.</summary>
    public void AddWedgesTransposed(Adjoint worth, Span<double> z)
    {
        foreach (var flow in flows)
        {
            var (cost, sold, atBorder) = (worth.LogCost(flow.At), worth.Sold(flow.At), worth.AtBorder(flow.At));
            foreach (var (place, _) in flow.Under)
                z[place] += cost - sold + (1 - full[place].ToImporter) * atBorder;
        }
    }

    /// <summary>d L'_n: what refilling costs, set aside and lent.</summary>
    /// <param name="drawings">d s by stock.</param>
    /// <param name="consumerPrices">d ln PHat_n.</param>
    /// <param name="lent">Receives it.</param>
    public void SetLent(double[] drawings, double[] consumerPrices, double[] lent)
    {
        if (loans is null)
            return;
        var (at, changes) = (of.At, (double[])drawings.Clone());
        for (var s = 0; s < changes.Length; s++)
            changes[s] += at.Drawn[s] * consumerPrices[at.Given.Stocks[s].Country];
        loans.Set(changes, at.ConsumerPrices.AsSpan(), lent);
    }

    /// <summary>The same read backwards: adds what what is lent is worth, by drawings and prices of final demand.</summary>
    public void AddLentTransposed(double[] lent, double[] drawings, double[] consumerPrices)
    {
        if (loans is null)
            return;
        var (at, one, received) = (of.At, new double[drawings.Length], new double[of.Countries]);
        for (var s = 0; s < drawings.Length; s++)
        {
            one[s] = 1;
            loans.Set(one, at.ConsumerPrices.AsSpan(), received);
            one[s] = 0;
            var worth = System.Numerics.Tensors.TensorPrimitives.Dot<double>(received, lent);
            drawings[s] += worth;
            consumerPrices[at.Given.Stocks[s].Country] += at.Drawn[s] * worth;
        }
    }

    /// <summary>By how much the quantity of full quota q falls with its wedge, others at rest.</summary>
    public double Elasticity(int q)
    {
        var (theta, markets) = (of.Theta[full[q].Flows[0].Sector], new Dictionary<int, (double Part, double Share)>());
        foreach (var flow in flows)
            foreach (var (place, part) in flow.Under)
                if (place == q)
                {
                    var (all, share) = markets.GetValueOrDefault(of.Buyer(flow.At));
                    markets[of.Buyer(flow.At)] = (all + part, share + of.Share(flow.At));
                }
        return 1 + theta * markets.Values.Sum(market => market.Part * Math.Max(0, 1 - market.Share));
    }

    private static bool IsFull(double wedge, double quantity, double most) =>
        quantity > 0 && 1 - quantity / most is var room && (room <= Edge || wedge - 1 >= room);

    private LimitedFlow[] Flows(System.Collections.Immutable.ImmutableArray<double> quantities)
    {
        var under = new Dictionary<int, List<(int, double)>>();
        for (var q = 0; q < full.Length; q++)
            foreach (var flow in full[q].Flows)
            {
                var f = (flow.Importer * of.Countries + flow.Exporter) * of.Sectors + flow.Sector;
                if (of.Flow(f) == 0)
                    continue;
                if (!under.TryGetValue(f, out var quotas))
                    under[f] = quotas = [];
                var quantity = flow.PerUnit * of.Flow(f) / of.At.UnitCosts[flow.Exporter, flow.Sector];
                quotas.Add((q, quantity / quantities[Full[q]]));
            }
        return [.. under.OrderBy(u => u.Key).Select(u => new LimitedFlow(u.Key, [.. u.Value]))];
    }
}
