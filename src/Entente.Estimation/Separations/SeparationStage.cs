using Entente.Estimation.Fitting;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Separations;

/// <summary>
/// One search among the rows that are left. First what z can be at all, by where the outcome is above zero: which regressors are
/// combinations of effects there, and which effects are free there. In those few unknowns, the rows of outcome zero are a cone, whose
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
    private readonly List<int> positive = [];
    private readonly List<int> zero = [];

    private SeparationStage(EstimationProblem problem, EstimationOptions options, RowFate[] fates, CancellationToken cancellation)
    {
        (this.problem, this.options, this.fates, this.cancellation) = (problem, options, fates, cancellation);
        var y = problem.Outcome.Values.Span;
        for (var i = 0; i < fates.Length; i++)
            if (fates[i] == RowFate.Kept)
                (y[i] > 0 ? positive : zero).Add(i);
    }

    /// <summary>Rows found.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>What separates them.</summary>
    public Direction? Direction { get; private set; }

    /// <summary>All rows that are left, laid out; null where there was nothing to look for.</summary>
    public Sample? Sample { get; private set; }

    /// <summary>Whether there are no others.</summary>
    public bool IsComplete { get; private set; } = true;

    public static SeparationStage Of(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        CancellationToken cancellation
    )
    {
        var stage = new SeparationStage(problem, options, fates, cancellation);
        if (stage.zero.Count > 0 && stage.positive.Count > 0)
            stage.Search();
        return stage;
    }

    private void Search()
    {
        Sample = new(problem, fates);
        var regressors = NullDirections();
        var effects = problem.FixedEffects;
        var codes = effects.Select(effect => effect.Codes.ToArray()).ToArray();
        var space = new EffectSpace(codes, [.. effects.Select(effect => effect.Levels)], positive, MostUnknowns);
        if (!space.IsKnown)
        {
            Rectify();
            return;
        }
        var cone = new ZeroRows(zero, space, regressors);
        cancellation.ThrowIfCancellationRequested();
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

    /// <summary>Takes the rows that the direction separates, if it holds what it promises.</summary>
    private void Accept()
    {
        var z = Direction!.Values();
        double largest = 0;
        foreach (var row in zero)
            largest = Math.Max(largest, z[row]);
        var small = 1e-6 * Math.Max(largest, 1);
        var holds = positive.TrueForAll(row => Math.Abs(z[row]) <= small) && zero.TrueForAll(row => z[row] >= -small);
        if (!holds)
        {
            Direction = null;
            Rectify();
            return;
        }
        foreach (var row in zero)
            if (z[row] > 0.5)
                Rows.Add(row);
    }

    /// <summary>
    /// Combinations of regressors that effects explain wholly where the outcome is above zero, less that explanation: zero there, by row of
    /// the problem anything elsewhere.
    /// </summary>
    private List<Direction> NullDirections()
    {
        var found = new List<Direction>();
        if (problem.Regressors.Count == 0)
            return found;
        var columns = problem.Regressors.Select(regressor => Sample!.Column(regressor.Values.Span)).ToArray();
        var basis = new NullBasis(Sample!, columns, options, cancellation);
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

    private void Rectify()
    {
        IsComplete = false;
        if (Rectifier.Find(problem, options, fates, cancellation) is not { } direction)
            return;
        var z = direction.Values();
        Direction = direction;
        foreach (var row in zero)
            if (z[row] > 0.5)
                Rows.Add(row);
    }
}
