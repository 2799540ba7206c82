using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Data;
using Entente.Data.Worlds;
using Entente.Energy;
using Entente.Reporting;
using Spectre.Console;

namespace Entente.Cli;

/// <summary><c>entente world energy</c>: who depends on whom for energy, in quantities and in values.</summary>
internal static class EnergyCommand
{
    private const string HowToRead = """
    From abroad: share of use. Largest supplier: share in what is bought abroad. HHI: sum of squared shares in imports, 1 = one supplier.
    Origins: where most of the energy from abroad was taken from nature, through fuel and electricity made elsewhere; share of use.
    Basis: share of the imports whose quantity is observed or derived from observed ones; the rest is value over a prior price.
    """;

    private const int MostSuppliers = 5;

    public static Command Create(Catalogue catalogue)
    {
        var world = new Argument<string>("WORLD") { Description = "A world folder, or the name of one that comes with the program" };
        world.CompletionSources.Add(_ => catalogue.Worlds.Select(w => new System.CommandLine.Completions.CompletionItem(w)));
        var countries = new Option<string[]>("--country")
        {
            Description = "Only these countries, with their suppliers; may be given more than once",
            HelpName = "C",
            AllowMultipleArgumentsPerToken = true,
        }.WithoutOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON instead of tables" };
        var command = new Command(
            "energy",
            "Show who depends on whom for energy: quantities beside values, largest suppliers, concentration, origins.\n\nExample:\n"
                + "  entente world energy world-2023 --country SRB DEU"
        )
        {
            world,
            countries,
            json,
        };
        command.SetAction(parsed =>
        {
            var folder = catalogue.FindWorld(parsed.GetRequiredValue(world), Directory.GetCurrentDirectory());
            if (!folder.Success)
                return Screen.Faults(folder.Faults);
            var read = WorldFolder.Read(folder.Value.Path, folder.Value.Name);
            Screen.Warnings(read.Warnings);
            return read.Success
                ? Show(read.Value, folder.Value.Name, parsed.GetValue(countries) ?? [], parsed.GetValue(json))
                : Screen.Faults(read.Faults);
        });
        return command;
    }

    private static int Show(World world, string name, string[] codes, bool json)
    {
        var faults = codes
            .Where(code => !world.TryCountry(code, out _))
            .Select(code =>
                CountryCodes.Unknown(
                    null,
                    $"unknown country '{code}'",
                    "one of the world",
                    code,
                    world,
                    world.Countries.Select(c => c.Code)
                )
            )
            .ToList();
        if (world.Energy is null)
            faults.Add(
                new Fault(new Place(name), "a world without quantities of energy", "a world with energy.csv; its values are in trade.csv")
            );
        if (faults.Count > 0)
            return Screen.Faults(faults);
        var profiles = EnergyProfile.Of(
            EnergyDependence.Of(world),
            world,
            codes.Length > 0 ? [.. codes.Distinct().Select(world.Country)] : [.. Enumerable.Range(0, world.Countries.Length)]
        );
        if (json)
            Console.Out.WriteLine(Json(profiles).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        else
            Print(world, profiles, withSuppliers: codes.Length > 0);
        return CommandLine.Done;
    }

    private static void Print(World world, IReadOnlyList<EnergyProfile> profiles, bool withSuppliers)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 200;
        Console.Out.WriteLine($"{world.Identity.Title}: energy used, in PJ (1 PJ = 1,000 TJ) and {world.Identity.Unit}");
        console.Write(Carriers(profiles));
        if (withSuppliers)
            console.Write(Suppliers(profiles));
        Console.Out.WriteLine(HowToRead);
    }

