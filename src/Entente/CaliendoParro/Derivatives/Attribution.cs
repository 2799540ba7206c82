using System.Globalization;
using Entente.Models;
using Entente.Numerics;
using Entente.Outcomes;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// Which of the changes a shock consists of carry the change of one country's real income: the gradient, all along the way,
/// times what changes. Unlike derivatives at the beginning it adds up to the exact change, but for the
/// remainder of the quadrature, which is told. In logarithms. Axes: importer n, exporter i, sector j.
/// </summary>
public sealed partial record Attribution
{
    private const int MostNodes = 512;

    /// <summary>What a piece may leave, as a part of the change.</summary>
    private const double OfAPiece = 2.5e-7;

    /// <summary>What answers that are solved to <see cref="Tolerance"/> leave of ln of real income; no cut takes it away.</summary>
    private const double Noise = 1e-10;

    private const double Tolerance = 1e-11;

    /// <summary>Of the derivatives, relative.</summary>
    private const double Accuracy = 1e-10;

    /// <summary>No piece is shorter; what is left of it is told.</summary>
    private const double Shortest = 1e-3;

    /// <summary>By how much a cut is moved where there is no answer at it.</summary>
    private const double NarrowestHair = 1e-10;
    private const double WidestHair = 1e-7;

    /// <summary>Where a first look leaves so many times what it may, a second one seldom does either.</summary>
    private const double Hopeless = 1e3;

    /// <summary>Nodes of a first look at a piece, which does where everything is smooth, and of a second.</summary>
    private static readonly int[] Rules = [4, 8];

    /// <summary>The country.</summary>
    public required int Country { get; init; }

    /// <summary>ln WHat of the country, from one equilibrium to the other.</summary>
    public required double Exact { get; init; }

    /// <summary>By flow, what its cost, its forbidding included, adds.</summary>
    public required Cube TradeCosts { get; init; }

    /// <summary>By flow, what its tariff adds.</summary>
    public required Cube Tariffs { get; init; }

    /// <summary>By flow, what its export tax adds.</summary>
    public required Cube ExportTaxes { get; init; }

    /// <summary>By flow, what the limit on its quantity adds.</summary>
    public required Cube Limits { get; init; }

    /// <summary>By country and sector, what productivity adds.</summary>
    public required Table Productivity { get; init; }

    /// <summary>By country and sector, what its stock adds.</summary>
    public required Table Stocks { get; init; }

    /// <summary>What all lump sums together add.</summary>
    public required double Transfers { get; init; }

    /// <summary>Points along the way at which the gradient was taken and counts.</summary>
    public required int Nodes { get; init; }

    /// <summary>By flow, everything that is attributed to it.</summary>
    public Cube Flows =>
        Cube.Create(
            TradeCosts.First,
            TradeCosts.Second,
            TradeCosts.Third,
            (n, i, j) => TradeCosts[n, i, j] + Tariffs[n, i, j] + ExportTaxes[n, i, j] + Limits[n, i, j]
        );

    /// <summary>All that is attributed.</summary>
    public double Sum =>
        Total(TradeCosts.Span)
        + Total(Tariffs.Span)
        + Total(ExportTaxes.Span)
        + Total(Limits.Span)
        + Total(Productivity.Span)
        + Total(Stocks.Span)
        + Transfers;

    /// <summary>The exact change less what is attributed.</summary>
    public double Remainder => Exact - Sum;

    /// <summary>
    /// (D15) ln WHat_n = sum over all changes z of the integral from 0 to 1 of (d ln W_n / d z) (d z / d t) d t, by the rule of Gauss with
    /// 4 nodes, or with 8 where those leave more than a quarter of a millionth of the change. Where these do too, or are likely to, the
    /// way is cut in two, where something begins or ends to bind if it does, and so on with the pieces, whose exact changes are known by
    /// the answers at their ends.
    /// </summary>
    /// <param name="path">The way.</param>
    /// <param name="comparison">Its two ends.</param>
    /// <param name="country">Position of the country.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The attribution, or where on the way there is no equilibrium.</returns>
    public static Checked<Attribution> Of(ShockPath path, Comparison comparison, int country, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(comparison);
        var (exact, sums, spent) = (Math.Log(comparison.RealIncome[country]), new PathSums(path), 0);
        var most = Math.Max(OfAPiece * Math.Abs(exact), Noise);
        var options = new SolveOptions { Tolerance = Tolerance, Cancellation = cancellation };
        var sides = new[] { new PathSearch(path, options), new PathSearch(path, options) };
        LearntInverse? learnt = null;
        var pieces = new Stack<Piece>([new(new(0, 0, comparison.Before), new(1, exact, comparison.After))]);
        while (pieces.TryPop(out var piece))
        {
            var (nodes, sum) = (Array.Empty<Node>(), sums);
            var canCut = piece.Length >= 2 * Shortest && spent + 3 * Rules.Sum() <= MostNodes;
            foreach (var rule in Rules)
            {
                nodes = Points(sides, country, piece, rule, learnt, cancellation);
                learnt = nodes[0].Learnt ?? learnt;
                spent += nodes.Length;
                if (nodes.Select(node => node.Missing).OfType<Fault>().FirstOrDefault() is { } fault)
                    return Checked<Attribution>.Invalid([fault]);
                sum = Summed(path, nodes);
                var left = Math.Abs(piece.Change - sum.Sum);
                if (left <= most || (canCut && left > Hopeless * most) || Jumps(nodes))
                    break;
            }
            if (Math.Abs(piece.Change - sum.Sum) <= most || !canCut)
            {
                sums.Add(sum);
                continue;
            }
            var t = Math.Clamp(Cut(path, nodes, piece, options), piece.From.T + 0.5 * Shortest, piece.To.T - 0.5 * Shortest);
            var middle = sides[piece.Side(t)].Solve(t, piece.Nearer(t));
            // Just where something begins to bind a search may stall: a hair further does as well.
            for (var hair = NarrowestHair; !middle.Converged && hair <= WidestHair; hair *= 10)
                middle = sides[piece.Side(t)].Solve(t += hair, piece.Nearer(t));
            if (!middle.Converged)
                return Checked<Attribution>.Invalid([NoAnswer(t, middle)]);
            var value = Math.Log(RealIncome(middle, country) / RealIncome(comparison.Before, country));
            pieces.Push(new(new(t, value, middle), piece.To));
            pieces.Push(new(piece.From, new(t, value, middle)));
        }
        return Checked<Attribution>.Valid(sums.ToAttribution(country, exact));
    }

