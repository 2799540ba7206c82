using System.Globalization;
using System.IO.Compression;
using System.Text;
using Entente.Data.Output;
using Entente.EstimationData.Models;

namespace Entente.EstimationData.Output;

/// <summary>What is written of a run: coefficients, the table for LaTeX, everything for programs, and the fixed effects.</summary>
public static class EstimationFolder
{
    /// <summary>The file by which a folder is known as an output.</summary>
    public const string Mark = "estimates.json";

    /// <summary>Writes all files.</summary>
    /// <param name="run">What was estimated.</param>
    /// <param name="folder">Where.</param>
    /// <param name="version">Of the program.</param>
    public static void Write(EstimationRun run, AtomicFolder folder, string version)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(folder);
        File.WriteAllText(Path.Combine(folder.Path, Mark), EstimationJson.Text(run, version) + "\n");
        File.WriteAllText(Path.Combine(folder.Path, "table.tex"), new RegressionTable(run).Latex());
        Coefficients(run, Path.Combine(folder.Path, "coefficients.csv"));
        if (run.Models.Any(m => m.Estimation.IsConverged && m.Estimation.Problem.FixedEffects.Count > 0))
            FixedEffects(run, Path.Combine(folder.Path, "fixed_effects.csv.gz"));
        folder.Complete();
    }

    private static readonly double[] Nothing = [.. Enumerable.Repeat(double.NaN, 6)];

    private static void Coefficients(EstimationRun run, string path)
    {
        using var rows = new CsvRows(path, "model,term,estimate,standard_error,statistic,p_value,low,high,bias,corrected_standard_error,"
                + "bootstrap_standard_error,bootstrap_low,bootstrap_high,bootstrap_p_value");
        foreach (var model in run.Models)
            foreach (var c in model.Coefficients)
            {
                rows.Text(CsvRows.Cell(model.Spec.Name)).Text(CsvRows.Cell(c.Name));
                rows.Number(c.Estimate).Number(c.StandardError).Number(c.Statistic).Number(c.PValue).Number(c.Low).Number(c.High);
                var r = model.Refinements.FirstOrDefault(r => r.Name == c.Name);
                foreach (var value in r is null ? Nothing : [r.Bias, r.CorrectedError, r.DrawnError, r.Low, r.High, r.PValue])
                    rows.Number(value);
                rows.EndRow();
            }
    }

    private static void FixedEffects(EstimationRun run, string path)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        text.WriteLine("model,effect,level,value");
        foreach (var model in run.Models.Where(m => m.Estimation.IsConverged))
        {
            var effects = model.Estimation.FixedEffects();
            for (var e = 0; e < effects.Count; e++)
            {
                var grouping = model.Estimation.Problem.FixedEffects[e];
                for (var level = 0; level < grouping.Levels; level++)
                    if (!double.IsNaN(effects[e][level]))
                        text.WriteLine(
                            string.Join(
                                ',',
                                Cell(model.Spec.Name),
                                Cell(grouping.Name),
                                Cell(grouping.Label(level)),
                                effects[e][level].ToString("R", CultureInfo.InvariantCulture)
                            )
                        );
            }
        }
    }

    private static string Cell(string text) => Encoding.UTF8.GetString(CsvRows.Cell(text));
}
