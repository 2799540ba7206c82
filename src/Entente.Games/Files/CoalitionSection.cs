using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games.Coalitions;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Games.Files;

/// <summary>The section <c>coalition</c> of a game file: who may join against the target, doing what, for what it is worth.</summary>
internal sealed record CoalitionSection
{
    private const int MostPairs = 100_000;

    public required Place Place { get; init; }

    public required ImmutableArray<Word> Cases { get; init; }

    public required ImmutableArray<Word> Common { get; init; }

    public required ImmutableArray<Word> Horizons { get; init; }

    public required ImmutableArray<double> Valuations { get; init; }

    public required ValuationUnit Unit { get; init; }

    public required ImmutableArray<Word> Deciders { get; init; }

    public required ImmutableArray<Word> Today { get; init; }

    public required int? Pairs { get; init; }

    public required ImmutableArray<BlocWritten> Blocs { get; init; }

    public static CoalitionSection Read(YamlPage page, FaultList faults)
    {
        page.Allow("case", "common", "horizon", "valuation", "unit", "deciders", "today", "pairs", "blocs");
        var blocs = page.Sections("blocs").Select(bloc => Bloc(bloc, faults)).ToImmutableArray();
        if (blocs.Length is < 2 or > CoalitionTable.MostMembers)
            faults.Add(page.PlaceOf("blocs"), $"{blocs.Length} blocs", $"from 2 to {CoalitionTable.MostMembers}");
        var pairs = page.Integer("pairs");
        if (pairs is < 2 or > MostPairs)
            faults.Add(page.PlaceOf("pairs"), $"pairs {pairs}", $"a whole number from 2 to {MostPairs}");
        return new CoalitionSection
        {
            Place = page.Place,
            Cases = page.Words("case"),
            Common = page.Words("common"),
            Horizons = page.Words("horizon"),
            Valuations = SectionReading.Numbers(page, "valuation", value => value >= 0, "numbers of at least 0", faults),
            Unit = SectionReading.Choice(page, "unit", faults, "money", "points") == "points" ? ValuationUnit.Points : ValuationUnit.Money,
            Deciders = page.Words("deciders"),
            Today = page.Words("today"),
            Pairs = pairs,
            Blocs = blocs,
        };
    }

    private static BlocWritten Bloc(YamlPage page, FaultList faults)
    {
        page.Allow("name", "title", "countries", "case", "valuation");
        var name = page.Word("name", required: true) ?? "";
        return new BlocWritten(
            name,
            page.Text("title").Trim() is { Length: > 0 } title ? title : name.Text,
            page.Words("countries", required: true),
            page.WordsOrNull("case"),
            SectionReading.NotNegative(page, "valuation", faults)
        );
    }

    /// <summary>The words of all blocs, which stand for <see cref="Regime.Joiner"/> where all of them join.</summary>
    public ImmutableArray<Word> Everybody => [.. Blocs.SelectMany(bloc => bloc.Countries)];

    /// <summary>Finds what is meant; null where something is at fault, which is reported.</summary>
    public CoalitionQuestion? Resolve(GameNames names, int? target)
    {
        var known = Blocs.Select(b => b.Name.Text).ToList();
        names.Distinct(Blocs.Select(b => b.Name), "bloc");
        var owner = new Dictionary<int, string>();
        var members = ImmutableArray.CreateBuilder<CoalitionMember>();
        foreach (var bloc in Blocs)
        {
            var countries = names.Countries(bloc.Countries);
            foreach (var n in countries)
                if (n == target)
                    names.Add(bloc.Name.Place, $"bloc '{bloc.Name}' with the target in it", "others than the target");
                else if (!owner.TryAdd(n, bloc.Name.Text))
                    names.Add(
                        bloc.Name.Place,
                        $"{names.World.Countries[n].Code} in the blocs '{owner[n]}' and '{bloc.Name}'",
                        "each country in one"
                    );
            if ((bloc.Cases ?? Cases).IsEmpty)
                names.Add(bloc.Name.Place, $"bloc '{bloc.Name}' that does nothing when it joins", "the key 'case', here or for all blocs");
            ImmutableArray<string> codes = [.. countries.Select(n => names.World.Countries[n].Code)];
            members.Add(new CoalitionMember(bloc.Name.Text, codes, [.. names.MeasuresOf(bloc.Cases ?? Cases).Select(m => By(m, codes))]));
        }
        ImmutableArray<double> all = Valuations.IsEmpty ? [0] : Valuations;
        return new CoalitionQuestion(
            members.ToImmutable(),
            [.. Blocs.Select(b => b.Title)],
            names.MeasuresOf(Common),
            names.Horizons(Horizons),
            [.. all.Select(valuation => Blocs.Select(b => b.Valuation ?? valuation).ToImmutableArray())],
            Unit,
            Deciders.IsEmpty ? [.. Enumerable.Range(0, known.Count)] : [.. names.Among(Deciders, known, "bloc").Order()],
            names.Among(Today, known, "bloc").Aggregate(0, (inside, i) => inside | (1 << i)),
            Pairs
        );
    }

    /// <summary>A measure with a bloc in the place of the word that means whoever joins.</summary>
    private static Measure By(Measure measure, ImmutableArray<string> codes) =>
        measure.WithActors(words =>
            [
                .. words.SelectMany(word =>
                    Regime.IsJoiner(word)
                        ? codes.Select(code => new Word(code + word.Text[Regime.Joiner.Length..], word.Place))
                        : [word]
                ),
            ]
        );
}

internal sealed record BlocWritten(
    Word Name,
    string Title,
    ImmutableArray<Word> Countries,
    ImmutableArray<Word>? Cases,
    double? Valuation
);
