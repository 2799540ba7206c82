namespace Entente.Positions.Votes;

/// <summary>
/// One code for a state over time. Yugoslavia (YUG, YU, SCG), whose seat Serbia holds, is SRB throughout; the Soviet Union is RUS;
/// Czechoslovakia (CSK) and the German Democratic Republic (DDR) stay what they were.
/// </summary>
public static class StateCodes
{
    /// <summary>The code of today for one of a source; null: it is none of a state.</summary>
    public static string? Unified(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code switch
        {
            "YU" or "YUG" or "SCG" or "SRB" => "SRB",
            "SU" or "SUN" => "RUS",
            "CS" or "CSK" => "CSK",
            "DD" or "DDR" or "GDR" => "DDR",
            _ => CountryCodes.Alpha3(code),
        };
    }

    /// <summary>The name of a state; its code where it has none.</summary>
    public static string Name(string code) =>
        code switch
        {
            "CSK" => "Czechoslovakia",
            "DDR" => "German Democratic Republic",
            _ => CountryCodes.Name(code) ?? code,
        };
}
