using Entente.Data;
using Entente.Data.Yaml;

namespace Entente.WorldBuilding;

/// <summary>What a facts file says: the country, the aggregate it is in, and how the world's sectors group.</summary>
internal sealed record CarveQuestion(
    CountryFacts Country,
    string From,
    IReadOnlyDictionary<string, string> GroupOf,
    IReadOnlySet<string> Services
);

/// <summary>Reads the facts of a country to carve, YAML; see docs/formats.md.</summary>
internal static class CarveFile
{
    public static CarveQuestion? Read(string path, World world, FaultList faults)
    {
        var page = YamlPage.Read(path, path, faults);
        if (page is null)
            return null;
        page.Allow(
            "country",
            "name",
            "from",
            "peers",
            "value_added",
            "groups",
            "services",
            "goods_exports",
            "goods_imports",
            "service_exports",
            "service_imports",
            "products"
        );
        var groups = page.Section("groups");
        var groupOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in groups?.Keys ?? [])
            foreach (var sector in groups!.Words(group).SelectMany(w => Sectors(world, w, faults)))
                groupOf[sector] = group;
        foreach (var sector in world.Sectors.Where(s => !groupOf.ContainsKey(s.Code)))
            faults.Add(page.PlaceOf("groups"), $"sector {sector.Code} in no group", "each sector of the world in one group of value added");
        foreach (var word in page.Words("peers", required: true).Where(w => !world.TryCountry(w.Text, out _)))
            faults.Unknown(word.Place!, "country", word.Text, world.Countries.Select(c => c.Code));
        if (page.Word("from", required: true) is { } from && !world.TryCountry(from.Text, out _))
            faults.Unknown(from.Place!, "country", from.Text, world.Countries.Select(c => c.Code));
        if (page.Word("country", required: true) is { } code && world.TryCountry(code.Text, out _))
            faults.Add(code.Place, $"country {code}, which the world has", "a new code");
        var country = new CountryFacts
        {
            Code = page.Text("country"),
            Name = page.Text("name") is { Length: > 0 } name ? name : page.Text("country"),
            Peers = [.. page.Words("peers").Select(w => w.Text)],
            ValueAdded = Numbers(page, "value_added", groupOf.Values.Distinct(), faults),
            GoodsExports = Partners(page, "goods_exports", world, faults),
            GoodsImports = Partners(page, "goods_imports", world, faults),
            ServiceExports = Partners(page, "service_exports", world, faults),
            ServiceImports = Partners(page, "service_imports", world, faults),
            Products = [.. page.Sections("products").Select(Product)],
        };
        var services = page.Words("services").SelectMany(w => Sectors(world, w, faults)).ToHashSet(StringComparer.Ordinal);
        return new CarveQuestion(country, page.Text("from"), groupOf, services);
    }

    private static ProductFact Product(YamlPage page)
    {
        page.Allow("exporter", "importer", "sector", "value", "source");
        return new ProductFact(
            page.Text("exporter", true),
            page.Text("importer", true),
            page.Text("sector", true),
            page.Number("value", true) ?? 0
        );
    }

    private static Dictionary<string, double> Partners(YamlPage page, string key, World world, FaultList faults) =>
        Numbers(page, key, world.Countries.Select(c => c.Code), faults);

    private static Dictionary<string, double> Numbers(YamlPage page, string key, IEnumerable<string> known, FaultList faults)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        var names = known.ToHashSet(StringComparer.Ordinal);
        if (page.Section(key) is not { } section)
            return numbers;
        foreach (var name in section.Keys)
        {
            if (!names.Contains(name))
                faults.Unknown(section.PlaceOf(name), key == "value_added" ? "group" : "country", name, names);
            if (section.Number(name) is { } value && value >= 0)
                numbers[name] = value;
            else
                faults.Add(section.PlaceOf(name), $"{key} of {name}: '{section.Text(name)}'", "a number, 0 or more");
        }
        return numbers;
    }

    private static List<string> Sectors(World world, Word word, FaultList faults)
    {
        var found = world.Sectors.Where(s => s.Code == word.Text || s.Tags.Contains(word.Text)).Select(s => s.Code).ToList();
        if (found.Count == 0)
            faults.Unknown(
                word.Place!,
                "sector or tag",
                word.Text,
                world.Sectors.Select(s => s.Code).Concat(world.Sectors.SelectMany(s => s.Tags)).Distinct()
            );
        return found;
    }
}
