using System.Collections.Frozen;

namespace Entente.Record.Attributions;

/// <summary>Verbs by which a state or body takes a side without a word: it imposes sanctions, or lifts them.</summary>
internal static class Deeds
{
    private static readonly FrozenDictionary<string, int> sides = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["impose"] = 1,
        ["pursue"] = 1,
        ["adopt"] = 1,
        ["introduce"] = 1,
        ["extend"] = 1,
        ["tighten"] = 1,
        ["expand"] = 1,
        ["join"] = 1,
        ["approve"] = 1,
        ["prolong"] = 1,
        ["lift"] = -1,
        ["suspend"] = -1,
        ["ease"] = -1,
        ["veto"] = -1,
        ["block"] = -1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> actions = new[] { "sanction", "embargo", "measure", "restriction", "ban", "tariff" }
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a verb, by its lemma, is such a deed.</summary>
    public static bool IsDeed(string verb) => sides.ContainsKey(verb);

    /// <summary>Whether a noun, by its lemma, is what such a deed is done with.</summary>
    public static bool IsAction(string noun) => actions.Contains(noun);

    /// <summary>1 for the action, -1 against it; 0 where the verb is no deed.</summary>
    public static int Side(string verb) => sides.GetValueOrDefault(verb);
}
