using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>
/// One outcome of a comparison: a column of an output file, a number that sweeps and <see cref="Comparison"/> give by name.
/// Immutable; those of the core stand in <see cref="OutcomeSet.All"/>, others are added by <see cref="OutcomeSet.With"/>.
/// </summary>
/// <example>
/// <code>
/// var openness = Outcome.OfCountries("openness", "Imports over income", OutcomeUnit.Share,
///     c => [.. c.After.Imports.Zip(c.After.Income, (imports, income) => imports / income)]);
/// var share = comparison.With(OutcomeSet.All.With(openness))["openness:SRB"];
/// </code>
/// </example>
public sealed record Outcome
{
    /// <summary>Its name and the heading of its column, such as <c>real_income_pct</c>; unique within its table.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    public required OutcomeUnit Unit { get; init; }

    /// <summary>The table it is a column of, which has its axes.</summary>
    public required OutcomeTable Table { get; init; }

    /// <summary>
    /// Makes its numbers readable; called once for each comparison, so that what is shared by all positions is computed once.
    /// </summary>
    public required Func<Comparison, OutcomeReader> Open { get; init; }

    /// <summary>Whether a comparison has something to tell; the column is written where any case has. Null: always.</summary>
    public Func<Comparison, bool>? Exists { get; init; }

    /// <summary>Whether its column stands after <c>horizon</c>, as do those that were added to a file later.</summary>
    public bool IsAfterHorizon { get; init; }

    /// <summary>
    /// Whether it is shown wherever a few numbers of each country are: in <c>--json</c> and the report's table of indicators.
    /// </summary>
    public bool IsIndicator { get; init; }

    /// <summary>The axes of its table.</summary>
    public ImmutableArray<OutcomeAxis> Axes => Table.Axes;

    /// <summary>An outcome of countries.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="title">See <see cref="Title"/>.</param>
    /// <param name="unit">See <see cref="Unit"/>.</param>
    /// <param name="values">The values by country; called once for each comparison.</param>
    public static Outcome OfCountries(string name, string title, OutcomeUnit unit, Func<Comparison, ImmutableArray<double>> values) =>
        new()
        {
            Name = name,
            Title = title,
            Unit = unit,
            Table = OutcomeTable.Countries,
            Open = comparison =>
            {
                var of = values(comparison);
                return at => of[at.First];
            },
        };

    /// <summary>An outcome of countries and sectors.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="title">See <see cref="Title"/>.</param>
    /// <param name="unit">See <see cref="Unit"/>.</param>
    /// <param name="values">The values by country and sector; called once for each comparison.</param>
    public static Outcome OfSectors(string name, string title, OutcomeUnit unit, Func<Comparison, Entente.Table> values) =>
        new()
        {
            Name = name,
            Title = title,
            Unit = unit,
            Table = OutcomeTable.Sectors,
            Open = comparison =>
            {
                var of = values(comparison);
                return at => of[at.First, at.Second];
            },
        };

    /// <summary>Its number at a position; whoever wants many calls <see cref="Open"/> once instead.</summary>
    public double Of(Comparison comparison, OutcomePosition position) => Open(comparison)(position);

    /// <summary>The values by country.</summary>
    /// <exception cref="InvalidOperationException">It is not an outcome of countries.</exception>
    public ImmutableArray<double> Values(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (Table != OutcomeTable.Countries)
            throw new InvalidOperationException($"{Name} is an outcome of {Table}, not of countries.");
        var read = Open(comparison);
        return [.. Enumerable.Range(0, comparison.World.Countries.Length).Select(n => read(new(n)))];
    }

    public override string ToString() => $"{Table}.{Name}";
}
