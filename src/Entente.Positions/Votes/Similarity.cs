using System.Collections.Immutable;

namespace Entente.Positions.Votes;

/// <summary>A measure of how alike two states vote, as docs/positions.md defines it.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Of">Its value; not a number where it is not defined.</param>
public sealed record Similarity(string Name, string Title, Func<PairVotes, double> Of)
{
    /// <summary>All measures.</summary>
    public static ImmutableArray<Similarity> All { get; } =
    [
        new("agreement", "agreement", Agreement),
        new("identical", "identical votes", Identical),
        new("s_abs", "S, absolute", SAbsolute),
        new("s_sq", "S, squared", SSquared),
        new("kappa_nominal", "kappa, nominal", pair => Kappa(pair, Nominal)),
        new("kappa_lin", "kappa, linear", pair => Kappa(pair, Linear)),
        new("kappa_sq", "kappa, squared", pair => Kappa(pair, Squared)),
        new("pi_nominal", "pi, nominal", pair => Pi(pair, Nominal)),
        new("pi_lin", "pi, linear", pair => Pi(pair, Linear)),
        new("pi_sq", "pi, squared", pair => Pi(pair, Squared)),
        new("coincidence", "coincidence, US State Department", Coincidence),
    ];

    /// <summary>(V1) Mean of 1 - d/2 over joint votes on contested resolutions, d the steps between the votes.</summary>
    public static double Agreement(PairVotes pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return 1 - Sum((a, b) => Linear(a, b) * pair.OfContested(a, b)) / pair.Contested;
    }

    /// <summary>(V2) Share of joint votes that are the same.</summary>
    public static double Identical(PairVotes pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return 1 - Sum((a, b) => Nominal(a, b) * pair[a, b]) / pair.Count;
    }

    /// <summary>(V3) S = 1 - 2 sum d / (2 n) (Signorino and Ritter 1999), equal weights.</summary>
    public static double SAbsolute(PairVotes pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return 1 - 2 * Sum((a, b) => Linear(a, b) * pair[a, b]) / pair.Count;
    }

    /// <summary>(V4) S = 1 - 2 sum d^2 / (4 n).</summary>
    public static double SSquared(PairVotes pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return 1 - 2 * Sum((a, b) => Squared(a, b) * pair[a, b]) / pair.Count;
    }

    /// <summary>
    /// (V5) kappa = 1 - D / E, E being the disagreement that each state's own frequencies let expect (Cohen 1968, Haege 2011).
    /// </summary>
    public static double Kappa(PairVotes pair, Func<int, int, double> disagreement)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var (rows, columns) = Margins(pair);
        return Corrected(pair, disagreement, (a, b) => rows[a] * columns[b]);
    }

    /// <summary>(V6) pi: the same with the frequencies of both states together (Scott 1955, Haege 2011).</summary>
    public static double Pi(PairVotes pair, Func<int, int, double> disagreement)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var (rows, columns) = Margins(pair);
        return Corrected(pair, disagreement, (a, b) => (rows[a] + columns[a]) / 2 * ((rows[b] + columns[b]) / 2));
    }

    /// <summary>(V7) (same + half of partial) / all, partial being one abstention; both abstaining is the same.</summary>
    public static double Coincidence(PairVotes pair) => 1 - Sum((a, b) => Linear(a, b) * Checked(pair)[a, b]) / pair.Count;

    private static PairVotes Checked(PairVotes pair) => pair ?? throw new ArgumentNullException(nameof(pair));

    private static double Nominal(int a, int b) => a == b ? 0 : 1;

    private static double Linear(int a, int b) => Math.Abs(a - b) / 2.0;

    private static double Squared(int a, int b) => (a - b) * (a - b) / 4.0;

    private static double Corrected(PairVotes pair, Func<int, int, double> disagreement, Func<int, int, double> expected)
    {
        var chance = Sum((a, b) => disagreement(a, b) * expected(a, b));
        return chance > 0 ? 1 - Sum((a, b) => disagreement(a, b) * pair[a, b]) / pair.Count / chance : double.NaN;
    }

    private static (double[] Rows, double[] Columns) Margins(PairVotes pair)
    {
        var (rows, columns) = (new double[3], new double[3]);
        for (var a = 0; a < 3; a++)
            for (var b = 0; b < 3; b++)
            {
                rows[a] += pair[a, b] / pair.Count;
                columns[b] += pair[a, b] / pair.Count;
            }
        return (rows, columns);
    }

    private static double Sum(Func<int, int, double> term)
    {
        var sum = 0.0;
        for (var a = 0; a < 3; a++)
            for (var b = 0; b < 3; b++)
                sum += term(a, b);
        return sum;
    }
}
