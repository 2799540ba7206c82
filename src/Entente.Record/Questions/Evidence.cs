using System.Globalization;
using Entente.Record.Attributions;

namespace Entente.Record.Questions;

/// <summary>The words of a text on which something rests.</summary>
/// <param name="Span">Where they stand.</param>
/// <param name="Words">The words, on one line.</param>
public sealed record Evidence(TextSpan Span, string Words)
{
    private const int MostWords = 90;

    /// <summary>The evidence of a stretch.</summary>
    public static Evidence Of(string text, TextSpan span) => new(span, span.Of(text).ToString().ReplaceLineEndings(" "));

    /// <summary>Offsets and words, long ones shortened: <c>95-132 "sanctions against Russia"</c>.</summary>
    public string Shown =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Span.Start}-{Span.End} \"{(Words.Length > MostWords ? $"{Words[..(MostWords - 3)].TrimEnd()}..." : Words)}\""
        );
}
