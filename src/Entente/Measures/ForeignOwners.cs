using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// Capital of a sector that belongs to owners abroad: what is left of it earns what a unit of capital earns there, and that, after
/// tax, is theirs.
/// </summary>
/// <param name="Factor">Position of the capital among the factors of the world.</param>
/// <param name="Host">Position n of the country it works in.</param>
/// <param name="Sector">Position j.</param>
/// <param name="Paid">What of its earnings is paid abroad in the data, a year, after the host's tax, unit of the world; &gt; 0.</param>
/// <param name="Left">The part of it that is there; 0 to 1.</param>
/// <param name="Owners">Countries of the owners, none of them the host, and what each receives of it; parts add up to 1.</param>
public sealed record OwnedAbroad(int Factor, int Host, int Sector, double Paid, double Left, ImmutableArray<OwnerPart> Owners);

/// <summary>A country of owners and its part of what they own together.</summary>
/// <param name="Country">Position.</param>
/// <param name="Part">0 to 1.</param>
public sealed record OwnerPart(int Country, double Part);

/// <summary>Collects what measures say of the owners of capital, and what is lost of it.</summary>
internal sealed class ForeignOwners
{
    private readonly Dictionary<(int Factor, int Host, int Sector), OwnedAbroad> owned = [];
    private readonly Dictionary<(int Factor, int Host, int Sector), double> left = [];

    /// <summary>A share of all that is there is lost.</summary>
    public void Lose(int f, int n, int j, double share) => left[(f, n, j)] = left.GetValueOrDefault((f, n, j), 1) * (1 - share);

    /// <summary>
    /// Says whose a part of the capital is, and what of it is lost with a loss entered before. Measures that say the same of a sector
    /// speak of the same owners.
    /// </summary>
    /// <param name="capital">The capital; what is left of it is that of this loss alone.</param>
    /// <param name="lost">The share of all capital of the sector that this loss has taken.</param>
    /// <returns>Whether nobody has said otherwise.</returns>
    public bool TrySay(OwnedAbroad capital, double lost)
    {
        var key = (capital.Factor, capital.Host, capital.Sector);
        var same = owned.GetValueOrDefault(key);
        if (same is not null && (same.Paid != capital.Paid || !same.Owners.SequenceEqual(capital.Owners)))
            return false;
        // Other losses take from these owners as from all; this one what it says.
        owned[key] = capital with { Left = (same?.Left ?? 1) * capital.Left / (1 - lost) };
        return true;
    }

    /// <summary>What belongs to owners abroad, with what all losses have left of it.</summary>
    public IEnumerable<OwnedAbroad> Entries() =>
        owned.Select(entry => entry.Value with { Left = entry.Value.Left * left.GetValueOrDefault(entry.Key, 1) });
}
