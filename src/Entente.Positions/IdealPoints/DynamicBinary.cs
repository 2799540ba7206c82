namespace Entente.Positions.IdealPoints;

/// <summary>
/// Dynamic two-category item response by variational EM as Imai, Lo and Olmsted (2016) give it: y* = alpha_j + beta_j x_it + N(0, 1),
/// (alpha, beta) ~ N(0, I), x a random walk; votes of members who serve and are missing take the mean that is expected of them, and
/// items of a session share one covariance. Category 1 is no, 2 or 3 is yes. The plain form, item by item and member by member.
/// </summary>
public static class DynamicBinary
{
    /// <summary>Estimates.</summary>
    /// <param name="votes">The votes; groups are not used.</param>
    /// <param name="priors">What is held of members.</param>
    /// <param name="points">Where points start, by member and session; 0 where nothing is known.</param>
    /// <param name="alpha">Where intercepts start, by item.</param>
    /// <param name="beta">Where discriminations start, by item.</param>
    /// <param name="tolerance">It ends where 1 less every correlation with the iteration before is below it.</param>
    /// <param name="mostIterations">Iterations at most.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static IdealPointEstimate Estimate(
        VoteMatrix votes,
        IdealPointPriors priors,
        Table points,
        IReadOnlyList<double> alpha,
        IReadOnlyList<double> beta,
        double tolerance = 1e-6,
        int mostIterations = 2500,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(priors);
        ArgumentNullException.ThrowIfNull(points);
        var (members, sessions, items) = (votes.Members.Length, votes.Sessions, votes.Items);
        double[] a = [.. alpha];
        double[] b = [.. beta];
        double[] bb = [.. b.Select(x => x * x)];
        double[] ab = [.. a.Zip(b, (x, y) => x * y)];
        var x = new double[members, sessions];
        for (var i = 0; i < members; i++)
            for (var t = votes.Start[i]; t <= votes.End[i]; t++)
                x[i, t] = points[i, t];
        var variance = new double[members, sessions];
        var latent = new double[items, members];
        var (change, iterations, status) = (1.0, 0, EstimateStatus.IterationsEnded);
        while (iterations < mostIterations)
        {
            cancellation.ThrowIfCancellationRequested();
            iterations++;
            var (oldX, oldA, oldB) = (Served(votes, x), (double[])a.Clone(), (double[])b.Clone());
            Latent(votes, a, b, x, latent);
            for (var i = 0; i < members; i++)
                Points(votes, priors, i, latent, b, bb, ab, x, variance);
            Items(votes, latent, x, variance, a, b, bb, ab);
            // The first two have nothing to be compared with.
            if (iterations <= 2)
                continue;
            change = new[] { (oldX, Served(votes, x)), (oldA, a), (oldB, b) }.Max(pair => 1 - Correlation.Of(pair.Item1, pair.Item2));
            if (change < tolerance)
            {
                status = EstimateStatus.Converged;
                break;
            }
        }
        Table InService(Func<int, int, double> value) =>
            Table.Create(members, sessions, (i, t) => votes.Serves(i, t) ? value(i, t) : double.NaN);
        return new IdealPointEstimate
        {
            Votes = votes,
            Points = InService((i, t) => x[i, t]),
            Variances = InService((i, t) => variance[i, t]),
            StandardErrors = Information(votes, priors, a, b, x),
            Alpha = [.. a],
            Beta = [.. b],
            Iterations = iterations,
            Status = status,
            Change = change,
        };
    }

    /// <summary>(I1) E y*: the mean of a normal number on the side that the vote says.</summary>
    private static void Latent(VoteMatrix votes, double[] a, double[] b, double[,] x, double[,] latent)
    {
        for (var j = 0; j < votes.Items; j++)
            for (var i = 0; i < votes.Members.Length; i++)
                if (votes.Serves(i, votes.SessionOf[j]))
                {
                    var mean = a[j] + x[i, votes.SessionOf[j]] * b[j];
                    latent[j, i] = votes[j, i] switch
                    {
                        0 => mean,
                        1 => mean - NormalTail.Ratio(-mean),
                        _ => mean + NormalTail.Ratio(mean),
                    };
                }
    }

    /// <summary>(I2) The points of a member: a random walk seen with precision sum E b^2 and score sum (E b y* - E a b).</summary>
    private static void Points(
        VoteMatrix votes,
        IdealPointPriors priors,
        int i,
        double[,] latent,
        double[] b,
        double[] bb,
        double[] ab,
        double[,] x,
        double[,] variance
    )
    {
        var (start, count) = (votes.Start[i], votes.End[i] - votes.Start[i] + 1);
        var (precision, score) = (new double[count], new double[count]);
        for (var t = 0; t < count; t++)
            for (var j = votes.FirstOf[start + t]; j < votes.FirstOf[start + t + 1]; j++)
            {
                precision[t] += bb[j];
                score[t] += latent[j, i] * b[j] - ab[j];
            }
        var (means, variances) = (new double[count], new double[count]);
        RandomWalk.Smooth(precision, score, priors.Mean[i], priors.Variance[i], priors.Step[i], means, variances);
        for (var t = 0; t < count; t++)
            (x[i, start + t], variance[i, start + t]) = (means[t], variances[t]);
    }

    /// <summary>(I3) Items: V = (I + sum (1, x)(1, x)')^-1 of all who serve in the session, (a, b) = V sum (1, x) y*.</summary>
    private static void Items(
        VoteMatrix votes,
        double[,] latent,
        double[,] x,
        double[,] variance,
        double[] a,
        double[] b,
        double[] bb,
        double[] ab
    )
    {
        for (var t = 0; t < votes.Sessions; t++)
        {
            var (count, sum, square) = (1.0, 0.0, 1.0);
            for (var i = 0; i < votes.Members.Length; i++)
                if (votes.Serves(i, t))
                {
                    count++;
                    sum += x[i, t];
                    square += x[i, t] * x[i, t] + variance[i, t];
                }
            var determinant = count * square - sum * sum;
            var (v00, v01, v11) = (square / determinant, -sum / determinant, count / determinant);
            for (var j = votes.FirstOf[t]; j < votes.FirstOf[t + 1]; j++)
            {
                var (y, xy) = (0.0, 0.0);
                for (var i = 0; i < votes.Members.Length; i++)
                    if (votes.Serves(i, t))
                    {
                        y += latent[j, i];
                        xy += x[i, t] * latent[j, i];
                    }
                a[j] = v00 * y + v01 * xy;
                b[j] = v01 * y + v11 * xy;
                ab[j] = a[j] * b[j] + v01;
                bb[j] = b[j] * b[j] + v11;
            }
        }
    }

    private static double[] Served(VoteMatrix votes, double[,] x)
    {
        var served = new List<double>();
        for (var i = 0; i < votes.Members.Length; i++)
            for (var t = votes.Start[i]; t <= votes.End[i]; t++)
                served.Add(x[i, t]);
        return [.. served];
    }

    /// <summary>(I6) Standard errors from the information of votes that were cast, smoothed.</summary>
    private static Table Information(VoteMatrix votes, IdealPointPriors priors, double[] a, double[] b, double[,] x)
    {
        var errors = new double[votes.Members.Length * votes.Sessions];
        Array.Fill(errors, double.NaN);
        for (var i = 0; i < votes.Members.Length; i++)
        {
            var (start, count) = (votes.Start[i], votes.End[i] - votes.Start[i] + 1);
            var information = new double[count];
            for (var t = 0; t < count; t++)
                for (var j = votes.FirstOf[start + t]; j < votes.FirstOf[start + t + 1]; j++)
                    if (votes[j, i] is not 0 and var vote)
                    {
                        var mean = a[j] + b[j] * x[i, start + t];
                        var ratio = NormalTail.Ratio(vote == 1 ? -mean : mean);
                        information[t] += b[j] * b[j] * ratio * (ratio + (vote == 1 ? -mean : mean));
                    }
            var (means, variances) = (new double[count], new double[count]);
            RandomWalk.Smooth(information, new double[count], 0, priors.Variance[i], priors.Step[i], means, variances);
            for (var t = 0; t < count; t++)
                errors[i * votes.Sessions + start + t] = Math.Sqrt(variances[t]);
        }
        return new Table(votes.Members.Length, votes.Sessions, errors);
    }
}
