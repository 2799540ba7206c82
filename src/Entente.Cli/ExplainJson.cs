using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.CaliendoParro.Derivatives;
using Entente.Data.Runs;
using Entente.Data.Scenarios;

namespace Entente.Cli;

/// <summary>What <c>entente explain</c> says to programs; logarithms times 100.</summary>
internal static class ExplainJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Text(RunInput question, int country, IEnumerable<CaseExplanation> cases) =>
        new JsonObject
        {
            ["country"] = question.Scenario.World.Countries[country].Code,
            ["closure"] = Closures.Name(question.Scenario.Scenario.Closure),
            ["unit"] = "log points x 100",
            ["cases"] = new JsonArray([.. cases.Select(e => (JsonNode)Case(question.Scenario.World, e))]),
        }.ToJsonString(Indented);

    public static string Text(IEnumerable<JsonObject> rankings) => new JsonArray([.. rankings]).ToJsonString(Indented);

    public static JsonObject Levers(RunInput question, string? title, int target, string? by, ImmutableArray<Lever> levers)
    {
        var world = question.Scenario.World;
        return new JsonObject
        {
            ["target"] = world.Countries[target].Code,
            ["by"] = by,
            ["after"] = title,
            ["closure"] = Closures.Name(question.Scenario.Scenario.Closure),
            ["unit"] = $"{world.Identity.Unit} a year, for a cost that rises by 1 %",
            ["flows"] = new JsonArray([
                .. levers.Select(l =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["exporter"] = world.Countries[l.Exporter].Code,
                            ["importer"] = world.Countries[l.Importer].Code,
                            ["sector"] = world.Sectors[l.Sector].Code,
                            ["target_loss"] = l.Harm / 100,
                            ["own_loss"] = l.OwnLoss / 100,
                            ["gains"] = l.Gains,
                            ["value"] = l.Value,
                            ["ratio"] = double.IsFinite(l.Ratio) ? l.Ratio : null,
                        }
                ),
            ]),
        };
    }

    private static JsonObject Case(World world, CaseExplanation of) =>
        new()
        {
            ["case"] = of.Title,
            ["exact"] = 100 * of.Exact,
            ["first_order"] = 100 * of.First,
            ["second_order"] = 100 * of.Second,
            ["approximation_by"] = of.HasEmbargo ? "weight" : "logarithm",
            ["attributed"] = 100 * of.Attribution?.Sum,
            ["remainder"] = 100 * of.Attribution?.Remainder,
            ["nodes"] = of.Attribution?.Nodes,
            ["lump_sums"] = 100 * of.Attribution?.Transfers,
            ["parts"] = of.Attribution is null
                ? null
                : new JsonObject(
                    of.Attribution.ByInstrument()
                        .Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name.Replace(' ', '_'), 100 * p.Value))
                ),
            ["flows"] = of.Attribution is null
                ? null
                : new JsonArray([
                    .. of.Attribution.ByFlow()
                        .Select(f =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["exporter"] = world.Countries[f.Exporter].Code,
                                    ["importer"] = world.Countries[f.Importer].Code,
                                    ["sector"] = world.Sectors[f.Sector].Code,
                                    ["adds"] = 100 * f.Value,
                                }
                        ),
                ]),
            ["productivity"] = ByCell(world, of.Attribution?.ByProductivity()),
            ["stocks"] = ByCell(world, of.Attribution?.ByStock()),
            ["sectors"] = of.Attribution is null
                ? null
                : new JsonObject(
                    of.Attribution.BySector()
                        .Select(s => KeyValuePair.Create<string, JsonNode?>(world.Sectors[s.Sector].Code, 100 * s.Value))
                ),
            ["trouble"] = of.Trouble.Length > 0 ? of.Trouble : null,
        };

    private static JsonArray? ByCell(World world, IEnumerable<(int Country, int Sector, double Value)>? parts) =>
        parts is null
            ? null
            : new JsonArray([
                .. parts.Select(p =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["country"] = world.Countries[p.Country].Code,
                            ["sector"] = world.Sectors[p.Sector].Code,
                            ["adds"] = 100 * p.Value,
                        }
                ),
            ]);
}
