using Entente.Numerics;

namespace Entente.Positions.IdealPoints;

/// <summary>
/// The plain reference of the estimators: the model of <see cref="DynamicOrdinal"/> sampled by Gibbs (Albert and Chib 1993; Martin and
/// Quinn 2002), points by forward filtering and backward sampling. Slow; for small problems.
/// </summary>
public sealed class GibbsSampler
{
    private readonly VoteMatrix votes;
    private readonly IdealPointPriors priors;
    private readonly double itemVariance;
    private readonly CounterRandom seed;
    private readonly double[,] latent;
    private readonly double[,] x;
    private readonly double[] alpha;
    private readonly double[] beta;
    private readonly double[] gap;
    private long drawn;

    private GibbsSampler(VoteMatrix votes, IdealPointPriors priors, double itemVariance, long seed)
    {
        (this.votes, this.priors, this.itemVariance, this.seed) = (votes, priors, itemVariance, new CounterRandom(seed));
        latent = new double[votes.Items, votes.Members.Length];
        x = new double[votes.Members.Length, votes.Sessions];
        (alpha, beta, gap) = (new double[votes.Groups], new double[votes.Groups], new double[votes.Groups]);
        var start = PrincipalComponent.Of(votes);
        for (var i = 0; i < votes.Members.Length; i++)
            for (var t = votes.Start[i]; t <= votes.End[i]; t++)
                x[i, t] = start[i];
        for (var g = 0; g < votes.Groups; g++)
            gap[g] = HasThree(g) ? 1 : double.NaN;
    }

