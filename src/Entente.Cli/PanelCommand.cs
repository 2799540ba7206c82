using System.CommandLine;
using System.Globalization;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Estimation.Formulas;
using Entente.EstimationData.Panels;
using Entente.EstimationData.Sanctions;
using Entente.Positions.TrackRecord;

namespace Entente.Cli;

/// <summary><c>entente panel</c>: panels for estimations, made of tables that somebody holds.</summary>
internal static class PanelCommand
{
    private const int MostNamed = 20;

    private static readonly Argument<string> Table = new("TABLE") { Description = "A table: CSV, CSV under gzip or Parquet" };
    private static readonly Argument<string> Output = new("OUTPUT") { Description = "A table with columns country and output" };
    private static readonly Argument<string> Sanctions = new("SANCTIONS")
    {
        Description = "A table of sanctions that you hold, as gsdb:FILE, eusanct:FILE or sender,target,begin,end[,trade]:FILE",
    };
    private static readonly Option<string> Out = WithPlace(
        new("--out")
        {
            Description = "Where the panel is written, as CSV; under gzip where the name ends in .gz",
            HelpName = "FILE",
            Required = true,
        }
    );
    private static readonly Option<string[]> Columns = new Option<string[]>("--columns")
    {
        Description = "Columns kept, in order; default: all",
        HelpName = "C",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string?> Where = new("--where") { Description = "Rows kept: 'year >= 1990'", HelpName = "CONDITION" };
    private static readonly Argument<string[]> WorldNames = new("WORLD")
    {
        Description = "World folders, or names of those that come along",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string?> Sectors = new("--sectors")
    {
        Description = "A tag, such as goods; default: all sectors",
        HelpName = "TAG",
    };
    private static readonly Option<string?> RegimeName = new("--regime")
    {
        Description = "A regime that comes along: its members' trade with its target is marked",
        HelpName = "NAME",
    };
    private static readonly Option<bool> Pairs = new("--pairs")
    {
        Description = "Add columns pair (exporter and importer, whichever way) and link (the same, one for all sales at home)",
    };
    private static readonly Option<int?> Step = new Option<int?>("--step")
    {
        Description = "Years between periods of the panel; default: the least distance of two of its years",
        HelpName = "N",
    }.Whole(1);

    public static Command Create(Catalogue catalogue) =>
        new(
            "panel",
            """
            Make panels for estimations: domestic sales, sanctions, columns and rows.

            Examples:
              entente panel domestic flows.csv output.csv --out panel.csv.gz
              entente panel sanctions panel.csv.gz gsdb:GSDB_V4.csv --out with-sanctions.csv.gz
              entente panel cut agtpa.csv --columns exporter importer year trade rta --pairs --out panel.csv.gz
            """
        )
        {
            Domestic(),
            WithSanctions(),
            OfWorlds(catalogue),
            Cut(),
        };

    private static Command Domestic()
    {
        var command = new Command("domestic", "Add what each country sells at home: output less exports; holes and negative ones are named")
        {
            Table,
            Output,
            Out,
        };
        command.SetAction(given =>
        {
            var (flows, output) = (given.GetValue(Table)!, given.GetValue(Output)!);
            var (readFlows, readOutput) = (PanelTable.Read(flows, flows), PanelTable.Read(output, output));
            if (!readFlows.Success || !readOutput.Success)
                return Screen.Faults([.. readFlows.Faults, .. readOutput.Faults]);
            var made = DomesticSales.Of(readFlows.Value, readOutput.Value, flows, output);
            if (!made.Success)
                return Screen.Faults(made.Faults);
            var panel = made.Value;
            Named("without output, so that nothing is known of sales at home", panel.Holes);
            Named(
                "with exports above output, and no row for sales at home",
                [.. panel.Negative.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Where} (by {n.Excess:0.###})"))]
            );
            Named("with output and without exports, not used", panel.Unused);
            Named("with flows that are missing and count as none, so that sales at home may be too large", panel.Partial);
            Named("columns empty in the rows added: an estimation that needs them leaves these rows out", panel.Empty);
            return Written(panel.Panel, given, $"{panel.Panel.Rows.Count - readFlows.Value.Rows.Count} of sales at home");
        });
        return command;
    }

    private static Command WithSanctions()
    {
        var command = new Command("sanctions", "Add columns that say which sanctions are in force between exporter and importer")
        {
            Table,
            Sanctions,
            Step,
            Out,
        };
        command.SetAction(given =>
        {
            var name = given.GetValue(Table)!;
            var panel = PanelTable.Read(name, name, "exporter", "importer", "year");
            var (mapping, file) = Mapped(given.GetValue(Sanctions)!);
            if (mapping is null)
                return Screen.Faults([
                    .. panel.Faults,
                    new Fault(
                        new Place("SANCTIONS"),
                        $"'{given.GetValue(Sanctions)}'",
                        "gsdb:FILE, eusanct:FILE or sender,target,begin,end[,trade]:FILE"
                    ),
                ]);
            HashSet<string> countries = [.. panel.Success ? SanctionColumns.CountriesOf(panel.Value) : []];
            var episodes = SanctionEpisodes.Read(
                file,
                file,
                mapping,
                Episodes.CountryOf,
                [.. countries.Select(c => Episodes.CountryOf(c) ?? c).Distinct(StringComparer.Ordinal)]
            );
            if (!panel.Success || !episodes.Success)
                return Screen.Faults([.. panel.Faults, .. episodes.Faults]);
            var made = SanctionColumns.Add(panel.Value, name, episodes.Value.Episodes, given.GetValue(Step), Episodes.CountryOf);
            if (!made.Success)
                return Screen.Faults(made.Faults);
            Named(
                "in the table of sanctions neither a country nor a group that is known, left out",
                [.. episodes.Value.Unknown.Select(u => $"{u.Name} ({u.Rows} rows)")]
            );
            Named(
                "in the panel no country that is known, so that no sanction is found for them",
                [.. countries.Where(c => Episodes.CountryOf(c) is null).Order(StringComparer.Ordinal)]
            );
            var column = made.Value.Find("sanction_complete");
            return Written(
                made.Value,
                given,
                $"{made.Value.Rows.Count(row => row[column] == "1")} under a complete, "
                    + $"{made.Value.Rows.Count(row => row[made.Value.Find("sanction_partial")] == "1")} under a partial ban of trade"
            );
        });
        return command;
    }

    private static Command OfWorlds(Catalogue catalogue)
    {
        var command = new Command("worlds", "The trade of several worlds, a year each, with marks for who takes part in a regime")
        {
            WorldNames,
            Sectors,
            RegimeName,
            Out,
        };
        command.SetAction(given =>
        {
            var here = new Located(Directory.GetCurrentDirectory(), "");
            var worlds = given.GetValue(WorldNames)!.Select(name => WorldInput.Read(catalogue, name, null, here)).ToList();
            List<Fault> faults = [.. worlds.SelectMany(w => w.Faults)];
            var regime = given.GetValue(RegimeName);
            var episodes = Episodes.OfRegimes(catalogue).Where(e => e.What == regime && e.Role == "imposed").ToList();
            if (regime is not null && episodes.Count == 0)
                faults.Add(new Fault(new Place(RegimeName.Name), $"'{regime}'", "a regime that comes along and names its members"));
            if (faults.Count > 0)
                return Screen.Faults(faults);
            var made = WorldPanel.Of(
                [.. worlds.Select(w => w.Value.World)],
                given.GetValue(Sectors),
                [.. episodes.Select(e => e.Country).Distinct(StringComparer.Ordinal)],
                episodes.Select(e => e.Other).FirstOrDefault() ?? ""
            );
            return made.Success
                ? Written(made.Value, given, $"{made.Value.Rows.Select(row => row[0]).Distinct(StringComparer.Ordinal).Count()} countries")
                : Screen.Faults(made.Faults);
        });
        return command;
    }

    private static Command Cut()
    {
        var command = new Command("cut", "Keep some columns and rows of a table, and name its pairs") { Table, Columns, Where, Pairs, Out };
        command.SetAction(given =>
        {
            var name = given.GetValue(Table)!;
            var table = PanelTable.Read(name, name);
            var rows = table.Success ? table.Value.Rows.Count : 0;
            if (table.Success && given.GetValue(Where) is { } text)
            {
                var wrong = new List<FormulaFault>();
                var condition = FormulaReader.ReadExpression(text, wrong);
                if (condition is null)
                    return Screen.Faults([
                        .. wrong.Select(f => new Fault(new Place(Where.Name), $"{f.Found} at letter {f.Position} of '{text}'", f.Expected)),
                    ]);
                table = PanelCut.Where(table.Value, name, name, condition);
            }
            var cut = table.Success ? PanelCut.Of(table.Value, name, given.GetValue(Columns) ?? [], given.GetValue(Pairs)) : table;
            return cut.Success
                ? Written(cut.Value, given, rows > cut.Value.Rows.Count ? $"{rows - cut.Value.Rows.Count} left out" : "")
                : Screen.Faults(cut.Faults);
        });
        return command;
    }

    private static Option<string> WithPlace(Option<string> option)
    {
        option.Validators.Add(result =>
        {
            // Without a value the parser itself says what is missing.
            if (result.Tokens is not [.., { Value: var path }])
                return;
            if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase))
                result.AddError($"--out expects a name that ends in .csv or .csv.gz, not '{path}'");
            else if (Directory.Exists(path))
                result.AddError($"--out expects a file, not the folder '{path}'");
        });
        return option;
    }

    private static int Written(PanelTable panel, ParseResult given, string more)
    {
        var path = given.GetValue(Out)!;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // Beside its place first: what stands there is whole, before and after.
        var beside = Path.Combine(folder, "." + Path.GetFileName(path));
        try
        {
            panel.Write(beside);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
        Console.WriteLine($"{path}: {panel.Rows.Count} rows{(more.Length > 0 ? $", {more}" : "")}");
        return CommandLine.Done;
    }

    private static void Named(string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            Screen.Warnings([
                $"{names.Count} {what}: {string.Join("; ", names.Take(MostNamed))}{(names.Count > MostNamed ? "; ..." : "")}",
            ]);
    }

    private static (SanctionMapping? Mapping, string File) Mapped(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        if (at < 0)
            return (null, "");
        var (columns, file) = (text[..at], text[(at + 1)..]);
        return columns switch
        {
            "gsdb" => (SanctionMapping.Gsdb, file),
            "eusanct" => (SanctionMapping.Eusanct, file),
            _ when columns.Split(',') is [var sender, var target, var begin, var end, .. var trade] && trade.Length < 2 =>
                (
                    new SanctionMapping
                    {
                        Sender = sender,
                        Target = target,
                        Begin = begin,
                        End = end,
                        Trade = trade.FirstOrDefault(),
                    },
                    file
                ),
            _ => (null, file),
        };
    }
}
