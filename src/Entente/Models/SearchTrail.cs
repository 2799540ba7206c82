using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Entente.Numerics;

namespace Entente.Models;

/// <summary>
/// What the searches for answers to like questions, asked one after the other, leave for the next one: where the last answers lie, from
/// which its start is foretold, and how the equations have been seen to answer steps. It saves most of the evaluations of a search and
/// decides nothing: answers are checked by their own equations. What a search makes of it depends on all that were made before, in their
/// order, and on nothing else. For one thread.
/// </summary>
public sealed class SearchTrail
{
    /// <summary>Answers that are kept; beyond the neighbours of a place they say little.</summary>
    private const int MostAnswers = 64;

    /// <summary>Answers on a line through which a polynomial is laid.</summary>
    private const int MostOnALine = 6;

    /// <summary>Coordinates of a box whose other corners foretell the last one.</summary>
    private const int MostOfABox = 5;

    /// <summary>Places are on a line where the square of the sine of the angle between them is below this.</summary>
    private const double Straight = 1e-12;

    /// <summary>Systems of other unknowns whose answers are kept beside one another: each takes some ten megabytes.</summary>
    private const int MostSystems = 4;

    /// <summary>What searches of systems of the same unknowns have left.</summary>
    private sealed record Left(int[] Unknowns, List<(ImmutableArray<double> Place, double[] X)> Answers, IDifferences History);

    // The one asked for last at the end.
    private readonly List<Left> systems = [];
    private World? world;
    private ImmutableArray<double> last = [];

    /// <summary>Whether no answer has been left yet.</summary>
    public bool IsEmpty => systems.TrueForAll(left => left.Answers.Count == 0);

    /// <summary>What a search prepared of a world, for the next one, which may find that it does not fit; null: nothing.</summary>
    internal object? Kernels { get; set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        systems.Clear();
        (world, last, Kernels) = (null, [], null);
    }

    /// <summary>
    /// What has been learnt of systems of the same unknowns; those of others are kept apart, the few that were asked for last.
    /// </summary>
    /// <param name="of">The world it is of; all is forgotten where it has other countries or sectors than those before.</param>
    /// <param name="layout">What the unknowns that are not there for every country and sector are, in their order.</param>
    /// <param name="length">Number of all unknowns.</param>
    internal IDifferences For(World of, int[] layout, int length)
    {
        if (!HasGoodsOf(of))
            Clear();
        world = of;
        var at = systems.FindIndex(left => left.Unknowns.AsSpan().SequenceEqual(layout));
        var own = at < 0 ? new Left(layout, [], Anderson.NoDifferencesYet(length)) : systems[at];
        if (at >= 0 || systems.Count == MostSystems)
            systems.RemoveAt(Math.Max(at, 0));
        systems.Add(own);
        return own.History;
    }

    /// <summary>Those of the system asked for last.</summary>
    private List<(ImmutableArray<double> Place, double[] X)> Answers => systems[^1].Answers;

    /// <summary>Where the next search is to start; null where nothing is known.</summary>
    internal double[]? Ahead(ImmutableArray<double> place)
    {
        if (Answers.Count == 0)
            return null;
        var at = Or(place);
        var alike = Enumerable.Reverse(Answers).Where(a => a.Place.Length == at.Length).ToList();
        if (alike.Count == 0)
            return Answers[^1].X;
        var (nearest, x) = alike.MinBy(a => Square(a.Place, at));
        if (Square(nearest, at) == 0)
            return x;
        var box = Box(alike, at);
        if (box.Count > 1)
            return LastCorner(box, at);
        var line = OnALine(nearest, at);
        return line.Count == 1 && Moved(alike, (nearest, x), at) is { } moved ? moved : Extrapolated(line);
    }

    /// <summary>
    /// From a neighbour by what the same way has changed elsewhere, as near to it as it has been gone; null where it has not been.
    /// </summary>
    private static double[]? Moved(
        List<(ImmutableArray<double> Place, double[] X)> known,
        (ImmutableArray<double> Place, double[] X) from,
        ImmutableArray<double> to
    )
    {
        var (best, least) = (default((double[] From, double[] To)?), double.PositiveInfinity);
        foreach (var start in known)
            if (Square(start.Place, from.Place) is var distance && distance < least)
                foreach (var end in known)
                    if (IsSameWay(start.Place, end.Place, from.Place, to))
                        (best, least) = ((start.X, end.X), distance);
        if (best is not { } way)
            return null;
        var moved = new double[from.X.Length];
        TensorPrimitives.Subtract(way.To, way.From, moved);
        TensorPrimitives.Add(moved, from.X, moved);
        return moved;
    }

    private static bool IsSameWay(
        ImmutableArray<double> a,
        ImmutableArray<double> b,
        ImmutableArray<double> from,
        ImmutableArray<double> to
    )
    {
        for (var c = 0; c < to.Length; c++)
            if (b[c] - a[c] != to[c] - from[c])
                return false;
        return true;
    }

    /// <summary>The answer nearest to a place, the latest of them; null where nothing is known.</summary>
    internal double[]? Nearest(ImmutableArray<double> place)
    {
        var at = Or(place);
        return Enumerable.Reverse(Answers).Where(a => a.Place.Length == at.Length).OrderBy(a => Square(a.Place, at)).FirstOrDefault().X;
    }

    /// <summary>Keeps an answer.</summary>
    internal void Add(ImmutableArray<double> place, ReadOnlySpan<double> x)
    {
        var at = Or(place);
        if (Answers.Count == MostAnswers)
            Answers.RemoveAt(0);
        Answers.Add((at, x.ToArray()));
        last = at;
    }

