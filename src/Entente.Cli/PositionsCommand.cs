using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Worlds;
using Entente.Games.Exposure;
using Entente.Positions.Profiles;
using Entente.Positions.Shipped;
using Entente.Positions.TrackRecord;
using Entente.Positions.Votes;
using Entente.Reporting.Positions;

namespace Entente.Cli;

/// <summary><c>entente positions</c>: where a country stands, how it moved, whom it is near, what it joined, what it hangs on.</summary>
internal static class PositionsCommand
{
    private const string NoWorld = "none";

    private static readonly Argument<string> CountryCode = new("COUNTRY") { Description = "Code of the country, such as SRB" };
    private static readonly Option<string[]> With = new Option<string[]>("--with")
    {
        Description = "Those it is set beside; default: USA DEU RUS CHN",
        HelpName = "C",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string> Topic = new("--topic")
    {
        Description = "Votes on one topic: " + string.Join(", ", Topics.All.Select(t => t.Code)) + "; default: all",
        HelpName = "TOPIC",
        DefaultValueFactory = _ => "all",
    };
    private static readonly Option<int> From = new Option<int>("--from-session")
    {
        Description = "First session of the window of similarities; session 46 began in 1991; default: the last five",
    }.Whole(0, 10_000);
    private static readonly Option<int> To = new Option<int>("--to-session")
    {
        Description = "Last session of the window; default: the last there is",
    }.Whole(0, 10_000);
    private static readonly Option<int> Draws = new Option<int>("--draws")
    {
        Description = "Draws of the intervals",
        DefaultValueFactory = _ => 1000,
    }.Whole(0, 1_000_000);
    private static readonly Option<int> Seed = new Option<int>("--seed")
    {
        Description = "Seed of the draws",
        DefaultValueFactory = _ => 1,
    }.Whole();
    private static readonly Option<string?> Votes = new("--votes")
    {
        Description = "Roll calls of your own: resolution,state,vote with session or date, optionally title and topics",
        HelpName = "FILE",
    };
    private static readonly Option<string[]> Sanctions = new Option<string[]>("--sanctions")
    {
        Description = "A table of sanctions that you hold, as gsdb:FILE, ties:FILE, eusanct:FILE or sender,target,since,until:FILE",
        HelpName = "COLUMNS:FILE",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string?> Record = new("--record")
    {
        Description = "Statements on record: a ledger, or a table with columns actor and date, optionally country, stance and text",
        HelpName = "FILE",
    };
    private static readonly Option<string> WorldName = new("--world")
    {
        Description = "The world whose economy stands beside the profile, or none",
        HelpName = "NAME|DIR",
        DefaultValueFactory = _ => Worlds.Default,
    };
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the results; default: out/positions-<country>",
        HelpName = "DIR",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of a summary" };

    public static Command Create(Catalogue catalogue)
    {
        var command = new Command(
            "positions",
            """
            Show where a country stands: ideal points and similarities from votes of the General Assembly, declarations and measures
            joined, sanctions imposed and borne, and beside it what its economy hangs on.

            Examples:
              entente positions SRB
              entente positions SRB --with DEU RUS CHN --topic hr
              entente positions TUR --from-session 66 --to-session 74 --world none
            """
        )
        {
            CountryCode,
            With,
            Topic,
            From,
            To,
            Draws,
            Seed,
            Votes,
            Sanctions,
            Record,
            WorldName,
            Out,
            Json,
            Build(),
        };
        command.SetAction(given => Run(catalogue, given));
        return command;
    }

    private static int Run(Catalogue catalogue, ParseResult given)
    {
        var faults = new List<Fault>();
        var rolls = given.GetValue(Votes) is { } file ? Noted(RollCallFiles.Read(file, file), faults) : null;
        var episodes = Episodes.OfRegimes(catalogue).ToBuilder();
        foreach (var table in given.GetValue(Sanctions) ?? [])
            if (Table(table) is not var (columns, path))
                faults.Add(
                    new Fault(new Place("--sanctions"), $"'{table}'", "gsdb:FILE, ties:FILE, eusanct:FILE or four columns and a file")
                );
            else if (Noted(Episodes.Read(path, path, columns), faults) is { } read)
                episodes.AddRange(read.Rows);
        var statements = given.GetValue(Record) is { } ledger ? Noted(LedgerStatements.Read(ledger), faults) : null;
        if (faults.Count > 0)
            return Screen.Faults(faults);
        var profile = PositionProfile.Of(
            new ShippedPositions(),
            new ProfileQuestion
            {
                Country = Code(given.GetRequiredValue(CountryCode)),
                With = [.. (given.GetValue(With) ?? []).Select(Code)],
                Topic = given.GetRequiredValue(Topic),
                FromSession = given.GetValue(From),
                ToSession = given.GetValue(To),
                Draws = given.GetValue(Draws),
                Seed = given.GetValue(Seed),
            },
            episodes.ToImmutable(),
            rolls
        );
        if (!profile.Success)
            return Screen.Faults(profile.Faults);
        var exposure = Exposure(catalogue, given.GetRequiredValue(WorldName), profile.Value.Question.Country, faults);
        if (faults.Count > 0)
            return Screen.Faults(faults);
        var whole = profile.Value with
        {
            Statements = [.. (statements?.Rows ?? []).Where(s => s.Country == profile.Value.Question.Country)],
        };
        return Write(new PositionsRecord(whole, exposure, RunCommand.Version()), given);
    }

    private static int Write(PositionsRecord record, ParseResult given)
    {
        var output = given.GetValue(Out) ?? Path.Combine("out", $"positions-{record.Profile.Question.Country}");
        var tables = ProfileTables.Of(record.Profile);
        using (var folder = new AtomicFolder(output, "ideal_points.csv"))
        {
            foreach (var table in tables)
            {
                table.WriteCsv(folder.Path);
                table.WriteParquet(folder.Path);
            }
            PositionsReport.Write(record, folder.Path);
            folder.Complete();
        }
        if (given.GetValue(Json))
            Console.Out.WriteLine(
                new JsonObject(tables.Select(table => KeyValuePair.Create<string, JsonNode?>(table.Name, table.Json()))).ToJsonString(
                    new JsonSerializerOptions { WriteIndented = true }
                )
            );
        else
            Show(record, output);
        return CommandLine.Done;
    }

    private static void Show(PositionsRecord record, string output)
    {
        var profile = record.Profile;
        Console.Out.WriteLine(record.Summary);
        Console.Out.WriteLine($"Agreement, sessions {profile.Window.From} to {profile.Window.To} (95 % interval):");
        foreach (var near in profile.Similarities)
            Console.Out.WriteLine(
                Text($"  {StateCodes.Name(near.State),-26}{near.Agreement.Value:0.00}  ")
                    + Text($"({near.Agreement.Low:0.00} to {near.Agreement.High:0.00})")
            );
        Console.Out.WriteLine($"Nearest: {string.Join(", ", profile.Nearest.Take(5).Select(n => StateCodes.Name(n.State)))}");
        if (record.Exposure is { } exposure)
            foreach (var partner in exposure.Partners)
                Console.Out.WriteLine(
                    Text($"  {partner.Name,-26}{100 * partner.ImportShare,5:0.0} % of imports, ")
                        + Text($"{100 * partner.ExportShare,5:0.0} % of exports")
                );
        Console.Out.WriteLine(profile.Joining.Verdict);
        Console.Out.WriteLine(Path.Combine(output, "report.html"));
    }

    private static CountryExposure? Exposure(Catalogue catalogue, string name, string country, List<Fault> faults)
    {
        if (name == NoWorld)
            return null;
        var folder = catalogue.FindWorld(name, Directory.GetCurrentDirectory());
        if (!folder.Success)
        {
            faults.AddRange(folder.Faults);
            return null;
        }
        if (Noted(WorldFolder.Read(folder.Value.Path, folder.Value.Name), faults) is not { } world)
            return null;
        if (!world.TryCountry(country, out var n))
        {
            Console.Error.WriteLine($"note: {folder.Value.Name} has no {country} of its own, and nothing of its economy is shown");
            return null;
        }
        return Noted(Baseline.Create(world), faults) is { } baseline ? CountryExposure.Of(baseline, n) : null;
    }

    private static (EpisodeColumns Columns, string Path)? Table(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        if (at <= 0 || at == text.Length - 1)
            return null;
        var (columns, path) = (text[..at], text[(at + 1)..]);
        EpisodeColumns? known = columns switch
        {
            "gsdb" => EpisodeColumns.Gsdb,
            "ties" => EpisodeColumns.Ties,
            "eusanct" => EpisodeColumns.Eusanct,
            _ when columns.Split(',') is [var sender, var target, var since, var until] => new(
                Path.GetFileNameWithoutExtension(path),
                sender,
                target,
                since,
                until.Length > 0 ? until : null
            ),
            _ => null,
        };
        return known is null ? null : (known, path);
    }

    private static string Code(string text) => StateCodes.Unified(text.ToUpperInvariant()) ?? text;

    private static T? Noted<T>(Checked<T> read, List<Fault> faults)
        where T : class
    {
        Screen.Warnings(read.Warnings);
        faults.AddRange(read.Faults);
        return read.Success ? read.Value : null;
    }

    private static Command Build()
    {
        var raw = new Option<string>("--raw") { Description = "Folder of raw public data", HelpName = "DIR", Required = true };
        var folder = new Option<string>("--out")
        {
            Description = "Where the tables go",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("src", "Entente.Positions", "data"),
        };
        var command = new Command(
            "build",
            "Make the tables that come along from raw public data.\n\nExample:\n  entente positions build --raw ../shared/data"
        )
        {
            raw,
            folder,
        };
        command.SetAction(given =>
        {
            var (from, to) = (given.GetRequiredValue(raw), given.GetRequiredValue(folder));
            foreach (var missing in new[] { from, to }.Where(path => !Directory.Exists(path)))
                return Screen.Faults([new Fault(new Place(missing), "no such folder", "a folder")]);
            var built = PositionsBuild.Write(from, to, Console.Error.WriteLine);
            Screen.Warnings(built.Warnings);
            if (!built.Success)
                return Screen.Faults(built.Faults);
            Console.Out.WriteLine(
                Text($"{built.Value.Resolutions} roll calls, {built.Value.States} states, {built.Value.Points} ideal points, ")
                    + Text($"{built.Value.Cases} cases of joining in {to}")
            );
            return CommandLine.Done;
        });
        return command;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
