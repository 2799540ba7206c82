using System.Collections.Immutable;

namespace Entente.Games.Uncertainty;

/// <summary>All numbers of a drawn game.</summary>
/// <param name="Payoffs">As <see cref="DrawnPayoffs"/> has them.</param>
/// <param name="Details">As <see cref="DrawnDetails"/> has them; default where they were not asked.</param>
/// <param name="Turns">By row of the game in turns in the data, its outcomes; default where they were not asked.</param>
/// <param name="Trouble">Why something has no answer; empty where all has one.</param>
internal sealed record Drawn(
    ImmutableArray<double> Payoffs,
    ImmutableArray<double> Details,
    ImmutableArray<ImmutableArray<TurnEnd>> Turns,
    string Trouble
)
{
    /// <summary>Numbers asked beside, of a solved draw, list by list.</summary>
    public ImmutableArray<ImmutableArray<double>> Beside { get; init; } = [];
}

/// <summary>How far a surrogate is off a number in draws that it was not fitted to.</summary>
/// <param name="Bound">
/// What nine of ten draws are not off by more, with 95 per cent confidence: an order statistic of the draws held against it, whatever the
/// distribution of errors. Infinite where too few are held.
/// </param>
/// <param name="Largest">The largest of the draws held against it.</param>
/// <param name="Band">Width of the number's band over the solved draws.</param>
/// <param name="Held">Draws held against it.</param>
/// <param name="Within">How far it may be off, as a part of the width.</param>
public sealed record NumberCheck(double Bound, double Largest, double Band, int Held, double Within)
{
    private const double Coverage = 0.9;
    private const double Confidence = 0.95;

    /// <summary>Whether it is near enough.</summary>
    public bool Holds => Bound <= Within * Band;

    /// <summary>The check of a number.</summary>
    /// <param name="solved">The number in the draws held against the surrogate.</param>
    /// <param name="fitted">What the surrogate makes of it there.</param>
    /// <param name="band">Width of its band.</param>
    /// <param name="within">How far it may be off, as a part of the width.</param>
    /// <param name="looks">How often a search that ends where the check holds may look at it.</param>
    public static NumberCheck Of(
        IReadOnlyList<double> solved,
        IReadOnlyList<double> fitted,
        double band,
        double within,
        int looks = 1
    )
    {
        ArgumentNullException.ThrowIfNull(solved);
        double[] off = [.. solved.Zip(fitted, Off).Where(error => !double.IsNaN(error)).Order()];
        var rank = Rank(off.Length, looks);
        return new NumberCheck(
            rank <= off.Length ? off[rank - 1] : double.PositiveInfinity,
            off.Length > 0 ? off[^1] : double.PositiveInfinity,
            band,
            off.Length,
            within
        );
    }

    /// <summary>
    /// (S3) The rank of the smallest of some errors below which nine of ten draws lie with 95 per cent confidence: the chance that so
    /// many or more of them lie within what nine of ten are not beyond is no more than 5 per cent (Wilks 1941), shared out among the
    /// looks; one more than there are where none is.
    /// </summary>
    public static int Rank(int errors, int looks = 1)
    {
        // P(fewer than k of the errors lie below the quantile), term by term.
        var (below, logTerm) = (0.0, errors * Math.Log(1 - Coverage));
        for (var k = 1; k <= errors; k++)
        {
            below += Math.Exp(logTerm);
            if (below >= 1 - (1 - Confidence) / looks)
                return k;
            logTerm += Math.Log((errors - k + 1.0) / k * Coverage / (1 - Coverage));
        }
        return errors + 1;
    }

    private static double Off(double solved, double fitted) =>
        double.IsNaN(solved) ? double.NaN
        : solved == fitted ? 0
        : Math.Abs(solved - fitted) is var off && double.IsNaN(off) ? double.PositiveInfinity
        : off;
}

