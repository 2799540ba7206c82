namespace Entente.WorldBuilding.Importing;

/// <summary>Cells of one row of a file of trade, by column name; empty where the file has no such column.</summary>
internal delegate string TradeCells(params ReadOnlySpan<string> names);

/// <summary>What a row of trade says.</summary>
/// <param name="Exporter">Who sells.</param>
/// <param name="Importer">Who buys.</param>
/// <param name="ByExporter">Whether it is the exporter who reports.</param>
/// <param name="Product">Its product, with all that tells rows apart that may be added.</param>
internal readonly record struct TradeRow(string Exporter, string Importer, bool ByExporter, string Product);

/// <summary>Rows of Comtrade: which of them are trade in goods between two countries, and which way it went.</summary>
internal static class TradeRows
{
    private static readonly string[] World = ["W00", "WLD", "0", "WORLD", "ALL", "W", "WL", "W0", "W1", "_T"];

    /// <summary>Why a row of services, in ITPD-E or Comtrade, is none of trade in goods; null where it is.</summary>
    public static string? NoGoods(TradeCells cells, bool industries)
    {
        const int firstService = 154;
        var sector = cells("broad_sector");
        return
            cells("typeCode", "type").Equals("S", StringComparison.OrdinalIgnoreCase)
            || sector.StartsWith("Service", StringComparison.OrdinalIgnoreCase)
            || (industries && sector.Length == 0 && int.TryParse(cells("industry_id"), out var industry) && industry >= firstService)
            ? "services"
            : null;
    }

    /// <summary>Why a row of Comtrade is left out; null where it counts.</summary>
    public static string? LeftOut(TradeCells cells, string reporter, string partner, string flow)
    {
        var names = (
            Reporter: cells("reporterDesc", "Reporter"),
            Partner: cells("partnerDesc", "Partner")
        );
        if (IsWorld(reporter, names.Reporter) || IsWorld(partner, names.Partner))
            return "of the whole world";
        if (flow is not ("M" or "X"))
            return flow == "R"
                ? "re-exports and re-imports, which exports and imports hold already"
                : "of other flows than exports and imports";
        if (!IsTotal(cells("partner2ISO", "partner2Code", "2nd Partner ISO"), cells("partner2Desc", "2nd Partner")))
            return "by second partner";
        if (!IsTotal(cells("customsCode", "Customs Proc. Code"), cells("customsDesc")))
            return "by customs procedure";
        if (!IsTotal(cells("motCode", "Mode of Transport Code"), cells("motDesc")))
            return "by mode of transport";
        if (!IsTotal(cells("mosCode"), ""))
            return "by mode of supply";
        return reporter == partner && reporter.Length > 0 ? "of a country with itself" : null;
    }

    /// <summary>M, X, R for what comes or goes a second time, or empty for what is neither.</summary>
    public static string Flow(TradeCells cells)
    {
        var flow = cells("flowCode", "rgCode", "Trade Flow Code", "TRADE_FLOW", "flow");
        if (flow.Length == 0)
            flow = cells("flowDesc", "Trade Flow", "rgDesc");
        return flow.ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal) switch
        {
            "M" or "1" or "IMPORT" or "IMPORTS" => "M",
            "X" or "2" or "EXPORT" or "EXPORTS" => "X",
            "RX" or "RM" or "3" or "4" or "RE-EXPORT" or "RE-EXPORTS" or "RE-IMPORT" or "RE-IMPORTS" => "R",
            _ => "",
        };
    }

    /// <summary>The product, so that a finer code begins with the coarser one it is part of; empty for the total.</summary>
    public static string Product(TradeCells cells)
    {
        var code = cells("cmdCode", "Commodity Code", "COMMODITY", "product").ToUpperInvariant();
        var list = cells("classificationCode", "classificationSearchCode", "Classification");
        if (code is "TOTAL" or "ALL" or "AG0" or "_T")
            return "";
        // Spreadsheet programs take the first zero of codes of the Harmonized System away.
        var harmonized = !list.StartsWith('S') && !list.StartsWith('B') && !list.StartsWith('E');
        return harmonized && code.Length % 2 == 1 && code.All(char.IsAsciiDigit) ? "0" + code : code;
    }

    private static bool IsWorld(string code, string name) =>
        World.Contains(code.ToUpperInvariant()) || (code.Length == 0 && World.Contains(name.ToUpperInvariant()));

    private static bool IsTotal(string code, string name) =>
        code.ToUpperInvariant() is "" or "C00" or "C0" or "TOTAL" || code.All(c => c == '0') || IsWorld(code, name);
}