    /// <summary>Means and standard deviations of the points over draws, the sign of each draw made to agree with the first kept.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="priors">What is held of members.</param>
    /// <param name="itemVariance">Prior variance of intercepts and discriminations.</param>
    /// <param name="burn">Draws thrown away.</param>
    /// <param name="draws">Draws kept.</param>
    /// <param name="seed">The seed.</param>
    public static (Table Means, Table Deviations) Sample(
        VoteMatrix votes,
        IdealPointPriors priors,
        double itemVariance,
        int burn,
        int draws,
        long seed = 1
    )
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(priors);
        var sampler = new GibbsSampler(votes, priors, itemVariance, seed);
        var (sum, squares) = (new double[votes.Members.Length, votes.Sessions], new double[votes.Members.Length, votes.Sessions]);
        for (var draw = -burn; draw < draws; draw++)
        {
            sampler.Draw();
            if (draw < 0)
                continue;
            var along = 0.0;
            for (var i = 0; i < votes.Members.Length; i++)
                for (var t = votes.Start[i]; t <= votes.End[i]; t++)
                    along += sampler.x[i, t] * sum[i, t];
            var sign = along < 0 ? -1 : 1;
            for (var i = 0; i < votes.Members.Length; i++)
                for (var t = votes.Start[i]; t <= votes.End[i]; t++)
                {
                    sum[i, t] += sign * sampler.x[i, t];
                    squares[i, t] += sampler.x[i, t] * sampler.x[i, t];
                }
        }
        double Mean(int i, int t) => votes.Serves(i, t) ? sum[i, t] / draws : double.NaN;
        return (
            Table.Create(votes.Members.Length, votes.Sessions, Mean),
            Table.Create(votes.Members.Length, votes.Sessions, (i, t) => Math.Sqrt(squares[i, t] / draws - Mean(i, t) * Mean(i, t)))
        );
    }

    private double Uniform() => seed.Uniform(drawn++);

    private double Normal() => seed.Normal(drawn++);

    private bool HasThree(int g)
    {
        var (two, three) = (false, false);
        for (var j = 0; j < votes.Items; j++)
            for (var i = 0; i < votes.Members.Length && votes.GroupOf[j] == g; i++)
                (two, three) = (two || votes[j, i] == 2, three || votes[j, i] == 3);
        return two && three;
    }

    private void Draw()
    {
        for (var j = 0; j < votes.Items; j++)
            for (var i = 0; i < votes.Members.Length; i++)
                if (votes[j, i] != 0)
                    latent[j, i] = Latent(j, i);
        for (var i = 0; i < votes.Members.Length; i++)
            Points(i);
        for (var g = 0; g < votes.Groups; g++)
            Items(g);
    }

    /// <summary>y* given all else: a normal number between the bounds of the vote, by inversion.</summary>
    private double Latent(int j, int i)
    {
        var g = votes.GroupOf[j];
        var mean = alpha[g] + beta[g] * x[i, votes.SessionOf[j]];
        var (low, high) = votes[j, i] switch
        {
            1 => (double.NegativeInfinity, -mean),
            2 => (-mean, double.IsNaN(gap[g]) ? double.PositiveInfinity : gap[g] - mean),
            _ => (double.IsNaN(gap[g]) ? -mean : gap[g] - mean, double.PositiveInfinity),
        };
        // In the left tail, where probabilities keep their digits.
        var mirrored = low > 0;
        var (from, to) = mirrored ? (NormalTail.Below(-high), NormalTail.Below(-low)) : (NormalTail.Below(low), NormalTail.Below(high));
        var p = from + Uniform() * (to - from);
        var error = p is > 0 and < 1 ? Quantile(p) : Math.Clamp(0, low, high);
        return mean + (mirrored ? -error : error);
    }

    private static double Quantile(double p)
    {
        var (low, high) = (-40.0, 40.0);
        for (var k = 0; k < 70; k++)
            (low, high) = NormalTail.Below((low + high) / 2) < p ? ((low + high) / 2, high) : (low, (low + high) / 2);
        return (low + high) / 2;
    }

    private void Points(int i)
    {
        var (start, count) = (votes.Start[i], votes.End[i] - votes.Start[i] + 1);
        var (means, variances) = (new double[count], new double[count]);
        var (mean, variance) = (priors.Mean[i], priors.Variance[i]);
        for (var t = 0; t < count; t++)
        {
            var (precision, score) = (0.0, 0.0);
            for (var j = votes.FirstOf[start + t]; j < votes.FirstOf[start + t + 1]; j++)
                if (votes[j, i] != 0)
                {
                    var g = votes.GroupOf[j];
                    precision += beta[g] * beta[g];
                    score += beta[g] * (latent[j, i] - alpha[g]);
                }
            variance += priors.Step[i];
            variance /= 1 + precision * variance;
            mean += variance * (score - precision * mean);
            (means[t], variances[t]) = (mean, variance);
        }
        for (var t = count - 1; t >= 0; t--)
        {
            var (m, v) = (means[t], variances[t]);
            if (t < count - 1)
            {
                var gain = v / (v + priors.Step[i]);
                (m, v) = (m + gain * (x[i, start + t + 1] - m), v * (1 - gain));
            }
            x[i, start + t] = m + Math.Sqrt(v) * Normal();
        }
    }

    private void Items(int g)
    {
        var (count, sum, square, y, xy) = (1 / itemVariance, 0.0, 1 / itemVariance, 0.0, 0.0);
        var (highestOfTwo, lowestOfThree) = (0.0, double.PositiveInfinity);
        for (var j = 0; j < votes.Items; j++)
            for (var i = 0; i < votes.Members.Length && votes.GroupOf[j] == g; i++)
            {
                var vote = votes[j, i];
                if (vote == 0)
                    continue;
                var at = x[i, votes.SessionOf[j]];
                (count, sum, square) = (count + 1, sum + at, square + at * at);
                (y, xy) = (y + latent[j, i], xy + at * latent[j, i]);
                if (vote == 2)
                    highestOfTwo = Math.Max(highestOfTwo, latent[j, i]);
                if (vote == 3)
                    lowestOfThree = Math.Min(lowestOfThree, latent[j, i]);
            }
        var determinant = count * square - sum * sum;
        var (v00, v01, v11) = (square / determinant, -sum / determinant, count / determinant);
        var (l00, l10) = (Math.Sqrt(v00), v01 / Math.Sqrt(v00));
        var (first, second) = (Normal(), Normal());
        alpha[g] = v00 * y + v01 * xy + l00 * first;
        beta[g] = v01 * y + v11 * xy + l10 * first + Math.Sqrt(v11 - l10 * l10) * second;
        if (!double.IsNaN(gap[g]))
            gap[g] = highestOfTwo + Uniform() * (lowestOfThree - highestOfTwo);
    }
}
