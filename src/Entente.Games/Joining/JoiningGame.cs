using System.Collections.Immutable;
using System.Numerics;

namespace Entente.Games.Joining;

/// <summary>
/// Each of some players joins or stays out; what each gets depends on who joins. A profile is a set of bits, player i joining
/// where bit i is set. Immutable and safe from several threads.
/// </summary>
public sealed class JoiningGame
{
    /// <summary>The most players whose profiles are enumerated.</summary>
    public const int MostPlayers = 20;

    private readonly double[] payoffs;

    private JoiningGame(int players, double[] payoffs) => (Players, this.payoffs) = (players, payoffs);

    /// <summary>Number of players.</summary>
    public int Players { get; }

    /// <summary>Number of profiles, 2 to the number of players.</summary>
    public int Profiles => 1 << Players;

    /// <summary>What a player gets at a profile.</summary>
    public double this[int player, int profile] => payoffs[profile * Players + player];

    /// <summary>A game from what each player gets at each profile.</summary>
    /// <param name="players">Number of players.</param>
    /// <param name="payoff">What a player gets at a profile; finite.</param>
    public static JoiningGame Create(int players, Func<int, int, double> payoff)
    {
        ArgumentNullException.ThrowIfNull(payoff);
        ArgumentOutOfRangeException.ThrowIfLessThan(players, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(players, MostPlayers);
        var payoffs = new double[players << players];
        for (var profile = 0; profile < 1 << players; profile++)
            for (var i = 0; i < players; i++)
            {
                var value = payoff(i, profile);
                if (!double.IsFinite(value))
                    throw new ArgumentException($"What player {i} gets at profile {profile} is not finite.", nameof(payoff));
                payoffs[profile * players + i] = value;
            }
        return new JoiningGame(players, payoffs);
    }

    /// <summary>What a player loses by doing the other thing at a profile; below 0 where it would gain.</summary>
    public double Margin(int player, int profile) => this[player, profile] - this[player, profile ^ (1 << player)];

    /// <summary>
    /// All pure equilibria (Nash 1951): profiles at which no player gains by doing the other thing, with their smallest margin.
    /// A gain within the tolerance is a tie; the equilibrium stays, and the players that tie are named.
    /// </summary>
    public ImmutableArray<JoiningEquilibrium> Equilibria(double tolerance = 0)
    {
        var found = ImmutableArray.CreateBuilder<JoiningEquilibrium>();
        for (var profile = 0; profile < Profiles; profile++)
        {
            var least = double.PositiveInfinity;
            var ties = 0;
            for (var i = 0; i < Players && least >= -tolerance; i++)
            {
                var margin = Margin(i, profile);
                least = Math.Min(least, margin);
                if (Math.Abs(margin) <= tolerance)
                    ties |= 1 << i;
            }
            if (least >= -tolerance)
                found.Add(new JoiningEquilibrium(profile, least, ties));
        }
        return found.ToImmutable();
    }

    /// <summary>
    /// Where best replies lead, players moving in turn: from every profile, the profile at which nobody moves, or -1 where they go
    /// in circles. Who gains no more than the tolerance does not move.
    /// </summary>
    public ImmutableArray<int> Basins(double tolerance = 0)
    {
        var ends = new int[Profiles];
        Array.Fill(ends, Unknown);
        for (var start = 0; start < Profiles; start++)
        {
            var way = new List<int>();
            var on = new HashSet<int>();
            var profile = start;
            while (ends[profile] == Unknown && on.Add(profile))
            {
                way.Add(profile);
                var next = AfterOneRound(profile, tolerance);
                if (next == profile)
                    ends[profile] = profile;
                profile = next;
            }
            var end = ends[profile] == Unknown ? -1 : ends[profile];
            foreach (var passed in way)
                ends[passed] = end;
        }
        return ImmutableArray.Create(ends);
    }

    private int AfterOneRound(int profile, double tolerance)
    {
        for (var i = 0; i < Players; i++)
            if (Margin(i, profile) < -tolerance)
                profile ^= 1 << i;
        return profile;
    }

    /// <summary>
    /// Stability of a coalition (d'Aspremont and others 1983): internal where no member gains by leaving, external where nobody outside
    /// gains by joining; with the margin by which each holds, or fails where below 0. A margin over nobody is infinite.
    /// </summary>
    public CoalitionStability Stability(int profile)
    {
        var (inside, outside) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < Players; i++)
            if (((profile >> i) & 1) == 1)
                inside = Math.Min(inside, Margin(i, profile));
            else
                outside = Math.Min(outside, Margin(i, profile));
        return new CoalitionStability(profile, inside, outside);
    }

    /// <summary>Players that join at a profile.</summary>
    public static int Joining(int profile) => BitOperations.PopCount((uint)profile);

    private const int Unknown = -2;
}

/// <summary>A profile at which no player gains by doing the other thing.</summary>
/// <param name="Profile">Who joins.</param>
/// <param name="Margin">The least that a player loses by doing the other thing; about 0 where one is indifferent.</param>
/// <param name="Ties">Players to whom both are the same within the tolerance, as bits.</param>
public sealed record JoiningEquilibrium(int Profile, double Margin, int Ties);

/// <summary>How firmly a coalition stands.</summary>
/// <param name="Profile">Who is in it.</param>
/// <param name="InternalMargin">The least that a member loses by leaving; below 0 where one gains.</param>
/// <param name="ExternalMargin">The least that one outside loses by joining; below 0 where one gains.</param>
public sealed record CoalitionStability(int Profile, double InternalMargin, double ExternalMargin)
{
    /// <summary>Whether no member gains by leaving.</summary>
    public bool IsInternal => InternalMargin >= 0;

    /// <summary>Whether nobody outside gains by joining.</summary>
    public bool IsExternal => ExternalMargin >= 0;

    /// <summary>Whether both hold.</summary>
    public bool IsStable => IsInternal && IsExternal;
}
