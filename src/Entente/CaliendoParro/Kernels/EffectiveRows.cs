using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What producers and buyers meet when limited flows cost a multiple omega, row by row: <see cref="CounterfactualInputs.WithWedges"/>
/// without copies of rows that no wedge touches. Axes: importer n, exporter i, sectors along the row.
/// </summary>
internal sealed class EffectiveRows
{
    private readonly CounterfactualInputs given;
    private readonly int countries;
    private readonly Dictionary<int, double[]> costs = [];
    private readonly Dictionary<int, double[]> tariffs = [];
    private readonly Dictionary<int, double[]> taxes = [];

    // Few pairs have limited flows: whether any of a pair's rows is another.
    private readonly bool[] isTouched;

    /// <summary>Without wedges.</summary>
    public EffectiveRows(CounterfactualInputs given)
    {
        (this.given, countries) = (given, given.World.Countries.Length);
        isTouched = new bool[countries * countries];
        HasTariffs = given.HasTariffs;
    }

    public EffectiveRows(CounterfactualInputs given, ReadOnlySpan<double> omega)
        : this(given)
    {
        given.EachWedge(
            omega,
            (flow, wedge, toImporter) =>
            {
                var pair = flow.Importer * countries + flow.Exporter;
                isTouched[pair] = true;
                Of(costs, pair, given.TradeCosts)[flow.Sector] *= wedge;
                if (!double.IsFinite(wedge))
                    return;
                if (toImporter > 0)
                    Raise(ref Of(tariffs, pair, given.Tariffs)[flow.Sector], wedge, toImporter);
                if (toImporter < 1)
                    Raise(ref Of(taxes, pair, given.ExportTaxes)[flow.Sector], wedge, 1 - toImporter);
            }
        );
        HasTariffs |= tariffs.Count > 0;
    }

    /// <summary>Whether any flow bears a tariff.</summary>
    public bool HasTariffs { get; }

    /// <summary>kappaHat_nij over sectors.</summary>
    public ReadOnlySpan<double> TradeCosts(int n, int i) => Row(costs, n, i, given.TradeCosts);

    /// <summary>tau'_nij over sectors.</summary>
    public ReadOnlySpan<double> Tariffs(int n, int i) => Row(tariffs, n, i, given.Tariffs);

    /// <summary>e'_nij over sectors.</summary>
    public ReadOnlySpan<double> ExportTaxes(int n, int i) => Row(taxes, n, i, given.ExportTaxes);

    /// <summary>Whether any flow from i to n may bear an export tax.</summary>
    public bool MayTaxExports(int n, int i) =>
        given.HasExportTaxes || (isTouched[n * countries + i] && taxes.ContainsKey(n * countries + i));

    private ReadOnlySpan<double> Row(Dictionary<int, double[]> changed, int n, int i, Cube unchanged) =>
        isTouched[n * countries + i] && changed.TryGetValue(n * countries + i, out var row) ? row : unchanged.Row(n, i);

    private double[] Of(Dictionary<int, double[]> changed, int pair, Cube unchanged)
    {
        if (!changed.TryGetValue(pair, out var row))
            changed[pair] = row = unchanged.Row(pair / countries, pair % countries).ToArray();
        return row;
    }

    private static void Raise(ref double rate, double wedge, double part) =>
        rate = CounterfactualInputs.WithRent(rate, wedge, part);
}
