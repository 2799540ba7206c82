using System.Globalization;

namespace Entente.Reporting;

/// <summary>How facts that somebody knows better are told.</summary>
/// <param name="world">The world as it is.</param>
internal sealed class FactWords(World world)
{
    /// <summary>A fact of an address in words.</summary>
    public string InWords(WorldFact fact)
    {
        var sector = Sector(fact.Sector);
        return fact.Kind switch
        {
            FactKind.Elasticity => string.Create(CultureInfo.InvariantCulture, $"Trade elasticity of {sector}: {fact.Value:0.###}"),
            FactKind.Flow => string.Create(
                CultureInfo.InvariantCulture,
                $"{sector}, {Name(fact.From)} to {Name(fact.To)}: {fact.Value:#,0.##} {world.Identity.Unit}"
            ),
            FactKind.InputShare => string.Create(
                CultureInfo.InvariantCulture,
                $"{sector} in {Name(fact.To)}, part of {Sector(fact.Input)} in what it buys: {100 * fact.Value:0.##}\u00a0%"
            ),
            FactKind.ValueAddedShare => string.Create(
                CultureInfo.InvariantCulture,
                $"{sector} in {Name(fact.To)}, part of value added in its cost: {100 * fact.Value:0.##}\u00a0%"
            ),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{sector}, part of {Name(fact.From)} in what {Name(fact.To)} imports: {100 * fact.Value:0.##}\u00a0%"
            ),
        };
    }

    private string Sector(Word? code) => world.Sectors.FirstOrDefault(one => one.Code == code?.Text)?.Name ?? $"{code}";

    private string Name(Word? code) => world.Countries.FirstOrDefault(one => one.Code == code?.Text)?.Name ?? $"{code}";
}
