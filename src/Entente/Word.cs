namespace Entente;

/// <summary>A name as somebody wrote it - a code, a group, a tag or <c>all</c> - with the place, for messages.</summary>
public sealed record Word(string Text, Place? Place = null)
{
    public static implicit operator Word(string text) => new(text);

    public override string ToString() => Text;
}
