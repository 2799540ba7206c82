using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games.Uncertainty;
using Entente.Scenarios;

namespace Entente.Games.Files;

/// <summary>The section of a game that says what is drawn.</summary>
internal static class DrawsFile
{
    private const int Most = 100_000;

    public static GameDrawOptions Read(YamlPage page, Scenario scenario, FaultList faults)
    {
        string[] drawn = ["world", "elasticities", "horizons", "parts", "coefficients"];
        page.Allow(["count", "detailed", "exact", "within", "coalitions", "sections", "seed", .. drawn]);
        if (page.Number("within") is <= 0)
            faults.Add(page.PlaceOf("within"), $"within {page.Number("within"):R}", "a number above 0");
        var usual = new GameDrawOptions();
        return new GameDrawOptions
        {
            Count = Whole(page, "count", 2, faults) ?? usual.Count,
            Detailed = Whole(page, "detailed", 2, faults),
            Exact = Whole(page, "exact", GameDrawOptions.LeastExact, faults),
            Within = page.Number("within") is > 0 and var within ? within : usual.Within,
            Coalitions = Whole(page, "coalitions", 0, faults),
            Sections = Whole(page, "sections", 0, faults),
            Seed = page.Integer("seed") ?? usual.Seed,
            Figures = !page.Has("world") || page.Flag("world"),
            Elasticities = !page.Has("elasticities") || page.Flag("elasticities"),
            Parameters = !page.Has("horizons") || page.Flag("horizons"),
            Estimates = !page.Has("coefficients") || page.Flag("coefficients"),
            Parts = [.. page.Sections("parts").Select(part => Part(part, scenario, faults)).OfType<AssumedPart>()],
        };
    }

    private static AssumedPart? Part(YamlPage page, Scenario scenario, FaultList faults)
    {
        page.Allow("case", "least");
        var (word, least) = (page.Word("case", required: true), page.Number("least", required: true));
        if (word is not null && scenario.Cases.All(c => c.Name != word.Text))
            faults.Add(word.Place, $"unknown case '{word}'", Spelling.OneOf(word.Text, [.. scenario.Cases.Select(c => c.Name)]));
        if (least is <= 0 or >= 1)
            faults.Add(page.PlaceOf("least"), $"least {least:R}", "a number above 0 and below 1");
        return word is not null && least is > 0 and < 1 ? new AssumedPart(word, least.Value) : null;
    }

    private static int? Whole(YamlPage page, string key, int least, FaultList faults)
    {
        if (page.Integer(key) is not { } value)
            return null;
        if (value >= least && value <= Most)
            return value;
        faults.Add(page.PlaceOf(key), $"{key} {value}", $"a whole number from {least} to {Most}");
        return null;
    }
}
