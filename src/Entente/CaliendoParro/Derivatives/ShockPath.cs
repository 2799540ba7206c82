using System.Collections.Immutable;
using Entente.Measures;
using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The way from one situation of a world to another: at t = 0 the first, at t = 1 the second. Costs, 1 + tariffs,
/// 1 + export taxes and productivities move straight in logarithms, lump sums and what stocks hold straight in value. A cost that is
/// infinite at one end has no finite logarithm: there what moves straight is d^-theta, the weight the flow is left with, from 1 to 0
/// where it is forbidden, so that a flow ends at t = 1 and every effect on the way is finite. What may flow under a limit moves
/// straight in logarithms, from what does flow where there is no limit, or from the limit where that is more.
/// </summary>
public sealed class ShockPath
{
    private readonly CounterfactualInputs before;
    private readonly CounterfactualInputs after;
    private readonly double[] thetas;

    // What moves, by position, with its two ends.
    private readonly Moving[] costs;
    private readonly Moving[] tariffs;
    private readonly Moving[] taxes;
    private readonly Moving[] productivity;
    private readonly ImmutableArray<(QuantityLimit First, QuantityLimit Last)> limits;
    private readonly ImmutableArray<(Stock Stock, double First, double Last)> stocks;

    /// <exception cref="ArgumentException">
    /// Derivatives do not cover one of the two, they are not situations of one world, or one has no answer.
    /// </exception>
    public ShockPath(Equilibrium before, Equilibrium after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        (this.before, this.after) = (before.Given, after.Given);
        if (!before.Converged || !after.Converged)
            throw new ArgumentException("A way leads from an answer to an answer.", nameof(after));
        if (WhyNotCovered(before.Given, after.Given) is { } reason)
            throw new ArgumentException($"A way from one to the other does not cover {reason}.", nameof(after));
        if (!ReferenceEquals(before.World, after.World) || before.Closure != after.Closure)
            throw new ArgumentException("The two situations belong to different worlds or closures.", nameof(after));
        thetas = [.. World.Thetas];
        costs = Moved(Costs(this.before), Costs(this.after));
        tariffs = Moved(this.before.Tariffs.Span, this.after.Tariffs.Span);
        taxes = Moved(this.before.ExportTaxes.Span, this.after.ExportTaxes.Span);
        productivity = Moved(this.before.Productivity.Span, this.after.Productivity.Span);
        limits = Limits(before, after);
        stocks = StocksOf(this.before, this.after);
        var shares = this.before.TradeShares.Span;
        foreach (var cost in costs)
            (HasEmbargo, Opens) = (
                HasEmbargo || (double.IsInfinity(cost.Last) && shares[cost.At] > 0),
                Opens || (double.IsInfinity(cost.First) && shares[cost.At] > 0)
            );
    }

    /// <summary>A number that moves, and where it stands.</summary>
    internal readonly record struct Moving(int At, double First, double Last);

    public World World => before.World;

    public Closure Closure => before.Closure;

    /// <summary>Whether a flow of the data ends on the way, so that there is no straight way in logarithms.</summary>
    public bool HasEmbargo { get; }

    /// <summary>Whether a flow that is forbidden at the beginning opens: then what happens there has no first order.</summary>
    public bool Opens { get; }

    /// <summary>
    /// Whether something begins to bind where the way begins, a limit or a stock: before it nothing would follow, so that
    /// what happens there has a slope ahead only.
    /// </summary>
    public bool HasEdge => limits.Any(l => l.First.Most != l.Last.Most) || stocks.Any(s => s.First != s.Last);

    /// <summary>The flows whose costs, tariffs or export taxes move.</summary>
    internal IEnumerable<Moving> MovingCosts => costs;

    /// <inheritdoc cref="MovingCosts"/>
    internal IEnumerable<Moving> MovingTariffs => tariffs;

    /// <inheritdoc cref="MovingCosts"/>
    internal IEnumerable<Moving> MovingTaxes => taxes;

    /// <summary>Cells (n, j) whose productivity moves.</summary>
    internal IEnumerable<Moving> MovingProductivity => productivity;

