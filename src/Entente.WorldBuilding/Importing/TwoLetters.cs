namespace Entente.WorldBuilding.Importing;

/// <summary>Two-letter codes as Eurostat uses them, and the three letters of ISO 3166.</summary>
internal static class TwoLetters
{
    private const string Pairs = """
        AL ALB AR ARG AT AUT AU AUS BE BEL BG BGR BA BIH BR BRA CA CAN CH CHE CN CHN CY CYP CZ CZE DE DEU DK DNK EE EST
        EL GRC GR GRC ES ESP FI FIN FR FRA GB GBR UK GBR HR HRV HU HUN ID IDN IE IRL IN IND IS ISL IT ITA JP JPN KR KOR
        LT LTU LU LUX LV LVA ME MNE MK MKD MT MLT MX MEX NL NLD NO NOR PL POL PT PRT RO ROU RS SRB RU RUS SA SAU SE SWE
        SI SVN SK SVK TR TUR TW TWN UA UKR US USA XK XKX ZA ZAF WA WWA WE WWE WF WWF WL WWL WM WWM
        """;

    private static readonly Dictionary<string, string> Codes = Pairs
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The three letters; codes that are no country (FIGW1) become ROW or stay as they are.</summary>
    public static string ToIso3(string code) =>
        Codes.TryGetValue(code, out var iso) ? iso
        : code is "FIGW1" or "ROW" or "RoW" ? "ROW"
        : code;
}
