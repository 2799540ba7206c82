using Entente.Estimation.Fitting;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Separations;

/// <summary>
/// One search among the rows that are left. First what z can be at all, by the rows that hold it at zero (an outcome above zero): which
/// regressors are combinations of effects there, and which effects are free there. In those few unknowns, the other rows are a cone, whose
/// largest support is found by components of a graph or by a linear programme. Where the unknowns are too many for either, the iterative
/// rectifier looks as far as it can.
/// </summary>
internal sealed class SeparationStage
{
    /// <summary>Free unknowns of the effects up to which they are told apart.</summary>
    private const int MostUnknowns = 20_000;

    /// <summary>Unknowns, and unknowns times rows, up to which the linear programme is solved.</summary>
    private const int MostColumns = 1500;
    private const double MostEntries = 3e7;

    private readonly EstimationProblem problem;
    private readonly EstimationOptions options;
    private readonly RowFate[] fates;
    private readonly CancellationToken cancellation;
    private readonly int[] holding;
    private readonly int[] open;
    private readonly SeparationSide side;

    private SeparationStage(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        SeparationSide side,
        CancellationToken cancellation
    )
    {
        (this.problem, this.options, this.fates, this.side, this.cancellation) = (problem, options, fates, side, cancellation);
        var (rest, count) = (new List<int>(), 0);
        for (var i = 0; i < fates.Length; i++)
            if (fates[i] == RowFate.Kept)
                if (side[i] == 0)
                    count++;
                else
                    rest.Add(i);
        open = [.. rest];
        // Nothing to look for in rows that all hold.
        holding = new int[open.Length > 0 ? count : 0];
        for (int i = 0, at = 0; at < holding.Length; i++)
            if (fates[i] == RowFate.Kept && side[i] == 0)
                holding[at++] = i;
    }

    /// <summary>Rows found.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>What separates them.</summary>
    public Direction? Direction { get; private set; }

    /// <summary>All rows that are left, laid out; null where there was nothing to look for.</summary>
    public Sample? Sample { get; private set; }

