using System.Collections.Immutable;

namespace Entente.Positions.Votes;

/// <summary>
/// The joint votes of two states: on how many resolutions the first voted row and the second column (yes, abstain, no). All measures
/// of similarity are functions of it.
/// </summary>
public sealed class PairVotes
{
    private readonly double[,] all = new double[3, 3];
    private readonly double[,] contested = new double[3, 3];

    /// <summary>Joint votes.</summary>
    public double Count { get; private set; }

    /// <summary>Joint votes on resolutions on which not all states voted alike.</summary>
    public double Contested { get; private set; }

    /// <summary>How many times the first voted one way and the second another; 0 yes, 1 abstain, 2 no.</summary>
    public double this[int first, int second] => all[first, second];

    /// <summary>The same, of contested resolutions.</summary>
    public double OfContested(int first, int second) => contested[first, second];

    /// <summary>Counts the joint votes of two states.</summary>
    public static PairVotes Of(RollCalls rolls, int first, int second)
    {
        var pair = new PairVotes();
        foreach (var joint in Joint(rolls, first, second))
            pair.Add(joint);
        return pair;
    }

    /// <summary>The joint votes one by one: ways of both, and whether the resolution was contested.</summary>
    internal static ImmutableArray<JointVote> Joint(RollCalls rolls, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(rolls);
        var joint = ImmutableArray.CreateBuilder<JointVote>();
        for (var r = 0; r < rolls.Resolutions.Length; r++)
        {
            var (a, b) = (rolls[r, first], rolls[r, second]);
            if (a is Vote.Yes or Vote.Abstain or Vote.No && b is Vote.Yes or Vote.Abstain or Vote.No)
                joint.Add(new JointVote((int)a - 1, (int)b - 1, !rolls.IsUnanimous(r)));
        }
        return joint.ToImmutable();
    }

    internal void Add(JointVote vote)
    {
        all[vote.First, vote.Second]++;
        Count++;
        if (vote.IsContested)
        {
            contested[vote.First, vote.Second]++;
            Contested++;
        }
    }
}

/// <summary>A resolution on which both voted.</summary>
/// <param name="First">Way of the first: 0 yes, 1 abstain, 2 no.</param>
/// <param name="Second">Way of the second.</param>
/// <param name="IsContested">Whether not all states voted alike.</param>
internal readonly record struct JointVote(int First, int Second, bool IsContested);
