namespace Entente.WorldBuilding.Importing;

/// <summary>How a publisher of trade by pair names its columns. Names are compared without regard to case.</summary>
/// <param name="Name">The layout, for people.</param>
/// <param name="Year">Column of the year.</param>
/// <param name="Exporter">Column of the exporter, or of the country that reports.</param>
/// <param name="Importer">Column of the importer, or of the partner of the country that reports.</param>
/// <param name="Value">Column of the value.</param>
/// <param name="Unit">The unit the layout is published in.</param>
/// <param name="Product">Column of the product, where there is one.</param>
internal sealed record TradeLayout(
    string Name,
    string Year,
    string Exporter,
    string Importer,
    string Value,
    string Unit,
    string Product
)
{
    private static readonly TradeLayout Sdmx =
        new("SDMX-CSV", "TIME_PERIOD", "REF_AREA", "COUNTERPART_AREA", "OBS_VALUE", "the unit of the file", "COMMODITY");

    public static readonly TradeLayout[] All =
    [
        new("CEPII BACI", "t", "i", "j", "v", "thousand USD", "k"),
        new("ITPD-E", "year", "exporter_iso3", "importer_iso3", "trade", "million USD", "industry_id"),
        new("UN Comtrade", "refYear", "reporterISO", "partnerISO", "primaryValue", "USD", "cmdCode"),
        Sdmx,
        new("SDMX-CSV (reporter, partner)", "TIME_PERIOD", "reporter", "partner", "OBS_VALUE", "the unit of the file", "product"),
        new("UN Comtrade (old)", "Year", "Reporter ISO", "Partner ISO", "Trade Value (US$)", "USD", "Commodity Code"),
    ];

    /// <summary>Whether a row says who reports and which way goods went, rather than exporter and importer.</summary>
    public bool IsReported => IsSdmx || Value is "primaryValue" or "Trade Value (US$)";

    /// <summary>Whether codes, periods and units are those of SDMX.</summary>
    public bool IsSdmx => Value == Sdmx.Value;

    public IEnumerable<string> Needed => [Year, Exporter, Importer, Value];
}
