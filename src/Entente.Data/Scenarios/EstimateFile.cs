using System.Collections.Immutable;
using System.Text.Json;
using Entente.Measures;

namespace Entente.Data.Scenarios;

/// <summary>
/// Reads what a regression has found from JSON: <c>models</c>, each with a <c>name</c>, <c>coefficients</c> (objects with <c>term</c> and
/// <c>estimate</c>) and <c>covariance</c>, rows in their order. Of several models a coefficient is called <c>model:term</c>, and models
/// are taken to be independent.
/// </summary>
internal static class EstimateFile
{
    private const string Expected = "models with coefficients and their covariance";

    /// <summary>The estimate in a file; null where it cannot be read, which is reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    /// <param name="faults">Receives faults.</param>
    public static Estimate? Read(string path, string name, FaultList faults)
    {
        try
        {
            using var stream = faults.Read?.Open(path) ?? File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return Of(document.RootElement, name, faults);
        }
        catch (JsonException e)
        {
            faults.Add(new Place(name, (int)(e.LineNumber ?? -1) + 1), "what is no JSON", Expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Place(name), $"a file that cannot be read ({e.Message})", Expected);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            faults.Add(new Place(name), "JSON of another shape", Expected);
        }
        return null;
    }

    private static Estimate? Of(JsonElement root, string name, FaultList faults)
    {
        var models = root.GetProperty("models").EnumerateArray().ToList();
        var (terms, values, blocks) = (new List<string>(), new List<double>(), new List<double[][]>());
        // A model without an answer says its status and has no coefficients.
        foreach (var model in models.Where(m => m.TryGetProperty("coefficients", out _) || !m.TryGetProperty("status", out _)))
        {
            var prefix = models.Count == 1 ? "" : model.GetProperty("name").GetString() + ":";
            foreach (var coefficient in model.GetProperty("coefficients").EnumerateArray())
            {
                terms.Add(prefix + coefficient.GetProperty("term").GetString());
                values.Add(coefficient.GetProperty("estimate").GetDouble());
            }
            double[][] rows =
            [
                .. model.GetProperty("covariance").EnumerateArray().Select(
                    row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray()
                ),
            ];
            blocks.Add(rows);
            var count = model.GetProperty("coefficients").GetArrayLength();
            if (rows.Length != count || rows.Any(row => row.Length != count))
            {
                faults.Add(new Place(name), $"{count} coefficients with a covariance of another size", $"{count} rows of {count} numbers");
                return null;
            }
        }
        var estimate = Estimate.Create(name, [.. terms], [.. values], Together(blocks));
        faults.Add(estimate.Faults.Select(fault => fault with { Place = new Place(name) }));
        return estimate.Success ? estimate.Value : null;
    }

    private static ImmutableArray<double> Together(List<double[][]> blocks)
    {
        var count = blocks.Sum(block => block.Length);
        var (covariance, first) = (new double[count * count], 0);
        foreach (var block in blocks)
        {
            for (var a = 0; a < block.Length; a++)
                block[a].CopyTo(covariance, (first + a) * count + first);
            first += block.Length;
        }
        return [.. covariance];
    }
}
