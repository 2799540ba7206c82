using System.Collections.Immutable;

namespace Entente.Positions.Votes;

/// <summary>What a state did when a roll was called.</summary>
public enum Vote : byte
{
    /// <summary>No member, or nothing is recorded.</summary>
    None = 0,

    /// <summary>In favour.</summary>
    Yes = 1,

    /// <summary>Abstained.</summary>
    Abstain = 2,

    /// <summary>Against.</summary>
    No = 3,

    /// <summary>A member, and absent or not voting.</summary>
    Absent = 8,
}

/// <summary>A resolution, or a part of one, on which the roll was called.</summary>
/// <param name="Id">Its number in the source.</param>
/// <param name="Session">The session of the General Assembly; 46 began in September 1991.</param>
/// <param name="Date">The day, where it is known.</param>
/// <param name="Title">What it is called in the source; may be empty.</param>
/// <param name="Topics">What it is about, by the codes of the source.</param>
public sealed record Resolution(string Id, int Session, DateOnly? Date, string Title, ImmutableArray<string> Topics);

/// <summary>Roll calls: what every state did on every resolution. Immutable.</summary>
public sealed class RollCalls
{
    private readonly Vote[] votes;
    private readonly Dictionary<string, int> positions;

    /// <param name="states">Codes of the states, each once.</param>
    /// <param name="resolutions">The resolutions.</param>
    /// <param name="votes">By resolution, then state; kept, not copied.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a state stands twice.</exception>
    public RollCalls(ImmutableArray<string> states, ImmutableArray<Resolution> resolutions, Vote[] votes)
    {
        ArgumentNullException.ThrowIfNull(votes);
        if (votes.Length != states.Length * resolutions.Length)
            throw new ArgumentException($"{votes.Length} votes for {resolutions.Length} resolutions and {states.Length} states");
        (States, Resolutions, this.votes) = (states, resolutions, votes);
        positions = states.Select((state, at) => (state, at)).ToDictionary(pair => pair.state, pair => pair.at, StringComparer.Ordinal);
    }

    /// <summary>Codes of the states, in order.</summary>
    public ImmutableArray<string> States { get; }

    /// <summary>The resolutions.</summary>
    public ImmutableArray<Resolution> Resolutions { get; }

    /// <summary>What a state did on a resolution, by position.</summary>
    public Vote this[int resolution, int state] => votes[resolution * States.Length + state];

    /// <summary>The votes of all states on a resolution.</summary>
    public ReadOnlySpan<Vote> On(int resolution) => votes.AsSpan(resolution * States.Length, States.Length);

    /// <summary>Position of a state; -1: there is none of that code.</summary>
    public int State(string code) => positions.GetValueOrDefault(code, -1);

    /// <summary>The part of the resolutions that a condition picks.</summary>
    public RollCalls Where(Func<Resolution, bool> condition)
    {
        int[] kept = [.. Enumerable.Range(0, Resolutions.Length).Where(r => condition(Resolutions[r]))];
        var part = new Vote[kept.Length * States.Length];
        for (var at = 0; at < kept.Length; at++)
            On(kept[at]).CopyTo(part.AsSpan(at * States.Length));
        return new RollCalls(States, [.. kept.Select(r => Resolutions[r])], part);
    }

    /// <summary>Whether all who voted on a resolution voted alike.</summary>
    public bool IsUnanimous(int resolution)
    {
        var first = Vote.None;
        foreach (var vote in On(resolution))
            if (vote is Vote.Yes or Vote.Abstain or Vote.No)
            {
                if (first != Vote.None && vote != first)
                    return false;
                first = vote;
            }
        return true;
    }
}
