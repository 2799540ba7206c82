namespace Entente.Record.Attributions;

/// <summary>Finds the attributed statements of a text. Safe to share between threads.</summary>
public interface IAttributionReader
{
    /// <summary>The statements in order of their attributing words; parents refer to places in this list.</summary>
    /// <param name="text">The text as stored.</param>
    IReadOnlyList<Attribution> Read(string text);
}
