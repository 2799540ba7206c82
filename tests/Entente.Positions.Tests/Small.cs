using Entente.Numerics;
using Entente.Positions.IdealPoints;
using Entente.Positions.Votes;

namespace Entente.Positions.Tests;

/// <summary>Invented votes of members who stand somewhere.</summary>
internal static class Small
{
    /// <summary>Roll calls of some states over some sessions; state k stands at k of the row.</summary>
    public static RollCalls Rolls(int resolutions, int states, int seed)
    {
        var random = new CounterRandom(seed);
        var votes = new Vote[resolutions * states];
        for (var r = 0; r < resolutions; r++)
            for (var s = 0; s < states; s++)
            {
                var latent = (s - states / 2.0) * random.Normal(1000 + r) + random.At(r).Normal(s);
                votes[r * states + s] = latent < -0.3 ? Vote.Yes : latent < 0.3 ? Vote.Abstain : Vote.No;
            }
        return new RollCalls(
            [.. Enumerable.Range(0, states).Select(s => $"S{s:00}")],
            [.. Enumerable.Range(0, resolutions).Select(r => new Resolution($"{r}", 46 + r / 10, null, "", []))],
            votes
        );
    }

    /// <summary>Votes from the model itself, and where members stand.</summary>
    public static (VoteMatrix Votes, double[,] Truth) Model(
        int members,
        int sessions,
        int perSession,
        int categories,
        double missing,
        int seed
    )
    {
        var random = new CounterRandom(seed);
        var truth = new double[members, sessions];
        for (var i = 0; i < members; i++)
            for (var t = 0; t < sessions; t++)
                truth[i, t] = t == 0 ? 1.2 * random.At(1).Normal(i) : truth[i, t - 1] + 0.2 * random.At(2).At(t).Normal(i);
        var items = sessions * perSession;
        var votes = new byte[items * members];
        for (var j = 0; j < items; j++)
        {
            var (a, b) = (0.7 * random.At(3).Normal(j), 1.2 * random.At(4).Normal(j));
            for (var i = 0; i < members; i++)
            {
                if (random.At(5).At(j).Uniform(i) < missing)
                    continue;
                var latent = a + b * truth[i, j / perSession] + random.At(6).At(j).Normal(i);
                votes[j * members + i] = (byte)(latent < 0 ? 1 : categories == 2 || latent < 0.8 ? 2 : 3);
            }
        }
        return (
            new VoteMatrix(
                [.. Enumerable.Range(0, members).Select(i => $"M{i}")],
                sessions,
                [.. Enumerable.Range(0, items).Select(j => j / perSession)],
                votes,
                new int[members],
                [.. Enumerable.Repeat(sessions - 1, members)]
            ),
            truth
        );
    }
}
