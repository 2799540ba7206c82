namespace Entente.Positions.IdealPoints;

/// <summary>The first principal component of votes, by power iteration; where estimators start.</summary>
internal static class PrincipalComponent
{
    private const int Rounds = 60;

    /// <summary>One number for each member, mean 0 and variance 1; missing votes count as the mean of their item.</summary>
    public static double[] Of(VoteMatrix votes)
    {
        var (members, items) = (votes.Members.Length, votes.Items);
        var centred = new double[items * members];
        for (var j = 0; j < items; j++)
        {
            var row = votes.On(j);
            var (sum, count) = (0, 0);
            foreach (var vote in row)
                if (vote != 0)
                    (sum, count) = (sum + vote, count + 1);
            for (var i = 0; i < members; i++)
                centred[j * members + i] = row[i] == 0 ? 0 : row[i] - (double)sum / count;
        }
        double[] x = [.. Enumerable.Range(0, members).Select(i => Math.Sin(1 + i))];
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[members];
            for (var j = 0; j < items; j++)
            {
                var row = centred.AsSpan(j * members, members);
                var along = 0.0;
                for (var i = 0; i < members; i++)
                    along += row[i] * x[i];
                for (var i = 0; i < members; i++)
                    next[i] += along * row[i];
            }
            x = Scaled(next);
        }
        return x;
    }

    private static double[] Scaled(double[] x)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
        return deviation > 0 ? [.. x.Select(v => (v - mean) / deviation)] : x;
    }
}
