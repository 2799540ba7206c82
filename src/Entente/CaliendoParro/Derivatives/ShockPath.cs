using Entente.Measures;
using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The way from one situation of a world to another: at t = 0 the first, at t = 1 the second. Costs, 1 + tariffs,
/// 1 + export taxes and productivities move straight in logarithms, lump sums straight in value. A cost that is infinite at one
/// end has no finite logarithm: there what moves straight is d^-theta, the weight the flow is left with, from 1 to 0 where it is
/// forbidden, so that a flow ends at t = 1 and every effect on the way is finite.
/// </summary>
public sealed class ShockPath
{
    private readonly CounterfactualInputs before;
    private readonly CounterfactualInputs after;
    private readonly double[] costsBefore;
    private readonly double[] costsAfter;
    private readonly double[] thetas;
    private readonly bool[] byWeight;

    /// <exception cref="ArgumentException">Derivatives do not cover one of the two, or they are not situations of one world.</exception>
    public ShockPath(CounterfactualInputs before, CounterfactualInputs after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (WhyNotCovered(before, after) is { } reason)
            throw new ArgumentException($"A way from one to the other does not cover {reason}.", nameof(after));
        if (!ReferenceEquals(before.World, after.World) || before.Closure != after.Closure)
            throw new ArgumentException("The two situations belong to different worlds or closures.", nameof(after));
        (this.before, this.after) = (before, after);
        (costsBefore, costsAfter) = (Costs(before), Costs(after));
        thetas = [.. World.Thetas];
        byWeight = [.. costsBefore.Select((d, f) => double.IsInfinity(d) || double.IsInfinity(costsAfter[f]))];
        var shares = before.TradeShares.Span;
        for (var f = 0; f < byWeight.Length; f++)
            (HasEmbargo, Opens) = (
                HasEmbargo || (byWeight[f] && shares[f] > 0 && double.IsFinite(costsBefore[f])),
                Opens || (byWeight[f] && shares[f] > 0 && double.IsFinite(costsAfter[f]))
            );
    }

    public World World => before.World;

    public Closure Closure => before.Closure;

    /// <summary>Whether a flow of the data ends on the way, so that there is no straight way in logarithms.</summary>
    public bool HasEmbargo { get; }

    /// <summary>Whether a flow that is forbidden at the beginning opens: then what happens there has no first order.</summary>
    public bool Opens { get; }

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
        new()
        {
            TradeCosts = Like(f => Cost(f, t)),
            Tariffs = Like(f => Rate(before.Tariffs.Span[f], after.Tariffs.Span[f], t)),
            ExportTaxes = Like(f => Rate(before.ExportTaxes.Span[f], after.ExportTaxes.Span[f], t)),
            Productivity = Table.Create(
                World.Countries.Length,
                World.Sectors.Length,
                (n, j) => Between(before.Productivity[n, j], after.Productivity[n, j], t)
            ),
            Transfers = [.. before.Transfers.Zip(after.Transfers, (a, b) => a + t * (b - a))],
        };

    /// <summary>By how much everything changes at t, per unit of t.</summary>
    public Direction DirectionAt(double t) =>
        new()
        {
            LogTradeCosts = Like(f => LogCostRate(f, t)),
            Tariffs = Like(f => Speed(before.Tariffs.Span[f], after.Tariffs.Span[f], t)),
            ExportTaxes = Like(f => Speed(before.ExportTaxes.Span[f], after.ExportTaxes.Span[f], t)),
            LogProductivity = Table.Create(
                World.Countries.Length,
                World.Sectors.Length,
                (n, j) => Math.Log(after.Productivity[n, j] / before.Productivity[n, j])
            ),
            Transfers = [.. before.Transfers.Zip(after.Transfers, (a, b) => b - a)],
        };

    /// <summary>The equilibrium at t.</summary>
    public Equilibrium Solve(double t, SolveOptions? options = null) => TradeModel.Solve(World, At(t), Closure, options, before.Behaviour);

    private double Cost(int f, double t)
    {
        if (!byWeight[f])
            return Between(costsBefore[f], costsAfter[f], t);
        var weight = Weight(f, t);
        return weight == 0 ? double.PositiveInfinity : Math.Pow(weight, -1 / Theta(f));
    }

    private double LogCostRate(int f, double t)
    {
        if (!byWeight[f])
            return costsAfter[f] == costsBefore[f] ? 0 : Math.Log(costsAfter[f] / costsBefore[f]);
        var weight = Weight(f, t);
        return weight == 0 ? 0 : (Weight(f, 0) - Weight(f, 1)) / (Theta(f) * weight);
    }

    private double Weight(int f, double t) => (1 - t) * Math.Pow(costsBefore[f], -Theta(f)) + t * Math.Pow(costsAfter[f], -Theta(f));

    private double Theta(int f) => thetas[f % thetas.Length];

    private static double Between(double a, double b, double t) => a == b ? a : Math.Exp((1 - t) * Math.Log(a) + t * Math.Log(b));

    private static double Rate(double a, double b, double t) => a == b ? a : Between(1 + a, 1 + b, t) - 1;

    private static double Speed(double a, double b, double t) => a == b ? 0 : Between(1 + a, 1 + b, t) * Math.Log((1 + b) / (1 + a));

    private Cube Like(Func<int, double> cell)
    {
        var cells = new double[costsBefore.Length];
        for (var f = 0; f < cells.Length; f++)
            cells[f] = cell(f);
        return new Cube(World.Countries.Length, World.Countries.Length, World.Sectors.Length, cells);
    }

    /// <summary>dHat, flows whose quantity is limited to nothing included.</summary>
    private static double[] Costs(CounterfactualInputs given) =>
        [.. given.TradeCosts.Span.ToArray().Select((kappa, f) => double.IsInfinity(kappa) ? kappa : given.Shock.TradeCosts?.Span[f] ?? 1)];
}
