using Entente.Data;
using Entente.Data.Yaml;

namespace Entente.EstimationData.Models;

/// <summary>Models to be estimated, as a YAML file: <c>data</c>, what holds for all models, and <c>models</c>; see
/// docs/estimation.md.</summary>
public static class EstimationFile
{
    private static readonly string[] OfModels =
    [
        "formula",
        "family",
        "where",
        "weights",
        "offset",
        "cluster",
        "errors",
        "small_sample",
        "bias_corrected",
        "bootstrap",
    ];

    /// <summary>Reads a file of models.</summary>
    /// <param name="path">The file; the table it names lies relative to it.</param>
    /// <param name="name">The file as messages shall name it.</param>
    /// <returns>The models, or every fault of the file.</returns>
    public static Checked<EstimationSpec> Read(string path, string name)
    {
        var faults = new FaultList();
        var page = YamlPage.Read(path, name, faults);
        if (page is null)
            return faults.Failed<EstimationSpec>();
        page.Allow(["title", "source", "notes", "data", "split", "models", .. OfModels.Except(["formula"])]);
        var data = page.Word("data", required: true);
        var common = Written(page, "", faults);
        var models = new List<ModelSpec>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!page.Has("models"))
            faults.Add(page.Place, "no 'models'", "the key 'models' with at least one model");
        foreach (var section in page.Sections("models"))
        {
            section.Allow(["name", .. OfModels]);
            section.Word("formula", required: true);
            var written = Written(section, section.Text("name", required: true), faults).Over(common);
            if (written.Name.Length > 0 && !names.Add(written.Name))
                faults.Add(section.PlaceOf("name"), $"model '{written.Name}' for the second time", "each name once");
            if (written.Read(faults) is { } model)
                models.Add(model);
        }
        if (page.Has("models") && models.Count == 0 && !faults.Any)
            faults.Add(page.PlaceOf("models"), "nothing under 'models'", "at least one model");
        return faults.With(() =>
            new EstimationSpec
            {
                Title = page.Text("title").Trim(),
                Source = page.Text("source").Trim(),
                Data = data!.Text,
                Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, data.Text),
                Split = page.Has("split") ? page.Text("split") : null,
                Models = [.. models],
            }
        );
    }

    /// <summary>One model, from words of elsewhere.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model in words.</param>
    public static Checked<EstimationSpec> Of(string data, WrittenModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var faults = new FaultList();
        var spec = model.Read(faults);
        return faults.With(() =>
            new EstimationSpec
            {
                Data = data,
                Path = System.IO.Path.GetFullPath(data),
                Models = [spec!],
            }
        );
    }

    private static WrittenModel Written(YamlPage page, string name, FaultList faults)
    {
        var bootstrap = page.Section("bootstrap");
        bootstrap?.Allow("kind", "replications", "seed");
        var replications = bootstrap?.Integer("replications");
        if (bootstrap is not null && replications is not (>= 2 and <= 1_000_000))
            faults.Add(
                bootstrap.PlaceOf("replications"),
                $"{replications?.ToString() ?? "no"} replications",
                "a whole number from 2 to 1000000"
            );
        return new WrittenModel
        {
            Name = name,
            Formula = page.Word("formula"),
            Family = page.Word("family"),
            Where = page.Word("where"),
            Weights = page.Word("weights"),
            Offset = page.Word("offset"),
            Cluster = page.Word("cluster"),
            Errors = page.Word("errors"),
            SmallSample = page.Word("small_sample"),
            BiasCorrected = page.Has("bias_corrected") ? page.Flag("bias_corrected") : null,
            BootstrapKind = bootstrap?.Word("kind"),
            Replications = replications,
            Seed = bootstrap?.Integer("seed"),
        };
    }
}
