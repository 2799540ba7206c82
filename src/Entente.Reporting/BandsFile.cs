using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary><c>bands.csv</c>: how far outcomes are spread over draws.</summary>
internal static class BandsFile
{
    public const string Name = "bands.csv";

    public static void Write(ImmutableArray<Band> bands, string path)
    {
        using var rows = new CsvRows(path, "case,country,outcome,low,median,high,draws,without_answer");
        foreach (var band in bands)
            rows.Text(CsvRows.Cell(band.Case))
                .Text(CsvRows.Cell(band.Country))
                .Text(CsvRows.Cell(band.Outcome))
                .Number(band.Low)
                .Number(band.Median)
                .Number(band.High)
                .Number(band.Draws)
                .Number(band.WithoutAnswer)
                .EndRow();
    }
}
