using System.Collections.Frozen;

namespace Entente.Positions.TrackRecord;

/// <summary>Codes of countries by their English names, for tables that have no codes.</summary>
internal static class CountryNames
{
    private static readonly FrozenDictionary<string, string> Codes = (
        from a in Enumerable.Range('A', 26)
        from b in Enumerable.Range('A', 26)
        from c in Enumerable.Range('A', 26)
        let code = string.Concat((char)a, (char)b, (char)c)
        where CountryCodes.Name(code) is not null && CountryCodes.Alpha3(code) == code
        select KeyValuePair.Create(CountryCodes.Name(code)!, code)
    )
        .Concat([
            new("Russian Federation", "RUS"),
            new("United States of America", "USA"),
            new("Yugoslavia", "SRB"),
            new("Serbia and Montenegro", "SRB"),
            new("USSR", "RUS"),
            new("Soviet Union", "RUS"),
            new("Korea, North", "PRK"),
            new("Korea, South", "KOR"),
            new("Egypt, Arab Rep.", "EGY"),
            new("Congo, Democratic Republic of the", "COD"),
            new("Congo (Brazzaville)", "COG"),
            new("Gambia, The", "GMB"),
            new("Yemen, North", "YEM"),
            new("Ethiopia (excludes Eritrea)", "ETH"),
            new("Czech Republic", "CZE"),
            new("Burma", "MMR"),
            new("Cote d'Ivoire", "CIV"),
            new("Macedonia", "MKD"),
            new("Turkey", "TUR"),
        ])
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The code of a name; null: it is none known.</summary>
    public static string? Code(string name) => Codes.GetValueOrDefault(name.Trim());
}
