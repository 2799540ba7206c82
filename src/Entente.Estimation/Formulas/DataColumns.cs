namespace Entente.Estimation.Formulas;

/// <summary>A column of labels: a code for each row, -1 where there is none, and what the codes are called.</summary>
public sealed class LabelColumn
{
    private readonly Dictionary<string, int> positions;

    /// <param name="codes">A code for each row; -1 where the label is missing.</param>
    /// <param name="names">What the codes are called, each name once.</param>
    public LabelColumn(int[] codes, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        (Codes, Names) = (codes, names);
        positions = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var code = 0; code < names.Count; code++)
            positions.Add(names[code], code);
    }

    /// <summary>A code for each row.</summary>
    public int[] Codes { get; }

    /// <summary>What the codes are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The code of a name; -2, which no row has, where there is none.</summary>
    public int Find(string name) => positions.GetValueOrDefault(name, -2);

    /// <summary>The codes of names in an order for people: by number where all are numbers, else by letters.</summary>
    public int[] InOrder() => Ordered(Names);

    internal static int[] Ordered(IReadOnlyList<string> names)
    {
        var numbers = new double[names.Count];
        var areNumbers = true;
        for (var code = 0; code < numbers.Length && areNumbers; code++)
            areNumbers = double.TryParse(
                names[code],
                System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture,
                out numbers[code]
            );
        var order = Enumerable.Range(0, names.Count);
        return areNumbers
            ? [.. order.OrderBy(code => numbers[code])]
            : [.. order.OrderBy(code => names[code], StringComparer.Ordinal)];
    }
}

/// <summary>Columns of a table that an estimation needs: numbers, not a number where missing, and labels.</summary>
public sealed class DataColumns
{
    private readonly Dictionary<string, double[]> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelColumn> labels = new(StringComparer.Ordinal);

    /// <param name="rows">How many rows there are.</param>
    public DataColumns(int rows) => Rows = rows;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Adds a column of numbers.</summary>
    /// <exception cref="ArgumentException">It has another number of rows, or the name is taken.</exception>
    public void Add(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require(name, values.Length);
        numbers.Add(name, values);
    }

    /// <summary>Adds a column of labels.</summary>
    /// <exception cref="ArgumentException">It has another number of rows, or the name is taken.</exception>
    public void Add(string name, LabelColumn values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require(name, values.Codes.Length);
        labels.Add(name, values);
    }

    /// <summary>Names of the columns of numbers.</summary>
    public IReadOnlyCollection<string> NumberNames => numbers.Keys;

    /// <summary>Names of the columns of labels.</summary>
    public IReadOnlyCollection<string> LabelNames => labels.Keys;

    /// <summary>A column of numbers.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public ReadOnlySpan<double> Number(string name) => numbers[name];

    /// <summary>A column of labels.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public LabelColumn Label(string name) => labels[name];

    internal double[] Values(string name) => numbers[name];

    private void Require(string name, int rows)
    {
        if (rows != Rows)
            throw new ArgumentException($"{rows} rows of '{name}' beside {Rows}.", nameof(rows));
    }
}
