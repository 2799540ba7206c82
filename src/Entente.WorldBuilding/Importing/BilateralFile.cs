using System.Globalization;
using System.IO.Compression;
using Entente.Data;
using Entente.Data.Tables;
using Sylvan.Data.Csv;

namespace Entente.WorldBuilding.Importing;

/// <summary>What a long file of bilateral trade says, summed up.</summary>
/// <param name="Layout">Whose layout it is.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Years">Years found.</param>
/// <param name="Trade">
/// Value by exporter and importer in the year asked for, in the unit of the file; of flows that both report, what the importer says.
/// </param>
/// <param name="Unit">The unit the layout is published in.</param>
public sealed record BilateralTrade(
    string Layout,
    long Rows,
    IReadOnlyCollection<int> Years,
    IReadOnlyDictionary<(string Exporter, string Importer), double> Trade,
    string Unit
)
{
    /// <summary>What exporters report themselves, where the file says who reports (Comtrade); null in other files.</summary>
    public IReadOnlyDictionary<(string Exporter, string Importer), double>? ByExporter { get; init; }

    /// <summary>What importers report themselves; null where <see cref="ByExporter"/> is.</summary>
    public IReadOnlyDictionary<(string Exporter, string Importer), double>? ByImporter { get; init; }

    /// <summary>
    /// What a country sells by partner: by its own reports, or by those of its partners where it reports none itself.
    /// </summary>
    public IEnumerable<(string Partner, double Value)> Exports(string country) =>
        Of(ByExporter, Trade, key => key.Exporter == country).Select(t => (t.Key.Importer, t.Value));

    /// <summary>What a country buys by partner: by its own reports, or by those of its partners where it reports none itself.</summary>
    public IEnumerable<(string Partner, double Value)> Imports(string country) =>
        Of(ByImporter, Trade, key => key.Importer == country).Select(t => (t.Key.Exporter, t.Value));

    private static IEnumerable<KeyValuePair<(string Exporter, string Importer), double>> Of(
        IReadOnlyDictionary<(string Exporter, string Importer), double>? own,
        IReadOnlyDictionary<(string Exporter, string Importer), double> all,
        Func<(string Exporter, string Importer), bool> wanted
    ) => own?.Any(t => wanted(t.Key)) == true ? own.Where(t => wanted(t.Key)) : all.Where(t => wanted(t.Key));
}

/// <summary>
/// Reads long files of trade by pair - CEPII BACI, ITPD-E, UN Comtrade, SDMX-CSV - row by row, so that a file of gigabytes needs
/// no more memory than its pairs of countries. CSV or CSV under gzip.
/// </summary>
public static class BilateralFile
{
    private const int MostFaults = 100;

    /// <summary>Sums a file up by pair.</summary>
    /// <param name="path">The file.</param>
    /// <param name="year">The year to sum; null: the file must hold one only.</param>
    /// <param name="codes">
    /// For BACI, its table of country codes (columns country_code, country_iso3); null where codes are letters already.
    /// </param>
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
        var letters = codes is null ? new CountryCodes() : CountryCodes.Read(codes, faults);
        if (faults.Any)
            return faults.Failed<BilateralTrade>();
        try
        {
            var sdmx = Sdmx.Delimiter(path);
            Stream stream = File.OpenRead(path);
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                stream = new GZipStream(stream, CompressionMode.Decompress);
            using var reader = CsvDataReader.Create(
                new StreamReader(stream),
                new CsvDataReaderOptions { Delimiter = sdmx ?? ',', OwnsReader = true }
            );
            return new Reading(reader, path, year, letters, faults).Sum(cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            faults.Add(new Place(path), $"a file that cannot be read ({e.Message})", "trade by pair");
            return faults.Failed<BilateralTrade>();
        }
    }

    /// <summary>One reading of one file.</summary>
    private sealed class Reading(CsvDataReader reader, string path, int? year, CountryCodes codes, FaultList faults)
    {
        private readonly List<string> names = [.. Enumerable.Range(0, reader.FieldCount).Select(at => Sdmx.Id(reader.GetName(at).Trim()))];
        private readonly HashSet<int> labelled =
        [
            .. Enumerable.Range(0, reader.FieldCount).Where(at => Sdmx.IsLabelled(reader.GetName(at))),
        ];
        private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
        private readonly SortedSet<int> years = [];
        private readonly SortedSet<int> periods = [];
        private readonly TradeSums sums = new();
        private TradeLayout layout = TradeLayout.All[0];
        private bool hasProduct;
        private long rows;

