namespace Entente.Positions.Stakeholders.Spatial;

/// <summary>The rules of the spatial model that need no state, as docs/positions.md numbers them.</summary>
internal static class SpatialEquations
{
    private const double Least = 1e-8;

    /// <summary>(K1) Utility at a distance d, weighted by salience, of an actor with attitude r to risk.</summary>
    public static double Utility(double d, double r) => d <= 1 ? (1 - d) * (1 + d * r) : (1 - d) * (1 + r);

    /// <summary>(K1) sqrt(sum_k (s_k (a_k - b_k))^2 / sum_k s_k^2).</summary>
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> salience)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var k = 0; k < a.Length; k++)
        {
            var d = salience[k] * (a[k] - b[k]);
            sum += d * d;
            weight += salience[k] * salience[k];
        }
        return Math.Sqrt(sum / weight);
    }

    /// <summary>(K2) The vote of weight w between utilities u1 and u2.</summary>
    public static double Vote(VotingRule rule, double w, double u1, double u2)
    {
        var d = u1 - u2;
        double Sign() => Math.Clamp(d / Least, -1, 1);
        return w * rule switch
        {
            VotingRule.Binary => Sign(),
            VotingRule.ProportionalBinary => 0.8 * d + 0.2 * Sign(),
            VotingRule.ProportionalCubic => 0.5 * d + 0.5 * d * d * d,
            VotingRule.Cubic => d * d * d,
            VotingRule.Prospect => d > 0 ? 2 * d / 3 : d,
            _ => d,
        };
    }

    /// <summary>(K4) Probability that a coalition of strength a prevails over one of b.</summary>
    public static double Victory(VictoryRule rule, double a, double b)
    {
        static double Fourth(double x) => x * x * (x * x);
        static double Share(double x, double y) => x / (x + y);
        return rule switch
        {
            VictoryRule.Square => Share(a * a, b * b),
            VictoryRule.Quartic => Share(Fourth(a), Fourth(b)),
            VictoryRule.Octic => Share(Fourth(a) * Fourth(a), Fourth(b) * Fourth(b)),
            VictoryRule.Binary => a >= 1.1 * b ? Share(1, 1e-6)
            : b >= 1.1 * a ? Share(1e-6, 1)
            : (Share(a, b) * 2.1 - 1) / 0.1,
            _ => Share(a, b),
        };
    }

    /// <summary>(K3) Strength of the coalition for each option against each other, votes by option given for each actor.</summary>
    /// <param name="weights">Weight of each actor.</param>
    /// <param name="utility">Utility to an actor of an option.</param>
    /// <param name="options">How many options.</param>
    /// <param name="rule">How they vote.</param>
    public static double[,] Coalitions(double[] weights, Func<int, int, double> utility, int options, VotingRule rule)
    {
        var c = new double[options, options];
        for (var i = 0; i < options; i++)
        {
            c[i, i] = Least;
            for (var j = 0; j < i; j++)
            {
                var (cij, cji) = (Least, Least);
                for (var k = 0; k < weights.Length; k++)
                {
                    var vote = Vote(rule, weights[k], utility(k, i), utility(k, j));
                    if (vote > 0)
                        cij += vote;
                    if (vote < 0)
                        cji -= vote;
                }
                (c[i, j], c[j, i]) = (cij, cji);
            }
        }
        return c;
    }

    /// <summary>(K5) Probability of each option, from the strengths of coalitions.</summary>
    public static double[] Election(double[,] coalitions, SpatialOptions options)
    {
        var n = coalitions.GetLength(0);
        var p = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            p[i, i] = 0.5;
            for (var j = 0; j < i; j++)
                (p[i, j], p[j, i]) = (
                    Victory(options.Victory, coalitions[i, j], coalitions[j, i]),
                    Victory(options.Victory, coalitions[j, i], coalitions[i, j])
                );
        }
        return options.Election switch
        {
            ElectionRule.MarkovUniform => Markov(n, 1e-6, (i, j, q) => p[i, j] * (q[i] + q[j]) / n),
            ElectionRule.MarkovIncentive => Incentive(coalitions, p),
            _ => Conditional(p),
        };
    }

    private static double[] Conditional(double[,] p)
    {
        var n = p.GetLength(0);
        var won = new double[n];
        for (var i = 0; i < n; i++)
        {
            won[i] = 1;
            for (var j = 0; j < n; j++)
                won[i] *= p[i, j];
        }
        var all = won.Sum();
        return [.. won.Select(w => w / all)];
    }

    private static double[] Incentive(double[,] c, double[,] p)
    {
        var n = p.GetLength(0);
        var challenge = new double[n, n];
        for (var j = 0; j < n; j++)
        {
            var sum = 0.0;
            for (var i = 0; i < n; i++)
                sum += challenge[i, j] = c[i, j] * p[i, j] + (i == j ? 1e-10 : 0);
            for (var i = 0; i < n; i++)
                challenge[i, j] /= sum;
        }
        return Markov(n, 1e-8, (i, j, q) => p[i, j] * (q[i] * challenge[j, i] + q[j] * challenge[i, j]));
    }

    private static double[] Markov(int n, double tolerance, Func<int, int, double[], double> flow)
    {
        var p = Enumerable.Repeat(1.0 / n, n).ToArray();
        for (var (round, change) = (0, 1.0); change > tolerance && round < 100_000; round++)
        {
            var q = new double[n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    q[i] += flow(i, j, p);
            change = p.Zip(q, (a, b) => Math.Abs(a - b)).Max();
            p = [.. p.Zip(q, (a, b) => (a + b) / 2)];
        }
        return p;
    }

    /// <summary>(K6) Attitudes to risk from probabilities.</summary>
    public static double[] Risk(double[] p, RiskRange range)
    {
        var (least, most) = (p.Min(), p.Max());
        // Where all are equally likely nobody differs.
        if (!(most > least))
            return new double[p.Length];
        return
        [
            .. p.Select(pi =>
                range switch
                {
                    RiskRange.Min => (pi - least) / (most - least),
                    RiskRange.Max => (2 * pi - (most + least)) / (most - least),
                    _ => (3 * pi - (most + 2 * least)) / (2 * (most - least)),
                }
            ),
        ];
    }

    /// <summary>(K6) h's view of i's attitude.</summary>
    public static double RiskSeen(double h, double i, RiskSeen seen) =>
        seen switch
        {
            Spatial.RiskSeen.None => h,
            Spatial.RiskSeen.Half => (h + i) / 2,
            Spatial.RiskSeen.TwoThirds => (h + 2 * i) / 3,
            Spatial.RiskSeen.Full => i,
            _ => (2 * h + i) / 3,
        };

    /// <summary>(K8) Where a bargain leads both on one dimension.</summary>
    public static (double I, double J) Bargain(double ti, double si, double pi, double tj, double sj, double pj, Interpolation rule)
    {
        const double least = 1e-6;
        if (rule == Interpolation.SalienceSquaredProbabilityMax)
        {
            var (di, dj) = (Math.Max(0, pj - pi), Math.Max(0, pi - pj));
            var moveI = di * (sj * sj) / (di * (sj * sj) + least + (1 - di) * (si * si));
            var moveJ = dj * (si * si) / (dj * (si * si) + least + (1 - dj) * (sj * sj));
            return (ti + moveI * (tj - ti), tj + moveJ * (ti - tj));
        }
        var squared = rule == Interpolation.SalienceSquaredProbabilitySquared;
        var (wi, wj) = squared ? (si * si * (pi * pi), sj * sj * (pj * pj)) : (si * pi, sj * pj);
        return (
            ToFourPlaces(((wi + least) * ti + wj * tj) / (wi + least + wj)),
            ToFourPlaces((wi * ti + (least + wj) * tj) / (wi + least + wj))
        );
    }

    private static double ToFourPlaces(double x) => (int)(0.5 + x * 10000) / 10000.0;
}