    /// <summary>What keeps two situations from having a way between them, in words; null where nothing does.</summary>
    public static string? WhyNotCovered(CounterfactualInputs before, CounterfactualInputs after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        string[] reasons =
        [
            .. new[] { Linearisation.WhyNotCovered(before), Linearisation.WhyNotCovered(after) }.OfType<string>(),
            .. before.Behaviour == after.Behaviour ? Array.Empty<string>() : ["different horizons"],
            .. before.Shock.Routes.IsEmpty && after.Shock.Routes.IsEmpty ? Array.Empty<string>() : ["new routes"],
        ];
        return reasons.Length == 0 ? null : string.Join(", ", reasons.SelectMany(r => r.Split(", ")).Distinct());
    }

    /// <summary>The shock at t; a little below 0 is allowed.</summary>
    public Shock At(double t) =>
        before.Shock with
        {
            TradeCosts = costs.Length == 0 && before.Shock.TradeCosts is null ? null : Cube(Costs(before), costs, c => Cost(c, t)),
            Tariffs = tariffs.Length == 0 ? before.Shock.Tariffs : Cube([.. before.Tariffs.Span], tariffs, c => Rate(c, t)),
            ExportTaxes = taxes.Length == 0 ? before.Shock.ExportTaxes : Cube([.. before.ExportTaxes.Span], taxes, c => Rate(c, t)),
            Productivity = productivity.Length == 0 ? before.Shock.Productivity : Productivity(t),
            Transfers = [.. before.Transfers.Zip(after.Transfers, (a, b) => a + t * (b - a))],
            Limits = [.. limits.Select(l => l.First with { Most = Between(l.First.Most, l.Last.Most, t) })],
            Stocks = [.. stocks.Select(s => s.Stock with { Amount = s.First + t * (s.Last - s.First) }).Where(s => s.Amount > 0)],
        };

    /// <summary>By how much everything changes at t, per unit of t.</summary>
    public Direction DirectionAt(double t) =>
        new()
        {
            LogTradeCosts = Cube(new double[Flows], costs, c => Speed(c, t)),
            Tariffs = Cube(new double[Flows], tariffs, c => RateSpeed(c, t)),
            ExportTaxes = Cube(new double[Flows], taxes, c => RateSpeed(c, t)),
            LogProductivity = ProductivitySpeed(),
            Transfers = [.. before.Transfers.Zip(after.Transfers, (a, b) => b - a)],
            LogQuotas = [.. LimitSpeeds(), .. new double[before.Lines.Length]],
            Stocks = [.. StockSpeeds(t)],
        };

    /// <summary>The equilibrium at t.</summary>
    public Equilibrium Solve(double t, SolveOptions? options = null) => TradeModel.Solve(World, At(t), Closure, options, before.Behaviour);

    /// <summary>d ln d / d t of a cost that moves.</summary>
    internal double Speed(Moving cost, double t)
    {
        if (!ByWeight(cost))
            return Math.Log(cost.Last / cost.First);
        var weight = Weight(cost, t);
        return weight == 0 ? 0 : (Weight(cost, 0) - Weight(cost, 1)) / (Theta(cost) * weight);
    }

    /// <summary>d of a rate that moves by t.</summary>
    internal static double RateSpeed(Moving rate, double t) =>
        Between(1 + rate.First, 1 + rate.Last, t) * Math.Log((1 + rate.Last) / (1 + rate.First));

    /// <summary>d ln of what may flow by t, by limit.</summary>
    internal IEnumerable<double> LimitSpeeds() => limits.Select(l => Math.Log(l.Last.Most / l.First.Most));

    /// <summary>The limits there are all along the way, each with what may flow at its beginning.</summary>
    internal IEnumerable<QuantityLimit> AllLimits => limits.Select(l => l.First);

    /// <summary>d of what stocks hold by t, by stock that holds something there.</summary>
    internal IEnumerable<double> StockSpeeds(double t) =>
        stocks.Where(s => s.First + t * (s.Last - s.First) > 0).Select(s => s.Last - s.First);

    /// <summary>The country and sector of these stocks.</summary>
    internal IEnumerable<(int Country, int Sector)> StockCells(double t) =>
        stocks.Where(s => s.First + t * (s.Last - s.First) > 0).Select(s => (s.Stock.Country, s.Stock.Sector));

    /// <summary>d T_n by t.</summary>
    internal double TransferSpeed(int n) => after.Transfers[n] - before.Transfers[n];

    private int Flows => World.Trade.Span.Length;

