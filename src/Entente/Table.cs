namespace Entente;

/// <summary>
/// An immutable table of numbers over two axes, e.g. country n by sector j, stored row by row.
/// </summary>
public sealed class Table
{
    private readonly double[] values;

    /// <param name="rows">Length of the first axis.</param>
    /// <param name="columns">Length of the second axis.</param>
    /// <param name="values">The cells, row by row; owned by the table from here on.</param>
    /// <exception cref="ArgumentException">The number of cells is not rows x columns.</exception>
    public Table(int rows, int columns, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != rows * columns)
            throw new ArgumentException($"{values.Length} cells do not make {rows} x {columns}.", nameof(values));
        (Rows, Columns, this.values) = (rows, columns, values);
    }

    /// <summary>Length of the first axis.</summary>
    public int Rows { get; }

    /// <summary>Length of the second axis.</summary>
    public int Columns { get; }

    /// <summary>All cells, row by row.</summary>
    public ReadOnlySpan<double> Span => values;

    public double this[int row, int column] => values[row * Columns + column];

    /// <summary>The cells of one row.</summary>
    public ReadOnlySpan<double> Row(int row) => values.AsSpan(row * Columns, Columns);

    /// <summary>A table computed cell by cell.</summary>
    public static Table Create(int rows, int columns, Func<int, int, double> cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var values = new double[rows * columns];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                values[r * columns + c] = cell(r, c);
        return new Table(rows, columns, values);
    }

    /// <summary>A table with the same number in every cell.</summary>
    public static Table Filled(int rows, int columns, double value)
    {
        var values = new double[rows * columns];
        Array.Fill(values, value);
        return new Table(rows, columns, values);
    }
}