    /// <summary>Whether there are no others.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The search.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">Of its estimation.</param>
    /// <param name="fates">Rows that are left.</param>
    /// <param name="side">Which rows may go which way; all others hold the combination at zero.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public static SeparationStage Of(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        SeparationSide side,
        CancellationToken cancellation
    )
    {
        var stage = new SeparationStage(problem, options, fates, side, cancellation);
        if (stage.open.Length > 0 && (stage.holding.Length > 0 || side.HasBoth))
            stage.Search();
        return stage;
    }

    private void Search()
    {
        Sample = new(problem, fates);
        var regressors = NullDirections();
        var effects = problem.FixedEffects;
        var codes = effects.Select(effect => effect.Whole()).ToArray();
        int[] levels = [.. effects.Select(effect => effect.Levels)];
        if (regressors.Count == 0 && holding.Length > 0 && IsSeenTrivial(codes, levels))
            return;
        var space = new EffectSpace(codes, levels, holding, MostUnknowns);
        if (!space.IsKnown)
        {
            Rectify();
            return;
        }
        if (space.IsTrivial && regressors.Count == 0)
            return;
        cancellation.ThrowIfCancellationRequested();
        var cone = new ZeroRows(open, side, space, regressors);
        var solution =
            cone.Rows.Count == 0 ? []
            : cone.IsGraph ? OrderedComponents.Solve(cone)
            : cone.Columns <= MostColumns && (double)cone.Columns * cone.Rows.Count <= MostEntries ? cone.Program()
            : null;
        if (solution is null)
        {
            Rectify();
            return;
        }
        Direction = cone.Direction(problem, space, solution, regressors);
        Accept();
    }

    /// <summary>
    /// Whether some levels of the largest effect, whole, show already that nothing is free: the other effects are constants, as far as they
    /// all occur there, and every other level of the largest has a row that holds it.
    /// </summary>
    private bool IsSeenTrivial(int[][] codes, int[] levels)
    {
        if (Sample!.Grouped is not { } grouped || side.HasBoth)
            return false;
        if (grouped.Others == 0)
            return true;
        for (var wanted = 8.0 * grouped.Stacked; wanted < grouped.Rows / 2.0; wanted *= 4)
        {
            var (rows, seen) = (new List<int>((int)wanted), new bool[grouped.Stacked]);
            for (var g = 0; g < grouped.Eliminated; g++)
                // Levels here and there: their numbers are often in an order that means something.
                if ((uint)g * 2654435769u < wanted / grouped.Rows * uint.MaxValue)
                    for (var i = grouped.Starts[g]; i < grouped.Starts[g + 1]; i++)
                        if (side[Sample.Order[i]] == 0)
                        {
                            rows.Add(Sample.Order[i]);
                            foreach (var other in grouped.Codes)
                                seen[other[i]] = true;
                        }
            if (!seen.Contains(false) && new EffectSpace(codes, levels, [.. rows], MostUnknowns).IsTrivial)
                return true;
        }
        return false;
    }

    /// <summary>Takes the rows that the direction separates, if it holds what it promises.</summary>
    private void Accept()
    {
        var z = Direction!.Values();
        double largest = 0;
        foreach (var row in open)
            largest = Math.Max(largest, Math.Abs(z[row]));
        var small = 1e-6 * Math.Max(largest, 1);
        var holds =
            Array.TrueForAll(holding, row => Math.Abs(z[row]) <= small) && Array.TrueForAll(open, row => side[row] * z[row] >= -small);
        if (!holds)
        {
            Direction = null;
            Rectify();
            return;
        }
        Take(z);
    }

    private void Take(double[] z)
    {
        foreach (var row in open)
            if (side[row] * z[row] > 0.5)
                Rows.Add(row);
    }

    /// <summary>
    /// Combinations of regressors that effects explain wholly in the rows that hold, less that explanation: zero there, by row of the
    /// problem anything elsewhere.
    /// </summary>
    private List<Direction> NullDirections()
    {
        var found = new List<Direction>();
        if (problem.Regressors.Count == 0)
            return found;
        if (holding.Length == 0)
        {
            for (var k = 0; k < problem.Regressors.Count; k++)
                found.Add(Alone(k));
            return found;
        }
        var basis = new NullBasis(Sample!, Sample!.Regressors, side, options, cancellation);
        foreach (var combination in basis.Combinations)
            found.Add(AsDirection(combination, basis.Explained(combination)));
        return found;
    }

    private Direction AsDirection(double[] combination, EffectValues? explained)
    {
        var (direction, sample) = (new Direction(problem), Sample!);
        combination.CopyTo(direction.Regressors, 0);
        for (var place = 0; place < sample.ByLevels.Length; place++)
        {
            var q = sample.ByLevels[place];
            for (var level = 0; level < sample.Levels[q].Length; level++)
                direction.Effects[q][sample.Levels[q][level]] = -(
                    place == 0 ? explained!.Eliminated[level] : explained!.Stacked[sample.Grouped!.Offsets[place - 1] + level]
                );
        }
        return direction;
    }

    /// <summary>A regressor that nothing holds, on the scale of its largest value.</summary>
    private Direction Alone(int k)
    {
        var (direction, largest) = (new Direction(problem), 0.0);
        foreach (var value in problem.Regressors[k].Values.Span)
            largest = Math.Max(largest, Math.Abs(value));
        direction.Regressors[k] = largest > 0 ? 1 / largest : 1;
        return direction;
    }

    private void Rectify()
    {
        IsComplete = false;
        if (problem.Family != Family.Poisson || Rectifier.Find(problem, options, fates, cancellation) is not { } direction)
            return;
        Direction = direction;
        Take(direction.Values());
    }
}
