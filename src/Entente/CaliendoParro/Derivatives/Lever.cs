using System.Collections.Immutable;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>What raising one cost of trade does to a target and to those who raise it.</summary>
/// <param name="Importer">Position n.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j.</param>
/// <param name="Harm">What the target loses of real income per unit of ln of the cost, in the unit of the world.</param>
/// <param name="OwnLoss">What those who raise it lose; below 0 where they gain.</param>
/// <param name="Value">The flow, at producer prices.</param>
public sealed record Lever(int Importer, int Exporter, int Sector, double Harm, double OwnLoss, double Value)
{
    /// <summary>
    /// Whether those who raise the cost lose nothing: it turns the terms of trade for them, or hurts others only. A ratio says
    /// nothing there.
    /// </summary>
    public bool Gains => OwnLoss <= 0;

    /// <summary>What the target loses per unit that those who raise the cost lose; infinite where they lose nothing.</summary>
    public double Ratio => OwnLoss > 0 ? Harm / OwnLoss : double.PositiveInfinity;

    /// <summary>
    /// (D16) ranks costs of trade between countries by the ratio of two gradients, - I_target d ln W_target / d ln d_nij over
    /// - sum_actors I_m d ln W_m / d ln d_nij.
    /// </summary>
    /// <param name="at">Where.</param>
    /// <param name="target">Position of the country to be hurt.</param>
    /// <param name="actors">
    /// Those who act together, and can raise costs between themselves and others; empty: each country for itself, every flow being
    /// in the hands of its importer or, where that is the target, its exporter.
    /// </param>
    /// <param name="least">
    /// Flows that hurt the target less than this part of the one that hurts it most are left out: ratios of next to nothing mean
    /// nothing.
    /// </param>
    /// <param name="rest">
    /// Position of an aggregate of countries that nobody governs, such as the rest of the world: it does not act; null: there is
    /// none.
    /// </param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The flows that hurt the target: those that cost the actors something, the best ratio first, then those by which they gain,
    /// the one that hurts most first.
    /// </returns>
    /// <exception cref="ArgumentException">The target or the rest is among those who act.</exception>
    public static ImmutableArray<Lever> Rank(
        Linearisation at,
        int target,
        ImmutableArray<int> actors,
        double least = 1e-2,
        int? rest = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(at);
        if (actors.Contains(target))
            throw new ArgumentException("The target is among those who act.", nameof(actors));
        if (rest is { } aggregate && actors.Contains(aggregate))
            throw new ArgumentException("An aggregate that does not act is among those who act.", nameof(actors));
        var (world, income) = (at.At.World, at.At.Income);
        var harm = Loss(at, [target]).Span.ToArray();
        var own = OwnLosses(at, target, actors, rest, cancellation);
        var levers = new List<Lever>();
        for (var n = 0; n < income.Length; n++)
            for (var i = 0; i < income.Length; i++)
                for (var j = 0; j < world.Sectors.Length && own(n, i) is not null && i != n; j++)
                    if (harm[(n * income.Length + i) * world.Sectors.Length + j] is var hurt and > 0)
                        levers.Add(new Lever(n, i, j, hurt, own(n, i)![n, i, j], at.At.Trade[n, i, j]));
        var worst = levers.Select(l => l.Harm).DefaultIfEmpty(0).Max();
        return
        [
            .. levers
                .Where(l => l.Harm >= least * worst)
                .OrderBy(l => l.Gains)
                .ThenByDescending(l => l.Gains ? l.Harm : l.Ratio)
                .ThenByDescending(l => l.Harm),
        ];
    }

    /// <summary>The loss of those who can raise the costs of n's purchases from i; null where nobody who acts can.</summary>
    private static Func<int, int, Cube?> OwnLosses(
        Linearisation at,
        int target,
        ImmutableArray<int> actors,
        int? rest,
        CancellationToken cancellation
    )
    {
        if (!actors.IsEmpty)
        {
            var together = Loss(at, actors);
            return (n, i) => actors.Contains(n) != actors.Contains(i) ? together : null;
        }
        var each = new Cube?[at.At.Income.Length];
        Parallel.For(
            0,
            each.Length,
            new ParallelOptions { CancellationToken = cancellation },
            n => each[n] = n == rest || n == target ? null : Loss(at, [n])
        );
        return (n, i) => each[n == target ? i : n];
    }

    /// <summary>- sum_m I_m d ln W_m / d ln d_nij.</summary>
    private static Cube Loss(Linearisation at, ImmutableArray<int> of)
    {
        var weights = at.At.Income.Select((income, n) => of.Contains(n) ? -income : 0);
        return at.WorthOf(new Target { LogRealIncome = [.. weights] }).Worth.LogTradeCosts();
    }
}
