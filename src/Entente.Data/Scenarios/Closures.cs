namespace Entente.Data.Scenarios;

/// <summary>The closures as users write them.</summary>
public static class Closures
{
    /// <summary>All names, in the order of <see cref="Closure"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<Closure>().Select(n => n.ToLowerInvariant())];

    public static string Name(Closure closure) => Names[(int)closure];

    public static bool TryParse(string text, out Closure closure)
    {
        var at = Names.ToList().IndexOf(text);
        closure = at < 0 ? Closure.Fixed : (Closure)at;
        return at >= 0;
    }

    internal static string Expected(string text) => Expected(text, Names);

    /// <summary>What was expected among a few words, with the one that was probably meant.</summary>
    internal static string Expected(string text, IReadOnlyList<string> known) => Spelling.OneOf(text, known);
}
