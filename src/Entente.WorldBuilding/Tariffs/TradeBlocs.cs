using System.Collections.Immutable;
using Entente.Data;

namespace Entente.WorldBuilding.Tariffs;

/// <summary>
/// Groups of economies that rules of trade policy name, from <c>blocs.csv</c> of a recipe (bloc, members, source). They do not
/// depend on which economies a world has.
/// </summary>
internal sealed class TradeBlocs
{
    private readonly Dictionary<string, ImmutableArray<string>> blocs = new(StringComparer.Ordinal);

    private TradeBlocs() { }

    public static TradeBlocs Read(string recipe, FaultList faults)
    {
        var read = new TradeBlocs();
        foreach (var row in RawTable.Read(recipe, "blocs.csv", ["bloc", "members"], faults))
            read.blocs[row.Text("bloc")] = [.. row.Text("members").Split(';')];
        return read;
    }

    /// <summary>Members of the blocs, which may be economies of no world.</summary>
    public IEnumerable<string> AllMembers => blocs.Values.SelectMany(members => members);

    /// <summary>Members of a bloc, or the economy itself.</summary>
    public ImmutableArray<string> Members(string word) => blocs.TryGetValue(word, out var members) ? members : [word];

    /// <summary>Codes that words with semicolons between them name; <c>all</c> is everybody in <paramref name="everybody"/>.</summary>
    public HashSet<string> Codes(string words, IEnumerable<string> everybody) =>
        [.. words.Split(';').SelectMany(word => word == "all" ? everybody : Members(word))];
}
