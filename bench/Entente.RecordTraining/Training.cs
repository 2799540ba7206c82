using Entente.Record.Training;

namespace Entente.RecordTraining;

/// <summary>Trains every model that the library carries and writes them.</summary>
internal static class Training
{
    public static void Run(string record, string? cache, string folder)
    {
        Directory.CreateDirectory(folder);
        var corpus = GumCorpus.Read(Path.Combine(record, "gum"));
        var (folds, all) = Folds.Make(corpus, cache);
        var attributions = AttributionFolds.Make(corpus, folds);
        var model = AttributionTraining.Train(attributions.Annotated) with
        {
            Threshold = attributions.ThresholdWithout(-1),
            Slope = attributions.CalibrationWithout(-1).Slope,
            Shift = attributions.CalibrationWithout(-1).Shift,
        };
        Console.WriteLine($"attributions: threshold {model.Threshold:F2}, slope {model.Slope:F2}, shift {model.Shift:F2}");
        ModelFile.Write(
            folder,
            "attribution.br",
            writer =>
            {
                all.Write(writer);
                model.Write(writer);
            }
        );
        ModelFile.Write(folder, "polarity.br", NewsMtsc.TrainAndPrint(Path.Combine(record, "newsmtsc"), all).Write);
        ModelFile.Write(folder, "events.br", Plover.TrainAndPrint(Path.Combine(record, "plover", "plover_gsr.csv"), all).Write);
        foreach (var file in Directory.GetFiles(folder, "*.br").Order(StringComparer.Ordinal))
            Console.WriteLine(
                $"{Path.GetFileName(file)}: {new FileInfo(file).Length} bytes, "
                    + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))
            );
    }
}
