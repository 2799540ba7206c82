using System.CommandLine;
using System.Globalization;
using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Worlds;
using Entente.WorldBuilding;
using Entente.WorldBuilding.Importing;

namespace Entente.Cli;

/// <summary>The commands that make worlds: import, aggregate, carve, repair; and diff, which compares two.</summary>
internal static class WorldMaking
{
    private const int MostDifferences = 30;

    public static IEnumerable<Command> Create(Catalogue catalogue) =>
        [Import(), Trade(catalogue), Aggregate(catalogue), Carve(catalogue), Rebase(catalogue), Repair(catalogue), Diff(catalogue)];

    private static Command Import()
    {
        var file = new Argument<string>("FILE")
        {
            Description =
                "FIGARO, OECD ICIO or WIOD 2016 as CSV or CSV under gzip; WIOD 2013 or Asian Development Bank as xlsx; EXIOBASE 3 as "
                + "zip; GTAP as har",
        };
        var output = Out();
        var thetas = new Option<string?>("--thetas") { Description = "CSV with the columns sector, theta", HelpName = "FILE" };
        var theta = new Option<double>("--theta")
        {
            Description = "Elasticity of sectors without one of their own",
            DefaultValueFactory = _ => new ImportOptions().Theta,
        }.Number("a number above 0", value => value > 0);
        var year = new Option<int?>("--year") { Description = "Year of the table" }.Whole();
        var title = new Option<string?>("--title") { Description = "Title of the world" };
        var unit = new Option<string?>("--unit") { Description = "Unit of its values, e.g. 'million EUR'" };
        var repair = new Option<bool>("--repair") { Description = "Mend what a world cannot hold by documented rules, and say so" };
        var command = new Command(
            "import",
            "Make a world of a table you hold.\n\nExample:\n"
                + "  entente world import matrix_eu-ic-io_ind-by-ind_2023.csv --year 2023 --unit 'million EUR' --repair --out figaro-2023"
        )
        {
            file,
            output,
            thetas,
            theta,
            year,
            title,
            unit,
            repair,
        };
        command.SetAction(parsed =>
            WhyNot(parsed.GetRequiredValue(output)) ?? Make(
                TableImport.Read(
                    parsed.GetRequiredValue(file),
                    new ImportOptions
                    {
                        Thetas = parsed.GetValue(thetas),
                        Theta = parsed.GetValue(theta),
                        Year = parsed.GetValue(year),
                        Title = parsed.GetValue(title) ?? "",
                        Unit = parsed.GetValue(unit) ?? new ImportOptions().Unit,
                        Repair = parsed.GetValue(repair),
                    }
                ),
                parsed.GetRequiredValue(output)
            )
        );
        return command;
    }

    private static Command Trade(Catalogue catalogue)
    {
        var file = new Argument<string>("FILE") { Description = "BACI, ITPD-E or Comtrade, CSV or CSV under gzip" };
        var country = new Option<string?>("--country")
        {
            Description = "Code of the country; without it, all pairs as goods.csv for `world rebase`",
        };
        var world = new Option<string?>("--world")
        {
            Description = "World whose countries are the partners; others are summed under --rest",
        };
        var rest = new Option<string>("--rest") { Description = "Where partners outside the world go", DefaultValueFactory = _ => "ROW" };
        var year = new Option<int?>("--year") { Description = "Year, where the file holds more than one" }.Whole();
        var codes = new Option<string?>("--codes") { Description = "Country codes of BACI", HelpName = "FILE" };
        var scale = new Option<double>("--scale")
        {
            Description = "Factor on all values, e.g. 0.001 from thousands to millions",
            DefaultValueFactory = _ => 1,
        }.Number("a number above 0", value => value > 0);
        var command = new Command(
            "trade",
            "Sum a long file of trade up by partner of one country, as facts for `world carve`, or by pair, for `world rebase`.\n\n"
                + "Example:\n"
                + "  entente world trade BACI_HS22_Y2023_V202501.csv --codes country_codes_V202501.csv --country SRB --world world-2023 "
                + "--scale 0.001"
        )
        {
            file,
            country,
            world,
            rest,
            year,
            codes,
            scale,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.FromResult(
                    Sum(
                        catalogue,
                        BilateralFile.Read(parsed.GetRequiredValue(file), parsed.GetValue(year), parsed.GetValue(codes), cancellation),
                        parsed.GetValue(country),
                        parsed.GetValue(world),
                        parsed.GetRequiredValue(rest),
                        parsed.GetValue(scale)
                    )
                )
        );
        return command;
    }