/// <summary>A number over draws: solved ones first, then those of a surrogate.</summary>
/// <param name="Values">By draw; not a number where there is no answer.</param>
/// <param name="Solved">By draw, whether it was solved.</param>
/// <param name="Pairs">
/// Solved draws that the surrogate was not fitted to, each with what stands for it as for a draw that was not solved.
/// </param>
internal sealed record SampledNumber(
    List<double> Values,
    List<bool> Solved,
    ImmutableArray<(double Solved, double Instead)> Pairs
)
{
    /// <summary>Several numbers of the same draws, one after the other; what a surrogate does shows in each by itself.</summary>
    public static SampledNumber Joined(ImmutableArray<SampledNumber> numbers) =>
        numbers.Length == 1
            ? numbers[0]
            : new SampledNumber(
                [.. numbers.SelectMany(number => number.Values)],
                [.. numbers.SelectMany(number => number.Solved)],
                [.. numbers.SelectMany(number => number.Pairs)]
            );

    /// <summary>What one number has more than another.</summary>
    public SampledNumber Less(SampledNumber other) =>
        new(
            [.. Values.Zip(other.Values, (a, b) => a - b)],
            Solved,
            [.. Pairs.Zip(other.Pairs, (a, b) => (a.Solved - b.Solved, a.Instead - b.Instead))]
        );

    /// <summary>Without draws of which something is not known.</summary>
    public SampledNumber Where(Func<int, bool> isKnown) =>
        this with { Values = [.. Values.Select((value, k) => isKnown(k) ? value : double.NaN)] };

    /// <summary>Of solved draws alone.</summary>
    public static SampledNumber OfSolved(IEnumerable<double> values) => Of([.. values], 0, []);

    /// <summary>Of draws of which the last are a surrogate's.</summary>
    public static SampledNumber Of(List<double> values, int others, ImmutableArray<(double Solved, double Instead)> pairs) =>
        new(values, [.. values.Select((_, k) => k < values.Count - others)], pairs);

    /// <summary>Solved draws with an answer.</summary>
    public int Exact => Values.Zip(Solved).Count(draw => draw.Second && !double.IsNaN(draw.First));

    /// <summary>
    /// (S4) Standard error of the share of draws below a place: that of so many draws, and, with a surrogate, that of what it puts on the
    /// wrong side of the place in solved draws.
    /// </summary>
    public double ShareError(double share, int draws, double place) => ShareError(share, draws, value => value <= place);

    /// <summary>The same of the share of draws of which something is so.</summary>
    public double ShareError(double share, int draws, Func<double, bool> isSo)
    {
        var pairs = Pairs.Where(pair => !double.IsNaN(pair.Solved)).ToList();
        var wrong = pairs.Count == 0 ? 0 : pairs.Average(pair => isSo(pair.Solved) == isSo(pair.Instead) ? 0.0 : 1) / pairs.Count;
        return Math.Sqrt(share * (1 - share) / draws + wrong);
    }
}

/// <summary>
/// Draws that were solved, and those that a surrogate answers; each number rests on the latter only where its check holds.
/// </summary>
/// <param name="solved">Solved draws.</param>
internal sealed class DrawnSample(ImmutableArray<Drawn> solved)
{
    /// <summary>What the surrogate makes of the other draws; empty: there is none.</summary>
    public ImmutableArray<Drawn> Others { get; init; } = [];

    /// <summary>How many of the solved draws it was fitted to, the first of them.</summary>
    public int Fitted { get; init; }

    /// <summary>What it makes of the solved draws after those.</summary>
    public ImmutableArray<Drawn> Fit { get; init; } = [];

    /// <summary>What stands for them as for draws that were not solved.</summary>
    public ImmutableArray<Drawn> Instead { get; init; } = [];

    /// <summary>How far it may be off, as a part of the width of a band.</summary>
    public double Within { get; init; }

    /// <summary>How often it may be looked at before it is near enough: each look has its share of the chance to be wrong.</summary>
    public int Looks { get; init; } = 1;

    /// <summary>Solved draws.</summary>
    public ImmutableArray<Drawn> Solved => solved;

    /// <summary>Whether there is a surrogate.</summary>
    public bool HasSurrogate => !Others.IsEmpty;

    /// <summary>Solved draws, then the others.</summary>
    public IEnumerable<Drawn> All => solved.Concat(Others);

    /// <summary>How far the surrogate is off a number.</summary>
    public NumberCheck Check(Func<Drawn, double> number)
    {
        var finite = Spread.Of(solved.Select(number).Where(double.IsFinite));
        return NumberCheck.Of([.. solved.Skip(Fitted).Select(number)], [.. Fit.Select(number)], finite.High - finite.Low, Within, Looks);
    }

    /// <summary>A number over draws: over all where the surrogate is near enough, else over those solved.</summary>
    public SampledNumber Of(Func<Drawn, double> number) => Of(number, HasSurrogate && Check(number).Holds);

    /// <summary>The same where it is known whether it is.</summary>
    public SampledNumber Of(Func<Drawn, double> number, bool isNear) =>
        isNear
            ? SampledNumber.Of(
                [.. All.Select(number)],
                Others.Length,
                [.. solved.Skip(Fitted).Select(number).Zip(Instead.Select(number))]
            )
            : SampledNumber.OfSolved(solved.Select(number));
}
