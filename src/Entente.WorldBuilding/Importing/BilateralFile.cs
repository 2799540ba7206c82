using System.Globalization;
using System.IO.Compression;
using Entente.Data;
using Sylvan.Data.Csv;

namespace Entente.WorldBuilding.Importing;

/// <summary>What a long file of bilateral trade says, summed up.</summary>
/// <param name="Layout">Whose layout it is.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Years">Years found.</param>
/// <param name="Trade">Value by exporter and importer in the year asked for, in the unit of the file.</param>
/// <param name="Unit">The unit the layout is published in.</param>
public sealed record BilateralTrade(
    string Layout,
    long Rows,
    IReadOnlyCollection<int> Years,
    IReadOnlyDictionary<(string Exporter, string Importer), double> Trade,
    string Unit
);

/// <summary>
/// Reads long files of trade by pair - CEPII BACI, ITPD-E, UN Comtrade - row by row, so that a file of gigabytes needs
/// no more memory than its pairs of countries. CSV or CSV under gzip.
/// </summary>
public static class BilateralFile
{
    private static readonly Layout[] Layouts =
    [
        new("CEPII BACI", "t", "i", "j", "v", "thousand USD"),
        new("ITPD-E", "year", "exporter_iso3", "importer_iso3", "trade", "million USD"),
        new("UN Comtrade", "refYear", "reporterISO", "partnerISO", "primaryValue", "USD"),
        new("UN Comtrade (old)", "Year", "Reporter ISO", "Partner ISO", "Trade Value (US$)", "USD"),
    ];

    private sealed record Layout(string Name, string Year, string Exporter, string Importer, string Value, string Unit);

    /// <summary>Sums a file up by pair.</summary>
    /// <param name="path">The file.</param>
    /// <param name="year">The year to sum; null: the file must hold one only.</param>
    /// <param name="codes">For BACI, its table of country codes (columns country_code, country_iso3); null where codes are letters already.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static Checked<BilateralTrade> Read(string path, int? year, string? codes = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var faults = new FaultList();
        if (!File.Exists(path))
        {
            faults.Add(new Place(path), "no such file", "trade by pair");
            return faults.Failed<BilateralTrade>();
        }
        var letters = codes is null ? null : Codes(codes, faults);
        try
        {
            Stream stream = File.OpenRead(path);
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                stream = new GZipStream(stream, CompressionMode.Decompress);
            using var reader = CsvDataReader.Create(
                new StreamReader(stream),
                new CsvDataReaderOptions { Delimiter = ',', OwnsReader = true }
            );
            return Sum(reader, path, year, letters, faults, cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or CsvFormatException)
        {
            faults.Add(new Place(path), $"a file that cannot be read ({e.Message})", "trade by pair");
            return faults.Failed<BilateralTrade>();
        }
    }

    private static Checked<BilateralTrade> Sum(
        CsvDataReader reader,
        string path,
        int? year,
        Dictionary<string, string>? letters,
        FaultList faults,
        CancellationToken cancellation
    )
    {
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var layout = Array.Find(
            Layouts,
            l => names.Contains(l.Year) && names.Contains(l.Exporter) && names.Contains(l.Importer) && names.Contains(l.Value)
        );
        if (layout is null)
        {
            faults.Add(
                new Place(path, 1),
                $"header '{string.Join(',', names.Take(8))}'",
                string.Join(" or ", Layouts.Select(l => $"{l.Name} ({l.Year},{l.Exporter},{l.Importer},{l.Value})"))
            );
            return faults.Failed<BilateralTrade>();
        }
        var (t, i, n, v) = (
            names.IndexOf(layout.Year),
            names.IndexOf(layout.Exporter),
            names.IndexOf(layout.Importer),
            names.IndexOf(layout.Value)
        );
        var (trade, years, rows) = (new Dictionary<(string, string), double>(), new SortedSet<int>(), 0L);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if ((++rows & 0xFFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
            if (!int.TryParse(reader.GetFieldSpan(t), NumberStyles.Integer, CultureInfo.InvariantCulture, out var at))
                faults.Add(Here(), $"{layout.Year} '{reader.GetFieldSpan(t)}'", "a year");
            else if (
                !double.TryParse(reader.GetFieldSpan(v), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
                || value < 0
            )
                faults.Add(Here(), $"{layout.Value} '{reader.GetFieldSpan(v)}'", "a number, 0 or more");
            else
            {
                years.Add(at);
                if ((year ?? at) != at)
                    continue;
                var pair = (Name(reader.GetFieldSpan(i)), Name(reader.GetFieldSpan(n)));
                trade[pair] = trade.GetValueOrDefault(pair) + value;
            }
            if (faults.Count >= 100)
                break;
        }
        if (year is { } wanted && !years.Contains(wanted) && !faults.Any)
            faults.Add(new Place(path), $"the years {string.Join(", ", years)}", $"{wanted}");
        if (year is null && years.Count > 1)
            faults.Add(new Place(path), $"{years.Count} years, {years.Min} to {years.Max}", "one year, or --year");
        return faults.With(() => new BilateralTrade(layout.Name, rows, years, trade, layout.Unit));

        Place Here() => new(path, (int)Math.Min(rows + 1, int.MaxValue));

        string Name(ReadOnlySpan<char> code)
        {
            if (!known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var name))
            {
                name = letters is null ? code.ToString() : letters.GetValueOrDefault(code.ToString(), code.ToString());
                known[code.ToString()] = name;
            }
            return name;
        }
    }

    private static Dictionary<string, string> Codes(string path, FaultList faults)
    {
        var letters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path))
            faults.Add(new Place(path), "no such file", "country codes (country_code, country_iso3)");
        else if (Data.Tables.TableRows.OpenLoosely(path, path, ["country_code", "country_iso3"], faults) is { } rows)
            using (rows)
                while (rows.Read())
                    letters[rows.Text(0).ToString()] = rows.Text(1).ToString();
        return letters;
    }
}
