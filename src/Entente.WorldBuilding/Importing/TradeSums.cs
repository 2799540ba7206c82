using System.Globalization;

namespace Entente.WorldBuilding.Importing;

/// <summary>
/// Sums of trade as rows come in: what is doubled or at several levels of detail counts once, what is left out is counted by
/// reason.
/// </summary>
internal sealed class TradeSums
{
    /// <summary>Rows remembered whole; in longer files, which are sorted, those of one pair are.</summary>
    private const int MostRemembered = 50_000;

    private const int MostProducts = 5_000_000;

    private readonly Dictionary<(string Exporter, string Importer), double> plain = [];
    private readonly Dictionary<(string, string, bool, string), Dictionary<string, double>> reported = [];
    private readonly Dictionary<(string, string, bool, string), string> classification = [];
    private readonly SortedDictionary<string, (long Rows, double Value)> left = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> remembered = [];
    private readonly HashSet<ulong> ofPair = [];
    private (string, string) pair;
    private int products;

    /// <summary>Whether there are more rows by product than a download holds.</summary>
    public bool IsFull => products > MostProducts;

    public bool IsEmpty => plain.Count == 0 && reported.Count == 0;

    public void LeaveOut(string reason, double value)
    {
        var (rows, sum) = left.GetValueOrDefault(reason);
        left[reason] = (rows + 1, sum + value);
    }

    /// <summary>Adds a row of exporter and importer; false where it stood there before.</summary>
    public bool Add(string exporter, string importer, ReadOnlySpan<char> product, int year, double value, bool unique)
    {
        if (unique)
        {
            var key = Hash(product, Hash(importer, Hash(exporter, (ulong)year ^ 14695981039346656037UL)));
            if (pair != (exporter, importer))
                ofPair.Clear();
            pair = (exporter, importer);
            if (!ofPair.Add(key) || (remembered.Count < MostRemembered ? !remembered.Add(key) : remembered.Contains(key)))
                return false;
        }
        plain[(exporter, importer)] = plain.GetValueOrDefault((exporter, importer)) + value;
        return true;
    }

    /// <summary>Adds what a country reports; false where the same product stood there before.</summary>
    public bool Add(TradeRow row, string period, string list, double value)
    {
        var key = (row.Exporter, row.Importer, row.ByExporter, period);
        if (classification.TryAdd(key, list))
            reported[key] = new Dictionary<string, double>(StringComparer.Ordinal);
        else if (classification[key] != list)
        {
            LeaveOut($"in a second classification ({list} beside {classification[key]})", value);
            return true;
        }
        products++;
        return reported[key].TryAdd(row.Product, value);
    }

    /// <summary>Sums by pair as exporters report them, or as importers do; each flow at its coarsest detail.</summary>
    public Dictionary<(string Exporter, string Importer), double> Reported(bool byExporter)
    {
        var sums = new Dictionary<(string, string), double>();
        foreach (var (key, products) in reported.Where(r => r.Key.Item3 == byExporter))
            sums[(key.Item1, key.Item2)] = sums.GetValueOrDefault((key.Item1, key.Item2)) + Coarsest(products);
        return sums;
    }

    /// <summary>Sums by pair of rows that name exporter and importer.</summary>
    public Dictionary<(string Exporter, string Importer), double> Plain => plain;

    /// <summary>What was left out, a sentence for each reason.</summary>
    public IEnumerable<string> Notes =>
        left.Select(l => string.Create(CultureInfo.InvariantCulture, $"left out: {l.Value.Rows} rows {l.Key}, {l.Value.Value:G6} in all"));

    private double Coarsest(Dictionary<string, double> products)
    {
        if (products.TryGetValue("", out var total))
        {
            foreach (var (_, value) in products.Where(p => p.Key.Length > 0))
                LeaveOut("of finer detail than others of the same flow", value);
            return total;
        }
        var sum = 0.0;
        foreach (var (code, value) in products)
            if (Enumerable.Range(1, Math.Max(0, code.Length - 1)).Any(length => products.ContainsKey(code[..length])))
                LeaveOut("of finer detail than others of the same flow", value);
            else
                sum += value;
        return sum;
    }

    private static ulong Hash(ReadOnlySpan<char> text, ulong seed)
    {
        foreach (var letter in text)
            seed = (seed ^ letter) * 1099511628211UL;
        return (seed ^ '|') * 1099511628211UL;
    }
}
