namespace Entente.Positions.IdealPoints;

/// <summary>How the ordinal estimator works.</summary>
public sealed record OrdinalOptions
{
    /// <summary>Prior variance of intercepts and discriminations. Default 5: wide beside the unit of the latent scale.</summary>
    public double ItemVariance { get; init; } = 5;

    /// <summary>It ends where 1 less every correlation with the iteration before is below it. Default 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Iterations at most. Default 2500.</summary>
    public int MostIterations { get; init; } = 2500;

    /// <summary>Threads; 0: as many as there are processors. No number depends on it.</summary>
    public int Threads { get; init; }

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>
/// Dynamic item response with two or three ordered categories by variational EM: y* = alpha_g + beta_g x_it + N(0, 1) below 0 in
/// category 1, above gap_g in category 3. Unlike <see cref="DynamicBinary"/> it leaves votes that are missing out, gives every group of
/// items a covariance of its own, and holds parameters of items of one group (bridges) together over sessions.
/// </summary>
public sealed class DynamicOrdinal
{
    private const double LeastGap = 1e-3;

    private readonly VoteMatrix votes;
    private readonly IdealPointPriors priors;
    private readonly OrdinalOptions options;
    private readonly ParallelOptions parallel;
    private readonly int members;
    private readonly int[][] itemsOf;
    private readonly double[] alpha;
    private readonly double[] beta;
    private readonly double[] alphaBeta;
    private readonly double[] betaVariance;
    private readonly double[] gap;
    private readonly double[] gapSlope;
    private readonly double[] gapBend;
    private readonly double[] x;
    private readonly double[] variance;
    private readonly double[] precision;
    private readonly double[] score;
    private readonly double[] latent;

    private DynamicOrdinal(VoteMatrix votes, IdealPointPriors priors, OrdinalOptions options)
    {
        (this.votes, this.priors, this.options, members) = (votes, priors, options, votes.Members.Length);
        parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
            CancellationToken = options.Cancellation,
        };
        itemsOf = [.. Enumerable.Range(0, votes.Groups).Select(_ => Array.Empty<int>())];
        foreach (var group in Enumerable.Range(0, votes.Items).GroupBy(j => votes.GroupOf[j]))
            itemsOf[group.Key] = [.. group];
        (alpha, beta, alphaBeta) = (new double[votes.Groups], new double[votes.Groups], new double[votes.Groups]);
        (betaVariance, gap) = (new double[votes.Groups], new double[votes.Groups]);
        (gapSlope, gapBend) = (new double[votes.Items], new double[votes.Items]);
        (x, variance) = (new double[members * votes.Sessions], new double[members * votes.Sessions]);
        (precision, score) = (new double[x.Length], new double[x.Length]);
        latent = new double[votes.Items * members];
    }

    /// <summary>Estimates, starting from the first principal component of the votes.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="priors">What is held of members.</param>
    /// <param name="options">How it works.</param>
    public static IdealPointEstimate Estimate(VoteMatrix votes, IdealPointPriors priors, OrdinalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(priors);
        return new DynamicOrdinal(votes, priors, options ?? new OrdinalOptions()).Run();
    }

    private IdealPointEstimate Run()
    {
        Begin();
        var (change, iterations, status) = (1.0, 0, EstimateStatus.IterationsEnded);
        while (iterations < options.MostIterations)
        {
            iterations++;
            var (oldX, oldAlpha, oldBeta) = (Served(), (double[])alpha.Clone(), (double[])beta.Clone());
            Parallel.For(0, votes.Sessions, parallel, Latent);
            Parallel.For(0, members, parallel, Points);
            Parallel.For(0, votes.Groups, parallel, Items);
            if (iterations <= 2)
                continue;
            change = new[] { (oldX, Served()), (oldAlpha, alpha), (oldBeta, beta) }.Max(pair =>
                1 - Correlation.Of(pair.Item1, pair.Item2)
            );
            if (change < options.Tolerance)
            {
                status = EstimateStatus.Converged;
                break;
            }
        }
        Table InService(Func<int, int, double> value) =>
            Table.Create(members, votes.Sessions, (i, t) => votes.Serves(i, t) ? value(i, t) : double.NaN);
        return new IdealPointEstimate
        {
            Votes = votes,
            Points = InService((i, t) => x[At(i, t)]),
            Variances = InService((i, t) => variance[At(i, t)]),
            StandardErrors = Information(),
            Alpha = [.. alpha],
            Beta = [.. beta],
            Gap = [.. gap],
            Iterations = iterations,
            Status = status,
            Change = change,
        };
    }

