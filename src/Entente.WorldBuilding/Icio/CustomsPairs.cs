using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Goods by pair of 2023 as customs have them, million USD, importer n and exporter i: BACI, the trade it lacks among
/// economies that had not reported, Taiwan, and the corrections that the recipe takes. Gold is left out, but for exporters that mine
/// it and stand in the recipe for that: most of it moves between vaults.
/// </summary>
internal sealed class CustomsPairs
{
    private const string Filled = "fill2023/goods_pairs_2023";
    private const string TaiwanTable = "fill2023/taiwan_pairs_2023";
    private const double Thousand = 1000;
    private const string Gold = "7108";

    private readonly Dictionary<(string Exporter, string Importer), double> pairs = [];

    public CustomsPairs(IcioRecipe recipe, string raw, Corrections corrections, IReadOnlyList<Commodity> commodities, FaultList faults)
    {
        foreach (var row in RawTable.Read(raw, "baci2023_goods_194.csv.gz", ["exporter", "importer", "kusd_2023"], faults))
            pairs[(row.Text("exporter"), row.Text("importer"))] = row.Number("kusd_2023") / Thousand;
        foreach (var row in RawTable.Read(raw, $"{Filled}.csv.gz", ["exporter", "importer", "kusd_2023"], faults))
            pairs[(row.Text("exporter"), row.Text("importer"))] = row.Number("kusd_2023") / Thousand;
        foreach (var row in RawTable.Read(raw, $"{TaiwanTable}.csv.gz", ["exporter", "importer", "kusd_2023"], faults))
            pairs[(row.Text("exporter"), row.Text("importer"))] = row.Number("kusd_2023") / Thousand;
        var reporters = corrections.AsReported(Filled).ToHashSet(StringComparer.Ordinal);
        foreach (
            var row in RawTable.Read(
                raw,
                "fill2023/reported_vs_mirror_2023.csv.gz",
                ["exporter", "importer", "reported_kusd_imts_scaled"],
                faults
            )
        )
            if (reporters.Contains(row.Text("exporter")) && row.NumberOrNull("reported_kusd_imts_scaled") is { } reported)
                pairs[(row.Text("exporter"), row.Text("importer"))] = reported / Thousand;
        foreach (var (exporter, importer, value) in corrections.Pairs(Filled).Concat(corrections.Pairs(TaiwanTable)))
            pairs[(exporter, importer)] = value;
        // Corrections of a pair are of what is left without gold already.
        var corrected = corrections.Pairs(Filled).Select(p => (p.Exporter, p.Importer)).ToHashSet();
        foreach (var flow in commodities.Where(c => c.Heading == Gold && !recipe.GoldKept.Contains(c.Exporter)))
            if (!corrected.Contains((flow.Exporter, flow.Importer)) && pairs.TryGetValue((flow.Exporter, flow.Importer), out var all))
                pairs[(flow.Exporter, flow.Importer)] = Math.Max(LeastWithoutGold * all, all - flow.Value);
        Values = new double[recipe.Countries.Length, recipe.Countries.Length];
        var rest = recipe.Country("ROW");
        foreach (var ((exporter, importer), value) in pairs)
        {
            var (i, n) = (Position(exporter), Position(importer));
            if (i != n)
                Values[n, i] += value;
        }

        int Position(string code) => recipe.Country(code) is >= 0 and var n ? n : rest;
    }

    /// <summary>Part of a pair that stays where the gold in it is as large as the pair.</summary>
    private const double LeastWithoutGold = 0.02;

    public double[,] Values { get; }
}
