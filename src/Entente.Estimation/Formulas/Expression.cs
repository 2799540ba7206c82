using System.Globalization;

namespace Entente.Estimation.Formulas;

/// <summary>
/// A number for each row, computed from columns: arithmetic, functions and comparisons. Its text is that of the coefficient it makes.
/// Immutable.
/// </summary>
public abstract record Expression
{
    /// <summary>The functions there are, by name.</summary>
    public static IReadOnlyDictionary<string, Func<double, double>> Functions { get; } =
        new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
        {
            ["log"] = Math.Log,
            ["log1p"] = value => Math.Abs(value) < 1e-5 ? value - value * value / 2 + value * value * value / 3 : Math.Log(1 + value),
            ["log2"] = Math.Log2,
            ["log10"] = Math.Log10,
            ["exp"] = Math.Exp,
            ["sqrt"] = Math.Sqrt,
            ["abs"] = Math.Abs,
            ["asinh"] = Math.Asinh,
            ["I"] = value => value,
        };

    /// <summary>The columns of numbers it needs.</summary>
    public IEnumerable<string> Numbers => Columns(asText: false).Distinct(StringComparer.Ordinal);

    /// <summary>The columns of labels it needs, for comparisons of texts.</summary>
    public IEnumerable<string> Labels => Columns(asText: true).Distinct(StringComparer.Ordinal);

    /// <summary>How tightly it holds together, for brackets in its text.</summary>
    internal virtual int Rank => 9;

    /// <summary>Evaluates it for successive rows; not a number where something is missing.</summary>
    /// <param name="data">The columns.</param>
    /// <param name="first">The first row.</param>
    /// <param name="values">Receives a number for each row.</param>
    public abstract void Fill(DataColumns data, int first, Span<double> values);

    internal abstract IEnumerable<string> Columns(bool asText);
}

/// <summary>A number that is written.</summary>
/// <param name="Amount">The number.</param>
public sealed record Constant(double Amount) : Expression
{
    public override void Fill(DataColumns data, int first, Span<double> values) => values.Fill(Amount);

    internal override IEnumerable<string> Columns(bool asText) => [];

    public override string ToString() => Amount.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>The number in a column.</summary>
/// <param name="Name">The column.</param>
public sealed record Column(string Name) : Expression
{
    public override void Fill(DataColumns data, int first, Span<double> values) =>
        data.Number(Name).Slice(first, values.Length).CopyTo(values);

    internal override IEnumerable<string> Columns(bool asText) => asText ? [] : [Name];

    public override string ToString() => Name;
}

/// <summary>A function of a number.</summary>
/// <param name="Function">Its name, one of <see cref="Expression.Functions"/>.</param>
/// <param name="Of">What it is of.</param>
public sealed record Call(string Function, Expression Of) : Expression
{
    public override void Fill(DataColumns data, int first, Span<double> values)
    {
        Of.Fill(data, first, values);
        var function = Functions[Function];
        foreach (ref var value in values)
            value = function(value);
    }

    internal override IEnumerable<string> Columns(bool asText) => Of.Columns(asText);

    public override string ToString() => $"{Function}({Of})";
}

/// <summary>A number with the other sign, or the contrary of a condition.</summary>
/// <param name="Operator"><c>-</c> or <c>!</c>.</param>
/// <param name="Of">What it is of.</param>
public sealed record Unary(char Operator, Expression Of) : Expression
{
    internal override int Rank => 6;

    public override void Fill(DataColumns data, int first, Span<double> values)
    {
        Of.Fill(data, first, values);
        foreach (ref var value in values)
            value = Operator == '-' ? -value
                : double.IsNaN(value) ? value
                : value == 0 ? 1
                : 0;
    }

    internal override IEnumerable<string> Columns(bool asText) => Of.Columns(asText);

    public override string ToString() => $"{Operator}{(Of.Rank < Rank ? $"({Of})" : Of)}";
}

/// <summary>Two numbers and what is made of them; conditions are 1 where they hold, else 0.</summary>
/// <param name="Operator">One of <c>+ - * / ^ == != &lt; &lt;= &gt; &gt;= &amp; |</c>.</param>
/// <param name="Left">What stands before it.</param>
/// <param name="Right">What stands behind it.</param>
public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression
{
    internal static int RankOf(string operation) =>
        operation switch
        {
            "|" => 1,
            "&" => 2,
            "==" or "!=" or "<" or "<=" or ">" or ">=" => 3,
            "+" or "-" => 4,
            "*" or "/" => 5,
            _ => 7,
        };

    internal override int Rank => RankOf(Operator);

    public override void Fill(DataColumns data, int first, Span<double> values)
    {
        Left.Fill(data, first, values);
        var right = new double[values.Length];
        Right.Fill(data, first, right);
        for (var row = 0; row < right.Length; row++)
            values[row] = double.IsNaN(values[row]) || double.IsNaN(right[row]) ? double.NaN : Of(values[row], right[row]);
    }

    private double Of(double a, double b) =>
        Operator switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "^" => Math.Pow(a, b),
            "==" => a == b ? 1 : 0,
            "!=" => a != b ? 1 : 0,
            "<" => a < b ? 1 : 0,
            "<=" => a <= b ? 1 : 0,
            ">" => a > b ? 1 : 0,
            ">=" => a >= b ? 1 : 0,
            "&" => a != 0 && b != 0 ? 1 : 0,
            _ => a != 0 || b != 0 ? 1 : 0,
        };

    internal override IEnumerable<string> Columns(bool asText) => Left.Columns(asText).Concat(Right.Columns(asText));

    public override string ToString() => $"{Bracketed(Left, Rank)}{Spaced}{Bracketed(Right, Rank + 1)}";

    private string Spaced => Rank <= 4 ? $" {Operator} " : Operator;

    private static string Bracketed(Expression part, int rank) => part.Rank < rank ? $"({part})" : part.ToString();
}

/// <summary>Whether two texts are alike: labels of columns, or one and a text that is written.</summary>
/// <param name="IsEqual">Whether they must be alike, and not differ.</param>
/// <param name="Left">A column.</param>
/// <param name="Right">A column, or a text.</param>
/// <param name="RightIsText">Whether the latter is a text.</param>
public sealed record TextComparison(bool IsEqual, string Left, string Right, bool RightIsText) : Expression
{
    internal override int Rank => 3;

    public override void Fill(DataColumns data, int first, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(data);
        var left = data.Label(Left);
        var right = RightIsText ? null : data.Label(Right);
        var (met, unmet) = IsEqual ? (1, 0) : (0, 1);
        // The code on the left that means the same as each on the right.
        int[] same = RightIsText ? [left.Find(Right)] : [.. right!.Names.Select(left.Find)];
        for (var row = 0; row < values.Length; row++)
        {
            var (a, b) = (left.Codes[first + row], right?.Codes[first + row] ?? 0);
            values[row] = a < 0 || b < 0 ? double.NaN : a == same[b] ? met : unmet;
        }
    }

    internal override IEnumerable<string> Columns(bool asText) => !asText ? [] : RightIsText ? [Left] : [Left, Right];

    public override string ToString() => $"{Left} {(IsEqual ? "==" : "!=")} {(RightIsText ? $"\"{Right}\"" : Right)}";
}