    private static int Sum(Catalogue catalogue, Checked<BilateralTrade> read, string? country, string? worldName, string rest, double scale)
    {
        Screen.Warnings(read.Warnings);
        if (!read.Success)
            return Screen.Faults(read.Faults);
        var codes = read.Value.Trade.Keys.SelectMany(pair => new[] { pair.Exporter, pair.Importer }).ToHashSet(StringComparer.Ordinal);
        country = country?.Trim().ToUpperInvariant();
        if (country is not null && !codes.Contains(country))
            return Screen.Faults([new Fault(null, $"--country {country}, of which the file has no trade", Expected(country, codes))]);
        if (worldName is null)
            return Print(read.Value, country, code => code, scale);
        return On(
            catalogue,
            worldName,
            world =>
            {
                var others = codes.Where(code => !world.TryCountry(code, out _)).Order(StringComparer.Ordinal).ToList();
                if (others.Count == codes.Count)
                    return Screen.Faults([
                        new Fault(null, $"no country of the file is in the world, {others[0]} and others", Expected("", codes)),
                    ]);
                NoteOthers(read.Value, others, country, rest);
                return Print(read.Value, country, code => world.TryCountry(code, out _) ? code : rest, scale);
            }
        );
    }

    private static string Expected(string country, HashSet<string> codes) =>
        codes.All(code => code.All(char.IsAsciiDigit))
            ? "codes in letters; --codes names the table that has them"
            : Spelling.Expected("a country of the file", country, codes);

