using System.Collections.Immutable;

namespace Entente.Positions.Votes;

/// <summary>What roll calls are about: the six issues of the source, and two found by words in titles, which end with 2019.</summary>
public static class Topics
{
    private static readonly string[] EasternWords =
    [
        "UKRAINE",
        "CRIMEA",
        "SEVASTOPOL",
        "ABKHAZIA",
        "KOSOVO",
        "BOSNIA",
        "YUGOSLAVIA",
        "CROATIA",
        "BELARUS",
    ];
    private static readonly string[] SanctionWords = ["SANCTION", "COERCIVE", "EMBARGO"];

    /// <summary>Codes and names.</summary>
    public static ImmutableArray<(string Code, string Name)> All { get; } =
    [
        ("me", "Palestinian conflict"),
        ("nu", "nuclear weapons and material"),
        ("di", "arms control and disarmament"),
        ("hr", "human rights"),
        ("co", "colonialism"),
        ("ec", "economic development"),
        ("east", "Eastern Europe: titles that name Ukraine, Crimea, Abkhazia, Kosovo, Bosnia, Yugoslavia, Croatia or Belarus"),
        ("sanctions", "sanctions: titles that name sanctions, embargoes or coercive measures"),
    ];

    /// <summary>The topics of the source with those that the title tells.</summary>
    public static ImmutableArray<string> With(IEnumerable<string> topics, string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        var upper = title.ToUpperInvariant();
        return
        [
            .. topics
                .Concat(EasternWords.Any(word => upper.Contains(word, StringComparison.Ordinal)) ? ["east"] : [])
                .Concat(SanctionWords.Any(word => upper.Contains(word, StringComparison.Ordinal)) ? ["sanctions"] : [])
                .Distinct(),
        ];
    }
}
