using Entente.Data.Yaml;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Data.Scenarios;

/// <summary>Reads one case.</summary>
internal static class CaseReader
{
    public static Case Read(YamlPage page, NeighbourFiles files, MeasureKinds kinds, FaultList faults)
    {
        page.Allow(
            "name",
            "title",
            "source",
            "notes",
            "include",
            "relative_to",
            "after",
            "compare_with",
            "horizon",
            "parameters",
            "vary",
            "measures"
        );
        return new Case
        {
            Name = page.Text("name", required: true),
            Title = page.Text("title").Trim(),
            Source = page.Text("source").Trim(),
            Notes = page.Text("notes").Trim(),
            Includes = page.Words("include"),
            RelativeTo = page.Word("relative_to"),
            After = page.Word("after"),
            CompareWith = page.Word("compare_with"),
            Horizons = HorizonReader.Horizons(page, faults),
            Parameters = HorizonReader.Parameters(page, faults),
            Measures =
            [
                .. page.Sections("measures").Select(measure => MeasureReader.Read(measure, files, kinds, faults)).OfType<Measure>(),
            ],
            Place = page.Place,
        };
    }
}
