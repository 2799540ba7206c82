namespace Entente;

/// <summary>A country, or an aggregate of countries such as ROW.</summary>
/// <param name="Code">Short code (ISO3 where there is one), unique within the world, compared exactly.</param>
/// <param name="Name">Name for people.</param>
public sealed record Country(string Code, string Name)
{
    /// <summary>Inhabitants, above 0; null where the world does not say.</summary>
    public double? Population { get; init; }
}
