using System.Collections.Immutable;
using Entente.Positions.Votes;

namespace Entente.Positions.IdealPoints;

/// <summary>How ideal points of states are estimated from roll calls.</summary>
public sealed record AssemblyOptions
{
    /// <summary>Variance of a state's step from session to session. Default 0.3.</summary>
    public double Step { get; init; } = 0.3;

    /// <summary>
    /// Whether resolutions of the same title in sessions that follow one another within <see cref="LongestBridge"/> are bridges, which
    /// hold the scale of the sessions together. Default yes.
    /// </summary>
    public bool Bridges { get; init; } = true;

    /// <summary>Sessions between two resolutions of a title beyond which the second begins a new bridge. Default 3.</summary>
    public int LongestBridge { get; init; } = 3;

    /// <summary>Sessions without a vote after which a state that comes back begins anew. Default 3.</summary>
    public int LongestSilence { get; init; } = 3;

    /// <summary>Fewest votes against the larger side for a resolution to be used. Default 1: unanimous ones tell nothing.</summary>
    public int LeastMinority { get; init; } = 1;

    /// <summary>Fewest votes of a state for it to be estimated. Default 10.</summary>
    public int LeastVotes { get; init; } = 10;

    /// <summary>States on the upper side of the scale.</summary>
    public ImmutableArray<string> Upper { get; init; } = ["USA", "GBR", "ISR", "CAN"];

    /// <summary>States on the lower side.</summary>
    public ImmutableArray<string> Lower { get; init; } = ["CUB", "PRK", "SYR", "IRN"];

    /// <summary>Places that states are held near before their first session; empty: none.</summary>
    public ImmutableSortedDictionary<string, double> Anchors { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Variance around an anchor. Default 0.01.</summary>
    public double AnchorVariance { get; init; } = 0.01;

    /// <summary>The estimator.</summary>
    public OrdinalOptions Estimator { get; init; } = new() { Tolerance = 1e-7 };
}

/// <summary>Ideal points of states from roll calls.</summary>
public static class AssemblyPoints
{
    /// <summary>Estimates, on a scale of mean 0 and standard deviation 1 over all states and sessions.</summary>
    /// <param name="rolls">The roll calls, of all topics or of some.</param>
    /// <param name="options">How.</param>
    /// <returns>The estimate, or that there is nothing to estimate from.</returns>
    public static Checked<AssemblyEstimate> Estimate(RollCalls rolls, AssemblyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rolls);
        options ??= new AssemblyOptions();
        int[] kept = [.. Enumerable.Range(0, rolls.Resolutions.Length).Where(r => Minority(rolls.On(r)) >= options.LeastMinority)];
        int[] states =
        [
            .. Enumerable
                .Range(0, rolls.States.Length)
                .Where(s => kept.Count(r => Category(rolls[r, s]) != 0) >= options.LeastVotes),
        ];
        if (kept.Length == 0 || states.Length < 2)
            return Checked<AssemblyEstimate>.Invalid([
                new Fault(
                    null,
                    $"{kept.Length} contested resolutions and {states.Length} states with {options.LeastVotes} votes on them",
                    "at least one and two"
                ),
            ]);
        int[] sessions = [.. kept.Select(r => rolls.Resolutions[r].Session).Distinct().Order()];
        var matrix = Matrix(rolls, kept, states, sessions, options);
        var priors = IdealPointPriors
            .Alike(matrix.Members.Length, options.Step)
            .WithAnchors(matrix.Members, options.Anchors, options.AnchorVariance);
        var estimate = DynamicOrdinal.Estimate(matrix, priors, options.Estimator);
        return Checked<AssemblyEstimate>.Valid(
            new AssemblyEstimate(estimate.Oriented(options.Upper, options.Lower).Standardised(), [.. sessions])
        );
    }

    private static VoteMatrix Matrix(RollCalls rolls, int[] kept, int[] states, int[] sessions, AssemblyOptions options)
    {
        kept = [.. kept.OrderBy(r => rolls.Resolutions[r].Session)];
        int[] sessionOf = [.. kept.Select(r => Array.BinarySearch(sessions, rolls.Resolutions[r].Session))];
        var spells = states.SelectMany(s => Spells(rolls, kept, sessionOf, s, options.LongestSilence)).ToList();
        var votes = new byte[kept.Length * spells.Count];
        for (var j = 0; j < kept.Length; j++)
            for (var m = 0; m < spells.Count; m++)
                if (sessionOf[j] >= spells[m].Start && sessionOf[j] <= spells[m].End)
                    votes[j * spells.Count + m] = Category(rolls[kept[j], spells[m].State]);
        return new VoteMatrix(
            [.. spells.Select(spell => rolls.States[spell.State])],
            sessions.Length,
            sessionOf,
            votes,
            [.. spells.Select(spell => spell.Start)],
            [.. spells.Select(spell => spell.End)],
            options.Bridges ? Bridges.Groups([.. kept.Select(r => rolls.Resolutions[r])], options.LongestBridge) : null
        );
    }

    /// <summary>The stretches of sessions in which a state votes, without a longer silence.</summary>
    private static List<(int State, int Start, int End)> Spells(RollCalls rolls, int[] kept, int[] sessionOf, int state, int silence)
    {
        var spells = new List<(int State, int Start, int End)>();
        for (var j = 0; j < kept.Length; j++)
            if (Category(rolls[kept[j], state]) != 0)
            {
                if (spells.Count > 0 && sessionOf[j] - spells[^1].End <= silence)
                    spells[^1] = spells[^1] with { End = sessionOf[j] };
                else
                    spells.Add((state, sessionOf[j], sessionOf[j]));
            }
        return spells;
    }

    /// <summary>Yes, abstention, no as 1 to 3.</summary>
    private static byte Category(Vote vote) => vote is Vote.Yes or Vote.Abstain or Vote.No ? (byte)vote : (byte)0;

    private static int Minority(ReadOnlySpan<Vote> votes)
    {
        var counts = new int[4];
        foreach (var vote in votes)
            counts[Category(vote)]++;
        counts[0] = 0;
        return counts.Sum() - counts.Max();
    }
}

/// <summary>Ideal points of states by session.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Sessions">The sessions, by position.</param>
public sealed record AssemblyEstimate(IdealPointEstimate Estimate, ImmutableArray<int> Sessions)
{
    /// <summary>The rows: state, session, point, standard error, votes cast; of sessions in which the state voted at all.</summary>
    public IEnumerable<IdealPointRow> Rows()
    {
        var votes = Estimate.Votes;
        for (var i = 0; i < votes.Members.Length; i++)
            for (var t = votes.Start[i]; t <= votes.End[i]; t++)
            {
                var cast = 0;
                for (var j = votes.FirstOf[t]; j < votes.FirstOf[t + 1]; j++)
                    cast += votes[j, i] != 0 ? 1 : 0;
                if (cast > 0)
                    yield return new IdealPointRow(
                        votes.Members[i],
                        Sessions[t],
                        Estimate.Points[i, t],
                        Estimate.StandardErrors[i, t],
                        cast
                    );
            }
    }
}

/// <summary>Where a state stood in a session.</summary>
/// <param name="State">Its code.</param>
/// <param name="Session">The session.</param>
/// <param name="Point">The ideal point.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Votes">How many votes it cast on contested resolutions.</param>
public sealed record IdealPointRow(string State, int Session, double Point, double Error, int Votes);
