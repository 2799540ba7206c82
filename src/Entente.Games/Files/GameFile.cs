using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Scenarios;
using Entente.Data.Yaml;
using Entente.Games.Credibility;
using Entente.Games.Uncertainty;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Games.Files;

/// <summary>A game as written: its scenario, whose cases are what options and levers do, and who may do what.</summary>
internal sealed record GameWritten
{
    public required string Title { get; init; }

    public required string Notes { get; init; }

    public required Scenario Scenario { get; init; }

    public required Word? Target { get; init; }

    public required ImmutableArray<Word> Common { get; init; }

    public required ImmutableArray<PressedWritten> Pressed { get; init; }

    public required ImmutableArray<SenderWritten> Senders { get; init; }

    public required ImmutableArray<LeverWritten> Levers { get; init; }

    public required ImmutableArray<(Word Horizon, double Years)> Years { get; init; }

    public required double Discount { get; init; }

    public required GameDrawOptions? Draws { get; init; }

    public required TurnRules Turns { get; init; }

    public required CoalitionSection? Coalition { get; init; }

    public required BargainingSection? Bargaining { get; init; }

    public required ChosenSection? Chosen { get; init; }

    public required ExposureSection? Exposure { get; init; }
}

internal sealed record PressedWritten(Word Country, ImmutableArray<OptionWritten> Options);

internal sealed record OptionWritten(Word Name, string Title, Word? Case, double Cost);

internal sealed record SenderWritten(Word Name, string Title, ImmutableArray<Word> Countries, double Valuation);

internal sealed record LeverWritten(
    Word Name,
    string Title,
    Word? By,
    Word? Case,
    Word? Against,
    ImmutableArray<Word> When,
    double Cost
);

/// <summary>A game as a YAML file; see docs/games.md.</summary>
internal static class GameFile
{
    /// <summary>Years that horizons stand for unless the game says otherwise: the first year, two more, all to come.</summary>
    private static readonly Dictionary<string, double> UsualYears = new(StringComparer.Ordinal)
    {
        ["short"] = 1,
        ["medium"] = 2,
        ["long"] = double.PositiveInfinity,
    };

    private const double UsualDiscount = 0.03;

    /// <summary>The years that a horizon stands for unless a game says otherwise.</summary>
    public static double YearsOf(string horizon) => UsualYears.GetValueOrDefault(horizon, 1);

    /// <summary>What messages call a game that somebody has sent.</summary>
    public const string Sent = "game";

    public static GameWritten? Read(string path, string name, FaultList faults) =>
        YamlPage.Read(path, name, faults) is { } page ? Read(page, new NeighbourFiles(path, name), faults) : null;

    /// <summary>Reads a game from its text; of other files it may only name regimes that come with the program.</summary>
    public static GameWritten? Parse(string text, FaultList faults) =>
        YamlPage.Parse(text, Sent, faults) is { } page ? Read(page, NeighbourFiles.None, faults) : null;

    private static GameWritten Read(YamlPage page, NeighbourFiles files, FaultList faults)
    {
        page.Allow(
            "title",
            "notes",
            "scenario",
            "target",
            "common",
            "pressed",
            "senders",
            "levers",
            "years",
            "discount",
            "turns",
            "coalition",
            "bargaining",
            "chosen",
            "exposure",
            "draws"
        );
        if (!page.IsMapping("scenario"))
            faults.Add(page.PlaceOf("scenario"), "no scenario", "the key 'scenario' with a world and cases");
        var scenario = page.Section("scenario") is { } section
            ? ScenarioFile.Read(section, files, MeasureKinds.BuiltIn, faults)
            : new Scenario { Title = "", Cases = [] };
        var coalition = page.Section("coalition") is { } joining ? CoalitionSection.Read(joining, faults) : null;
        return new GameWritten
        {
            Title = page.Text("title", required: true).Trim(),
            Notes = page.Text("notes").Trim(),
            Scenario = coalition is null ? scenario : WithJoiners(scenario, coalition, faults),
            Target = page.Word("target", required: true),
            Common = page.Words("common"),
            Pressed = Required(page, "pressed", faults).Select(p => Pressed(p, faults)).ToImmutableArray(),
            Senders = [.. page.Sections("senders").Select(s => Sender(s, faults))],
            Levers = [.. page.Sections("levers").Select(l => Lever(l, faults))],
            Years = Years(page, scenario, faults),
            Discount = SectionReading.NotNegative(page, "discount", faults) ?? UsualDiscount,
            Turns = page.Section("turns") is { } turns ? TurnSection.Read(turns, faults) : TurnRules.Usual,
            Coalition = coalition,
            Bargaining = page.Section("bargaining") is { } bargaining ? BargainingSection.Read(bargaining, faults) : null,
            Chosen = page.Section("chosen") is { } chosen ? ChosenSection.Read(chosen, faults) : null,
            Exposure = page.Section("exposure") is { } exposure ? ExposureSection.Read(exposure, faults) : null,
            Draws = page.Section("draws") is { } draws ? DrawsFile.Read(draws, scenario, faults) : null,
        };
    }

