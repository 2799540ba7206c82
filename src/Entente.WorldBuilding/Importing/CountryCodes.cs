using Entente.Data;
using Entente.Data.Tables;

namespace Entente.WorldBuilding.Importing;

/// <summary>Codes of countries in files of trade as letters: through the publisher's table of numbers, trimmed, in capitals.</summary>
internal sealed class CountryCodes
{
    /// <summary>Taiwan: 490 and S19 is "Other Asia, not elsewhere specified" of the United Nations, which is its trade.</summary>
    private const string Taiwan = "TWN";

    private readonly Dictionary<string, string> letters = new(StringComparer.Ordinal);

    /// <summary>The code in letters; a number the table does not have stays one.</summary>
    public string Of(ReadOnlySpan<char> code)
    {
        var trimmed = code.Trim().ToString();
        return trimmed.ToUpperInvariant() is "S19" or "OAS" ? Taiwan : letters.GetValueOrDefault(Key(trimmed), trimmed.ToUpperInvariant());
    }

    /// <summary>Reads CEPII's table; up to V202301 its column was called iso_3digit_alpha.</summary>
    public static CountryCodes Read(string path, FaultList faults)
    {
        var codes = new CountryCodes();
        if (!File.Exists(path))
        {
            faults.Add(new Place(path), "no such file", "country codes (country_code, country_iso3)");
            return codes;
        }
        // Which of the two names the table has, its header says; faults of this look are reported by the second.
        using var old = TableRows.OpenLoosely(path, path, ["country_code", "iso_3digit_alpha"], new FaultList());
        using var rows = old ?? TableRows.OpenLoosely(path, path, ["country_code", "country_iso3"], faults);
        while (rows?.Read() == true)
            codes.Add(rows, faults);
        return codes;
    }

    private void Add(TableRows rows, FaultList faults)
    {
        var key = Key(rows.Text(0).ToString());
        var iso = key == "490" ? Taiwan : rows.Text(1).ToString().ToUpperInvariant();
        if (key.Length == 0)
            faults.Add(rows.Place, "a row without a code", "a number of a country");
        else if (iso.Length != 3 || !iso.All(char.IsAsciiLetterOrDigit))
            return;
        else if (!letters.TryAdd(key, iso) && letters[key] != iso)
            faults.Add(rows.Place, $"country_code {Quoted.Cell(key)} as {iso} and as {letters[key]}", "one country for each code");
    }

    private static string Key(string code) => code.All(char.IsAsciiDigit) ? code.TrimStart('0') : code.ToUpperInvariant();
}
