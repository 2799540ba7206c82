namespace Entente.Estimation.Separations;

/// <summary>
/// Rows that may go one way as combinations of the unknowns that are left: free effects, and regressors that effects explain elsewhere,
/// signed so that the way is up. Equal rows are kept once, rows without any left out.
/// </summary>
internal sealed class ZeroRows
{
    private readonly List<int> unknowns = [];

    public ZeroRows(int[] open, SeparationSide side, EffectSpace space, List<Direction> regressors)
    {
        var values = regressors.Select(direction => direction.Values()).ToArray();
        var places = new Dictionary<int, int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in open)
        {
            if (values.Length == 0 && space.Cancels(row))
                continue;
            var effects = space.Row(row);
            var terms = new SortedDictionary<int, double>();
            for (var k = 0; k < values.Length; k++)
                if (Math.Abs(values[k][row]) > 1e-8)
                    terms.Add(k, side[row] * values[k][row]);
            foreach (var (unknown, coefficient) in effects.Terms)
            {
                if (!places.TryGetValue(unknown, out var place))
                {
                    places.Add(unknown, place = values.Length + unknowns.Count);
                    unknowns.Add(unknown);
                }
                terms.Add(place, side[row] * coefficient);
            }
            if (terms.Count > 0 && seen.Add(string.Join(" ", terms)))
                Rows.Add([.. terms.Select(term => (term.Key, term.Value))]);
        }
        Regressors = values.Length;
        Columns = values.Length + unknowns.Count;
        IsGraph = Regressors == 0 && Rows.TrueForAll(IsEdge);
    }

    /// <summary>Terms by row.</summary>
    public List<(int Column, double Coefficient)[]> Rows { get; } = [];

    /// <summary>Columns of regressors, which come first.</summary>
    public int Regressors { get; }

    /// <summary>All columns.</summary>
    public int Columns { get; }

    /// <summary>Whether every row is a difference of two unknowns, or one of them: edges of a graph.</summary>
    public bool IsGraph { get; }

    /// <summary>The linear programme; null if it could not be solved.</summary>
    public double[]? Program()
    {
        var dense = Rows.Select(Dense).ToArray();
        var program = new ConeProgram(dense, Columns);
        if (!program.IsOptimal)
            return null;
        // Each row is either above zero or part of a positive combination that is zero; else the arithmetic has failed.
        var least = double.PositiveInfinity;
        for (var row = 0; row < dense.Length; row++)
            if (program.Value(row) > 0.5)
                least = Math.Min(least, Rows[row].Max(term => Math.Abs(term.Coefficient)));
            else if (program.Value(row) < -1e-6 || program.Weight(row) < 0.5)
                return null;
        // Rows were scaled for the programme; unscaled, the least that is above zero shall be one or more.
        return double.IsFinite(least) ? Array.ConvertAll(program.Multipliers, t => t / least) : new double[Columns];
    }

    /// <summary>The direction of a solution, scaled so that separated rows are one or more.</summary>
    public Direction Direction(EstimationProblem problem, EffectSpace space, double[] solution, List<Direction> regressors)
    {
        var direction = new Direction(problem);
        if (solution.Length == 0)
            return direction;
        var by = new Dictionary<int, double>();
        for (var k = 0; k < unknowns.Count; k++)
            by.Add(unknowns[k], solution[Regressors + k]);
        space.AddTo(direction.Effects, by);
        for (var k = 0; k < Regressors; k++)
            direction.Add(solution[k], regressors[k]);
        return direction;
    }

    private double[] Dense((int Column, double Coefficient)[] row)
    {
        var dense = new double[Columns];
        var largest = row.Max(term => Math.Abs(term.Coefficient));
        foreach (var (column, coefficient) in row)
            dense[column] = coefficient / largest;
        return dense;
    }

    private static bool IsEdge((int Column, double Coefficient)[] row) =>
        row.Length == 1 && Math.Abs(row[0].Coefficient) == 1
        || row.Length == 2 && Math.Abs(row[0].Coefficient) == 1 && row[0].Coefficient == -row[1].Coefficient;
}
