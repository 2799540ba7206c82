namespace Entente.Record.Register;

/// <summary>Which titles of offices mean the same.</summary>
internal static class Offices
{
    /// <summary>
    /// Titles in texts, the longest first, each with what it is in the register; none where the register has no such offices.
    /// </summary>
    public static IReadOnlyList<(string Title, string? Key)> Titles { get; } =
    [
        ("President of the European Commission", "commission president"),
        ("President of the European Council", "council president"),
        ("European Commission President", "commission president"),
        ("European Council President", "council president"),
        ("Minister of Foreign Affairs", "foreign minister"),
        ("Secretary of State", "foreign minister"),
        ("Foreign Minister", "foreign minister"),
        ("Foreign Secretary", "foreign minister"),
        ("High Representative", "high representative"),
        ("Secretary-General", "secretary-general"),
        ("Secretary General", "secretary-general"),
        ("Prime Minister", "prime minister"),
        ("Chancellor", "prime minister"),
        ("Premier", "prime minister"),
        ("Vice President", null),
        ("Deputy Prime Minister", null),
        ("President", "president"),
        ("Ambassador", null),
        ("Minister", null),
        ("Spokesman", null),
        ("Spokeswoman", null),
        ("Spokesperson", null),
        ("Envoy", null),
        ("Chairman", null),
        ("Speaker", null),
        ("King", null),
        ("Queen", null),
    ];

    /// <summary>What tells an office of the register from others.</summary>
    public static string Key(string office) =>
        Titles.FirstOrDefault(title => title.Title.Equals(office, StringComparison.OrdinalIgnoreCase)).Key
        ?? office.ToUpperInvariant() switch
        {
            "FEDERAL CHANCELLOR" => "prime minister",
            "MINISTER OF FOREIGN AFFAIRS" or "MIN. OF FOREIGN AFFAIRS" => "foreign minister",
            var other => other,
        };
}
