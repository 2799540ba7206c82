using System.Collections.Immutable;
using Entente.Data.Yaml;
using Entente.Gravity;
using Entente.Models;

namespace Entente.Data.Scenarios;

/// <summary>Reads which model answers a scenario, and the data that structural gravity may bring along.</summary>
internal sealed class GravityReader
{
    private const string Gravity = "gravity";
    private const string Constant = "constant";
    private static readonly string[] Adjustments = ["full", "one_step", "conditional"];

    private static readonly string[] OfData = ["coefficients", "exporter", "importer", "output", "expenditure", "year", "unit"];

    private readonly YamlPage page;
    private readonly NeighbourFiles files;
    private readonly FaultList faults;

    private GravityReader(YamlPage page, NeighbourFiles files, FaultList faults) =>
        (this.page, this.files, this.faults) = (page, files, faults);

    /// <summary>The model that a scenario names, set as it says; the default where it names none.</summary>
    public static Model Read(YamlPage scenario, NeighbourFiles files, FaultList faults)
    {
        var model = scenario.Word("model");
        var section = scenario.Section(Gravity);
        if (model is not null && KnownModels.Find(model.Text) is null)
            faults.Add(model.Place, $"model '{model}'", Closures.Expected(model.Text, KnownModels.Names));
        else if (model is { Text: not Gravity } && section is not null)
            faults.Add(section.Place, $"'{Gravity}' under `model: {model}`", $"`model: {Gravity}`");
        return section is not null ? new GravityModel(new GravityReader(section, files, faults).Read())
            : model is not null ? KnownModels.Find(model.Text) ?? KnownModels.Default
            : KnownModels.Default;
    }

    /// <summary>The table of data a scenario names; null where it names none.</summary>
    public static string? DataOf(YamlPage scenario) => scenario.Section(Gravity)?.Text("data") is { Length: > 0 } file ? file : null;

    private GravitySetup Read()
    {
        page.Allow(["sigma", "reference", "adjustment", "data", .. OfData]);
        var setup = new GravitySetup
        {
            Sigma = Sigma(),
            Reference = page.Word("reference"),
            Adjustment = ReadAdjustment(),
        };
        if (page.Has("data"))
            return setup with { Fit = Fit(setup) };
        foreach (var key in OfData.Where(page.Has))
            faults.Add(page.PlaceOf(key), $"'{key}' without 'data'", "the key 'data' with a table");
        return setup;
    }

    private double Sigma()
    {
        var sigma = page.Number("sigma") ?? OneSectorWorld.DefaultSigma;
        if (!(sigma > 1))
            faults.Add(page.PlaceOf("sigma"), FormattableString.Invariant($"sigma {sigma:R}"), "a number above 1");
        return sigma;
    }

    private Adjustment ReadAdjustment()
    {
        if (page.Word("adjustment") is not { } word || word.Text == "full")
            return Adjustment.Full;
        if (!Adjustments.Contains(word.Text))
            faults.Add(word.Place, $"adjustment '{word}'", Closures.Expected(word.Text, Adjustments));
        return word.Text == "conditional" ? Adjustment.Conditional : Adjustment.OneStep;
    }

    private GravityFit? Fit(GravitySetup setup)
    {
        var before = faults.Count;
        var (variables, coefficients, constant) = Coefficients();
        var file = page.Word("data", required: true);
        if (file is null || variables.IsEmpty)
            return null;
        var (path, name) = files.Find(file.Text);
        if (!File.Exists(path))
        {
            faults.Add(file.Place, $"file '{file}', which does not exist", "a table relative to this file");
            return null;
        }
        var table = GravityTable.Read(
            path,
            name,
            [Column("exporter"), Column("importer"), Column("output", "Y"), Column("expenditure", "E"), .. variables],
            faults
        );
        if (table is null || faults.Count > before)
            return null;
        var data = table with { Variables = variables, Coefficients = coefficients, Constant = constant };
        var reference = setup.Reference is { } word ? data.Countries.ToList().FindIndex(c => c.Code == word.Text) : 0;
        if (reference < 0)
        {
            faults.Add(setup.Reference!.Place, $"reference '{setup.Reference}'", $"a country of {name}");
            return null;
        }
        if (setup.Sigma <= 1)
            return null;
        var fit = GravityFit.Of(
            data,
            setup.Sigma,
            reference,
            new WorldIdentity
            {
                Title = $"Flows fitted to {name}",
                Year = page.Integer("year"),
                Unit = page.Text("unit"),
            }
        );
        faults.Add(fit.Faults.Select(fault => fault with { Place = new Place(name) }));
        return fit.Success ? fit.Value : null;
    }

    private string Column(string key, string? otherwise = null) => page.Text(key) is { Length: > 0 } column ? column : otherwise ?? key;

    private (ImmutableArray<string> Variables, ImmutableArray<double> Values, double Constant) Coefficients()
    {
        if (page.Section("coefficients") is not { } section || !section.Keys.Any(key => key != Constant))
        {
            faults.Add(page.PlaceOf("coefficients"), "no coefficients", "the key 'coefficients' with a number for each variable");
            return ([], [], 0);
        }
        ImmutableArray<string> variables = [.. section.Keys.Where(key => key != Constant)];
        return (variables, [.. variables.Select(key => section.Number(key, required: true) ?? 0)], section.Number(Constant) ?? 0);
    }
}
