using System.CommandLine;
using System.Globalization;
using Entente.Data;
using Entente.Data.Runs;
using Entente.DuckDb;
using Entente.Estimation.Elasticities;
using Entente.EstimationData.Models;
using Entente.EstimationData.Panels;

namespace Entente.Cli;

/// <summary><c>entente elasticities</c>: trade elasticities by sector, from tariffs and trade that somebody holds.</summary>
internal static class ElasticitiesCommand
{
    private static readonly Dictionary<string, TradeValue> Values = new(StringComparer.Ordinal)
    {
        ["customs"] = TradeValue.Customs,
        ["consumer"] = TradeValue.Consumer,
    };

    private static readonly Argument<string> Table = new("TABLE")
    {
        Description = "A table with columns exporter, importer, trade, tariff (0.1 = 10 %), and optionally sector and year",
    };
    private static readonly Argument<string> World = new("WORLD") { Description = "A world folder, or the name of one that comes along" };
    private static readonly Option<string> Valued = new("--values")
    {
        Description = "How trade is valued: customs (before the tariff, theta = -b - 1) or consumer (with it, theta = -b)",
        HelpName = "HOW",
        DefaultValueFactory = _ => "customs",
    };
    private const string Term = "log(1 + tariff)";
    private const string WithYears = $"trade ~ {Term} | exporter^year + importer^year + exporter^importer";
    private const string WithoutYears = $"trade ~ {Term} | exporter + importer";

    private static readonly Option<string?> FormulaText = new("--formula")
    {
        Description = $"What explains trade, the tariff as {Term}; default: '{WithYears}', and '{WithoutYears}' for a table without years",
        HelpName = "FORMULA",
    };
    private static readonly Option<string> Cluster = new("--cluster")
    {
        Description = "Columns errors are clustered by",
        HelpName = "COLUMNS",
        DefaultValueFactory = _ => "exporter^importer",
    };

    public static Command Create(Catalogue catalogue) =>
        new(
            "elasticities",
            """
            Trade elasticities by sector: from tariffs by Poisson pseudo-maximum likelihood or from triads of countries, and those
            of a world.

            Examples:
              entente elasticities tariff trade-and-tariffs.csv.gz
              entente elasticities triads trade-and-tariffs.csv.gz --values customs
              entente elasticities world world-2023
            """
        )
        {
            Tariff(),
            Triads(),
            OfWorld(catalogue),
        };

    private static Command Tariff()
    {
        var command = new Command(
            "tariff",
            "Theta by sector from the coefficient on log(1 + tariff)"
        ) { Table, FormulaText, Cluster, Valued };
        command.SetAction((given, cancellation) => Task.FromResult(Tariff(given, cancellation)));
        return command;
    }

    private static int Tariff(ParseResult given, CancellationToken cancellation)
    {
        if (!Values.TryGetValue(given.GetValue(Valued)!, out var value))
            return Screen.Faults([Unvalued(given)]);
        var (name, reader) = (given.GetValue(Table)!, new PanelReader(new DuckDbFormat()));
        var columns = reader.ColumnsOf(name);
        var spec = EstimationFile.Of(
            name,
            new WrittenModel
            {
                Name = "all",
                Formula = new Word(
                    given.GetValue(FormulaText) ?? (columns.Contains("year") ? WithYears : WithoutYears),
                    new Place(FormulaText.Name)
                ),
                Cluster = new Word(given.GetValue(Cluster)!, new Place(Cluster.Name)),
                SmallSample = "stata",
            }
        );
        if (!spec.Success)
            return Screen.Faults(spec.Faults);
        if (spec.Value.Models[0].Formula.Terms.All(t => t.ToString() != Term))
            return Screen.Faults([new Fault(new Place(FormulaText.Name), "a formula without the tariff", $"the term {Term}")]);
        var split = columns.Contains("sector") ? "sector" : null;
        var run = EstimationRun.Of(spec.Value with { Split = split }, reader, cancellation: cancellation);
        if (!run.Success)
            return Screen.Faults(run.Faults);
        Head("rows");
        foreach (var model in run.Value.Models)
        {
            var sector = model.Spec.Name;
            if (model.Coefficients.FirstOrDefault(c => c.Name == Term) is { } c)
                Print(sector, ElasticityEstimate.Of(c.Estimate, c.StandardError, model.Estimation.Observations, value), model.Rows);
            else
                Nothing(sector);
        }
        foreach (var model in run.Value.Models)
            EstimateScreen.Rest(model, $"{model.Spec.Name}: ");
        return run.Value.Models.All(m => m.Estimation.IsConverged) ? CommandLine.Done : CommandLine.NotSolved;
    }

