using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Data.Output;
using Entente.Positions.Shipped;
using Entente.Positions.Stakeholders;
using Entente.Reporting.Positions;

namespace Entente.Cli;

/// <summary><c>entente bargain</c>: what models of bargaining make of a table of actors, side by side.</summary>
internal static class BargainCommand
{
    private static readonly Argument<string?> Actors = new("ACTORS")
    {
        Description = "A table of actors: CSV, Parquet or YAML",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> Template = new("--template") { Description = "Print a table to begin with" };
    private static readonly Option<double[]> Scale = new("--scale")
    {
        Description = "The two ends of the scale, where the table does not say; default: the range of positions",
        HelpName = "LEAST MOST",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<double> SalienceScale = new Option<double>("--salience-scale")
    {
        Description = "What salience is written in: 1, or 100 where it is per cent",
        DefaultValueFactory = _ => 1,
    }.Number("a number above 0", value => value > 0);
    private static readonly Option<string[]> Models = new Option<string[]>("--model")
    {
        Description = "Only these: " + string.Join(", ", BargainingComparison.Models.Select(m => m.Name)),
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string?> Record = new("--record")
    {
        Description = "Statements that positions 'record' start from: a ledger, or a table with columns actor and stance, -1 to 1",
        HelpName = "FILE",
    };
    private static readonly Option<int> Draws = new Option<int>("--draws")
    {
        Description = "Draws of inputs that have a spread",
        DefaultValueFactory = _ => 200,
    }.Whole(0, 100_000);
    private static readonly Option<int> Seed = new Option<int>("--seed")
    {
        Description = "Seed of the draws",
        DefaultValueFactory = _ => 1,
    }.Whole();
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the results; default: out/bargain-<table name>",
        HelpName = "DIR",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of a table" };

    public static Command Create()
    {
        var command = new Command(
            "bargain",
            """
            Answer a table of actors with positions, capabilities and salience: the weighted mean, the median voter, Nash bargaining, the
            challenge model and the spatial model, always side by side.

            Examples:
              entente bargain --template > actors.csv
              entente bargain actors.csv
              entente bargain actors.csv --salience-scale 100 --scale 0 100 --model compromise median
            """
        )
        {
            Actors,
            Template,
            Scale,
            SalienceScale,
            Models,
            Record,
            Draws,
            Seed,
            Out,
            Json,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(Template) && result.GetValue(Actors) is null)
                result.AddError("bargain expects a table of actors, or --template");
        });
        command.SetAction((given, cancellation) => Task.FromResult(Run(given, cancellation)));
        return command;
    }

    private static int Run(ParseResult given, CancellationToken cancellation)
    {
        if (given.GetValue(Template))
        {
            Console.Out.Write(IssueFile.Template);
            return CommandLine.Done;
        }
        var faults = new List<Fault>();
        var scale = given.GetValue(Scale) ?? [];
        if (scale.Length is not (0 or 2))
            faults.Add(new Fault(new Place("--scale"), $"{scale.Length} numbers", "two, the lower end and the upper"));
        var names = BargainingComparison.Models.Select(m => m.Name).ToList();
        var wanted = given.GetValue(Models) ?? [];
        foreach (var unknown in wanted.Where(name => !names.Contains(name)))
            faults.Add(new Fault(new Place("--model"), $"unknown model '{unknown}'", Spelling.OneOf(unknown, names)));
        var shipped = new ShippedPositions();
        var places = LedgerStatements.Places(
            topic => ShippedPositions.PointTopics.Contains(topic) ? shipped.PointsOf(topic) : [],
            given.GetValue(Record)
        );
        faults.AddRange(places.Faults);
        if (faults.Count > 0)
            return Screen.Faults(faults);
        var file = given.GetRequiredValue(Actors)!;
        var issue = IssueFile.Read(
            file,
            file,
            new IssueReading
            {
                SalienceScale = given.GetValue(SalienceScale),
                Scale = scale.Length == 2 ? (scale[0], scale[1]) : null,
                Start = places.Value.Find,
            }
        );
        Screen.Warnings(issue.Warnings);
        if (!issue.Success)
            return Screen.Faults(issue.Faults);
        var comparison = BargainingComparison.Of(
            issue.Value,
            [.. BargainingComparison.Models.Where(m => wanted.Length == 0 || wanted.Contains(m.Name))],
            given.GetValue(Draws),
            given.GetValue(Seed),
            cancellation
        );
        return Write(comparison, given.GetValue(Out) ?? Path.Combine("out", "bargain-" + Path.GetFileNameWithoutExtension(file)), given);
    }

    private static int Write(BargainingComparison comparison, string output, ParseResult given)
    {
        var tables = BargainingTables.Of(comparison);
        using (var folder = new AtomicFolder(output, "outcomes.csv"))
        {
            foreach (var table in tables)
            {
                table.WriteCsv(folder.Path);
                table.WriteParquet(folder.Path);
            }
            PositionsReport.Write(new BargainRecord(comparison, RunCommand.Version()), folder.Path);
            folder.Complete();
        }
        if (given.GetValue(Json))
            Console.Out.WriteLine(
                new JsonObject(tables.Select(table => KeyValuePair.Create<string, JsonNode?>(table.Name, table.Json()))).ToJsonString(
                    new JsonSerializerOptions { WriteIndented = true }
                )
            );
        else
            Show(comparison, output);
        return CommandLine.Done;
    }

    private static void Show(BargainingComparison comparison, string output)
    {
        Console.Out.WriteLine(comparison.Issue.Title);
        foreach (var (answer, settled) in comparison.Answers.Select(a => (a, a.Answer)))
            Console.Out.WriteLine(
                settled.Success
                    ? Text($"  {answer.Model.Title,-38}{string.Join("  ", settled.Value.Point.Select(x => Text($"{x,8:0.00}")))}")
                        + (settled.Value.Rounds.Length > 1 ? Text($"   {settled.Value.Rounds.Length - 1} rounds") : "")
                    : $"  {answer.Model.Title,-38}no answer: {string.Join("; ", settled.Faults)}"
            );
        for (var k = 0; k < comparison.Issue.Dimensions.Length; k++)
            if (double.IsFinite(comparison.Spread(k)))
                Console.Out.WriteLine(
                    Text($"{comparison.Issue.Dimensions[k].Name}: the models lie {comparison.Spread(k):0.00} apart, ")
                        + Text($"{100 * comparison.Spread(k) / comparison.Issue.Dimensions[k].Length:0} % of the scale")
                );
        Console.Out.WriteLine("Models with rounds predict no better than the weighted mean in independent tests: begin with the mean.");
        Console.Out.WriteLine(Path.Combine(output, "report.html"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