        public Checked<BilateralTrade> Sum(CancellationToken cancellation)
        {
            if (Array.Find(TradeLayout.All, l => l.Needed.All(name => At(name) >= 0)) is not { } found)
            {
                faults.Add(
                    new Place(path, 1),
                    $"header '{string.Join(',', names.Take(8))}'",
                    string.Join(" or ", TradeLayout.All.Select(l => $"{l.Name} ({string.Join(',', l.Needed)})"))
                );
                return faults.Failed<BilateralTrade>();
            }
            layout = found;
            hasProduct = At(layout.Product) >= 0;
            foreach (
                var twice in names.Where(n => n.Length > 0).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            )
                faults.Add(new Place(path, 1), $"column '{twice.Key}' for the second time", "each column once");
            if (layout.IsReported && Flows.All(name => At(name) < 0))
                faults.Add(new Place(path, 1), "no column that tells imports from exports", string.Join(" or ", Flows));
            if (faults.Any)
                return faults.Failed<BilateralTrade>();
            while (faults.Count < MostFaults && reader.Read())
            {
                if ((++rows & 0xFFFF) == 0)
                    cancellation.ThrowIfCancellationRequested();
                Row();
            }
            return Result();
        }

        private static readonly string[] Flows =
        [
            "flowCode",
            "flowDesc",
            "rgCode",
            "Trade Flow Code",
            "Trade Flow",
            "rgDesc",
            "TRADE_FLOW",
            "flow",
        ];

        private int At(string name) => names.FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

        private Place Here() => new(path, (int)Math.Min(rows + 1, int.MaxValue));

        private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

        private ReadOnlySpan<char> Field(string name)
        {
            if (!positions.TryGetValue(name, out var at))
                positions[name] = at = At(name);
            if (at < 0 || at >= reader.RowFieldCount)
                return [];
            var cell = reader.GetFieldSpan(at).Trim();
            return labelled.Contains(at) ? Sdmx.Code(cell) : cell;
        }

        /// <summary>The first of some columns that is there and not empty.</summary>
        private string Cells(params ReadOnlySpan<string> columns)
        {
            foreach (var column in columns)
                if (Field(column) is { IsEmpty: false } cell)
                    return cell.ToString();
            return "";
        }

        private void Row()
        {
            if (reader.RowFieldCount < names.Count || (reader.RowFieldCount > names.Count && !Spare()))
                faults.Add(Here(), $"{reader.RowFieldCount} fields", $"{names.Count}, as in the header");
            else if (layout.IsSdmx && !Sdmx.IsData(Field(Sdmx.Action)))
                faults.Add(Here(), $"action '{Quoted.Cell(Field(Sdmx.Action))}', which deletes", "I, A, R or M");
            else if (layout.IsSdmx && Field(layout.Value).IsEmpty)
                sums.LeaveOut("without a value", 0);
            else if (!int.TryParse(Field(layout.Year), NumberStyles.Integer, CultureInfo.InvariantCulture, out var at))
                faults.Add(Here(), $"{layout.Year} '{Quoted.Cell(Field(layout.Year))}'", "a year");
            else if (
                !double.TryParse(Field(layout.Value), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
                || value < 0
            )
                faults.Add(Here(), $"{layout.Value} '{Quoted.Cell(Field(layout.Value))}'", "a number, 0 or more");
            else
            {
                years.Add(at);
                if ((year ?? at) != at)
                    return;
                if (layout.IsReported)
                    Reported(value * Multiplier());
                else
                    Pair(at, value);
            }
        }

        /// <summary>What a value is multiplied by: ten to the power of UNIT_MULT, of which there is none outside SDMX.</summary>
        private double Multiplier()
        {
            var power = Field("UNIT_MULT");
            if (power.IsEmpty)
                return 1;
            if (int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var of) && Math.Abs(of) <= 24)
                return Math.Pow(10, of);
            faults.Add(Here(), $"UNIT_MULT '{Quoted.Cell(power)}'", "a power of ten, such as 6");
            return 1;
        }

        // Downloads of Comtrade end each row with a comma more than the header.
        private bool Spare()
        {
            for (var at = names.Count; at < reader.RowFieldCount; at++)
                if (!reader.GetFieldSpan(at).Trim().IsEmpty)
                    return false;
            return true;
        }

        private void Pair(int at, double value)
        {
            var (exporter, importer) = (Name(Field(layout.Exporter)), Name(Field(layout.Importer)));
            if (exporter.Length == 0 || importer.Length == 0)
                faults.Add(Here(), exporter.Length == 0 ? "no exporter" : "no importer", "codes of both countries");
            else if (layout.Product == "industry_id" && TradeRows.NoGoods(Cells, industries: true) is { } reason)
                sums.LeaveOut($"of {reason}", value);
            else if (!sums.Add(exporter, importer, Field(layout.Product), at, value, hasProduct))
                faults.Add(
                    Here(),
                    $"{exporter} to {importer}, {layout.Product} {Quoted.Cell(Field(layout.Product))} for the second time",
                    "each row once"
                );
        }

