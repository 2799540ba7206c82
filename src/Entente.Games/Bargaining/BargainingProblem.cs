namespace Entente.Games.Bargaining;

/// <summary>
/// Two parties who may agree on any point of a frontier, and get what they have without agreement otherwise. Payoffs are in
/// units of each party's own; solutions do not depend on these, but for the egalitarian one. Immutable.
/// </summary>
/// <param name="Frontier">What they can reach.</param>
/// <param name="Disagreement">What each gets while they do not agree.</param>
public sealed record BargainingProblem(Frontier Frontier, (double First, double Second) Disagreement)
{
    /// <summary>The positions that give each at least what it has without agreement; null where there are none.</summary>
    public (double Least, double Most)? Zone
    {
        get
        {
            var (from, to) = (Frontier[0], Frontier[1]);
            if (to.First < Disagreement.First || from.Second < Disagreement.Second)
                return null;
            var least = from.First >= Disagreement.First ? 0 : Root(t => Frontier[t].First - Disagreement.First, 0, 1);
            var most = to.Second >= Disagreement.Second ? 1 : Root(t => Disagreement.Second - Frontier[t].Second, 0, 1);
            return least <= most ? (least, most) : null;
        }
    }

    /// <summary>
    /// The best of the product of gains (Nash 1950), the first's to the power of its weight (Harsanyi and Selten 1972); null where
    /// there is nothing to agree on.
    /// </summary>
    /// <param name="weight">Bargaining weight of the first; above 0 and below 1.</param>
    public Agreement? Nash(double weight = 0.5)
    {
        if (!(weight > 0 && weight < 1))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A bargaining weight is above 0 and below 1.");
        return Zone is { } zone ? At(Best(zone, weight)) : null;
    }

    /// <summary>
    /// The limit of alternating offers as the time between them goes to 0 (Rubinstein 1982; Binmore, Rubinstein and Wolinsky 1986): Nash
    /// with weights by patience, cut off at what each can have by leaving. An outside option binds where it is better than that;
    /// it does not move the threat point.
    /// </summary>
    /// <param name="firstImpatience">Discount rate of the first; &gt; 0.</param>
    /// <param name="secondImpatience">Discount rate of the second; &gt; 0.</param>
    /// <param name="outside">What each can have by leaving for good; null: no more than without agreement.</param>
    public Agreement? Rubinstein(double firstImpatience, double secondImpatience, (double First, double Second)? outside = null)
    {
        if (!(firstImpatience > 0 && secondImpatience > 0))
            throw new ArgumentOutOfRangeException(nameof(firstImpatience), "Discount rates are above 0.");
        if (Nash(secondImpatience / (firstImpatience + secondImpatience)) is not { } agreed)
            return null;
        if (outside is not { } option)
            return agreed;
        var least = (Math.Max(option.First, Disagreement.First), Math.Max(option.Second, Disagreement.Second));
        return (this with { Disagreement = least }).Zone is { } zone
            ? At(Math.Clamp(agreed.Position, zone.Least, zone.Most))
            : null;
    }

    /// <summary>Equal parts of the most that each could gain (Kalai and Smorodinsky 1975).</summary>
    public Agreement? KalaiSmorodinsky() =>
        Zone is { } zone
            ? KalaiSmorodinsky((Frontier[zone.Most].First - Disagreement.First, Frontier[zone.Least].Second - Disagreement.Second))
            : null;

    /// <summary>The same with the most that each could gain taken from a larger problem that this is a part of.</summary>
    /// <param name="ideal">What each could gain at most.</param>
    public Agreement? KalaiSmorodinsky((double First, double Second) ideal)
    {
        if (Zone is not { } zone)
            return null;
        if (ideal.First <= 0 || ideal.Second <= 0)
            return At(ideal.Second <= 0 ? zone.Most : zone.Least);
        return At(
            Root(
                t => (Frontier[t].First - Disagreement.First) / ideal.First - (Frontier[t].Second - Disagreement.Second) / ideal.Second,
                zone.Least,
                zone.Most
            )
        );
    }

    /// <summary>Equal gains, in units that can be compared (Kalai 1977).</summary>
    public Agreement? Egalitarian() =>
        Zone is { } zone
            ? At(Root(t => Frontier[t].First - Disagreement.First - (Frontier[t].Second - Disagreement.Second), zone.Least, zone.Most))
            : null;

    private Agreement At(double position) => new(position, Frontier[position].First, Frontier[position].Second);

    /// <summary>The best position: between kinks by golden section, then by the sign of the slope.</summary>
    private double Best((double Least, double Most) zone, double weight)
    {
        double[] edges = [zone.Least, .. Frontier.Kinks.Where(k => k > zone.Least && k < zone.Most), zone.Most];
        return edges.Zip(edges.Skip(1), (from, to) => Golden(from, to)).Concat(edges).MaxBy(Product);

        double Product(double t)
        {
            var (first, second) = Frontier[t];
            return weight * Math.Log(Math.Max(0, first - Disagreement.First))
                + (1 - weight) * Math.Log(Math.Max(0, second - Disagreement.Second));
        }

        double Golden(double from, double to)
        {
            var (start, end) = (from, to);
            for (var step = 0; step < 200 && to - from > 1e-9 * (zone.Most - zone.Least); step++)
            {
                var (a, b) = (to - Ratio * (to - from), from + Ratio * (to - from));
                if (Product(a) >= Product(b))
                    to = b;
                else
                    from = a;
            }
            // A maximum is flat: where it is follows from the slope, to many more digits than from its height.
            var (middle, width, h) = ((from + to) / 2, 1e-3 * (end - start), 1e-4 * (end - start));
            return middle - width - 2 * h > start && middle + width + 2 * h < end
                ? Root(t => -Slope(t, h), middle - width, middle + width)
                : middle;
        }

        // By differences to fourth order.
        double Slope(double t, double h) =>
            (Product(t - 2 * h) - 8 * Product(t - h) + 8 * Product(t + h) - Product(t + 2 * h)) / (12 * h);
    }

    /// <summary>Where a function that rises crosses 0, by halves to the last bit; an end where it does not.</summary>
    private static double Root(Func<double, double> rising, double from, double to)
    {
        if (rising(from) >= 0)
            return from;
        if (rising(to) <= 0)
            return to;
        while (true)
        {
            var middle = from + (to - from) / 2;
            if (middle <= from || middle >= to)
                return rising(to) == 0 ? to : middle;
            if (rising(middle) < 0)
                from = middle;
            else
                to = middle;
        }
    }

    private const double Ratio = 0.6180339887498949;
}

/// <summary>What two parties agree on.</summary>
/// <param name="Position">Where on the frontier.</param>
/// <param name="First">What the first gets.</param>
/// <param name="Second">What the second gets.</param>
public readonly record struct Agreement(double Position, double First, double Second);
