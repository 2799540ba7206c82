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
    public static ImmutableArray<CoalitionStep> Greedy(CoalitionTable table, int target)
    {
        ArgumentNullException.ThrowIfNull(table);
        var steps = ImmutableArray.CreateBuilder<CoalitionStep>(table.Members.Length);
        for (var inside = 0; inside != table.Everybody;)
        {
            var next = Enumerable
                .Range(0, table.Members.Length)
                .Where(i => ((inside >> i) & 1) == 0)
                .Select(i => Step(table, target, inside, i))
                .MaxBy(step => step.Ratio)!;
            steps.Add(next);
            inside = next.Coalition;
        }
        return steps.MoveToImmutable();
    }

    /// <summary>Of the coalitions whose members lose no more than a budget, the one under which the target loses most.</summary>
    public static int Best(CoalitionTable table, int target, double budget)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Enumerable
            .Range(0, table.Everybody + 1)
            .Where(s => table.LossOfMembers(s) <= budget)
            .OrderBy(s => BitOperations.PopCount((uint)s))
            .MaxBy(s => table.Loss(s, target));
    }

    private static CoalitionStep Step(CoalitionTable table, int target, int inside, int member)
    {
        var with = inside | (1 << member);
        return new CoalitionStep(
            member,
            table.Loss(with, target) - table.Loss(inside, target),
            table.LossOfMembers(with) - table.LossOfMembers(inside),
            with
        );
    }
}