    private static Command Triads()
    {
        var command = new Command("triads", "Theta by sector from triads of countries (Caliendo and Parro 2015)") { Table, Valued };
        command.SetAction(given =>
        {
            if (!Values.TryGetValue(given.GetValue(Valued)!, out var value))
                return Screen.Faults([Unvalued(given)]);
            var (name, reader) = (given.GetValue(Table)!, new PanelReader(new DuckDbFormat()));
            var read = reader.Read(
                name,
                name,
                ["trade", "tariff"],
                ["exporter", "importer", .. TriadTables.Repeated.Intersect(reader.ColumnsOf(name), StringComparer.Ordinal)]
            );
            if (!read.Success)
                return Screen.Faults(read.Faults);
            var found = TriadTables.Of(read.Value, name, value);
            if (!found.Success)
                return Screen.Faults(found.Faults);
            Head("triads");
            foreach (var (sector, estimate, triads) in found.Value)
                if (estimate is not null)
                    Print(sector, estimate, triads);
                else
                    Nothing(sector);
            Console.WriteLine("n: triads with trade above zero and a tariff in all six directions");
            if (found.Value.All(f => f.Estimate is not null))
                return CommandLine.Done;
            Console.WriteLine("no estimate: no triad is whole, or tariffs do not vary");
            return CommandLine.NotSolved;
        });
        return command;
    }

    private static Command OfWorld(Catalogue catalogue)
    {
        var command = new Command("world", "The elasticities of a world, and how far published ones are apart") { World };
        command.SetAction(given =>
        {
            var world = WorldInput.Read(catalogue, given.GetValue(World), null, new Located(Directory.GetCurrentDirectory(), ""));
            if (!world.Success)
                return Screen.Faults(world.Faults);
            var spreads = world.Value.World.Uncertainty.Elasticities.ToDictionary(row => row.Sector);
            Console.WriteLine(Text($"{"sector",-8}{"theta",8}{"spread",8}{"5 %",8}{"95 %",8}{"sets",6}  source"));
            foreach (var (j, sector) in world.Value.World.Sectors.Index())
                Console.WriteLine(
                    spreads.TryGetValue(j, out var row)
                        ? Text($"{sector.Code,-8}{sector.Theta,8:0.00}{row.Spread,8:0.00}{At(sector.Theta, row.Spread, -1),8:0.00}")
                            + Text($"{At(sector.Theta, row.Spread, 1),8:0.00}{row.Sets,6}  {row.Source}")
                        : Text($"{sector.Code,-8}{sector.Theta,8:0.00}")
                );
            return CommandLine.Done;
        });
        return command;

        // Draws are lognormal about theta.
        static double At(double theta, double spread, int sign) => theta * Math.Exp(sign * 1.6449 * spread);
    }

    private static void Head(string of) => Console.WriteLine(Text($"{"sector",-12}{"theta",10}{"s.e.",10}{"n",12}{$"of {of}",16}"));

    private static void Print(string sector, ElasticityEstimate e, long of) =>
        Console.WriteLine(Text($"{sector,-12}{e.Theta,10:0.000}{e.StandardError,10:0.000}{e.Observations,12:#,0}{of,16:#,0}"));

    private static void Nothing(string sector) => Console.WriteLine($"{sector,-12}  no estimate");

    private static Fault Unvalued(ParseResult given) =>
        new(new Place(Valued.Name), $"'{given.GetValue(Valued)}'", Spelling.OneOf(given.GetValue(Valued)!, Values.Keys));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
