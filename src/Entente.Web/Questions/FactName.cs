using System.Collections.Immutable;
using Entente.Data.Scenarios;

namespace Entente.Web.Questions;

/// <summary>Corrected facts in addresses: <c>flow.RUS.SRB.GAS</c>, <c>elasticity.GAS</c>, <c>input_share.SRB.GAS.CHEM</c>.</summary>
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
            else if (FactReader.KeysOf(kind) is var keys && parts.Length != keys.Count + 1)
                faults.Add(
                    new Fault(place, $"'{name}'", $"{parts[0]}.{string.Join('.', keys.Select(key => key.ToUpperInvariant()))}")
                );
            else
                found.Add(FactReader.Fact(kind, [.. parts[1..].Select(part => new Word(part, place))], value));
        }
        return faults.Count > 0 ? Checked<Facts>.Invalid(faults) : Checked<Facts>.Valid(new Facts(found.ToImmutable()));
    }

    /// <summary>The name of a fact.</summary>
    public static string Of(WorldFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return $"{FactReader.NameOf(fact.Kind)}.{string.Join('.', FactReader.WordsOf(fact))}";
    }
}

/// <summary>Facts that have been read. Immutable.</summary>
/// <param name="All">The facts, in the order of their names.</param>
public sealed record Facts(ImmutableArray<WorldFact> All);
