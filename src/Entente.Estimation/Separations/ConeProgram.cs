namespace Entente.Estimation.Separations;

/// <summary>
/// Which rows of B can be above zero where no row is below: the largest support of B t >= 0. Solved as the linear programme
/// max sum p, 0 &lt;= p &lt;= 1, e >= 0, B'(p + e) = 0: a row whose p is 1 is part of a positive combination that is zero, which proves
/// that it cannot be above zero; the multipliers t of the others prove that they can. Revised simplex with bounds; Bland's rule where
/// steps do not move.
/// </summary>
internal sealed class ConeProgram
{
    private const double Tolerance = 1e-9;
    private readonly double[][] rows;
    private readonly int dimension;
    private readonly double[,] inverse;
    private readonly int[] basis;
    private readonly double[] values;
    private readonly bool[] isUpper;
    private readonly bool[] isBasic;
    private int stalled;

    /// <param name="rows">B, by row; scaled to a largest entry of one.</param>
    /// <param name="dimension">Columns of B.</param>
    public ConeProgram(double[][] rows, int dimension)
    {
        (this.rows, this.dimension) = (rows, dimension);
        inverse = new double[dimension, dimension];
        (basis, values) = (new int[dimension], new double[dimension]);
        for (var i = 0; i < dimension; i++)
            (inverse[i, i], basis[i]) = (1, -1);
        (isUpper, isBasic) = (new bool[2 * rows.Length], new bool[2 * rows.Length]);
        IsOptimal = Run();
        Multipliers = Prices();
    }

    /// <summary>Whether the programme came to its end.</summary>
    public bool IsOptimal { get; }

    /// <summary>t.</summary>
    public double[] Multipliers { get; }

    /// <summary>(B t) of a row.</summary>
    public double Value(int row) => Dot(Multipliers, rows[row]);

    /// <summary>The weight of a row in the positive combination that is zero.</summary>
    public double Weight(int row) => Level(row) + Level(row + rows.Length);

    private double Level(int column) =>
        isBasic[column] ? values[Array.IndexOf(basis, column)]
        : isUpper[column] ? 1
        : 0;

    /// <summary>Columns are p, then e; -1 in the basis is an artificial, held at zero.</summary>
    private double[] Column(int column) => rows[column < rows.Length ? column : column - rows.Length];

    private bool Run()
    {
        for (var step = 0; step < 200 * (rows.Length + dimension) + 1000; step++)
        {
            var prices = Prices();
            if (Entering(prices) is not { } entering)
                return true;
            Pivot(entering);
            if (step % 200 == 199 && !Refactor())
                return false;
        }
        return false;
    }

    /// <summary>Multipliers of the equations: costs of basic columns (one for each p) times the inverse.</summary>
    private double[] Prices()
    {
        var prices = new double[dimension];
        for (var i = 0; i < dimension; i++)
            if (basis[i] >= 0 && basis[i] < rows.Length)
                for (var j = 0; j < dimension; j++)
                    prices[j] += inverse[i, j];
        return prices;
    }

    private int? Entering(double[] prices)
    {
        var (best, most) = (-1, Tolerance);
        for (var row = 0; row < rows.Length; row++)
        {
            var value = Dot(prices, rows[row]);
            Consider(row, isUpper[row] ? value - 1 : 1 - value);
            Consider(row + rows.Length, -value);
            if (best >= 0 && stalled > 50)
                return best;
        }
        return best < 0 ? null : best;

        void Consider(int column, double gain)
        {
            if (!isBasic[column] && gain > most)
                (best, most) = (column, stalled > 50 && best >= 0 ? double.PositiveInfinity : gain);
        }
    }