    private static PathSums Summed(ShockPath path, Node[] nodes)
    {
        var sum = new PathSums(path);
        foreach (var node in nodes)
            sum.Add(node.Worth!, node.T, node.Weight);
        return sum;
    }

    /// <summary>Whether something else binds at one of the nodes than at another.</summary>
    private static bool Jumps(Node[] nodes) => nodes.Select(node => LinearLimits.Binding(node.At)).Distinct().Count() > 1;

    /// <summary>A place on the way, ln of real income there, 0 where the way begins, and the answer.</summary>
    private readonly record struct End(double T, double Value, Equilibrium At);

    /// <summary>A piece of the way.</summary>
    private readonly record struct Piece(End From, End To)
    {
        public double Length => To.T - From.T;

        public double Change => To.Value - From.Value;

        /// <summary>The end that t is nearer to: 0 where it is the first.</summary>
        public int Side(double t) => t - From.T < To.T - t ? 0 : 1;

        /// <summary>The answer there.</summary>
        public Equilibrium Nearer(double t) => Side(t) == 0 ? From.At : To.At;
    }

    private static double RealIncome(Equilibrium at, int country) => at.Income[country] / at.ConsumerPrices[country];

    /// <summary>Where to cut a piece: where something begins or ends to bind, else in the middle.</summary>
    private static double Cut(ShockPath path, Node[] nodes, Piece piece, SolveOptions options)
    {
        for (var at = 1; at < nodes.Length; at++)
            if (
                LinearLimits.Binding(nodes[at - 1].At) != LinearLimits.Binding(nodes[at].At)
                && PathEdges.Between(path, nodes[at - 1].At, nodes[at - 1].T, nodes[at].At, nodes[at].T, options) is { } edge
            )
                return edge;
        return (piece.From.T + piece.To.T) / 2;
    }

    /// <summary>A point of the way, its weight, and what everything is worth there, or why there is nothing.</summary>
    private readonly record struct Node(
        double T,
        double Weight,
        Equilibrium At,
        Adjoint? Worth,
        Fault? Missing,
        LearntInverse? Learnt = null
    );

    /// <summary>
    /// Answers along a piece, each helped by those before it, from both ends at once, and what everything is worth there.
    /// </summary>
    private static Node[] Points(
        PathSearch[] sides,
        int country,
        Piece piece,
        int count,
        LearntInverse? learnt,
        CancellationToken cancellation
    )
    {
        var (rule, answers, nodes) = (GaussLegendre.Rule(count), new Equilibrium[count], new Node[count]);
        var threads = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(
            0,
            2,
            threads,
            side =>
            {
                for (var step = 0; step < count / 2; step++)
                {
                    var k = side == 0 ? step : count - 1 - step;
                    answers[k] = sides[side].Solve(Place(k), side == 0 ? piece.From.At : piece.To.At);
                }
            }
        );
        // What the first one learns of the equations serves the others, whoever comes first.
        nodes[0] = Node(0, learnt);
        learnt = nodes[0].Learnt ?? learnt;
        Parallel.For(1, count, threads, k => nodes[k] = Node(k, learnt));
        return nodes;

        Node Node(int k, LearntInverse? learnt) =>
            At(Place(k), piece.Length * rule[k].Weight, answers[k], country, learnt, cancellation);

        double Place(int k) => piece.From.T + piece.Length * rule[k].Node;
    }

    private static Node At(
        double t,
        double weight,
        Equilibrium at,
        int country,
        LearntInverse? learnt,
        CancellationToken cancellation
    )
    {
        if (!at.Converged)
            return new(t, weight, at, null, NoAnswer(t, at));
        if (Linearisation.WhyNotCovered(at) is { } reason)
            return new(t, weight, at, null, Missing(t, reason, "what derivatives cover, all along the way"));
        try
        {
            var target = Target.RealIncomeOf(at.World, country);
            var (worth, known) = new Linearisation(at, Accuracy, cancellation).WorthOf(target, learnt: learnt);
            return new(t, weight, at, worth, null, known);
        }
        catch (InvalidOperationException undetermined)
        {
            return new(t, weight, at, null, Missing(t, undetermined.Message, "derivatives all along the way"));
        }
    }

    private static Fault NoAnswer(double t, Equilibrium at) => Missing(t, $"no answer: {at.Explanation}", "one all along the way");

    private static Fault Missing(double t, string what, string expected) =>
        new(null, string.Create(CultureInfo.InvariantCulture, $"{100 * t:0.0} % of the way: {what}"), expected);

    private static double Total(ReadOnlySpan<double> values) => System.Numerics.Tensors.TensorPrimitives.Sum(values);
}
