using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;

namespace Entente.WorldBuilding;

/// <summary>A sector of the world to build, and where it comes from.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Wiod">The sectors of the source that make it.</param>
/// <param name="Gtap">The sectors whose elasticities it takes; empty where <paramref name="Theta"/> is given.</param>
/// <param name="Theta">The elasticity where none is estimated.</param>
/// <param name="ThetaSource">Where the elasticity comes from.</param>
internal sealed record RecipeSector(
    string Code,
    string Name,
    ImmutableArray<string> Tags,
    ImmutableArray<string> Wiod,
    ImmutableArray<string> Gtap,
    double? Theta,
    string ThetaSource
);

/// <summary>What a world is made of: <c>recipe.yaml</c> and the concordances in <c>recipe/</c> beside it.</summary>
internal sealed class Recipe
{
    public required WorldIdentity Identity { get; init; }

    /// <summary>The folder of the concordances.</summary>
    public required string Folder { get; init; }

    public required double LeastFinalShare { get; init; }

    public required ImmutableArray<string> MarginServices { get; init; }

    /// <summary>USD per GJ (gross calorific value) of Russian gas at the border.</summary>
    public required double GasPrice { get; init; }

    /// <summary>
    /// Largest Russian share in gas that is entered: the rest stays with others, so that an embargo leaves somebody to buy from.
    /// </summary>
    public required double MostRussianGas { get; init; }

    /// <summary>Largest share of gas in what a country with an energy balance buys of mining from the rest of the world.</summary>
    public required double MostGasFromRest { get; init; }

    /// <summary>Countries whose energy balances do not tell where gas comes from.</summary>
    public required ImmutableArray<string> GasOriginsUnknown { get; init; }

    /// <summary>Terajoules below which a flow of energy gets no row.</summary>
    public required double LeastEnergyFlow { get; init; }

    public required ImmutableArray<Country> Countries { get; init; }

    public required ImmutableArray<RecipeSector> Sectors { get; init; }

    /// <summary>Countries to carve out of the rest of the world, in this order.</summary>
    public required ImmutableArray<CarveEntry> Carve { get; init; }

    /// <summary>Group of the national accounts by sector.</summary>
    public required IReadOnlyDictionary<string, string> AccountOf { get; init; }

    /// <summary>Names in the national accounts by country, carved ones among them.</summary>
    public required IReadOnlyDictionary<string, string> AccountNames { get; init; }

    /// <summary>Whether trade in a sector is counted as services; electricity is goods.</summary>
    public bool IsService(string sector) => Sectors.First(s => s.Code == sector).Tags.Contains("services");

    /// <summary>The raw table of inhabitants; null where none are wanted.</summary>
    public string? Population { get; init; }

    /// <summary>All countries of the world in their order.</summary>
    public ImmutableArray<Country> AllCountries => [.. Countries, .. Carve.Select(c => new Country(c.Code, c.Name))];

    public static Recipe? Read(string path, FaultList faults)
    {
        var page = YamlPage.Read(path, path, faults);
        if (page is null)
            return null;
        page.Allow(
            "title",
            "year",
            "unit",
            "method",
            "least_final_share",
            "margin_services",
            "gas_usd_per_gigajoule",
            "most_gas_from_rest",
            "most_russian_gas",
            "gas_origins_unknown",
            "least_energy_flow",
            "population",
            "groups",
            "sources",
            "notes"
        );
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "recipe");
        var carve = File.Exists(Path.Combine(folder, "carve.csv"))
            ? RawTable
                .Read(folder, "carve.csv", ["country", "name", "national_accounts", "eurostat", "peers"], faults)
                .Select(row => new CarveEntry(
                    row.Text("country"),
                    row.Text("name"),
                    row.Text("national_accounts"),
                    row.Text("eurostat"),
                    [.. List(row.Text("peers"))]
                ))
                .ToImmutableArray()
            : [];
        return new Recipe
        {
            Carve = carve,
            Population = page.Text("population") is { Length: > 0 } people ? people : null,
            AccountOf = Accounts(folder, faults),
            AccountNames = RawTable
                .Read(folder, "countries.csv", ["country", "national_accounts"], faults)
                .Select(row => (Code: row.Text("country"), Name: row.Text("national_accounts")))
                .Concat(carve.Select(c => (c.Code, Name: c.Accounts)))
                .Where(c => c.Name.Length > 0)
                .ToDictionary(c => c.Code, c => c.Name, StringComparer.Ordinal),
            Folder = folder,
            LeastFinalShare = page.Number("least_final_share", required: true) ?? 0,
            MarginServices = [.. page.Words("margin_services", required: true).Select(w => w.Text)],
            GasPrice = page.Number("gas_usd_per_gigajoule", required: true) ?? 0,
            MostRussianGas = page.Number("most_russian_gas", required: true) ?? 0,
            MostGasFromRest = page.Number("most_gas_from_rest", required: true) ?? 0,
            GasOriginsUnknown = [.. page.Words("gas_origins_unknown").Select(w => w.Text)],
            LeastEnergyFlow = page.Number("least_energy_flow", required: true) ?? 0,
            Countries =
            [
                .. RawTable
                    .Read(folder, "countries.csv", ["country", "name"], faults)
                    .Select(row => new Country(row.Text("country"), row.Text("name"))),
            ],
            Sectors =
            [
                .. RawTable
                    .Read(folder, "sectors.csv", ["sector", "name", "tags", "wiod", "gtap", "theta", "theta_source"], faults)
                    .Select(Sector),
            ],
            Identity = ReadIdentity(page),
        };
    }

    /// <summary>Group of the national accounts by sector, from the tables of a recipe.</summary>
    internal static Dictionary<string, string> Accounts(string folder, FaultList faults) =>
        RawTable
            .Read(folder, "accounts.csv", ["sector", "group"], faults)
            .ToDictionary(row => row.Text("sector"), row => row.Text("group"), StringComparer.Ordinal);

    /// <summary>Title, year, unit, sources, groups and notes of the world that a recipe makes.</summary>
    public static WorldIdentity ReadIdentity(YamlPage page) =>
        new()
        {
            Title = page.Text("title", required: true),
            Year = (int?)page.Number("year", required: true),
            Unit = page.Text("unit", required: true),
            Notes = page.Text("notes").Trim(),
            ResourcesAreFixed = page.Text("resources") == "fixed",
            Sources =
            [
                .. page.Sections("sources").Select(s => new Source(s.Text("name", true), s.Text("licence", true), s.Text("what", true))),
            ],
            Groups = Groups(page),
        };

    internal static RecipeSector Sector(RawRow row) =>
        new(
            row.Text("sector"),
            row.Text("name"),
            List(row.Text("tags")),
            List(row.Text("wiod")),
            List(row.Text("gtap")),
            row.NumberOrNull("theta"),
            row.Text("theta_source")
        );

    private static ImmutableArray<string> List(string text) => [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Groups of the recipe may name earlier ones; those of a world hold codes only.</summary>
    internal static ImmutableSortedDictionary<string, ImmutableArray<string>> Groups(YamlPage page)
    {
        var groups = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (page.Section("groups") is { } section)
            foreach (var group in section.Keys)
                groups[group] =
                [
                    .. section.Words(group).SelectMany(w => groups.TryGetValue(w.Text, out var members) ? members : [w.Text]).Distinct(),
                ];
        return groups.ToImmutable();
    }
}