    private void Pivot(int entering)
    {
        var column = Column(entering);
        var direction = new double[dimension];
        for (var i = 0; i < dimension; i++)
            for (var j = 0; j < dimension; j++)
                direction[i] += inverse[i, j] * column[j];
        // The entering column rises from zero or falls from one; basic ones move against it.
        var sign = isUpper[entering] ? -1 : 1;
        var (length, leaving, toUpper) = (entering < rows.Length ? 1.0 : double.PositiveInfinity, -1, false);
        for (var i = 0; i < dimension; i++)
        {
            var move = -sign * direction[i];
            if (Math.Abs(move) < 1e-11)
                continue;
            var upper = basis[i] < 0 ? 0 : basis[i] < rows.Length ? 1 : double.PositiveInfinity;
            var room = Math.Max(move > 0 ? (upper - values[i]) / move : values[i] / -move, 0);
            if (room < length - 1e-12 || room <= length + 1e-12 && IsBetter(leaving, i, direction))
                (length, leaving, toUpper) = (Math.Min(room, length), i, move > 0);
        }
        stalled = length > 1e-12 ? 0 : stalled + 1;
        for (var i = 0; i < dimension; i++)
            values[i] -= sign * length * direction[i];
        if (leaving < 0)
        {
            isUpper[entering] = !isUpper[entering];
            return;
        }
        if (basis[leaving] >= 0)
        {
            isBasic[basis[leaving]] = false;
            isUpper[basis[leaving]] = toUpper && basis[leaving] < rows.Length;
        }
        values[leaving] = (isUpper[entering] ? 1 : 0) + sign * length;
        (isUpper[entering], isBasic[entering], basis[leaving]) = (false, true, entering);
        Update(leaving, direction);
    }

    /// <summary>Among ties: artificials first, then by Bland the least index if stalled, else the largest pivot.</summary>
    private bool IsBetter(int known, int candidate, double[] direction) =>
        known >= 0
        && (
            (basis[candidate] < 0) != (basis[known] < 0) ? basis[candidate] < 0
            : stalled > 50 ? basis[candidate] < basis[known]
            : Math.Abs(direction[candidate]) > Math.Abs(direction[known])
        );

    private void Update(int leaving, double[] direction)
    {
        for (var j = 0; j < dimension; j++)
            inverse[leaving, j] /= direction[leaving];
        for (var i = 0; i < dimension; i++)
            if (i != leaving && direction[i] != 0)
                for (var j = 0; j < dimension; j++)
                    inverse[i, j] -= direction[i] * inverse[leaving, j];
    }

    /// <summary>The inverse anew from the basis, and the values from it; false if the basis has become singular.</summary>
    private bool Refactor()
    {
        var a = new double[dimension, 2 * dimension];
        for (var k = 0; k < dimension; k++)
        {
            for (var i = 0; i < dimension; i++)
                a[i, k] = basis[k] < 0 ? (i == k ? 1 : 0) : Column(basis[k])[i];
            a[k, dimension + k] = 1;
        }
        for (var k = 0; k < dimension; k++)
        {
            var pivot = k;
            for (var i = k; i < dimension; i++)
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]))
                    pivot = i;
            if (Math.Abs(a[pivot, k]) < 1e-12)
                return false;
            for (var j = 0; j < 2 * dimension; j++)
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            var scale = a[k, k];
            for (var j = 0; j < 2 * dimension; j++)
                a[k, j] /= scale;
            for (var i = 0; i < dimension; i++)
                if (i != k && a[i, k] is var times and not 0)
                    for (var j = k; j < 2 * dimension; j++)
                        a[i, j] -= times * a[k, j];
        }
        for (var i = 0; i < dimension; i++)
            for (var j = 0; j < dimension; j++)
                inverse[i, j] = a[i, dimension + j];
        SetValues();
        return true;
    }

    private void SetValues()
    {
        var right = new double[dimension];
        for (var row = 0; row < rows.Length; row++)
            if (isUpper[row])
                for (var j = 0; j < dimension; j++)
                    right[j] -= rows[row][j];
        for (var i = 0; i < dimension; i++)
        {
            values[i] = 0;
            for (var j = 0; j < dimension; j++)
                values[i] += inverse[i, j] * right[j];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
