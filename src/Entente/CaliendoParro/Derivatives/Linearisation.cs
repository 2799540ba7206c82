using Entente.CaliendoParro.Search;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The equations in small changes around an equilibrium of any horizon, solved exactly; docs/derivatives.md has them. All unknowns
/// together are found by GMRES, forwards for one change and every outcome (<see cref="Respond(Direction)"/>), backwards for one outcome
/// and every change (<see cref="GradientOf"/>), conditioned by what the search for equilibria steps by. Which limits, lines, floors and
/// stocks bind is taken from the equilibrium, and stays. Immutable and safe to share between threads.
/// </summary>
public sealed class Linearisation
{
    private const int MostProducts = 120;
    private const int MostRounds = 6;

    /// <summary>Relative to what is asked; more digits than that rounding leaves.</summary>
    private const double Accuracy = 1e-14;

    /// <summary>What is left of them where equations are badly conditioned; above it there is no answer.</summary>
    private const double LeastAccuracy = 1e-9;

    private readonly Coefficients of;
    private readonly LinearSystem system;
    private readonly double accuracy;
    private readonly CancellationToken cancellation;
    private readonly Lazy<ReferencePoint> here;

    /// <param name="at">Where.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    /// <exception cref="ArgumentException">Derivatives do not cover it: <see cref="WhyNotCovered(Equilibrium)"/>.</exception>
    public Linearisation(Equilibrium at, CancellationToken cancellation = default)
        : this(at, Accuracy, cancellation) { }

