namespace Entente.Record.Attributions;

/// <summary>One attributed statement: somebody, told by the text, says, believes or knows something.</summary>
/// <param name="Source">Who it is attributed to, as the text has it.</param>
/// <param name="Cue">The words that attribute ("said", "according to", "From ... viewpoint"); none where speech stands alone in
/// quotes.</param>
/// <param name="Content">What is attributed, in order of the text; several stretches where the attribution interrupts it.</param>
/// <param name="Kind">How the words are given.</param>
/// <param name="Carriers">Those through whom it reached the text ("told news agencies"), in order.</param>
/// <param name="Parent">The place in the document's list of the attribution whose content this one stands in; none at the top.</param>
/// <param name="Negated">Whether the attributing itself is denied ("did not say").</param>
/// <param name="Hedges">Words that weaken the attribution or its content ("reportedly", "may").</param>
/// <param name="Probability">The extractor's probability that this is an attribution, calibrated; within 0 and 1.</param>
public sealed record Attribution(
    Mention Source,
    TextSpan? Cue,
    IReadOnlyList<TextSpan> Content,
    AttributionKind Kind,
    IReadOnlyList<Mention> Carriers,
    int? Parent,
    bool Negated,
    IReadOnlyList<TextSpan> Hedges,
    double Probability
);

/// <summary>How attributed words are given.</summary>
public enum AttributionKind
{
    /// <summary>Word for word, in quotation marks.</summary>
    Direct,

    /// <summary>Reported, with stretches word for word.</summary>
    Mixed,

    /// <summary>Reported in the text's own words.</summary>
    Indirect,

    /// <summary>A belief, view or feeling attributed.</summary>
    Belief,

    /// <summary>Knowledge, a finding or a perception attributed.</summary>
    Knowledge,

    /// <summary>A side taken by a deed that the text tells: sanctions imposed, joined, lifted.</summary>
    Deed,
}

/// <summary>A person, group or body where the text names it.</summary>
/// <param name="Span">The words of the mention.</param>
/// <param name="Kind">What sort of mention it is.</param>
/// <param name="Antecedent">The fullest earlier (or later) mention of the same one, for pronouns and titles; none where it is full
/// itself.</param>
public sealed record Mention(TextSpan Span, MentionKind Kind, TextSpan? Antecedent);

/// <summary>Sorts of mentions.</summary>
public enum MentionKind
{
    /// <summary>A name of a person, state, body or agency.</summary>
    Named,

    /// <summary>A group told by what it is ("Western governments", "news agencies").</summary>
    Group,

    /// <summary>One told by an office or a title ("the ambassador").</summary>
    Role,

    /// <summary>A pronoun.</summary>
    Pronoun,

    /// <summary>A source the text keeps back ("observers", "a person familiar with the matter", "reportedly").</summary>
    Unnamed,
}