    /// <summary>One further than the last one where nobody says where.</summary>
    private ImmutableArray<double> Or(ImmutableArray<double> place) =>
        !place.IsDefaultOrEmpty ? place
        : last is [var before] ? [before + 1]
        : [Answers.Count];

    /// <summary>
    /// The answers on the line from one to a place, the nearest to that first, by where they lie on it: 0 the one, 1 the place.
    /// </summary>
    private List<(double T, double[] X)> OnALine(ImmutableArray<double> from, ImmutableArray<double> to)
    {
        var (whole, found) = (Square(from, to), new List<(double T, double[] X)>());
        // The latest of those at one place.
        foreach (var (place, x) in Enumerable.Reverse(Answers).Where(a => a.Place.Length == to.Length))
        {
            var (square, along) = (Square(from, place), 0.0);
            for (var c = 0; c < to.Length; c++)
                along += (place[c] - from[c]) * (to[c] - from[c]);
            if (square * whole - along * along <= Straight * square * whole && found.All(other => other.T != along / whole))
                found.Add((along / whole, x));
        }
        return [.. found.OrderBy(point => Math.Abs(point.T - 1)).Take(MostOnALine)];
    }

    /// <summary>
    /// The largest box one of whose corners is the place and whose others are all known: along which coordinates it lies, and where its
    /// other end is on each.
    /// </summary>
    private List<(int Coordinate, double End)> Box(List<(ImmutableArray<double> Place, double[] X)> known, ImmutableArray<double> at)
    {
        var box = new List<(int Coordinate, double End)>();
        foreach (var edge in known.Select(a => Edge(a.Place, at)).OfType<(int, double)>())
        {
            if (box.Count == MostOfABox)
                break;
            if (!box.Exists(b => b.Coordinate == edge.Item1) && Corners(at, [.. box, edge]).All(corner => Find(corner) is not null))
                box.Add(edge);
        }
        return box;
    }

    /// <summary>What differs between two places where that is one coordinate.</summary>
    private static (int Coordinate, double End)? Edge(ImmutableArray<double> place, ImmutableArray<double> at)
    {
        var differs = Enumerable.Range(0, at.Length).Where(c => place[c] != at[c]).Take(2).ToList();
        return differs.Count == 1 ? (differs[0], place[differs[0]]) : null;
    }

    /// <summary>All corners of a box but the place itself, by subsets of its coordinates.</summary>
    private static IEnumerable<ImmutableArray<double>> Corners(ImmutableArray<double> at, List<(int Coordinate, double End)> box) =>
        Enumerable
            .Range(1, (1 << box.Count) - 1)
            .Select(subset =>
            {
                var corner = at.ToArray();
                for (var b = 0; b < box.Count; b++)
                    if (((subset >> b) & 1) == 1)
                        corner[box[b].Coordinate] = box[b].End;
                return ImmutableArray.Create(corner);
            });

    private double[]? Find(ImmutableArray<double> place) =>
        Answers.FindLast(a => a.Place.AsSpan().SequenceEqual(place.AsSpan())).X;

    /// <summary>
    /// What the place would be if the effects of moving along some of a box's coordinates together added up from those of moving along
    /// fewer; along as many of them as change what fewer say the least.
    /// </summary>
    private double[] LastCorner(List<(int Coordinate, double End)> box, ImmutableArray<double> at)
    {
        var (best, least, before) = (default(double[]), double.PositiveInfinity, default(double[]));
        for (var order = 1; order <= box.Count; order++)
        {
            double[]? x = null;
            var subset = 0;
            foreach (var corner in Corners(at, box.GetRange(0, order)))
            {
                var answer = Find(corner)!;
                x ??= new double[answer.Length];
                TensorPrimitives.MultiplyAdd(answer, BitOperations.PopCount((uint)++subset) % 2 == 1 ? 1.0 : -1.0, x, x);
            }
            var change = before is null ? double.PositiveInfinity : TensorPrimitives.Distance<double>(x!, before);
            if (best is null || change < least)
                (best, least) = (x, change);
            before = x;
        }
        return best!;
    }

    /// <summary>
    /// The polynomial through as many of the points, at 1, as change what fewer say the least: where something begins to bind on the
    /// way, high orders say nothing.
    /// </summary>
    private static double[] Extrapolated(List<(double T, double[] X)> points)
    {
        var (best, least, before) = (points[0].X, double.PositiveInfinity, points[0].X);
        for (var order = 1; order < points.Count; order++)
        {
            var x = new double[before.Length];
            for (var k = 0; k <= order; k++)
            {
                var weight = 1.0;
                for (var m = 0; m <= order; m++)
                    weight *= m == k ? 1 : (1 - points[m].T) / (points[k].T - points[m].T);
                TensorPrimitives.MultiplyAdd(points[k].X, weight, x, x);
            }
            var change = TensorPrimitives.Distance<double>(x, before);
            if (change < least)
                (best, least) = (x, change);
            before = x;
        }
        return best;
    }

    private static double Square(ImmutableArray<double> a, ImmutableArray<double> b)
    {
        var distance = TensorPrimitives.Distance(a.AsSpan(), b.AsSpan());
        return distance * distance;
    }

    private bool HasGoodsOf(World other) =>
        ReferenceEquals(world, other)
        || (
            world is not null
            && world.Countries.SequenceEqual(other.Countries)
            && world.Sectors.Select(s => s.Code).SequenceEqual(other.Sectors.Select(s => s.Code))
        );
}

/// <summary>
/// The trails of several questions that are asked together again and again, each in its own row of like ones. For one thread.
/// </summary>
public sealed class SearchTrails
{
    private readonly Dictionary<int, SearchTrail> trails = [];

    /// <summary>The trail of the question at a position.</summary>
    public SearchTrail this[int position] =>
        trails.TryGetValue(position, out var trail) ? trail : trails[position] = new SearchTrail();
}