    /// <summary>
    /// In cases of a game with a coalition the word that means whoever joins means all blocs, until one is put in its place.
    /// </summary>
    private static Scenario WithJoiners(Scenario scenario, CoalitionSection coalition, FaultList faults)
    {
        if (!scenario.Groups.ContainsKey(Regime.Joiner))
            return scenario with { Groups = scenario.Groups.Add(Regime.Joiner, coalition.Everybody) };
        faults.Add(
            coalition.Place,
            $"a coalition beside a group '{Regime.Joiner}', which means whoever joins it",
            "another name for the group"
        );
        return scenario;
    }

    private static List<YamlPage> Required(YamlPage page, string key, FaultList faults)
    {
        var sections = page.Sections(key).ToList();
        if (sections.Count == 0)
            faults.Add(page.PlaceOf(key), $"nothing under '{key}'", "one at least");
        return sections;
    }

    private static PressedWritten Pressed(YamlPage page, FaultList faults)
    {
        page.Allow("country", "options");
        var options = page.Sections("options").Select(option => Option(option)).ToImmutableArray();
        if (options.Length < 2)
            faults.Add(page.PlaceOf("options"), $"{options.Length} options", "two at least, the first being what the country does today");
        return new PressedWritten(page.Word("country", required: true) ?? "", options);
    }

    private static OptionWritten Option(YamlPage page)
    {
        page.Allow("name", "title", "case", "cost");
        var name = page.Word("name", required: true) ?? "";
        return new OptionWritten(name, Titled(page, name), page.Word("case"), page.Number("cost") ?? 0);
    }

    private static SenderWritten Sender(YamlPage page, FaultList faults)
    {
        page.Allow("name", "title", "countries", "valuation");
        var name = page.Word("name", required: true) ?? "";
        return new SenderWritten(
            name,
            Titled(page, name),
            page.Words("countries", required: true),
            SectionReading.NotNegative(page, "valuation", faults) ?? 0
        );
    }

    private static LeverWritten Lever(YamlPage page, FaultList faults)
    {
        page.Allow("name", "title", "by", "case", "against", "when", "cost");
        var name = page.Word("name", required: true) ?? "";
        return new LeverWritten(
            name,
            Titled(page, name),
            page.Word("by", required: true),
            page.Word("case", required: true),
            page.Word("against"),
            page.Words("when", required: true),
            SectionReading.NotNegative(page, "cost", faults) ?? 0
        );
    }

    private static string Titled(YamlPage page, Word name) => page.Text("title").Trim() is { Length: > 0 } title ? title : name.Text;

    /// <summary>How many years each horizon of the scenario stands for.</summary>
    private static ImmutableArray<(Word, double)> Years(YamlPage page, Scenario scenario, FaultList faults)
    {
        var written = page.Section("years");
        written?.Allow([.. scenario.Horizons.Select(h => h.Label)]);
        return
        [
            .. scenario.Horizons.Select(h =>
                (
                    h.Name,
                    written is not null && written.Has(h.Label) ? AboveZero(written, h.Label, faults)
                        : YearsOf(h.Name.Text)
                )
            ),
        ];
    }

    private static double AboveZero(YamlPage page, string key, FaultList faults)
    {
        if (page.Number(key) is { } value and > 0)
            return value;
        faults.Add(page.PlaceOf(key), $"{page.Text(key)} years of '{key}'", "a number above 0");
        return 1;
    }
}