    private double Cost(Moving cost, double t)
    {
        if (!ByWeight(cost))
            return Between(cost.First, cost.Last, t);
        var weight = Weight(cost, t);
        return weight == 0 ? double.PositiveInfinity : Math.Pow(weight, -1 / Theta(cost));
    }

    private static bool ByWeight(Moving cost) => double.IsInfinity(cost.First) || double.IsInfinity(cost.Last);

    private double Weight(Moving cost, double t) =>
        (1 - t) * Math.Pow(cost.First, -Theta(cost)) + t * Math.Pow(cost.Last, -Theta(cost));

    private double Theta(Moving cost) => thetas[cost.At % thetas.Length];

    private static double Between(double a, double b, double t) => a == b ? a : Math.Exp((1 - t) * Math.Log(a) + t * Math.Log(b));

    private static double Rate(Moving rate, double t) => Between(1 + rate.First, 1 + rate.Last, t) - 1;

    private Table Productivity(double t)
    {
        var cells = before.Productivity.Span.ToArray();
        foreach (var moving in productivity)
            cells[moving.At] = Between(moving.First, moving.Last, t);
        return new Table(World.Countries.Length, World.Sectors.Length, cells);
    }

    private Table ProductivitySpeed()
    {
        var cells = new double[World.Countries.Length * World.Sectors.Length];
        foreach (var moving in productivity)
            cells[moving.At] = Math.Log(moving.Last / moving.First);
        return new Table(World.Countries.Length, World.Sectors.Length, cells);
    }

    private Cube Cube(double[] cells, Moving[] moving, Func<Moving, double> value)
    {
        foreach (var cell in moving)
            cells[cell.At] = value(cell);
        return new Cube(World.Countries.Length, World.Countries.Length, World.Sectors.Length, cells);
    }

    private static Moving[] Moved(ReadOnlySpan<double> first, ReadOnlySpan<double> last)
    {
        var moving = new List<Moving>();
        for (var at = 0; at < first.Length; at++)
            if (first[at] != last[at])
                moving.Add(new(at, first[at], last[at]));
        return [.. moving];
    }

    /// <summary>dHat, flows whose quantity is limited to nothing included.</summary>
    private static double[] Costs(CounterfactualInputs given)
    {
        var costs = given.Shock.TradeCosts?.Span.ToArray();
        if (costs is null)
            Array.Fill(costs = new double[given.TradeCosts.Span.Length], 1);
        for (var f = 0; f < costs.Length; f++)
            if (double.IsInfinity(given.TradeCosts.Span[f]))
                costs[f] = double.PositiveInfinity;
        return costs;
    }

    /// <summary>
    /// Limits of either end. Where one end has none, what flows there is taken for it, or the other's limit if that is more.
    /// </summary>
    private static ImmutableArray<(QuantityLimit, QuantityLimit)> Limits(Equilibrium before, Equilibrium after)
    {
        static (int, int, int, bool) Key(QuantityLimit limit) => (limit.Importer, limit.Exporter, limit.Sector, limit.RentToImporter);
        var (first, last) = (before.Given.Limits.ToDictionary(Key), after.Given.Limits.ToDictionary(Key));
        return
        [
            .. before.Given.Limits.Concat(after.Given.Limits.Where(l => !first.ContainsKey(Key(l)))).Select(limit =>
                (End(before, first, limit), End(after, last, limit))
            ),
        ];

        QuantityLimit End(Equilibrium at, Dictionary<(int, int, int, bool), QuantityLimit> ofEnd, QuantityLimit limit) =>
            ofEnd.TryGetValue(Key(limit), out var here)
                ? here
                : limit with
                {
                    Most = Math.Max(
                        limit.Most,
                        at.Trade[limit.Importer, limit.Exporter, limit.Sector] is > 0 and var flow
                            ? flow / at.UnitCosts[limit.Exporter, limit.Sector]
                            : 0
                    ),
                };
    }

    private static ImmutableArray<(Stock, double, double)> StocksOf(CounterfactualInputs before, CounterfactualInputs after)
    {
        static Stock Key(Stock stock) => stock with { Amount = 1 };
        double Held(CounterfactualInputs given, Stock key) => given.Stocks.Where(s => Key(s) == key).Sum(s => s.Amount);
        return
        [
            .. before.Stocks.Concat(after.Stocks).Select(Key).Distinct().Select(key => (key, Held(before, key), Held(after, key))),
        ];
    }
}
