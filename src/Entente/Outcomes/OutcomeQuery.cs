using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Outcomes;

/// <summary>One number of an answer, by name and axis: <c>real_income_pct:SRB</c>, <c>output_pct:DEU:CHEM</c>.</summary>
public sealed record OutcomeQuery
{
    private static readonly ImmutableArray<(string Name, Func<Comparison, Table> Hats)> BySector =
    [
        ("output_pct", c => c.Output),
        ("price_pct", c => c.Prices),
    ];

    private readonly Func<Comparison, double> read;

    private OutcomeQuery(string name, string indicator, int country, int? sector, Func<Comparison, double> read) =>
        (Name, Indicator, Country, Sector, this.read) = (name, indicator, country, sector, read);

    /// <summary>The names that can be asked for: those of <see cref="CountryIndicator"/>, and of sectors.</summary>
    public static ImmutableArray<string> Indicators { get; } =
    [.. CountryIndicator.All.Select(i => i.Name), .. BySector.Select(i => i.Name)];

    /// <summary>As it is written, with codes.</summary>
    public string Name { get; }

    /// <summary>The indicator.</summary>
    public string Indicator { get; }

    /// <summary>Position n.</summary>
    public int Country { get; }

    /// <summary>Position j; null where the indicator is one of countries.</summary>
    public int? Sector { get; }

    /// <summary>The number, in per cent; NaN for a change from zero.</summary>
    public double Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return read(comparison);
    }

    /// <summary>Finds outcomes in a world. Countries may be a group or <c>all</c>, sectors a tag or <c>all</c>: then it is one outcome for each.</summary>
    /// <returns>The outcomes, or what is wrong.</returns>
    public static Checked<IReadOnlyList<OutcomeQuery>> Parse(World world, Word text)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(text);
        var names = new NameResolver(world, ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty);
        var found = Parse(world, text, names);
        return names.Faults.Count > 0
            ? Checked<IReadOnlyList<OutcomeQuery>>.Invalid(names.Faults)
            : Checked<IReadOnlyList<OutcomeQuery>>.Valid(found);
    }

    internal static IReadOnlyList<OutcomeQuery> Parse(World world, Word text, NameResolver names)
    {
        var parts = text.Text.Split(':');
        var isOfSector = BySector.Any(i => i.Name == parts[0]);
        if (!Indicators.Contains(parts[0]))
        {
            var near = Spelling.Nearest(parts[0], Indicators);
            names.Report(
                text.Place,
                $"unknown outcome '{parts[0]}'",
                near is null ? $"one of {string.Join(", ", Indicators)}" : $"one of {string.Join(", ", Indicators)}; did you mean {near}?"
            );
            return [];
        }
        if (parts.Length != (isOfSector ? 3 : 2))
        {
            names.Report(
                text.Place,
                $"outcome '{text}'",
                isOfSector
                    ? $"an indicator, a country and a sector, such as {parts[0]}:{world.Countries[0].Code}:{world.Sectors[0].Code}"
                    : $"an indicator and a country, such as {parts[0]}:{world.Countries[0].Code}"
            );
            return [];
        }
        var countries = names.Countries([new Word(parts[1], text.Place)]);
        return isOfSector
            ? [.. from n in countries from j in names.Sectors([new Word(parts[2], text.Place)]) select OfSector(world, parts[0], n, j)]
            : [.. countries.Select(n => OfCountry(world, parts[0], n))];
    }

    private static OutcomeQuery OfCountry(World world, string indicator, int n)
    {
        var column = CountryIndicator.Of(indicator);
        return new($"{indicator}:{world.Countries[n].Code}", indicator, n, null, c => column.Percent(c)[n]);
    }

    private static OutcomeQuery OfSector(World world, string indicator, int n, int j)
    {
        var hats = BySector.First(i => i.Name == indicator).Hats;
        return new($"{indicator}:{world.Countries[n].Code}:{world.Sectors[j].Code}", indicator, n, j, c => 100 * (hats(c)[n, j] - 1));
    }
}