    /// <summary>The same to fewer digits.</summary>
    /// <param name="at">Where.</param>
    /// <param name="accuracy">How far what is found may be off, relative to what is asked.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public Linearisation(Equilibrium at, double accuracy, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(at);
        if (WhyNotCovered(at) is { } reason)
            throw new ArgumentException($"Derivatives do not cover {reason}.", nameof(at));
        cancellation.ThrowIfCancellationRequested();
        (At, this.accuracy, this.cancellation) = (at, accuracy, cancellation);
        of = new Coefficients(at);
        system = new LinearSystem(of, Blocs(at));
        here = new(() => ReferencePoint.Of(at));
    }

    /// <summary>Where.</summary>
    public Equilibrium At { get; }

    /// <summary>What of an equilibrium derivatives do not cover, in words; null where they cover it.</summary>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    public static string? WhyNotCovered(Equilibrium at)
    {
        ArgumentNullException.ThrowIfNull(at);
        if (!at.Converged)
            throw new InvalidOperationException($"There is no point to take derivatives at: {at.Status}. {at.Explanation}");
        if (at.Model is { } model and not TradeModel)
            return model.Title;
        return WhyNotCovered(at.Given)
            ?? (
                at.Closure == Closure.Share && Blocs(at).Distinct().Count() > 1
                    ? "countries cut off from each other under the share closure"
                    : null
            );
    }

    /// <summary>The same of what is given; whether countries are cut off from each other is seen in the equilibrium only.</summary>
    public static string? WhyNotCovered(CounterfactualInputs given)
    {
        ArgumentNullException.ThrowIfNull(given);
        string[] parts =
        [
            .. given.Shock.BurdenSharing.IsEmpty ? Array.Empty<string>() : ["burden sharing"],
            .. given.PriceCaps.IsEmpty ? Array.Empty<string>() : ["caps on prices"],
            .. given.Margins.IsEmpty ? Array.Empty<string>() : ["what third countries earn from trade"],
            .. given.OwnedAbroad.IsEmpty ? Array.Empty<string>() : ["profits of owners abroad"],
            .. given.Shock.FactorSupply.IsEmpty ? Array.Empty<string>() : ["losses of capital"],
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>What a small change does to every outcome.</summary>
    /// <exception cref="ArgumentException">
    /// The direction does not have the shape of the world, or its transfers do not add up to zero.
    /// </exception>
    /// <exception cref="InvalidOperationException">The equations do not determine it: limits that bind one another, say.</exception>
    public Response Respond(Direction direction)
    {
        LearntInverse? learnt = null;
        return Respond(direction, ref learnt);
    }

    /// <summary>
    /// The same, by what is known of the inverse of the equations; null, or of other unknowns: nothing, and receives what is known then.
    /// </summary>
    internal Response Respond(Direction direction, ref LearntInverse? learnt)
    {
        ArgumentNullException.ThrowIfNull(direction);
        direction.RequireShape(of.Countries, of.Sectors, At.Given.Quotas.Length, At.Given.Stocks.Length);
        var (push, gaps) = (new DirectEffects(of, direction), new double[system.Length]);
        system.Follow(new double[system.Length], push, gaps);
        var x = Solve((v, into) => system.Follow(v, null, into), c => c.Solve, Negated(gaps), ref learnt);
        return Complete(x, push, system.Follow(x, push, gaps));
    }

    /// <summary>What every small change does to one outcome: the same by the transpose, at the cost of one response.</summary>
    /// <param name="target">The outcome.</param>
    /// <param name="near">
    /// The same of an equilibrium nearby, from which it is sooner found; null: none is known. One of other unknowns, as where other
    /// limits bind, is not used.
    /// </param>
    /// <exception cref="ArgumentException">The target does not have the shape of the world.</exception>
    /// <exception cref="InvalidOperationException">The equations do not determine it.</exception>
    public Gradient GradientOf(Target target, Gradient? near = null)
    {
        var (worth, learnt) = WorthOf(target, near?.Gaps, near?.Learnt);
        return worth.Gradient() with { Learnt = learnt };
    }

    /// <summary>What every change is worth to an outcome, cell by cell: (D12), gaps worth what leaves unknowns worth nothing.</summary>
    /// <param name="target">The outcome.</param>
    /// <param name="near">What gaps are worth nearby; null, or of other unknowns: nothing is known.</param>
    /// <param name="learnt">What is known of the inverse of the equations backwards; null, or of other unknowns: nothing.</param>
    /// <returns>The worth; and what is known of the inverse then.</returns>
    internal (Adjoint Worth, LearntInverse? Learnt) WorthOf(Target target, double[]? near = null, LearntInverse? learnt = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.RequireShape(of.Countries, of.Sectors);
        var none = new double[system.Length];
        var gaps = Solve(
            (v, into) => new Adjoint(system, v, null).Unknowns.CopyTo(into),
            c => c.SolveTransposed,
            Negated(new Adjoint(system, none, target).Unknowns),
            ref learnt,
            near
        );
        return (new Adjoint(system, gaps, target), learnt);
    }

    /// <summary>
    /// A x = b, conditioned by what is around in the data and what is known of the inverse, and where that does not get through, by what is
    /// around here; in rounds, each for what the last one has left. It begins at what is near where that leaves less than nothing does.
    /// </summary>
    private double[] Solve(
        LinearProduct product,
        Func<LinearConditioner, LinearProduct> way,
        double[] b,
        ref LearntInverse? learnt,
        double[]? near = null
    )
    {
        var (x, rest, size) = (new double[b.Length], (double[])b.Clone(), Size(b));
        var (left, least, isHere) = (size, Math.Max(accuracy, LeastAccuracy) * size, false);
        var around = way(new LinearConditioner(system, ReferencePoint.Of(At.World)));
        if (near?.Length == b.Length && Rest(near) is var before && Size(before) < size)
            (x, rest, left) = (near, before, Size(before));
        var krylov = new Gmres(b.Length, Math.Min(b.Length, MostProducts));
        var known = learnt = learnt?.Length == b.Length ? learnt : null;
        for (var round = 0; round < MostRounds && left > accuracy * size; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            known = krylov.Learnt(known) ?? known;
            var conditioner = known is null ? around : known.Over(around);
            krylov.Solve(product, conditioner, rest, Math.Max(1e-12, 0.3 * accuracy * size / left), out var step);
            var next = Added(x, step);
            var after = Rest(next);
            var now = Size(after);
            if (now < left)
                (x, rest) = (next, after);
            if (!(now < 0.1 * left))
            {
                if (left <= least || isHere)
                    break;
                (around, isHere) = (way(new LinearConditioner(system, here.Value)), true);
            }
            left = Math.Min(left, now);
        }
        // Nobody who knew something is handed more.
        learnt ??= krylov.Learnt(known) ?? known;
        return Size(rest) <= least
            ? x
            : throw new InvalidOperationException("The equations in small changes do not determine what is asked at this equilibrium.");

        double[] Rest(double[] of)
        {
            var left = new double[b.Length];
            product(of, left);
            for (var at = 0; at < left.Length; at++)
                left[at] = b[at] - left[at];
            return left;
        }
    }

    private static double Size(double[] values) => System.Numerics.Tensors.TensorPrimitives.Norm<double>(values);

    private static double[] Negated(double[] values) => [.. values.Select(value => -value)];

    private static double[] Added(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>By country, the first country it trades with, directly or through others.</summary>
    private static int[] Blocs(Equilibrium at)
    {
        int[] blocs = [.. Enumerable.Range(0, at.Trade.First)];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var n = 0; n < blocs.Length; n++)
                for (var i = 0; i < blocs.Length; i++)
                    if (blocs[n] != blocs[i] && at.Trade.Row(n, i).ContainsAnyExcept(0))
                        (blocs[n], blocs[i], changed) = (Math.Min(blocs[n], blocs[i]), Math.Min(blocs[n], blocs[i]), true);
        }
        return blocs;
    }

    private Response Complete(double[] x, DirectEffects push, Changes after)
    {
        var wedges = new double[At.Given.Quotas.Length];
        for (var q = 0; q < system.Limits.Full.Length; q++)
            wedges[system.Limits.Full[q]] = x[system.QuotasAt + q];
        Table Table(double[] cells) => new(of.Countries, of.Sectors, cells);
        return new Response
        {
            LogWages = [.. system.Markets.Wages(after.FactorPrices)],
            LogPrices = Table(after.Prices),
            LogUnitCosts = Table([.. after.Costs.Select((c, at) => At.Output.Span[at] == 0 ? 0 : c)]),
            Expenditure = Table(after.Spending),
            Trade = new Cube(of.Countries, of.Countries, of.Sectors, Flows(x, push, after)),
            Output = Table(after.Sold),
            TariffRevenue = [.. after.Tariffs],
            ExportTaxRevenue = [.. after.Taxes],
            Income = [.. after.Income],
            LogConsumerPrices = [.. after.ConsumerPrices],
            LogRealIncome = [.. after.Income.Select((income, n) => income / of.Income[n] - after.ConsumerPrices[n])],
            LogWedges = [.. wedges],
            Drawn = [.. after.Drawings],
        };
    }

    /// <summary>(D4) d M'_nij, flow by flow.</summary>
    private double[] Flows(double[] x, DirectEffects push, Changes after)
    {
        var flows = new double[of.Countries * of.Cells];
        for (var f = 0; f < flows.Length; f++)
        {
            var (buyer, seller) = (of.Buyer(f), of.Seller(f));
            flows[f] =
                of.Flow(f) * (of.Theta[f % of.Sectors] * (after.Prices[buyer] - after.Costs[seller]) + push.Flows[f])
                + of.Phi(f) * after.Purchases[buyer];
        }
        system.Limits.AddWedgesTo(flows, x.AsSpan(system.QuotasAt..system.StocksAt));
        return flows;
    }
}
