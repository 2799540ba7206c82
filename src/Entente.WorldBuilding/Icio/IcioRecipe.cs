using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;

namespace Entente.WorldBuilding.Icio;

/// <summary>How a country of a world of this method comes about.</summary>
internal enum CountryKind
{
    /// <summary>The flow table and the coefficient table have it.</summary>
    Table,

    /// <summary>The flow table has it; coefficients are those of peers.</summary>
    Flows,

    /// <summary>Neither has it: it is taken out of the rest of the world by facts, and by peers where there are none.</summary>
    Carved,

    /// <summary>All that is in no other country.</summary>
    Rest,
}

/// <summary>A country of the recipe.</summary>
/// <param name="Code">ISO code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Accounts">Its name in the national accounts; empty where they have none.</param>
/// <param name="Kind">How it comes about.</param>
/// <param name="Peers">Countries earlier in the list whose technology and product mixes stand in for unknown ones.</param>
internal sealed record IcioCountry(string Code, string Name, string Accounts, CountryKind Kind, ImmutableArray<string> Peers);

/// <summary>A figure of the recipe, with its year and a source in the file.</summary>
internal sealed record RecipeFigure(string Exporter, string Importer, string Sector, double Value);

/// <summary>What a world of the method <c>icio</c> is made of: <c>recipe.yaml</c> and the tables in <c>recipe/</c> beside it.</summary>
internal sealed class IcioRecipe
{
    public required WorldIdentity Identity { get; init; }

    public required string Folder { get; init; }

    /// <summary>Folder of tariff rules, capacities and gas balances, which worlds of several years share.</summary>
    public required string Policy { get; init; }

    /// <summary>Year of the flow table.</summary>
    public required int FlowsYear { get; init; }

    /// <summary>Whether goods by pair come from customs data of the year; otherwise the flow table has them.</summary>
    public required bool CustomsPairs { get; init; }

    public required double LeastFinalShare { get; init; }

    public required double LeastEnergyFlow { get; init; }

    /// <summary>Flows below this many million USD are left out.</summary>
    public required double LeastFlow { get; init; }

    /// <summary>Countries whose gold stays in their trade: those that mine it.</summary>
    public required ImmutableHashSet<string> GoldKept { get; init; }

    public required ImmutableArray<IcioCountry> Countries { get; init; }

    /// <summary>The raw table of inhabitants; null where none are wanted.</summary>
    public string? Population { get; init; }

    public required ImmutableArray<RecipeSector> Sectors { get; init; }

    /// <summary>Group of the national accounts by sector.</summary>
    public required IReadOnlyDictionary<string, string> AccountOf { get; init; }

    public int Year => Identity.Year!.Value;

    public int Country(string code) => index.GetValueOrDefault(code, -1);

    public int Sector(string code) => sectorIndex.GetValueOrDefault(code, -1);

    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> sectorIndex = new(StringComparer.Ordinal);

    public static IcioRecipe? Read(string path, FaultList faults)
    {
        var page = YamlPage.Read(path, path, faults);
        if (page is null)
            return null;
        page.Allow(
            "title",
            "year",
            "unit",
            "method",
            "flows_year",
            "goods_by_pair",
            "least_final_share",
            "least_energy_flow",
            "least_flow",
            "gold_kept",
            "policy",
            "population",
            "resources",
            "groups",
            "sources",
            "notes"
        );
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "recipe");
        var recipe = new IcioRecipe
        {
            Identity = Recipe.ReadIdentity(page),
            Folder = folder,
            Policy = page.Text("policy") is { Length: > 0 } policy ? Path.Combine(folder, "..", policy) : folder,
            Population = page.Text("population") is { Length: > 0 } people ? people : null,
            FlowsYear = (int)(page.Number("flows_year", required: true) ?? 0),
            CustomsPairs = page.Text("goods_by_pair", required: true) == "customs",
            LeastFinalShare = page.Number("least_final_share", required: true) ?? 0,
            LeastEnergyFlow = page.Number("least_energy_flow", required: true) ?? 0,
            LeastFlow = page.Number("least_flow", required: true) ?? 0,
            GoldKept = [.. page.Words("gold_kept").Select(w => w.Text)],
            Countries =
            [
                .. RawTable
                    .Read(folder, "countries.csv", ["country", "name", "national_accounts", "kind", "peers"], faults)
                    .Select(Country),
            ],
            Sectors =
            [
                .. RawTable
                    .Read(folder, "sectors.csv", ["sector", "name", "tags", "wiod", "gtap", "theta", "theta_source"], faults)
                    .Select(Recipe.Sector),
            ],
            AccountOf = Recipe.Accounts(folder, faults),
        };
        for (var n = 0; n < recipe.Countries.Length; n++)
            recipe.index[recipe.Countries[n].Code] = n;
        for (var j = 0; j < recipe.Sectors.Length; j++)
            recipe.sectorIndex[recipe.Sectors[j].Code] = j;
        return recipe;
    }

    /// <summary>Rows of a table of figures by pair and sector in the year of the world; both sides may be groups.</summary>
    public IReadOnlyList<RecipeFigure> Figures(string file, FaultList faults)
    {
        var wanted = Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var figures = new List<RecipeFigure>();
        foreach (var row in RawTable.Read(Folder, file, ["year", "exporter", "importer", "sector", "musd", "source"], faults))
            if (row.Text("year") == wanted)
            {
                if (row.Text("source").Length == 0)
                    faults.Add(new Place(file), $"{row.Text("exporter")} to {row.Text("importer")} without a source", "a source");
                figures.Add(new RecipeFigure(row.Text("exporter"), row.Text("importer"), row.Text("sector"), row.Number("musd")));
            }
        return figures;
    }

    /// <summary>Positions of a code, a group, several with semicolons, or all.</summary>
    public IEnumerable<int> Members(string words, string file, FaultList faults)
    {
        foreach (var word in words.Split(';', StringSplitOptions.RemoveEmptyEntries))
            if (word == "all")
                foreach (var n in Enumerable.Range(0, Countries.Length))
                    yield return n;
            else
                foreach (var code in Identity.Groups.TryGetValue(word, out var members) ? members : [word])
                    if (Country(code) is >= 0 and var n)
                        yield return n;
                    else
                        faults.Add(new Place(file), $"unknown country '{code}'", "a country or group of the recipe, or all");
    }

    public bool IsService(int j) => Sectors[j].Tags.Contains("services");

    public bool IsPower(int j) => Sectors[j].Tags.Contains("power");

    private static IcioCountry Country(RawRow row) =>
        new(
            row.Text("country"),
            row.Text("name"),
            row.Text("national_accounts"),
            Enum.Parse<CountryKind>(row.Text("kind"), ignoreCase: true),
            [.. row.Text("peers").Split(';', StringSplitOptions.RemoveEmptyEntries)]
        );
}
