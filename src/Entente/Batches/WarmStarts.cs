using System.Collections.Immutable;

namespace Entente.Batches;

/// <summary>Where a question lies among the others of its batch.</summary>
/// <param name="Coordinates">
/// Its parameters, each scaled so that differences compare; the origin is the hub, the question solved first.
/// </param>
/// <param name="Spread">
/// Root of the summed variance of what is drawn for this question alone, in the same scale: it is far from every other by that
/// much.
/// </param>
public readonly record struct BatchPlace(ImmutableArray<double> Coordinates, double Spread = 0);

/// <summary>One step of a plan.</summary>
/// <param name="Question">Position in the chunk of the question to answer.</param>
/// <param name="From">Position in the chunk of the question, answered before, whose answer it starts from; -1: the hub.</param>
public readonly record struct BatchStep(int Question, int From);

/// <summary>
/// Who starts from whom: each question from the nearest one answered before it, or from the hub where that is nearer;
/// the smallest spanning tree from the hub (Prim 1957). It depends on places alone, never on what has been solved when.
/// </summary>
public static class WarmStarts
{
    /// <summary>The steps of a chunk, in order.</summary>
    public static ImmutableArray<BatchStep> Plan(ImmutableArray<BatchPlace> places)
    {
        var steps = ImmutableArray.CreateBuilder<BatchStep>(places.Length);
        var (distance, from, done) = (new double[places.Length], new int[places.Length], new bool[places.Length]);
        for (var q = 0; q < places.Length; q++)
            (distance[q], from[q]) = (Squares(places[q].Coordinates) + places[q].Spread * places[q].Spread, -1);
        while (steps.Count < places.Length)
        {
            var next = -1;
            for (var q = 0; q < places.Length; q++)
                if (!done[q] && (next < 0 || distance[q] < distance[next]))
                    next = q;
            done[next] = true;
            steps.Add(new BatchStep(next, from[next]));
            for (var q = 0; q < places.Length; q++)
                if (!done[q] && Between(places[q], places[next]) is var near && near < distance[q])
                    (distance[q], from[q]) = (near, next);
        }
        return steps.MoveToImmutable();
    }

    private static double Between(BatchPlace a, BatchPlace b)
    {
        var sum = a.Spread * a.Spread + b.Spread * b.Spread;
        for (var c = 0; c < a.Coordinates.Length; c++)
            sum += (a.Coordinates[c] - b.Coordinates[c]) * (a.Coordinates[c] - b.Coordinates[c]);
        return sum;
    }

    private static double Squares(ImmutableArray<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value * value;
        return sum;
    }
}
