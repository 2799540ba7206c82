using System.Collections.Immutable;

namespace Entente.Estimation.Formulas;

/// <summary>Something wrong with a formula.</summary>
/// <param name="Position">Where, in letters from 1.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What should.</param>
public sealed record FormulaFault(int Position, string Found, string Expected);

/// <summary>A factor of a term: a number, or one of zero and one for each level of a grouping.</summary>
public abstract record TermFactor;

/// <summary>A number for each row.</summary>
/// <param name="Value">The number.</param>
public sealed record NumberFactor(Expression Value) : TermFactor
{
    public override string ToString() => Value.ToString();
}

/// <summary>A variable of zero and one for each level of a column, or of columns crossed.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Reference">The level that is left out; null: none is named.</param>
/// <param name="DropsFirst">Whether the first level is left out where none is named and the model has a constant or effects.</param>
/// <param name="Prefix">What stands before a level in the name of its coefficient.</param>
public sealed record LevelFactor(ImmutableArray<string> Columns, string? Reference, bool DropsFirst, string Prefix) : TermFactor
{
    /// <summary>Name of the grouping.</summary>
    public string Name => string.Join('^', Columns);

    public override string ToString() => Prefix;
}

/// <summary>A term of the right-hand side: the product of its factors.</summary>
/// <param name="Factors">At least one.</param>
public sealed record Term(ImmutableArray<TermFactor> Factors)
{
    public override string ToString() => string.Join(':', Factors.Select(f => f.ToString()));
}

/// <summary>Columns crossed, as a fixed effect or a cluster.</summary>
/// <param name="Columns">The columns, in order of writing.</param>
public sealed record CrossedColumns(ImmutableArray<string> Columns)
{
    public override string ToString() => string.Join('^', Columns);
}

/// <summary>
/// What is explained by what: <c>outcome ~ terms | fixed effects | clusters</c>, as R's fixest writes it but for the third part. Immutable.
/// </summary>
public sealed record Formula
{
    /// <summary>What is explained.</summary>
    public required Expression Outcome { get; init; }

    /// <summary>What explains it, in order.</summary>
    public required ImmutableArray<Term> Terms { get; init; }

    /// <summary>Whether there is a constant; never beside fixed effects.</summary>
    public required bool HasConstant { get; init; }

    /// <summary>The fixed effects.</summary>
    public ImmutableArray<CrossedColumns> FixedEffects { get; init; } = [];

    /// <summary>What errors are clustered by; empty: the formula does not say.</summary>
    public ImmutableArray<CrossedColumns> Clusters { get; init; } = [];

    /// <summary>The columns of numbers it needs.</summary>
    public IEnumerable<string> Numbers => Expressions.SelectMany(e => e.Numbers).Distinct(StringComparer.Ordinal);

    /// <summary>The columns of labels it needs.</summary>
    public IEnumerable<string> Labels =>
        Expressions
            .SelectMany(e => e.Labels)
            .Concat(Terms.SelectMany(t => t.Factors).OfType<LevelFactor>().SelectMany(f => f.Columns))
            .Concat(FixedEffects.Concat(Clusters).SelectMany(e => e.Columns))
            .Distinct(StringComparer.Ordinal);

    private IEnumerable<Expression> Expressions =>
        Terms.SelectMany(t => t.Factors).OfType<NumberFactor>().Select(f => f.Value).Prepend(Outcome);

    /// <summary>In one line, normalised.</summary>
    public override string ToString() =>
        $"{Outcome} ~ {(Terms.IsEmpty ? (HasConstant ? "1" : "0") : string.Join(" + ", Terms))}"
        + (HasConstant || !FixedEffects.IsEmpty || Terms.IsEmpty ? "" : " - 1")
        + (FixedEffects.IsEmpty ? (Clusters.IsEmpty ? "" : " | 0") : $" | {string.Join(" + ", FixedEffects)}")
        + (Clusters.IsEmpty ? "" : $" | {string.Join(" + ", Clusters)}");
}
