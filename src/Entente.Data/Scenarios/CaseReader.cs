using System.Collections.Immutable;
using Entente.Data.Yaml;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Data.Scenarios;

/// <summary>Reads one case.</summary>
internal static class CaseReader
{
    private static readonly string[] KeysOfRegime = ["as_of", "joiners", "without", "parts", "strengths"];

    public static Case Read(YamlPage page, NeighbourFiles files, MeasureKinds kinds, FaultList faults, params IReadOnlyList<string> more)
    {
        page.Allow([
            "name",
            "title",
            "source",
            "notes",
            "include",
            "regime",
            .. KeysOfRegime,
            "relative_to",
            "after",
            "compare_with",
            "horizon",
            "parameters",
            "vary",
            "path",
            "measures",
            .. more,
        ]);
        return new Case
        {
            Name = page.Text("name", required: true),
            Title = page.Text("title").Trim(),
            Source = page.Text("source").Trim(),
            Notes = page.Text("notes").Trim(),
            Includes = page.Words("include"),
            Regimes = Regimes(page, faults),
            RelativeTo = page.Word("relative_to"),
            After = page.Word("after"),
            CompareWith = page.Word("compare_with"),
            Horizons = HorizonReader.Horizons(page, faults),
            Parameters = HorizonReader.Parameters(page, faults),
            Path = PathReader.Read(page, faults),
            Measures =
            [
                .. page.Sections("measures").Select(measure => MeasureReader.Read(measure, files, kinds, faults)).OfType<Measure>(),
            ],
            Place = page.Place,
        };
    }

    private static ImmutableArray<RegimeUse> Regimes(YamlPage page, FaultList faults)
    {
        var regimes = page.Words("regime");
        if (regimes.IsEmpty)
        {
            foreach (var key in KeysOfRegime.Where(page.Has))
                faults.Add(page.PlaceOf(key), $"'{key}' without 'regime'", "the regime that is meant");
            return [];
        }
        if (DateReader.Read(page.Word("as_of", required: true), "as_of", isLast: true, faults) is not { } asOf)
            return [];
        var (joiners, without, parts) = (page.Words("joiners"), page.Words("without"), page.Words("parts"));
        var strengths = Strengths(page);
        return [.. regimes.Select(regime => new RegimeUse(regime, asOf, joiners, parts) { Strengths = strengths, Without = without })];
    }

    /// <summary>To which part the parts of a regime are taken: a mapping of their names to numbers.</summary>
    private static ImmutableSortedDictionary<string, double> Strengths(YamlPage page)
    {
        var strengths = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        if (page.Section("strengths") is { } section)
            foreach (var part in section.Keys)
                if (section.Number(part) is { } value)
                    strengths[part] = value;
        return strengths.ToImmutable();
    }
}
