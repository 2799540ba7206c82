using System.Collections.Immutable;
using System.Text.Json;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>
/// Inhabitants by country from the boundaries of Natural Earth, whose attributes carry them (POP_EST of POP_YEAR, after the World
/// Bank). Countries too small for that scale, and aggregates, have none.
/// </summary>
internal static class Inhabitants
{
    /// <summary>The same countries, with inhabitants where the table has them.</summary>
    /// <param name="countries">The countries.</param>
    /// <param name="raw">Folder of the raw tables.</param>
    /// <param name="file">Name of the table there; null where a recipe asks for none.</param>
    /// <param name="faults">Receives what is wrong with the table.</param>
    public static ImmutableArray<Country> Of(ImmutableArray<Country> countries, string raw, string? file, FaultList faults)
    {
        if (file is null)
            return countries;
        var people = Read(raw, file, faults);
        return [.. countries.Select(c => people.TryGetValue(c.Code, out var count) ? c with { Population = count } : c)];
    }

    private static Dictionary<string, double> Read(string raw, string file, FaultList faults)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(raw, file));
            using var document = JsonDocument.Parse(stream);
            return document
                .RootElement.GetProperty("features")
                .EnumerateArray()
                .Select(feature => feature.GetProperty("properties"))
                .Select(p => (Code: p.GetProperty("ISO_A3_EH").GetString() ?? "", People: p.GetProperty("POP_EST").GetDouble()))
                .Where(country => country.Code is not ("" or "-99") && country.People > 0)
                .ToDictionary(country => country.Code, country => country.People, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            faults.Add(new Place(file), $"no table of inhabitants ({e.Message})", "features with ISO_A3_EH and POP_EST");
            return [];
        }
    }
}
