using System.Collections.Immutable;
using System.Text.Json;
using Entente.Data.Output;

namespace Entente.Web.Api;

/// <summary>Coefficients of an estimate as a table.</summary>
internal static class EstimateTable
{
    /// <summary>The table of an estimate in JSON, as the command line writes it.</summary>
    public static FlatTable Of(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var rows = ImmutableArray.CreateBuilder<FlatRow>();
        foreach (var model in document.RootElement.GetProperty("models").EnumerateArray())
            // A model without an answer has none.
            if (model.TryGetProperty("coefficients", out var coefficients))
                foreach (var coefficient in coefficients.EnumerateArray())
                    rows.Add(
                        new FlatRow(
                            [model.GetProperty("name").GetString()!, coefficient.GetProperty("term").GetString()!],
                            [Number(coefficient, "estimate"), Number(coefficient, "standard_error")]
                        )
                    );
        return new("coefficients", ["model", "term"], ["estimate", "standard_error"], rows.ToImmutable());
    }

    private static double Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
