using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Estimation.Formulas;

/// <summary>
/// Reads formulas: <c>trade ~ sanction + log(dist) + i(year, rta) | exporter^year + importer^year + exporter^importer |
/// exporter^importer</c>.
/// In terms <c>+</c> and <c>-</c> separate, <c>:</c> multiplies, <c>a*b</c> is a, b and a:b; arithmetic stands within a function, such as
/// <c>I(a/b)</c>. <c>-1</c> leaves the constant out.
/// </summary>
public static class FormulaReader
{
    /// <summary>Reads a formula.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="faults">Receives what is wrong with it.</param>
    /// <returns>The formula; null where something is wrong.</returns>
    public static Formula? Read(string text, ICollection<FormulaFault> faults)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(faults);
        return Guarded(faults, () => new Parser(text).Formula());
    }

    /// <summary>Reads a number for each row, or a condition, by itself.</summary>
    /// <returns>It; null where something is wrong.</returns>
    public static Expression? ReadExpression(string text, ICollection<FormulaFault> faults)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(faults);
        return Guarded(faults, () => new Parser(text).Whole(p => p.Arithmetic(0)));
    }

    /// <summary>Reads columns crossed and joined, <c>a + b^c</c>.</summary>
    /// <returns>They; empty where something is wrong.</returns>
    public static ImmutableArray<CrossedColumns> ReadGroupings(string text, ICollection<FormulaFault> faults)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(faults);
        return Guarded(faults, () => new Parser(text).Whole(p => new Boxed(p.Groupings())))?.Columns ?? [];
    }

    private sealed record Boxed(ImmutableArray<CrossedColumns> Columns);

    private static T? Guarded<T>(ICollection<FormulaFault> faults, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (FormulaException e)
        {
            faults.Add(e.Fault);
            return null;
        }
    }

    /// <summary>A text that is no formula; never leaves the reader.</summary>
    private sealed class FormulaException(FormulaFault fault) : Exception(fault.Found)
    {
        public FormulaFault Fault { get; } = fault;
    }

    /// <summary>Recursive descent over the tokens of a text.</summary>
    private sealed class Parser
    {
        private const string End = "";
        private const int Deepest = 100;
        private static readonly string[] Doubled = ["==", "!=", "<=", ">="];

        private readonly List<(string Text, int At, char Kind)> tokens = [];
        private int next;
        private int depth;

        public Parser(string text)
        {
            for (var at = 0; at < text.Length;)
            {
                var start = at;
                var letter = text[at];
                if (char.IsWhiteSpace(letter))
                {
                    at++;
                    continue;
                }
                if (char.IsAsciiDigit(letter) || (letter == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
                {
                    while (
                        at < text.Length
                        && (
                            char.IsAsciiLetterOrDigit(text[at])
                            || text[at] == '.'
                            || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E' && at - 1 > start)
                        )
                    )
                        at++;
                    tokens.Add((text[start..at], start, '0'));
                }
                else if (IsName(letter))
                {
                    while (at < text.Length && (IsName(text[at]) || char.IsAsciiDigit(text[at])))
                        at++;
                    tokens.Add((text[start..at], start, 'a'));
                }
                else if (letter is '`' or '"' or '\'')
                {
                    var end = text.IndexOf(letter, at + 1);
                    if (end < 0)
                        throw Wrong(at, $"{letter} without its like", "a name or text that ends");
                    tokens.Add((text[(at + 1)..end], start, letter == '`' ? 'a' : '"'));
                    at = end + 1;
                }
                else
                {
                    at += Doubled.Any(d => text.AsSpan(at).StartsWith(d)) ? 2 : 1;
                    tokens.Add((text[start..at], start, '+'));
                }
            }
            tokens.Add((End, text.Length, ' '));
        }

        public Formula Formula()
        {
            var outcome = Arithmetic(3);
            Expect("~", "~ between what is explained and what explains it");
            var (terms, constant) = Sum();
            ImmutableArray<CrossedColumns> effects = [];
            ImmutableArray<CrossedColumns> clusters = [];
            if (Take("|"))
                effects = Groupings();
            if (Take("|"))
                clusters = Groupings();
            RequireEnd();
            if (terms.IsEmpty && !constant && effects.IsEmpty)
                throw Wrong(0, "nothing that explains", "a term, a constant or a fixed effect");
            return new Formula
            {
                Outcome = outcome,
                Terms = terms,
                HasConstant = constant && effects.IsEmpty,
                FixedEffects = effects,
                Clusters = clusters,
            };
        }

        public T Whole<T>(Func<Parser, T> read)
        {
            var value = read(this);
            RequireEnd();
            return value;
        }

        public ImmutableArray<CrossedColumns> Groupings()
        {
            var all = new List<CrossedColumns>();
            if (Kind == '0' && Text == "0")
            {
                next++;
                return [];
            }
            do
            {
                var columns = new List<string>();
                do
                    columns.Add(Name("the name of a column"));
                while (Take("^"));
                if (columns.Distinct(StringComparer.Ordinal).Count() < columns.Count)
                    throw Wrong(At, $"a column crossed with itself in {string.Join('^', columns)}", "different columns");
                all.Add(new([.. columns]));
            } while (Take("+"));
            if (all.GroupBy(g => g.ToString(), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw Wrong(At, $"{twice.Key} for the second time", "each once");
            return [.. all];
        }

        private (ImmutableArray<Term> Terms, bool Constant) Sum()
        {
            var (terms, constant, sign) = (new List<Term>(), true, true);
            if (Text is "+" or "-")
                sign = Take("+") || !Take("-");
            do
            {
                var at = At;
                if (Kind == '0')
                {
                    constant = Text switch
                    {
                        "1" => sign,
                        "0" => !sign,
                        _ => throw Wrong(at, $"the number {Text} as a term", "1, 0, or I(...) around what is computed"),
                    };
                    next++;
                }
                else
                {
                    var product = Product();
                    if (sign)
                        terms.AddRange(product.Where(t => terms.All(other => other.ToString() != t.ToString())));
                    else if (terms.RemoveAll(t => product.Any(p => p.ToString() == t.ToString())) == 0)
                        throw Wrong(at, $"{product[0]} taken away, which is no term", "terms, or -1 for no constant");
                }
                if (Text is not ("+" or "-"))
                    return ([.. terms], constant);
                sign = Text == "+";
                next++;
            } while (true);
        }

        /// <summary>Factors joined by <c>:</c> and <c>*</c>, as the terms they stand for.</summary>
        private List<Term> Product()
        {
            var terms = new List<Term> { Interaction() };
            while (Take("*"))
            {
                var more = Interaction();
                terms = [.. terms, more, .. terms.Select(t => new Term([.. t.Factors, .. more.Factors]))];
            }
            if (Text is "/" or "^" or "==" or "!=" or "<" or ">" or "<=" or ">=" or "&")
                throw Wrong(At, $"'{Text}' among terms", "I(...) around what is computed");
            return terms;
        }

        private Term Interaction()
        {
            var factors = new List<TermFactor>();
            do
                factors.AddRange(Factors());
            while (Take(":"));
            return new Term([.. factors]);
        }

        private List<TermFactor> Factors()
        {
            if (Kind != 'a')
                throw Wrong(At, Shown, "the name of a column or a function");
            if (tokens[next + 1].Text != "(" || tokens[next + 1].Kind != '+')
                return [new NumberFactor(new Column(Name("a column")))];
            return Text switch
            {
                "i" => Levels(),
                "factor" => [Factor()],
                _ => [new NumberFactor(Atom())],
            };
        }

        private LevelFactor Factor()
        {
            next += 2;
            var columns = Crossed();
            Expect(")", "')'");
            return new LevelFactor(columns, null, DropsFirst: true, $"factor({string.Join('^', columns)})");
        }

        /// <summary><c>i(f)</c>, <c>i(f, x)</c>, <c>i(f, i.g)</c>, each with <c>ref = level</c> of f.</summary>
        private List<TermFactor> Levels()
        {
            next += 2;
            var columns = Crossed();
            var (reference, other) = ((string?)null, (TermFactor?)null);
            while (Take(","))
            {
                if (Text is "ref" && tokens[next + 1].Text == "=")
                {
                    next += 2;
                    if (Kind is not ('a' or '0' or '"'))
                        throw Wrong(At, Shown, "a level");
                    reference = Text;
                    next++;
                }
                else if (other is not null)
                    throw Wrong(At, "a third variable in i()", "one or two, and ref =");
                else if (Kind == 'a' && Text.StartsWith("i.", StringComparison.Ordinal))
                    other = new LevelFactor([Name("a column")[2..]], null, DropsFirst: false, "");
                else
                    other = new NumberFactor(Arithmetic(0));
            }
            Expect(")", "')'");
            var own = new LevelFactor(columns, reference, DropsFirst: false, $"{string.Join('^', columns)}::");
            return other switch
            {
                null => [own],
                LevelFactor levels => [own, levels with { Prefix = $"{levels.Name}::" }],
                _ => [own, other],
            };
        }

        private ImmutableArray<string> Crossed()
        {
            var columns = new List<string>();
            do
                columns.Add(Name("the name of a column"));
            while (Take("^"));
            return [.. columns];
        }

        /// <summary>Arithmetic by precedence climbing.</summary>
        public Expression Arithmetic(int least)
        {
            if (++depth > Deepest)
                throw Wrong(At, $"more than {Deepest} brackets in one another", "fewer");
            var left = Operand();
            while (Kind == '+' && IsOperator(Text) && Binary.RankOf(Text) >= Math.Max(1, least))
            {
                var operation = Text;
                next++;
                // Powers bind to the right.
                var right = Arithmetic(Binary.RankOf(operation) + (operation == "^" ? 0 : 1));
                left = Joined(operation, NoText(left), right);
            }
            depth--;
            return NoText(left);
        }

        private static Expression NoText(Expression operand) =>
            operand is Written text ? throw Wrong(
                text.At,
                $"the text \"{text.Text}\"",
                "a number, or a comparison with a column"
            ) : operand;

        private static Expression Joined(string operation, Expression left, Expression right)
        {
            if (operation is not ("==" or "!="))
                return new Binary(operation, left, right);
            return (left, right) switch
            {
                (Column a, Column b) => new TextComparison(operation == "==", a.Name, b.Name, RightIsText: false),
                _ => new Binary(operation, left, right),
            };
        }

        private Expression Operand()
        {
            if (Take("-"))
                return new Unary('-', Arithmetic(6));
            if (Take("!"))
                return new Unary('!', Arithmetic(3));
            if (Take("("))
            {
                var inner = Arithmetic(0);
                Expect(")", "')'");
                return inner;
            }
            if (Kind == '0')
            {
                if (!double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    throw Wrong(At, $"'{Text}'", "a number");
                next++;
                return new Constant(number);
            }
            var atom = Atom();
            // A text stands only beside a column and a comparison.
            if (Text is "==" or "!=" && tokens[next + 1].Kind == '"' && atom is Column column)
            {
                var isEqual = Text == "==";
                next += 2;
                return new TextComparison(isEqual, column.Name, tokens[next - 1].Text, RightIsText: true);
            }
            return atom;
        }

        private Expression Atom()
        {
            if (Kind == '"')
                return new Written(Text, tokens[next++].At);
            var at = At;
            var name = Name("a column, a number or a function");
            if (!Take("("))
                return new Column(name);
            if (!Expression.Functions.ContainsKey(name))
                throw Wrong(at, $"unknown function '{name}'", $"one of {string.Join(", ", Expression.Functions.Keys)}, i, factor");
            var inner = Arithmetic(0);
            Expect(")", "')'");
            return new Call(name, inner);
        }

        /// <summary>A text until it is known what it is compared with.</summary>
        private sealed record Written(string Text, int At) : Expression
        {
            public override void Fill(DataColumns data, int first, Span<double> values) => values.Fill(double.NaN);

            internal override IEnumerable<string> Columns(bool asText) => [];
        }

        private string Text => tokens[next].Text;

        private int At => tokens[next].At;

        private char Kind => tokens[next].Kind;

        private string Shown => Kind == ' ' ? "the end" : $"'{Text}'";

        private static bool IsName(char letter) => char.IsLetter(letter) || letter is '_' or '.';

        private static bool IsOperator(string text) =>
            text is "+" or "-" or "*" or "/" or "^" or "==" or "!=" or "<" or "<=" or ">" or ">=" or "&" or "|";

        private bool Take(string token)
        {
            if (Kind != '+' || Text != token)
                return false;
            next++;
            return true;
        }

        private string Name(string expected) => Kind == 'a' ? tokens[next++].Text : throw Wrong(At, Shown, expected);

        private void Expect(string token, string expected)
        {
            if (!Take(token))
                throw Wrong(At, Shown, expected);
        }

        private void RequireEnd()
        {
            if (Kind != ' ')
                throw Wrong(At, Shown, "the end, or what joins it to what stands before");
        }

        private static FormulaException Wrong(int at, string found, string expected) => new(new FormulaFault(at + 1, found, expected));
    }
}