    private int At(int member, int session) => session * members + member;

    /// <summary>Members start where the first principal component of centred votes has them, items at what is most frequent.</summary>
    private void Begin()
    {
        var start = PrincipalComponent.Of(votes);
        for (var i = 0; i < members; i++)
            for (var t = votes.Start[i]; t <= votes.End[i]; t++)
                (x[At(i, t)], variance[At(i, t)]) = (start[i], 0);
        for (var g = 0; g < votes.Groups; g++)
        {
            var counts = new int[4];
            foreach (var j in itemsOf[g])
                foreach (var vote in votes.On(j))
                    counts[vote]++;
            var all = counts[1] + counts[2] + counts[3] + 1.0;
            var low = Threshold((counts[1] + 0.5) / all);
            gap[g] = counts[2] > 0 && counts[3] > 0 ? Math.Max(0.1, Threshold((counts[1] + counts[2] + 0.5) / all) - low) : double.NaN;
            alpha[g] = -low;
        }
        // Items that do not discriminate yet would send all members back to their priors.
        Parallel.For(0, votes.Sessions, parallel, Latent);
        Parallel.For(0, votes.Groups, parallel, Items);
    }

    private static double Threshold(double share)
    {
        var (low, high) = (-8.0, 8.0);
        for (var k = 0; k < 60; k++)
            (low, high) = NormalTail.Below((low + high) / 2) < share ? ((low + high) / 2, high) : (low, (low + high) / 2);
        return (low + high) / 2;
    }

    /// <summary>The bounds of a category around the mean of y*.</summary>
    private static (double Low, double High) Bounds(int vote, double mean, double gap) =>
        vote switch
        {
            1 => (double.NegativeInfinity, -mean),
            2 when double.IsNaN(gap) => (-mean, double.PositiveInfinity),
            2 => (-mean, gap - mean),
            _ => (double.IsNaN(gap) ? -mean : gap - mean, double.PositiveInfinity),
        };

    /// <summary>(I1) E y* of every vote of a session, and the sums that members and gaps need of it.</summary>
    private void Latent(int t)
    {
        var p = precision.AsSpan(t * members, members);
        var m = score.AsSpan(t * members, members);
        p.Clear();
        m.Clear();
        var points = x.AsSpan(t * members, members);
        for (var j = votes.FirstOf[t]; j < votes.FirstOf[t + 1]; j++)
        {
            var g = votes.GroupOf[j];
            var (a, b, c, v) = (alpha[g], beta[g], gap[g], betaVariance[g]);
            var y = latent.AsSpan(j * members, members);
            var row = votes.On(j);
            var (slope, bend) = (0.0, 0.0);
            for (var i = 0; i < members; i++)
            {
                int vote = row[i];
                if (vote == 0)
                    continue;
                var mean = a + b * points[i];
                double error;
                if (vote == 1)
                    error = -NormalTail.Ratio(-mean);
                else if (double.IsNaN(c))
                    error = NormalTail.Ratio(mean);
                else if (vote == 3)
                {
                    // d log P / d gap = -ratio, and its derivative.
                    error = NormalTail.Ratio(mean - c);
                    slope -= error;
                    bend -= error * (error + mean - c);
                }
                else
                {
                    var (low, high) = (-mean, c - mean);
                    error = NormalTail.Truncated(low, high).Mean;
                    var mass = high <= 0 || low <= 0
                        ? NormalTail.Below(high) - NormalTail.Below(low)
                        : NormalTail.Below(-low) - NormalTail.Below(-high);
                    if (mass > 1e-280)
                    {
                        var edge = NormalTail.Density(high) / mass;
                        slope += edge;
                        bend -= edge * (edge + high);
                    }
                }
                y[i] = mean + error;
                p[i] += b * b + v;
                m[i] += b * y[i] - alphaBeta[g];
            }
            (gapSlope[j], gapBend[j]) = (slope, bend);
        }
    }