        private void Reported(double value)
        {
            var (reporter, partner) = (Country(layout.Exporter, "reporterCode"), Country(layout.Importer, "partnerCode"));
            var flow = TradeRows.Flow(Cells);
            var reason = TradeRows.NoGoods(Cells, industries: false) is { } services
                ? $"of {services}"
                : TradeRows.LeftOut(Cells, reporter, partner, flow);
            if (reason is null && partner.Length == 0 && IsNowhere(Cells("partnerDesc", "Partner")))
                reason = "with areas that are no country";
            if (reason is not null)
                sums.LeaveOut(reason, value);
            else if (reporter.Length == 0 || partner.Length == 0)
                faults.Add(
                    Here(),
                    $"no code of the {(reporter.Length == 0 ? "reporter" : "partner")} "
                        + $"'{Quoted.Cell(reporter.Length == 0 ? Cells("reporterDesc", "Reporter") : Cells("partnerDesc", "Partner"))}'",
                    $"a code in {(reporter.Length == 0 ? layout.Exporter : layout.Importer)}"
                );
            else
                Count(reporter, partner, flow == "X", value);
        }

        private void Count(string reporter, string partner, bool exports, double value)
        {
            var period = Cells("period", "Period", "TIME_PERIOD");
            periods.Add(period.Length);
            var row = new TradeRow(exports ? reporter : partner, exports ? partner : reporter, exports, TradeRows.Product(Cells));
            if (!sums.Add(row, period, Cells("classificationCode", "Classification"), value))
                faults.Add(
                    Here(),
                    $"{(exports ? "exports" : "imports")} of {reporter}, partner {partner}, product {Quoted.Cell(row.Product)} for "
                        + "the second time",
                    "each row once"
                );
            if (periods.Count > 1)
                faults.Add(Here(), "rows of years and of months", "one of both");
            if (sums.IsFull)
                faults.Add(Here(), "more rows by product than a download holds", "rows of TOTAL");
        }

        private string Country(string column, string number) =>
            Field(column) is { IsEmpty: false } code ? Name(code)
            : Field(number) is { IsEmpty: false } digits ? Name(digits)
            : IsOtherAsia(column) ? "TWN"
            : "";

        private bool IsOtherAsia(string column) =>
            Cells(column == layout.Exporter ? ["reporterDesc", "Reporter"] : ["partnerDesc", "Partner"])
                .StartsWith("Other Asia", StringComparison.OrdinalIgnoreCase);

        private static bool IsNowhere(string name) =>
            name.Contains("nes", StringComparison.Ordinal)
            || name.Contains("not elsewhere", StringComparison.OrdinalIgnoreCase)
            || name is "Bunkers" or "Free Zones" or "Special Categories";

        private string Name(ReadOnlySpan<char> code)
        {
            if (!known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var name))
                known[code.ToString()] = name = layout.IsSdmx ? TwoLetters.ToIso3(codes.Of(code)) : codes.Of(code);
            return name;
        }

        private Checked<BilateralTrade> Result()
        {
            if (year is { } wanted && !years.Contains(wanted) && !faults.Any)
                faults.Add(new Place(path), $"the years {string.Join(", ", years)}", $"{wanted}");
            if (year is null && years.Count > 1)
                faults.Add(new Place(path), $"{years.Count} years, {years.Min} to {years.Max}", "one year, or --year");
            if (faults.Any)
                return faults.Failed<BilateralTrade>();
            var (exporters, importers) = (sums.Reported(byExporter: true), sums.Reported(byExporter: false));
            faults.Warn(sums.Notes);
            if (sums.IsEmpty)
                faults.Add(
                    new Place(path),
                    $"no trade in goods between two countries; {string.Join("; ", sums.Notes)}",
                    "rows of exporter and importer"
                );
            var trade = sums.Plain;
            foreach (var (pair, value) in importers.Concat(exporters.Where(e => !importers.ContainsKey(e.Key))))
                trade[pair] = value;
            return faults.With(() =>
                new BilateralTrade(layout.Name, rows, years, trade, layout.Unit)
                {
                    ByExporter = layout.IsReported ? exporters : null,
                    ByImporter = layout.IsReported ? importers : null,
                }
            );
        }
    }
}
