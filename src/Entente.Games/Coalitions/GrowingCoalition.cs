using System.Collections.Immutable;
using System.Numerics;

namespace Entente.Games.Coalitions;

/// <summary>One step of a coalition that grows by the member with the most loss imposed for what it costs.</summary>
/// <param name="Member">Who joins.</param>
/// <param name="AddedLoss">What the target loses more, in the unit of the world.</param>
/// <param name="AddedCost">What the members, the new one among them, lose more, in the unit of the world.</param>
/// <param name="Coalition">Who is in it then.</param>
public sealed record CoalitionStep(int Member, double AddedLoss, double AddedCost, int Coalition)
{
    /// <summary>Loss imposed for each unit of own loss; infinite where joining costs the coalition nothing.</summary>
    public double Ratio => AddedCost > 0 ? AddedLoss / AddedCost : double.PositiveInfinity;
}

/// <summary>How a coalition grows greedily, and how far that is from the best of each size.</summary>
/// <remarks>The greedy order is not optimal: a member that is dear alone can be cheap beside others.</remarks>
public static class GrowingCoalition
{
    /// <summary>The greedy order: at each step the member with the largest added loss of the target for the added cost of all.</summary>
    /// <param name="table">Answers coalitions; the n (n + 1) / 2 it needs are solved where they are not known.</param>
    /// <param name="target">Whose loss counts.</param>
    public static ImmutableArray<CoalitionStep> Greedy(CoalitionTable table, int target)
    {
        ArgumentNullException.ThrowIfNull(table);
        var steps = ImmutableArray.CreateBuilder<CoalitionStep>(table.Members.Length);
        for (var inside = 0; inside != table.Everybody;)
        {
            var next = Next(table, target, inside)[0];
            steps.Add(next);
            inside = next.Coalition;
        }
        return steps.MoveToImmutable();
    }

    /// <summary>Who could join a coalition, the most loss imposed for the added cost first; those without a ratio last.</summary>
    public static ImmutableArray<CoalitionStep> Next(CoalitionTable table, int target, int inside)
    {
        ArgumentNullException.ThrowIfNull(table);
        return
        [
            .. Enumerable
                .Range(0, table.Members.Length)
                .Where(i => ((inside >> i) & 1) == 0)
                .Select(i => Step(table, target, inside, i))
                .OrderByDescending(step => step.Ratio)
                .ThenBy(step => step.Member),
        ];
    }

    /// <summary>What goes lost when one member leaves the coalition of all: that it adds as the last.</summary>
    public static ImmutableArray<CoalitionStep> AllButOne(CoalitionTable table, int target)
    {
        ArgumentNullException.ThrowIfNull(table);
        return
        [
            .. Enumerable
                .Range(0, table.Members.Length)
                .Select(i => Step(table, target, table.Everybody & ~(1 << i), i) with { Coalition = table.Everybody & ~(1 << i) }),
        ];
    }

    /// <summary>
    /// Of all coalitions whose members lose no more than a budget, beyond what they lose without one, that under which the target loses
    /// most.
    /// </summary>
    public static int Best(CoalitionTable table, int target, double budget)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Enumerable
            .Range(0, table.Everybody + 1)
            .Where(s => table.AddedLossOfMembers(s) <= budget)
            .OrderBy(s => BitOperations.PopCount((uint)s))
            .MaxBy(s => table.Loss(s, target));
    }

    private static CoalitionStep Step(CoalitionTable table, int target, int inside, int member)
    {
        var with = inside | (1 << member);
        return new CoalitionStep(
            member,
            table.Loss(with, target) - table.Loss(inside, target),
            table.AddedLossOfMembers(with) - table.AddedLossOfMembers(inside),
            with
        );
    }
}
