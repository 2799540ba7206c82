using System.Collections.Immutable;
using Entente.Data.Tables;
using Entente.Data.Yaml;
using Entente.Measures;

namespace Entente.Data.Scenarios;

/// <summary>Reads one measure of any kind; null where a fault leaves nothing to apply.</summary>
internal sealed class MeasureReader
{
    private static readonly Dictionary<string, (string[] Keys, Func<MeasureReader, Measure?> Read)> Kinds = new(StringComparer.Ordinal)
    {
        ["tariff"] = (["by", "on", "sectors", "rate", "mode", "both"], r => r.Tariff()),
        ["tariff_table"] = (["file"], r => r.TariffTable()),
        ["trade_cost"] = (["from", "to", "sectors", "factor", "both"], r => r.TradeCost()),
        ["trade_cost_table"] = (["file"], r => r.TradeCostTable()),
        ["embargo"] = (["from", "to", "sectors", "both"], r => r.Embargo()),
        ["flow_reduction"] = (["from", "to", "sectors", "share", "both"], r => r.FlowReduction()),
        ["export_tax"] = (["by", "on", "sectors", "rate", "both"], r => r.ExportTax()),
        ["productivity"] = (["country", "sectors", "factor"], r => r.Productivity()),
        ["transfer"] = (["from", "to", "amount", "share_of_income"], r => r.Transfer()),
        ["burden_sharing"] = (["members"], r => r.BurdenSharing()),
        ["quantity_limit"] = (["from", "to", "sectors", "share", "amount", "quantity", "rent", "both"], r => r.QuantityLimits()),
        ["stock"] = (["country", "sectors", "share", "amount", "quantity", "reservation"], r => r.Stocks()),
        ["route"] = (["from", "to", "sectors", "share", "capacity", "amount", "rent", "both"], r => r.Route()),
        ["gravity_covariate"] = (["variable", "from", "to", "both", "value"], r => r.GravityCovariate()),
    };

    private readonly YamlPage page;
    private readonly NeighbourFiles files;
    private readonly FaultList faults;

    private MeasureReader(YamlPage page, NeighbourFiles files, FaultList faults) =>
        (this.page, this.files, this.faults) = (page, files, faults);

    private ImmutableArray<Word> Sectors => page.WordsOrNull("sectors") ?? ["all"];

    public static Measure? Read(YamlPage page, NeighbourFiles files, FaultList faults)
    {
        if (page.Word("kind", required: true) is not { } word)
            return null;
        if (!Kinds.TryGetValue(word.Text, out var kind))
        {
            faults.Add(word.Place, $"unknown kind '{word}'", Closures.Expected(word.Text, [.. Kinds.Keys]));
            return null;
        }
        var before = faults.Count;
        page.Allow(["kind", .. kind.Keys, "source", "note"]);
        var measure = kind.Read(new MeasureReader(page, files, faults));
        return faults.Count > before || measure is null
            ? null
            : measure with
            {
                Place = page.Place,
                Source = page.Text("source").Trim(),
                Note = page.Text("note").Trim(),
            };
    }

    private Tariff Tariff() =>
        new()
        {
            By = page.Words("by", required: true),
            On = page.WordsOrNull("on") ?? ["all"],
            Sectors = Sectors,
            Rate = page.Number("rate", required: true) ?? 0,
            Mode = Mode(),
            Both = page.Flag("both"),
        };

    private RateMode Mode()
    {
        if (page.Word("mode") is not { } word || word.Text == "set")
            return RateMode.Set;
        if (word.Text != "add")
            faults.Add(word.Place, $"mode '{word}'", Closures.Expected(word.Text, ["set", "add"]));
        return RateMode.Add;
    }

    private TariffTable? TariffTable() => Rows("tariff") is { } rows ? new TariffTable { Rows = rows } : null;

    private TradeCostTable? TradeCostTable() => Rows("factor") is { } rows ? new TradeCostTable { Rows = rows } : null;

    private TradeCost TradeCost() =>
        new()
        {
            From = page.Words("from", required: true),
            To = page.Words("to", required: true),
            Sectors = Sectors,
            Factor = page.Number("factor", required: true) ?? 1,
            Both = page.Flag("both"),
        };

    private Embargo Embargo() =>
        new()
        {
            From = page.Words("from", required: true),
            To = page.Words("to", required: true),
            Sectors = Sectors,
            Both = page.Flag("both"),
        };

