using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games.Bargaining;

namespace Entente.Games.Files;

/// <summary>The section <c>bargaining</c> of a game file: who pays a pressed country for how much of an option.</summary>
internal sealed record BargainingSection
{
    private static readonly ImmutableArray<double> UsualScales = [.. Enumerable.Range(1, 10).Select(k => k / 10.0)];
    private const double UsualImpatience = 0.03;
    private const double Least = 1e-9;

    public required Place Place { get; init; }

    public required Word? Pressed { get; init; }

    public required Word? Option { get; init; }

    public required ImmutableArray<Word> With { get; init; }

    public required ImmutableArray<Word> Horizons { get; init; }

    public required ImmutableArray<double> Valuations { get; init; }

    public required ImmutableArray<double> Scales { get; init; }

    public required double Weight { get; init; }

    public required (double Country, double Payers) Impatience { get; init; }

    public required double Retaliation { get; init; }

    public required PlayWritten? Disagreement { get; init; }

    public required PlayWritten? Outside { get; init; }

    public static BargainingSection Read(YamlPage page, FaultList faults)
    {
        page.Allow(
            "pressed",
            "option",
            "with",
            "horizon",
            "valuation",
            "scales",
            "weight",
            "impatience",
            "retaliation",
            "disagreement",
            "outside"
        );
        var impatience = page.Section("impatience");
        impatience?.Allow("country", "payers");
        return new BargainingSection
        {
            Place = page.Place,
            Pressed = page.Word("pressed"),
            Option = page.Word("option", required: true),
            With = page.Words("with"),
            Horizons = page.Words("horizon"),
            Valuations = SectionReading.Numbers(page, "valuation", value => value >= 0, "numbers of at least 0", faults),
            Scales = SectionReading.Parts(page, "scales", withZero: false, faults) is { IsEmpty: false } scales ? scales : UsualScales,
            Weight =
                SectionReading.Within(page, "weight", Least, 1 - Least, "a number above 0 and below 1", faults) ?? 0.5,
            Impatience = (Rate(impatience, "country", faults), Rate(impatience, "payers", faults)),
            Retaliation = SectionReading.Within(page, "retaliation", 0, 1, "a number from 0 to 1", faults) ?? 0,
            Disagreement = page.Section("disagreement") is { } disagreement ? Play(disagreement, faults) : null,
            Outside = page.Section("outside") is { } outside ? Play(outside, faults) : null,
        };
    }

    private static double Rate(YamlPage? page, string key, FaultList faults) =>
        page is null
            ? UsualImpatience
            : SectionReading.Within(page, key, Least, double.PositiveInfinity, "a rate a year above 0", faults) ?? UsualImpatience;

    private static PlayWritten Play(YamlPage page, FaultList faults)
    {
        page.Allow("option", "pressure", "retaliation");
        return new PlayWritten(
            page.Word("option"),
            SectionReading.Within(page, "pressure", 0, 1, "a number from 0 to 1", faults) ?? 0,
            SectionReading.Within(page, "retaliation", 0, 1, "a number from 0 to 1", faults) ?? 0
        );
    }

    /// <summary>Finds what is meant; null where something is at fault, which is reported.</summary>
    public BargainingQuestion? Resolve(GameNames names, ImmutableArray<PressedCountry> pressed, ImmutableArray<Sender> senders)
    {
        var horizons = names.Horizons(Horizons);
        ImmutableArray<int> payers = With.IsEmpty ? [.. Enumerable.Range(0, senders.Length)] : [.. With.Select(names.Sender).OfType<int>()];
        if (senders.IsEmpty)
            names.Add(Place, "a bargain without senders", "one at least, who pays");
        if (names.Pressed(Pressed, Place) is not { } country || Option is not { } word || names.Option(country, word) is not { } option)
            return null;
        if (option == 0)
            names.Add(word.Place, $"a bargain over '{word}', which the country does today", "another of its options");
        if (!pressed[country].Options[0].Measures.IsEmpty)
            names.Add(word.Place, $"a part of '{word}' in place of what has measures of its own", "a first option without measures");
        if (payers.SelectMany(s => senders[s].Countries).Contains(pressed[country].Country))
            names.Add(Place, "a bargain of a country with itself", "others who pay");
        var (disagreement, outside) = (Standing(names, country, Disagreement), Standing(names, country, Outside));
        return new BargainingQuestion(
            country,
            option,
            payers,
            horizons,
            Valuations.IsEmpty ? [payers.Sum(s => senders[s].Valuation)] : Valuations,
            Scales,
            Weight,
            Impatience,
            Retaliation,
            disagreement ?? new StandingPlay(0, 0, 0),
            outside
        );
    }

    private static StandingPlay? Standing(GameNames names, int country, PlayWritten? play) =>
        play is null ? null
        : play.Option is not { } word ? new StandingPlay(0, play.Pressure, play.Retaliation)
        : names.Option(country, word) is { } option ? new StandingPlay(option, play.Pressure, play.Retaliation)
        : null;
}

internal sealed record PlayWritten(Word? Option, double Pressure, double Retaliation);
