using Entente.Record.Language;

namespace Entente.Record.Training;

/// <summary>An attribution as annotated, by places of tokens.</summary>
/// <param name="Unit">The discourse unit that attributes.</param>
/// <param name="Source">The stretches of the source.</param>
/// <param name="Cue">The stretches of the cue; empty where none was marked.</param>
/// <param name="Content">The stretch of the content.</param>
/// <param name="Negative">Whether the attributing is denied.</param>
/// <param name="Kind">Direct, mixed or indirect, by quotation marks.</param>
internal sealed record GoldAttribution(
    TokenRange[] Unit,
    TokenRange[] Source,
    TokenRange[] Cue,
    TokenRange[] Content,
    bool Negative,
    string Kind
);