    private FlowReduction FlowReduction() =>
        new()
        {
            From = page.Words("from", required: true),
            To = page.Words("to", required: true),
            Sectors = Sectors,
            Share = page.Number("share", required: true) ?? 0,
            Both = page.Flag("both"),
        };

    private ExportTax ExportTax() =>
        new()
        {
            By = page.Words("by", required: true),
            On = page.WordsOrNull("on") ?? ["all"],
            Sectors = Sectors,
            Rate = page.Number("rate", required: true) ?? 0,
            Both = page.Flag("both"),
        };

    private Productivity Productivity() =>
        new()
        {
            Countries = page.Words("country", required: true),
            Sectors = Sectors,
            Factor = page.Number("factor", required: true) ?? 1,
        };

    private Transfer Transfer() =>
        new()
        {
            From = page.Words("from", required: true),
            To = page.Words("to", required: true),
            Amount = page.Number("amount"),
            ShareOfIncome = page.Number("share_of_income"),
        };

    private QuantityLimits QuantityLimits() =>
        new()
        {
            From = page.Words("from", required: true),
            To = page.Words("to", required: true),
            Sectors = Sectors,
            Share = page.Number("share"),
            Amount = page.Number("amount"),
            Quantity = page.Number("quantity"),
            RentToImporter = RentToImporter(),
            Both = page.Flag("both"),
        };

    /// <summary>The rent goes to the side that <c>from</c> names, the exporter, unless <c>to</c> is said.</summary>
    private bool RentToImporter()
    {
        if (page.Word("rent") is not { } word || word.Text == "from")
            return false;
        if (word.Text != "to")
            faults.Add(word.Place, $"rent '{word}'", Closures.Expected(word.Text, ["from", "to"]));
        return true;
    }

    private Stocks Stocks() =>
        new()
        {
            Countries = page.Words("country", required: true),
            Sectors = page.Words("sectors", required: true),
            Share = page.Number("share"),
            Amount = page.Number("amount"),
            Quantity = page.Number("quantity"),
            Reservation = page.Number("reservation") ?? 1,
        };

    private NewRoute Route() =>
        new()
        {
            From = page.Words("from", required: true),
            To = page.Words("to", required: true),
            Sectors = page.Words("sectors", required: true),
            Share = page.Number("share", required: true) ?? 0.5,
            Capacity = page.Number("capacity"),
            Amount = page.Number("amount"),
            RentToImporter = RentToImporter(),
            Both = page.Flag("both"),
        };

    private GravityCovariate GravityCovariate() =>
        new()
        {
            Variable = page.Word("variable", required: true) ?? "",
            From = page.Words("from", required: true),
            To = page.Words("to", required: true),
            Value = page.Number("value", required: true) ?? 0,
            Both = page.Flag("both"),
        };

    private BurdenSharing BurdenSharing() => new() { Members = page.Words("members", required: true) };

    private ImmutableArray<FlowRow>? Rows(string column)
    {
        if (page.Word("file", required: true) is not { } file)
            return null;
        var (path, name) = files.Find(file.Text);
        if (!File.Exists(path))
        {
            faults.Add(file.Place, $"file '{file}', which does not exist", "a table relative to this file");
            return null;
        }
        using var rows = TableRows.Open(path, name, ["exporter", "importer", "sector", column], [], faults);
        if (rows is null)
            return null;
        var (list, first) = (new List<FlowRow>(), new Dictionary<(string, string, string), int>());
        var before = faults.Count;
        while (rows.Read())
        {
            var (exporter, importer, sector) = (rows.Text(0).ToString(), rows.Text(1).ToString(), rows.Text(2).ToString());
            if (!first.TryAdd((exporter, importer, sector), rows.Line))
                faults.Add(
                    rows.Place,
                    $"a second row for {exporter} to {importer} in {sector}, first at line {first[(exporter, importer, sector)]}",
                    "each once"
                );
            if (rows.Number(3, column) is { } value)
                list.Add(new FlowRow(new Word(exporter, rows.Place), new Word(importer, rows.Place), new Word(sector, rows.Place), value));
        }
        if (list.Count == 0 && faults.Count == before)
            faults.Add(new Place(name), "no row", "at least one row");
        return [.. list];
    }
}