    /// <summary>(I2) The points of a member.</summary>
    private void Points(int i)
    {
        var (start, count) = (votes.Start[i], votes.End[i] - votes.Start[i] + 1);
        if (count <= 0)
            return;
        var (p, m, means, variances) = (new double[count], new double[count], new double[count], new double[count]);
        for (var t = 0; t < count; t++)
            (p[t], m[t]) = (precision[At(i, start + t)], score[At(i, start + t)]);
        RandomWalk.Smooth(p, m, priors.Mean[i], priors.Variance[i], priors.Step[i], means, variances);
        for (var t = 0; t < count; t++)
            (x[At(i, start + t)], variance[At(i, start + t)]) = (means[t], variances[t]);
    }

    /// <summary>(I3) A group of items by all who voted on it; (I5) its gap by a step of Newton on the likelihood of the votes.</summary>
    private void Items(int g)
    {
        var (count, sum, square, y, xy) = (1 / options.ItemVariance, 0.0, 1 / options.ItemVariance, 0.0, 0.0);
        var (slope, bend) = (0.0, 0.0);
        foreach (var j in itemsOf[g])
        {
            var t = votes.SessionOf[j];
            var row = votes.On(j);
            var of = latent.AsSpan(j * members, members);
            for (var i = 0; i < members; i++)
                if (row[i] != 0)
                {
                    var at = x[t * members + i];
                    count++;
                    sum += at;
                    square += at * at + variance[t * members + i];
                    y += of[i];
                    xy += at * of[i];
                }
            (slope, bend) = (slope + gapSlope[j], bend + gapBend[j]);
        }
        var determinant = count * square - sum * sum;
        var (v00, v01, v11) = (square / determinant, -sum / determinant, count / determinant);
        (alpha[g], beta[g]) = (v00 * y + v01 * xy, v01 * y + v11 * xy);
        (alphaBeta[g], betaVariance[g]) = (alpha[g] * beta[g] + v01, v11);
        if (!double.IsNaN(gap[g]) && bend < 0)
            gap[g] = Math.Clamp(gap[g] - slope / bend, Math.Max(LeastGap, gap[g] / 2), 2 * gap[g]);
    }

    private double[] Served()
    {
        var served = new List<double>(x.Length);
        for (var i = 0; i < members; i++)
            for (var t = votes.Start[i]; t <= votes.End[i]; t++)
                served.Add(x[At(i, t)]);
        return [.. served];
    }

    /// <summary>(I6) Standard errors from the information of the votes cast, smoothed.</summary>
    private Table Information()
    {
        var errors = new double[members * votes.Sessions];
        Array.Fill(errors, double.NaN);
        Parallel.For(
            0,
            members,
            parallel,
            i =>
            {
                var (start, count) = (votes.Start[i], votes.End[i] - votes.Start[i] + 1);
                if (count <= 0)
                    return;
                var (information, means, variances) = (new double[count], new double[count], new double[count]);
                for (var t = 0; t < count; t++)
                    for (var j = votes.FirstOf[start + t]; j < votes.FirstOf[start + t + 1]; j++)
                        if (votes[j, i] is not 0 and var vote)
                        {
                            var g = votes.GroupOf[j];
                            var (low, high) = Bounds(vote, alpha[g] + beta[g] * x[At(i, start + t)], gap[g]);
                            information[t] += beta[g] * beta[g] * (1 - NormalTail.Truncated(low, high).Variance);
                        }
                RandomWalk.Smooth(information, new double[count], 0, priors.Variance[i], priors.Step[i], means, variances);
                for (var t = 0; t < count; t++)
                    errors[i * votes.Sessions + start + t] = Math.Sqrt(variances[t]);
            }
        );
        return new Table(members, votes.Sessions, errors);
    }
}
