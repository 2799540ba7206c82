using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Yaml;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Data.Scenarios;

/// <summary>Reads the path of years of a case, and how measures are phased in along it.</summary>
internal static class PathReader
{
    private static readonly string[] Keys = ["years", "horizons", "discount", "perpetuity", "depreciation"];

    /// <summary>The path of a case; null where it has none, or nothing that can be used.</summary>
    public static CasePath? Read(YamlPage theCase, FaultList faults)
    {
        if (theCase.Section("path") is not { } page)
            return null;
        page.Allow(Keys);
        _ = page.Word("years", required: true);
        var (years, discount) = (page.Integer("years"), page.Number("discount", required: true));
        var (depreciation, horizons) = (page.Number("depreciation"), Horizons(page, faults));
        var perpetuity = !page.Has("perpetuity") || page.Flag("perpetuity");
        return years is null || discount is null
            ? null
            : new CasePath
            {
                Years = years.Value,
                Horizons = horizons ?? CasePath.Default,
                Discount = discount.Value,
                Perpetuity = perpetuity,
                Depreciation = depreciation,
                Place = page.Place,
            };
    }

    /// <summary>From which year on, and to which parts, a measure is taken; null where it says neither.</summary>
    public static PhaseIn? Phase(YamlPage measure, FaultList faults)
    {
        if (!measure.Has("from_year") && !measure.Has("phase"))
            return null;
        var parts = ImmutableArray.CreateBuilder<double>();
        foreach (var word in measure.WordsOrNull("phase") ?? [new Word("1", measure.Place)])
            if (WrittenNumber.TryParse(word.Text, out var part))
                parts.Add(part);
            else
                faults.Add(word.Place, $"phase '{word}'", WrittenNumber.Expected);
        var place = measure.PlaceOf(measure.Has("phase") ? "phase" : "from_year");
        return new PhaseIn(measure.Has("from_year") ? measure.Integer("from_year") ?? 1 : 1, parts.ToImmutable(), place);
    }

    /// <summary>A mapping of years to horizons, in its order; null where there is none.</summary>
    private static ImmutableArray<PathHorizon>? Horizons(YamlPage page, FaultList faults)
    {
        if (page.Section("horizons") is not { } section)
            return null;
        var horizons = ImmutableArray.CreateBuilder<PathHorizon>();
        foreach (var key in section.KeyWords)
            if (!int.TryParse(key.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                faults.Add(key.Place, $"year '{key}'", "a whole number, 1 being the first year");
            else if (section.Word(key.Text) is { } name)
                horizons.Add(new PathHorizon(year, name));
        return horizons.ToImmutable();
    }
}