    private static Spectre.Console.Table Carriers(IReadOnlyList<EnergyProfile> profiles)
    {
        var table = Columns(
            new Spectre.Console.Table().Border(TableBorder.Simple),
            "",
            "Carrier",
            "Use, PJ",
            "Value",
            "From abroad %",
            "Largest supplier",
            "quantity %",
            "value %",
            "HHI",
            "Origins abroad",
            "%",
            "Basis %"
        );
        foreach (var profile in profiles)
            foreach (var row in profile.Carriers)
                table.AddRow(
                    profile.Country.Code.EscapeMarkup(),
                    row.Name.EscapeMarkup(),
                    Quantity(row.Use),
                    Quantity(row.Value * 1000),
                    Percent(row.ImportDependence),
                    (row.LargestSupplier ?? "").EscapeMarkup(),
                    Percent(row.LargestShare),
                    Percent(row.LargestValueShare),
                    Share(row.Concentration),
                    (row.LargestOrigin ?? "").EscapeMarkup(),
                    Percent(row.OriginShare),
                    Percent(row.Observed)
                );
        return table;
    }

    private static Spectre.Console.Table Suppliers(IReadOnlyList<EnergyProfile> profiles)
    {
        var table = Columns(
            new Spectre.Console.Table().Border(TableBorder.Simple),
            "",
            "Carrier",
            "Supplier",
            "PJ",
            "of use %",
            "Value",
            "of value %",
            "Status"
        );
        foreach (var profile in profiles)
            foreach (var row in profile.Carriers)
                foreach (var supplier in row.Suppliers.Take(MostSuppliers))
                    table.AddRow(
                        profile.Country.Code.EscapeMarkup(),
                        row.Name.EscapeMarkup(),
                        supplier.Code.EscapeMarkup(),
                        Quantity(supplier.Quantity),
                        Percent(supplier.Share),
                        Quantity(supplier.Value * 1000),
                        Percent(supplier.ValueShare),
                        supplier.Status
                    );
        return table;
    }

    private static Spectre.Console.Table Columns(Spectre.Console.Table table, params string[] names)
    {
        foreach (var name in names)
            table.AddColumn(
                name is "" or "Carrier" or "Supplier" or "Largest supplier" or "Origins abroad" or "Status"
                    ? new TableColumn(name)
                    : new TableColumn(name).RightAligned()
            );
        return table;
    }

    private static JsonArray Json(IReadOnlyList<EnergyProfile> profiles) =>
        [
            .. profiles.Select(profile =>
                (JsonNode)
                    new JsonObject
                    {
                        ["country"] = profile.Country.Code,
                        ["carriers"] = new JsonArray([
                            .. profile.Carriers.Select(row =>
                                (JsonNode)
                                    new JsonObject
                                    {
                                        ["carrier"] = row.Code,
                                        ["use_tj"] = Value(row.Use),
                                        ["use_value"] = Value(row.Value),
                                        ["import_dependence"] = Value(row.ImportDependence),
                                        ["largest_supplier"] = row.LargestSupplier,
                                        ["largest_share_in_imports"] = Value(row.LargestShare),
                                        ["hhi"] = Value(row.Concentration),
                                        ["largest_origin_abroad"] = row.LargestOrigin,
                                        ["origin_share"] = Value(row.OriginShare),
                                        ["observed_share_of_imports"] = Value(row.Observed),
                                        ["suppliers"] = new JsonArray([
                                            .. row.Suppliers.Select(s =>
                                                (JsonNode)
                                                    new JsonObject
                                                    {
                                                        ["country"] = s.Code,
                                                        ["tj"] = Value(s.Quantity),
                                                        ["value"] = Value(s.Value),
                                                        ["status"] = s.Status,
                                                    }
                                            ),
                                        ]),
                                        ["origins"] = new JsonObject(
                                            row.Origins.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Code, Value(o.Share)))
                                        ),
                                    }
                            ),
                        ]),
                    }
            ),
        ];

    private static JsonValue? Value(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Thousands, with one place where there is little.</summary>
    private static string Quantity(double value) =>
        double.IsNaN(value) ? "" : (value / 1000).ToString(Math.Abs(value) < 10_000 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Share(double share) => double.IsNaN(share) ? "" : share.ToString("0.00", CultureInfo.InvariantCulture);
}
