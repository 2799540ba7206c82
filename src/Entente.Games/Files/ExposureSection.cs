using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games.Exposure;

namespace Entente.Games.Files;

/// <summary>The section <c>exposure</c> of a game file: who depends, and on whom.</summary>
internal sealed record ExposureSection(
    ImmutableArray<Word> Of,
    ImmutableArray<Word> By,
    ImmutableArray<Word> Horizons
)
{
    public static ExposureSection Read(YamlPage page, FaultList faults)
    {
        page.Allow("of", "by", "horizon");
        if (!page.Has("of") && !page.Has("by") && !page.Has("horizon"))
            faults.Add(page.Place, "an empty 'exposure'", "one of the keys 'of', 'by' and 'horizon'");
        return new ExposureSection(page.Words("of"), page.Words("by"), page.Words("horizon"));
    }

    /// <summary>Finds what is meant; faults are reported.</summary>
    public ExposureQuestion Resolve(GameNames names, ImmutableArray<PressedCountry> pressed, ImmutableArray<Sender> senders, int target)
    {
        var horizons = names.Horizons(Horizons);
        var usual = ExposureQuestion.Usual(target, pressed.Select(p => p.Country), senders, names.World, 0);
        return new ExposureQuestion(
            Of.IsEmpty ? usual.Of : names.Countries(Of),
            By.IsEmpty ? usual.By : [.. By.Select(word => Bloc(names, senders, word))],
            horizons
        );
    }

    /// <summary>A sender by its name, or countries by theirs.</summary>
    private static Bloc Bloc(GameNames names, ImmutableArray<Sender> senders, Word word) =>
        senders.FirstOrDefault(s => s.Name == word.Text) is { } sender
            ? new Bloc(sender.Name, sender.Countries)
            : new Bloc(word.Text, names.Countries([word]));
}
