namespace Entente.Positions.Stakeholders.Challenge;

/// <summary>
/// The equations of one round of the challenge model on one dimension (Scholz, Calbert and Smith 2011; their numbers stand with the
/// members). For one thread.
/// </summary>
internal sealed class ChallengeEquations
{
    private readonly double[] c;
    private readonly double[] s;
    private readonly double[] x;
    private readonly double range;
    private readonly ChallengeOptions options;
    private readonly double median;

    public ChallengeEquations(double[] capability, double[] salience, double[] positions, double range, ChallengeOptions options)
    {
        (c, s, x, this.range, this.options) = (capability, salience, positions, range, options);
        median = Weighted.Median(x, [.. c.Zip(s, (ci, si) => ci * si)]);
        Risk = Exponents(Security(View(Enumerable.Repeat(1.0, x.Length).ToArray())));
        now = View(Risk);
    }

    /// <summary>Exponents, the distances |x_k - x_a|^r_k over the range that they make, and the votes over all pairs.</summary>
    private sealed record Seen(double[] Risk, double[,] Distances, double AllPairs);

    private readonly Seen now;

    private Seen View(double[] r)
    {
        var d = new double[x.Length, x.Length];
        for (var k = 0; k < x.Length; k++)
            for (var a = 0; a < x.Length; a++)
                d[k, a] = Math.Pow(Math.Abs(x[k] - x[a]) / range, r[k]);
        return new Seen(r, d, AllVotes(d));
    }

    /// <summary>r_i, the exponent of each actor's utility, 0.5 (takes risks off) to 2.</summary>
    public double[] Risk { get; }

    /// <summary>(26) c_k s_k (u_k(x_a) - u_k(x_b)) with exponent r_k.</summary>
    private double Votes(int k, int a, int b, double[,] distances) => c[k] * s[k] * (distances[k, b] - distances[k, a]);

    private double AllVotes(double[,] distances)
    {
        if (options.Probability == ProbabilityOver.Pair)
            return 0;
        var sum = 0.0;
        for (var a = 0; a < x.Length; a++)
            for (var b = 0; b < x.Length; b++)
                for (var k = 0; k < x.Length; k++)
                    sum += Math.Abs(Votes(k, a, b, distances));
        return sum;
    }

    /// <summary>(30), (31) Probability that i prevails over j.</summary>
    public double Probability(int i, int j) => Probability(i, j, now);

    private double Probability(int i, int j, Seen seen)
    {
        if (x[i] == x[j])
            return 0;
        var (won, pair) = (0.0, 0.0);
        for (var k = 0; k < x.Length; k++)
        {
            var vote = Votes(k, i, j, seen.Distances);
            won += Math.Max(0, vote);
            pair += Math.Abs(vote);
        }
        var over = options.Probability == ProbabilityOver.Pair ? pair : seen.AllPairs;
        return over > 0 ? won / over : 0;
    }

    /// <summary>(25a) What i expects of challenging j.</summary>
    public double Challenging(int i, int j) => Challenging(i, j, i, now, s[j]);

    /// <summary>(25b) What j expects of challenging i, as i sees it.</summary>
    public double Challenged(int i, int j) => Challenged(i, j, now);

    private double Challenged(int i, int j, Seen seen) =>
        Challenging(
            j,
            i,
            options.Risk == RiskOf.Perceiver ? i : j,
            seen,
            options.ResponderSalience == SalienceOf.Challenged ? s[i] : s[j]
        );

    /// <summary>(5) to (7): the gain from a challenge over leaving things be, with the exponent of a third or either.</summary>
    private double Challenging(int i, int j, int of, Seen seen, double salience)
    {
        var (exponent, distance) = (seen.Risk[of], Math.Abs(x[i] - x[j]) / range);
        var p = Probability(i, j, seen);
        // (15), (16)
        var success = Utility(0.5 - 0.5 * distance, exponent);
        var failure = Utility(0.5 + 0.5 * distance, exponent);
        // (24)
        var stays = Utility(0.5, exponent);
        var challenge = salience * (p * success + (1 - p) * failure) + (1 - salience) * success;
        if (options.StatusQuo >= 1)
            return challenge - stays;
        // (18), (19): without a challenge j may move towards i or away, as the median lies.
        var reach = 0.25 * (Math.Abs(x[i] - median) / range + distance);
        var moves = Math.Abs(x[i] - median) < Math.Abs(x[i] - x[j])
            ? Utility(Math.Max(0, 0.5 - reach), exponent)
            : Utility(0.5 + reach, exponent);
        return challenge - (options.StatusQuo * stays + (1 - options.StatusQuo) * moves);
    }

    private static double Utility(double distance, double exponent) => 2 - 4 * Math.Pow(distance, exponent);

    /// <summary>The security of each actor, with exponents of 1.</summary>
    private double[] Security(Seen even) =>
        [
            .. Enumerable
                .Range(0, x.Length)
                .Select(i =>
                {
                    var sum = 0.0;
                    for (var j = 0; j < x.Length; j++)
                        if (j != i)
                            sum += options.Security == SecurityFrom.Adversaries
                                ? Challenged(i, j, even)
                                : Challenging(i, j, i, even, s[j]);
                    return sum;
                }),
        ];

    /// <summary>(32), (33) R_i = (2 Sec_i - max - min) / (max - min), r_i = (1 - R_i / 3) / (1 + R_i / 3).</summary>
    private static double[] Exponents(double[] security)
    {
        var (least, most) = (security.Min(), security.Max());
        return
        [
            .. security.Select(own =>
            {
                var risk = most > least ? (2 * own - most - least) / (most - least) : 0;
                return (1 - risk / 3) / (1 + risk / 3);
            }),
        ];
    }
}
