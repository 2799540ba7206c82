using System.CommandLine;
using Entente.Data;
using Entente.Data.Output;
using Entente.DuckDb;
using Entente.Estimation;
using Entente.EstimationData.Models;
using Entente.EstimationData.Output;
using Entente.EstimationData.Panels;

namespace Entente.Cli;

/// <summary><c>entente estimate</c>: gravity and the like, by Poisson pseudo-maximum likelihood, least squares or logit.</summary>
internal static class EstimateCommand
{
    private static readonly Argument<string> Data = new("DATA")
    {
        Description = "A table (CSV, CSV under gzip, Parquet, DuckDB), with a formula; or a YAML file of models, or the name of one that "
            + "comes with the program",
    };
    private static readonly Argument<string?> FormulaText = new("FORMULA")
    {
        Description = "What is explained by what: 'trade ~ rta | exporter^year + importer^year + exporter^importer'",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> FamilyName = Text("--family", "poisson (default), ols or logit", "NAME");
    private static readonly Option<string?> Where = Text("--where", "Rows that count: 'year >= 1990 & exporter != importer'", "CONDITION");
    private static readonly Option<string?> Cluster = Text(
        "--cluster",
        "Columns errors are clustered by: 'exporter^importer + year'",
        "COLUMNS"
    );
    private static readonly Option<string?> Errors = Text(
        "--errors",
        "cluster, robust or classical; default: cluster where one is named, else robust",
        "NAME"
    );
    private static readonly Option<string?> SmallSample = Text("--small-sample", "fixest (default), fixest-exact, stata or none", "NAME");
    private static readonly Option<string?> Weights = Text("--weights", "A column, or what is computed from columns", "EXPRESSION");
    private static readonly Option<string?> Offset = Text("--offset", "Added to the index: a column, or what is computed", "EXPRESSION");
    private static readonly Option<string?> Split = Text(
        "--split",
        "A column for each of whose levels the model is estimated by itself",
        "COLUMN"
    );
    private static readonly Option<int> Bootstrap = new Option<int>("--bootstrap")
    {
        Description = "Draws of a bootstrap by clusters",
        HelpName = "N",
    }.Whole(0, 1_000_000);
    private static readonly Option<string?> BootstrapKind = Text(
        "--bootstrap-kind",
        "wild (signs of clusters' scores, default) or pairs",
        "NAME"
    );
    private static readonly Option<int> Seed = new Option<int>("--seed")
    {
        Description = "Seed of the bootstrap",
        DefaultValueFactory = _ => 1,
    }.Whole();
    private static readonly Option<bool> BiasCorrected = new("--bias-corrected")
    {
        Description = "Correct the bias of three-way gravity (Weidner and Zylkin 2021)",
    };
    private static readonly Option<int> Threads = new Option<int>("--threads")
    {
        Description = "Threads at work; numbers do not depend on it; default: as many as there are processors",
    }.Whole(0, 1024);
    private static readonly Option<string?> Out = new("--out") { Description = "Folder of the results; default: none", HelpName = "DIR" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of a table" };

    public static Command Create(Catalogue catalogue)
    {
        var command = new Command(
            "estimate",
            """
            Estimate what explains trade, with any number of fixed effects; errors clustered in any number of ways.

            Examples:
              entente estimate panel.csv.gz 'trade ~ rta | exporter^year + importer^year + exporter^importer' --cluster 'exporter^importer'
              entente estimate panel.parquet 'log(trade) ~ log(dist) + i(year, rta) | exporter^year + importer^year' --family ols
              entente estimate advanced-guide --out out/guide
            """
        )
        {
            Data,
            FormulaText,
            FamilyName,
            Where,
            Cluster,
            Errors,
            SmallSample,
            Weights,
            Offset,
            Split,
            Bootstrap,
            BootstrapKind,
            Seed,
            BiasCorrected,
            Threads,
            Out,
            Json,
        };
        command.SetAction((given, cancellation) => Task.FromResult(Run(catalogue, given, cancellation)));
        return command;
    }

    private static int Run(Catalogue catalogue, ParseResult given, CancellationToken cancellation)
    {
        var spec = SpecOf(catalogue, given);
        Screen.Warnings(spec.Warnings);
        if (!spec.Success)
            return Screen.Faults(spec.Faults);
        // The place is tried before the work is done.
        using var folder = given.GetValue(Out) is { } output ? new AtomicFolder(output, EstimationFolder.Mark) : null;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            var run = EstimationRun.Of(
                given.GetValue(Split) is { } split ? spec.Value with { Split = split } : spec.Value,
                new PanelReader(new DuckDbFormat()) { Progress = rows => EstimateScreen.Reading(watch.Elapsed, rows) },
                new EstimationOptions { Threads = given.GetValue(Threads), Progress = step => EstimateScreen.Step(watch.Elapsed, step) },
                model => EstimateScreen.Began(model),
                cancellation
            );
            EstimateScreen.Clear();
            Screen.Warnings(run.Warnings);
            if (!run.Success)
                return Screen.Faults(run.Faults);
            if (folder is not null)
                EstimationFolder.Write(run.Value, folder, RunCommand.Version());
            if (given.GetValue(Json))
                Console.Out.WriteLine(EstimationJson.Text(run.Value, RunCommand.Version()));
            else
                EstimateScreen.Show(run.Value, given.GetValue(Out), watch.Elapsed);
            return run.Value.Models.All(m => m.Estimation.IsConverged) ? CommandLine.Done : CommandLine.NotSolved;
        }
        catch (OperationCanceledException)
        {
            EstimateScreen.Clear();
            Console.Error.WriteLine("interrupted; nothing is written");
            return CommandLine.Interrupted;
        }
    }

    /// <summary>What is asked: one model by formula and options, or the models of a file.</summary>
    private static Checked<EstimationSpec> SpecOf(Catalogue catalogue, ParseResult given)
    {
        var data = given.GetValue(Data)!;
        Option[] ofModel =
        [
            FamilyName,
            Where,
            Cluster,
            Errors,
            SmallSample,
            Weights,
            Offset,
            Bootstrap,
            BootstrapKind,
            Seed,
            BiasCorrected,
        ];
        if (given.GetValue(FormulaText) is { } formula)
            return EstimationFile.Of(
                data,
                new WrittenModel
                {
                    Name = "estimate",
                    Formula = new Word(formula, new Place("FORMULA")),
                    Family = WordOf(FamilyName),
                    Where = WordOf(Where),
                    Cluster = WordOf(Cluster),
                    Errors = WordOf(Errors),
                    SmallSample = WordOf(SmallSample),
                    Weights = WordOf(Weights),
                    Offset = WordOf(Offset),
                    BootstrapKind = WordOf(BootstrapKind),
                    Replications = given.GetValue(Bootstrap) is > 0 and var count ? count : null,
                    Seed = given.GetValue(Seed),
                    BiasCorrected = given.GetValue(BiasCorrected),
                }
            );
        if (PanelReader.IsTable(data))
            return Checked<EstimationSpec>.Invalid([new Fault(new Place(data), "a table without a formula", "a formula behind it")]);
        var file = catalogue.FindEstimation(data, Directory.GetCurrentDirectory());
        List<Fault> faults =
        [
            .. file.Faults,
            .. ofModel
                .Where(option => given.GetResult(option) is { Implicit: false })
                .Select(option => new Fault(new Place(option.Name), $"{option.Name} beside a file of models", "the key of the file")),
        ];
        return faults.Count > 0 ? Checked<EstimationSpec>.Invalid(faults) : EstimationFile.Read(file.Value.Path, file.Value.Name);

        Word? WordOf(Option<string?> option) => given.GetValue(option) is { } text ? new Word(text, new Place(option.Name)) : null;
    }

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
