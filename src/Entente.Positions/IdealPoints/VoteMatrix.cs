using System.Collections.Immutable;

namespace Entente.Positions.IdealPoints;

/// <summary>
/// Votes as the estimators see them: items in order of sessions, categories 1 (lowest) to 3, 0 where nobody voted. Members serve from
/// their first to their last session. Immutable by contract.
/// </summary>
public sealed class VoteMatrix
{
    private readonly byte[] votes;

    /// <param name="members">Names of the members.</param>
    /// <param name="sessions">How many sessions.</param>
    /// <param name="sessionOf">Session of each item, from 0, not falling.</param>
    /// <param name="votes">By item, then member; kept, not copied.</param>
    /// <param name="start">First session of each member.</param>
    /// <param name="end">Last session of each member.</param>
    /// <param name="groupOf">Items of one group share their parameters; null: every item its own.</param>
    /// <exception cref="ArgumentException">Lengths or order do not fit.</exception>
    public VoteMatrix(
        ImmutableArray<string> members,
        int sessions,
        int[] sessionOf,
        byte[] votes,
        int[] start,
        int[] end,
        int[]? groupOf = null
    )
    {
        ArgumentNullException.ThrowIfNull(sessionOf);
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(end);
        var ordered = sessionOf.Zip(sessionOf.Skip(1)).All(pair => pair.First <= pair.Second);
        if (votes.Length != sessionOf.Length * members.Length || start.Length != members.Length || end.Length != members.Length || !ordered)
            throw new ArgumentException("votes, items and members do not fit, or items are not in order of sessions");
        (Members, Sessions, SessionOf, this.votes, Start, End) = (members, sessions, sessionOf, votes, start, end);
        GroupOf = groupOf ?? [.. Enumerable.Range(0, sessionOf.Length)];
        Groups = GroupOf.Length == 0 ? 0 : GroupOf.Max() + 1;
        FirstOf = new int[sessions + 1];
        for (var t = 0; t <= sessions; t++)
            FirstOf[t] = sessionOf.Count(session => session < t);
    }

    /// <summary>Names of the members.</summary>
    public ImmutableArray<string> Members { get; }

    /// <summary>How many sessions.</summary>
    public int Sessions { get; }

    /// <summary>How many items.</summary>
    public int Items => SessionOf.Length;

    /// <summary>Session of each item.</summary>
    public int[] SessionOf { get; }

    /// <summary>Group of each item.</summary>
    public int[] GroupOf { get; }

    /// <summary>How many groups.</summary>
    public int Groups { get; }

    /// <summary>First session of each member.</summary>
    public int[] Start { get; }

    /// <summary>Last session of each member.</summary>
    public int[] End { get; }

    /// <summary>Where the items of each session begin, and where the last end.</summary>
    internal int[] FirstOf { get; }

    /// <summary>The vote of a member on an item.</summary>
    public byte this[int item, int member] => votes[item * Members.Length + member];

    internal ReadOnlySpan<byte> On(int item) => votes.AsSpan(item * Members.Length, Members.Length);

    /// <summary>Whether a member serves in a session.</summary>
    public bool Serves(int member, int session) => session >= Start[member] && session <= End[member];
}
