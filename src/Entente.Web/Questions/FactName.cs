using System.Collections.Immutable;
using Entente.Data.Scenarios;

namespace Entente.Web.Questions;

/// <summary>Corrected facts in addresses: <c>flow.RUS.SRB.GAS</c>, <c>import_share.RUS.SRB.GAS</c>, <c>elasticity.GAS</c>.</summary>
public static class FactName
{
    /// <summary>The facts of a question.</summary>
    /// <param name="facts">Values by name.</param>
    /// <returns>The facts, or every name that is none; countries and sectors are looked up where it is asked.</returns>
    public static Checked<Facts> Read(ImmutableSortedDictionary<string, double> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (found, faults) = (ImmutableArray.CreateBuilder<WorldFact>(), new List<Fault>());
        foreach (var (name, value) in facts)
        {
            var (place, parts) = (new Place($"fact.{name}"), name.Split('.'));
            if (FactReader.KindOf(parts[0]) is not { } kind)
                faults.Add(new Fault(place, $"kind of fact '{parts[0]}'", Spelling.OneOf(parts[0], FactReader.Names)));
            else if (parts.Length != (kind == FactKind.Elasticity ? 2 : 4))
                faults.Add(
                    new Fault(place, $"'{name}'", $"{parts[0]}.{(kind == FactKind.Elasticity ? "SECTOR" : "SELLER.BUYER.SECTOR")}")
                );
            else
                found.Add(
                    kind == FactKind.Elasticity
                        ? new WorldFact(kind, null, null, new Word(parts[1], place), value)
                        : new WorldFact(kind, new Word(parts[1], place), new Word(parts[2], place), new Word(parts[3], place), value)
                );
        }
        return faults.Count > 0 ? Checked<Facts>.Invalid(faults) : Checked<Facts>.Valid(new Facts(found.ToImmutable()));
    }

    /// <summary>The name of a fact.</summary>
    public static string Of(FactKind kind, string from, string to, string sector) =>
        kind == FactKind.Elasticity ? $"{FactReader.NameOf(kind)}.{sector}" : $"{FactReader.NameOf(kind)}.{from}.{to}.{sector}";
}

/// <summary>Facts that have been read. Immutable.</summary>
/// <param name="All">The facts, in the order of their names.</param>
public sealed record Facts(ImmutableArray<WorldFact> All);
