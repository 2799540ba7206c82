using System.Globalization;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// Which of the changes a shock consists of carry the change of one country's real income: the gradient, all along the way,
/// times what changes. Unlike derivatives at the beginning it adds up to the exact change, but for the
/// remainder of the quadrature, which is told. In logarithms. Axes: importer n, exporter i, sector j.
/// </summary>
public sealed partial record Attribution
{
    private const int FewestNodes = 8;
    private const int MostNodes = 32;

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

    /// <summary>By country and sector, what productivity adds.</summary>
    public required Table Productivity { get; init; }

    /// <summary>What all lump sums together add.</summary>
    public required double Transfers { get; init; }

    /// <summary>Points along the way at which the gradient was taken.</summary>
    public required int Nodes { get; init; }

    /// <summary>By flow, everything that is attributed to it.</summary>
    public Cube Flows =>
        Cube.Create(
            TradeCosts.First,
            TradeCosts.Second,
            TradeCosts.Third,
            (n, i, j) => TradeCosts[n, i, j] + Tariffs[n, i, j] + ExportTaxes[n, i, j]
        );

    /// <summary>All that is attributed.</summary>
    public double Sum => Total(TradeCosts.Span) + Total(Tariffs.Span) + Total(ExportTaxes.Span) + Total(Productivity.Span) + Transfers;

    /// <summary>The exact change less what is attributed.</summary>
    public double Remainder => Exact - Sum;

    /// <summary>
    /// (D15) ln WHat_n = sum over all changes z of the integral from 0 to 1 of (d ln W_n / d z) (d z / d t) d t, by the rule of Gauss with
    /// 8 nodes; 16 and 32 where the remainder is above a millionth of the change.
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
        var exact = Math.Log(comparison.RealIncome[country]);
        for (var nodes = FewestNodes; ; nodes *= 2)
        {
            var attempt = With(nodes, path, exact, country, cancellation);
            if (!attempt.Success || nodes == MostNodes || Math.Abs(attempt.Value.Remainder) <= 1e-6 * Math.Abs(exact) + 1e-11)
                return attempt;
        }
    }

    private static Checked<Attribution> With(int nodes, ShockPath path, double exact, int country, CancellationToken cancellation)
    {
        var rule = GaussLegendre.Rule(nodes);
        var (parts, missing) = (new Attribution[nodes], new Fault?[nodes]);
        Parallel.For(
            0,
            nodes,
            new ParallelOptions { CancellationToken = cancellation },
            at =>
            {
                var solved = path.Solve(rule[at].Node, new SolveOptions { Tolerance = 1e-11, Cancellation = cancellation });
                if (solved.Converged && Linearisation.WhyNotCovered(solved) is { } reason)
                    missing[at] = new Fault(
                        null,
                        string.Create(CultureInfo.InvariantCulture, $"{reason} {100 * rule[at].Node:0.0} % of the way"),
                        "what derivatives cover, all along the way"
                    );
                else if (solved.Converged)
                    parts[at] = Part(solved, path.DirectionAt(rule[at].Node), exact, country, rule[at].Weight, cancellation);
                else
                    missing[at] = new Fault(
                        null,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"no answer {100 * rule[at].Node:0.0} % of the way: {solved.Explanation}"
                        ),
                        "one all along the way"
                    );
            }
        );
        return missing.OfType<Fault>().FirstOrDefault() is { } fault
            ? Checked<Attribution>.Invalid([fault])
            : Checked<Attribution>.Valid(parts.Aggregate((a, b) => a.Plus(b)) with { Nodes = nodes });
    }

    private static Attribution Part(
        Equilibrium at,
        Direction direction,
        double exact,
        int country,
        double weight,
        CancellationToken cancellation
    )
    {
        var gradient = new Linearisation(at, cancellation).GradientOf(Target.RealIncomeOf(at.World, country));
        Cube Times(Cube a, Cube b) => Cube.Create(a.First, a.Second, a.Third, (n, i, j) => weight * a[n, i, j] * b[n, i, j]);
        return new Attribution
        {
            Country = country,
            Exact = exact,
            TradeCosts = Times(gradient.LogTradeCosts, direction.LogTradeCosts!),
            Tariffs = Times(gradient.Tariffs, direction.Tariffs!),
            ExportTaxes = Times(gradient.ExportTaxes, direction.ExportTaxes!),
            Productivity = Table.Create(
                gradient.LogProductivity.Rows,
                gradient.LogProductivity.Columns,
                (n, j) => weight * gradient.LogProductivity[n, j] * direction.LogProductivity![n, j]
            ),
            Transfers = weight * gradient.Transfers.Zip(direction.Transfers!.Value, (g, t) => g * t).Sum(),
            Nodes = 1,
        };
    }

    private Attribution Plus(Attribution other)
    {
        static Cube Add(Cube a, Cube b) => Cube.Create(a.First, a.Second, a.Third, (n, i, j) => a[n, i, j] + b[n, i, j]);
        return this with
        {
            TradeCosts = Add(TradeCosts, other.TradeCosts),
            Tariffs = Add(Tariffs, other.Tariffs),
            ExportTaxes = Add(ExportTaxes, other.ExportTaxes),
            Productivity = Table.Create(Productivity.Rows, Productivity.Columns, (n, j) => Productivity[n, j] + other.Productivity[n, j]),
            Transfers = Transfers + other.Transfers,
        };
    }

    private static double Total(ReadOnlySpan<double> values) => System.Numerics.Tensors.TensorPrimitives.Sum(values);
}
