namespace Entente.Record.Assessments;

/// <summary>Words that take a side by themselves, toward an action named beside them.</summary>
internal static class StanceWords
{
    /// <summary>The action: what one may stand for or against.</summary>
    public static readonly string[] Actions =
    [
        "sanction", "embargo", "restrictive measure", "restriction", "boycott", "these measure", "pressure", "coercion", "inducement", "lobby*",
        "join", "align", "alignment", "impose", "tariff", "blockade", "export control", "price cap", "western policy", "military support", "demand",
        "ultimatum", "countermeasure",
    ];

    /// <summary>Against.</summary>
    public static readonly string[] Against =
    [
        "against", "oppose", "opposition", "refuse", "refusal", "reject", "rejection", "resist", "resistance", "resilience", "weather", "withstand", "defy",
        "endurance", "without yield*", "rather than", "condemn", "denounce", "criticize", "criticise", "illegal", "illegitimate", "unacceptable",
        "counterproductive", "unjust", "unlawful", "harmful", "will not", "would not", "not join", "not impose", "not introduce", "never", "veto", "decline",
        "lift", "end", "ease", "drop", "avoid", "blackmail", "not yield", "no intention", "not support", "not agree", "protest", "deplore", "object", "turn down",
        "scrap", "block",
    ];

    /// <summary>For.</summary>
    public static readonly string[] For =
    [
        "support", "back", "endorse", "favor", "favour", "welcome", "call for", "urge", "advocate", "ready to", "agree to", "committed to", "must join", "should join",
        "will join", "will impose", "plan to", "necessary", "justified", "effective", "tighten", "strengthen", "extend", "approve", "applaud", "praise", "insist on",
        "full alignment", "pledge", "promise",
    ];
}