    /// <summary>Says how much of the trade goes under the name of the rest.</summary>
    private static void NoteOthers(BilateralTrade trade, List<string> others, string? country, string rest)
    {
        var lost = others.Where(code => code != country && code != rest).ToHashSet(StringComparer.Ordinal);
        var flows = trade.Trade.Where(t => country is null || t.Key.Exporter == country || t.Key.Importer == country).ToList();
        var (sum, all) = (
            flows.Where(t => lost.Contains(t.Key.Exporter) || lost.Contains(t.Key.Importer)).Sum(t => t.Value),
            flows.Sum(t => t.Value)
        );
        var first = string.Join(' ', lost.Order(StringComparer.Ordinal).Take(MostDifferences));
        var more = lost.Count > MostDifferences ? $" and {lost.Count - MostDifferences} more" : "";
        if (sum > 0)
            Screen.Warnings([
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * sum / all:0.##} % of trade is with countries outside the world, under {rest}: {first}{more}"
                ),
            ]);
    }

    private static int Print(BilateralTrade trade, string? country, Func<string, string> partner, double scale)
    {
        if (country is null)
            return PrintPairs(trade, partner, scale);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {trade.Layout}, {trade.Rows} rows, {trade.Unit} times {scale}"));
        foreach (var (name, pairs) in new[] { ("goods_exports", trade.Exports(country)), ("goods_imports", trade.Imports(country)) })
        {
            Console.WriteLine($"{name}:");
            foreach (
                var group in pairs
                    .GroupBy(p => partner(p.Partner), p => p.Value * scale)
                    .Where(g => g.Key != country)
                    .OrderByDescending(g => g.Sum())
            )
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key}: {group.Sum():0.######}"));
        }
        return CommandLine.Done;
    }

    private static int PrintPairs(BilateralTrade trade, Func<string, string> partner, double scale)
    {
        Console.WriteLine("exporter,importer,value");
        foreach (
            var pair in trade
                .Trade.GroupBy(t => (Exporter: partner(t.Key.Exporter), Importer: partner(t.Key.Importer)), t => t.Value * scale)
                .Where(g => g.Key.Exporter != g.Key.Importer)
                .OrderBy(g => g.Key)
        )
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pair.Key.Exporter},{pair.Key.Importer},{pair.Sum():R}"));
        return CommandLine.Done;
    }

    private static Command Aggregate(Catalogue catalogue)
    {
        var (world, output) = (World(), Out());
        var countries = new Option<string?>("--countries") { Description = "CSV with the columns country, to, name", HelpName = "FILE" };
        var sectors = new Option<string?>("--sectors") { Description = "CSV with the columns sector, to, name", HelpName = "FILE" };
        var command = new Command(
            "aggregate",
            "Add countries or sectors of a world up.\n\nExample:\n  entente world aggregate world-2023 --sectors broad.csv --out small"
        )
        {
            world,
            countries,
            sectors,
            output,
        };
        command.SetAction(parsed =>
            On(
                catalogue,
                parsed.GetRequiredValue(world),
                read =>
                    WhyNot(parsed.GetRequiredValue(output)) ?? Make(
                        WorldSurgery.Aggregate(read, parsed.GetValue(countries), parsed.GetValue(sectors)),
                        parsed.GetRequiredValue(output)
                    )
            )
        );
        return command;
    }

    private static Command Carve(Catalogue catalogue)
    {
        var (world, output) = (World(), Out());
        var facts = new Option<string>("--facts")
        {
            Description = "YAML file of what is known of the country",
            Required = true,
            HelpName = "FILE",
        };
        var command = new Command(
            "carve",
            "Take a country out of an aggregate such as ROW.\n\nExample:\n"
                + "  entente world carve world-2023 --facts kosovo.yaml --out with-kosovo"
        )
        {
            world,
            facts,
            output,
        };
        command.SetAction(parsed =>
            On(
                catalogue,
                parsed.GetRequiredValue(world),
                read =>
                    WhyNot(parsed.GetRequiredValue(output))
                    ?? Fitted(WorldSurgery.Carve(read, parsed.GetRequiredValue(facts)), parsed.GetRequiredValue(output))
            )
        );
        return command;
    }

    private static Command Rebase(Catalogue catalogue)
    {
        var (world, output) = (World(), Out());
        var facts = new Option<string>("--facts")
        {
            Description = "Folder with groups.csv, accounts.csv, goods.csv and services.csv of the year",
            Required = true,
            HelpName = "DIR",
        };
        var year = new Option<int>("--year") { Description = "The year", Required = true }.Whole();
        var command = new Command(
            "rebase",
            "Move a world to another year.\n\nExample:\n  entente world rebase world-2023 --facts facts-2024 --year 2024 --out world-2024"
        )
        {
            world,
            facts,
            year,
            output,
        };
        command.SetAction(parsed =>
            On(
                catalogue,
                parsed.GetRequiredValue(world),
                read =>
                    WhyNot(parsed.GetRequiredValue(output)) ?? Fitted(
                        WorldSurgery.Rebase(read, parsed.GetRequiredValue(facts), parsed.GetValue(year)),
                        parsed.GetRequiredValue(output)
                    )
            )
        );
        return command;
    }

    private static Command Repair(Catalogue catalogue)
    {
        var (world, output) = (World(), Out());
        var command = new Command(
            "repair",
            "Raise negative final demands by a documented rule.\n\nExample:\n  entente world repair my-world --out my-world-repaired"
        )
        {
            world,
            output,
        };
        command.SetAction(parsed =>
        {
            var folder = catalogue.FindWorld(parsed.GetRequiredValue(world), Directory.GetCurrentDirectory());
            return folder.Success
                ? WhyNot(parsed.GetRequiredValue(output))
                    ?? Make(WorldSurgery.Repair(folder.Value.Path, folder.Value.Name), parsed.GetRequiredValue(output))
                : Screen.Faults(folder.Faults);
        });
        return command;
    }

    private static Command Diff(Catalogue catalogue)
    {
        var (one, other) = (World(), new Argument<string>("OTHER") { Description = "Another world" });
        var command = new Command(
            "diff",
            "List the largest differences of two worlds.\n\nExample:\n  entente world diff world-2014 my-world"
        )
        {
            one,
            other,
        };
        command.SetAction(parsed =>
            On(
                catalogue,
                parsed.GetRequiredValue(one),
                first =>
                    On(
                        catalogue,
                        parsed.GetRequiredValue(other),
                        second =>
                        {
                            var differences = WorldDifference.Between(first, second, MostDifferences);
                            foreach (var d in differences)
                                Console.WriteLine(
                                    string.Create(
                                        CultureInfo.InvariantCulture,
                                        $"{d.What,-48} {d.One,18:#,0.######} {d.Other,18:#,0.######}"
                                    )
                                );
                            Console.WriteLine(differences.Count == 0 ? "no difference" : $"the {differences.Count} largest differences");
                            return CommandLine.Done;
                        }
                    )
            )
        );
        return command;
    }

    private static Argument<string> World() =>
        new("WORLD") { Description = "A world folder, or the name of one that comes with the program" };

    private static Option<string> Out() =>
        new("--out")
        {
            Description = "Where the world shall appear",
            Required = true,
            HelpName = "DIR",
        };

    private static int On(Catalogue catalogue, string name, Func<World, int> action)
    {
        var folder = catalogue.FindWorld(name, Directory.GetCurrentDirectory());
        if (!folder.Success)
            return Screen.Faults(folder.Faults);
        var read = WorldFolder.Read(folder.Value.Path, folder.Value.Name);
        Screen.Warnings(read.Warnings);
        return read.Success ? action(read.Value) : Screen.Faults(read.Faults);
    }

    private static int Fitted(Checked<FittedWorld> fitted, string output)
    {
        Screen.Warnings(fitted.Warnings);
        if (!fitted.Success)
            return Screen.Faults(fitted.Faults);
        foreach (var gap in fitted.Value.Gaps.Where(g => Math.Abs(g.Met - g.Wanted) > 1e-6 * g.Wanted))
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not met: {gap.Fact}: wanted {gap.Wanted:0.###}, met {gap.Met:0.###} ({gap.Why})"
                )
            );
        return Make(Checked<World>.Valid(fitted.Value.World), output);
    }

    /// <summary>Tells why a world cannot be written to a place, before any work is done; null where it can.</summary>
    internal static int? WhyNot(string output)
    {
        if (WorldMark.WhyNot(output) is { } reason)
            return LastWord.Say(new IOException(reason));
        // Made and taken back: whether it can be is known when it has been.
        using (new AtomicFolder(output, WorldFolder.IdentityFile)) { }
        return null;
    }

    private static int Make(Checked<World> made, string output)
    {
        Screen.Warnings(made.Warnings);
        if (!made.Success)
            return Screen.Faults(made.Faults);
        WorldWriter.Write(made.Value, output, compress: true);
        Console.WriteLine($"{output}: {made.Value.Countries.Length} countries, {made.Value.Sectors.Length} sectors");
        return CommandLine.Done;
    }
}
