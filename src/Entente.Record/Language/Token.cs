using Entente.Record.Attributions;

namespace Entente.Record.Language;

/// <summary>One token: a word, a clitic ("'s", "n't"), a number or a mark.</summary>
/// <param name="Start">Its first UTF-16 unit in the text.</param>
/// <param name="Length">How many units; at least 1.</param>
internal readonly record struct Token(int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>The stretch from this token's start to another's end.</summary>
    public TextSpan To(Token last) => new(Start, last.End - Start);
}

/// <summary>Tokens that follow one another: from the first to the last, both within.</summary>
internal readonly record struct TokenRange(int First, int Last)
{
    public int Count => Last - First + 1;

    public bool Holds(int token) => token >= First && token <= Last;

    public bool Holds(TokenRange other) => other.First >= First && other.Last <= Last;

    public bool Meets(TokenRange other) => First <= other.Last && other.First <= Last;
}
