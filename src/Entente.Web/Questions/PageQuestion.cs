using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Entente.Data.Yaml;
using Entente.Horizons;
using Microsoft.Extensions.Primitives;

namespace Entente.Web.Questions;

/// <summary>
/// What is asked: cases of a scenario at horizons, with levers moved. The whole state of a page, held by its address; equal questions have
/// equal texts. Immutable.
/// </summary>
public sealed record PageQuestion
{
    private const string CaseKey = "case";
    private const string HorizonKey = "horizon";
    private const string SetKey = "set";
    private const string LeverKey = "lever.";
    private const string FactKey = "fact.";

    /// <summary>Most values of one key; nobody at a page needs more.</summary>
    private const int Most = 100;

    private static readonly string[] Keys = [CaseKey, HorizonKey, SetKey, "lever.NAME", "fact.NAME"];

    /// <summary>Name of a scenario that comes with the program, or the key of one that was sent.</summary>
    public required string Scenario { get; init; }

    /// <summary>Names of cases; empty: all of the scenario.</summary>
    public ImmutableArray<string> Cases { get; init; } = [];

    /// <summary>Names of horizons; empty: those that the scenario says.</summary>
    public ImmutableArray<string> Horizons { get; init; } = [];

    /// <summary>Parameters of the horizons that are set, as the terminal takes them: <c>energy=0.05</c>.</summary>
    public ImmutableArray<string> Set { get; init; } = [];

    /// <summary>Levers that do not stand where the scenario has them, by name; of one case alone.</summary>
    public ImmutableSortedDictionary<string, double> Levers { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Figures of the world that somebody knows better, by name; see <see cref="FactName"/>.</summary>
    public ImmutableSortedDictionary<string, double> Facts { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The question as it stands in an address behind the question mark; empty where nothing is asked otherwise.</summary>
    public string Query
    {
        get
        {
            var text = new StringBuilder();
            Add(Cases.Select(name => (CaseKey, name)));
            Add(Horizons.Select(name => (HorizonKey, name)));
            Add(Set.Select(setting => (SetKey, setting)));
            Add(Levers.Select(lever => (LeverKey + lever.Key, lever.Value.ToString("R", CultureInfo.InvariantCulture))));
            Add(Facts.Select(fact => (FactKey + fact.Key, fact.Value.ToString("R", CultureInfo.InvariantCulture))));
            return text.ToString();

            void Add(IEnumerable<(string Key, string Value)> pairs)
            {
                foreach (var (key, value) in pairs)
                    text.Append(text.Length > 0 ? "&" : "").Append(Uri.EscapeDataString(key)).Append('=').Append(Written(value));
            }
        }
    }

    /// <summary>The same question with a lever at a value.</summary>
    /// <param name="lever">The lever.</param>
    /// <param name="value">The value; that of the scenario takes the lever out of the question.</param>
    public PageQuestion With(Lever lever, double value)
    {
        ArgumentNullException.ThrowIfNull(lever);
        return this with { Levers = value == lever.Start ? Levers.Remove(lever.Name) : Levers.SetItem(lever.Name, value) };
    }

    /// <summary>Equal questions have equal texts.</summary>
    public bool Equals(PageQuestion? other) => other is not null && Scenario == other.Scenario && Query == other.Query;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scenario, Query);

    /// <summary>Reads a question from the pairs of an address; names are looked up where it is asked.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="pairs">Keys and values.</param>
    /// <param name="others">Keys that mean something else to the caller.</param>
    /// <returns>The question, or every key and value that means nothing.</returns>
    public static Checked<PageQuestion> Read(
        string scenario,
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> pairs,
        params IReadOnlyList<string> others
    )
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var faults = new List<Fault>();
        var question = new PageQuestion { Scenario = scenario };
        foreach (var (key, values) in pairs)
            if (values.Count > Most)
                faults.Add(new Fault(new Place(key), $"{values.Count} values", $"at most {Most}"));
            else if (key == CaseKey)
                question = question with { Cases = [.. values] };
            else if (key == HorizonKey)
                question = question with { Horizons = Known(values, faults) };
            else if (key == SetKey)
                question = question with { Set = [.. values] };
            else if (key.StartsWith(LeverKey, StringComparison.Ordinal))
                question = question with { Levers = Moved(question.Levers, key, LeverKey, values, faults) };
            else if (key.StartsWith(FactKey, StringComparison.Ordinal))
                question = question with { Facts = Moved(question.Facts, key, FactKey, values, faults) };
            else if (!others.Contains(key))
                faults.Add(
                    new Fault(new Place(key), "an unknown key", Spelling.OneOf(key, [.. Keys, .. others]))
                );
        if (question is { Levers.IsEmpty: false, Cases.Length: not 1 })
            faults.Add(new Fault(new Place(CaseKey), $"levers of {question.Cases.Length} cases", "one case"));
        return faults.Count > 0 ? Checked<PageQuestion>.Invalid(faults) : Checked<PageQuestion>.Valid(question);
    }

    /// <summary>Reads a question from the query of an address.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="query">The query, as the framework has read it.</param>
    /// <param name="others">Keys that mean something else to the caller.</param>
    internal static Checked<PageQuestion> Read(
        string scenario,
        IEnumerable<KeyValuePair<string, StringValues>> query,
        params IReadOnlyList<string> others
    ) =>
        Read(
            scenario,
            query.Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<string>)[.. pair.Value.OfType<string>()])),
            others
        );

    private static ImmutableArray<string> Known(IReadOnlyList<string> horizons, List<Fault> faults)
    {
        faults.AddRange(
            horizons
                .Except(HorizonParameter.Horizons)
                .Select(name => new Fault(new Place(HorizonKey), $"horizon '{name}'", Spelling.OneOf(name, HorizonParameter.Horizons)))
        );
        return [.. horizons.Distinct()];
    }

    private static ImmutableSortedDictionary<string, double> Moved(
        ImmutableSortedDictionary<string, double> levers,
        string key,
        string prefix,
        IReadOnlyList<string> values,
        List<Fault> faults
    )
    {
        if (values.Count == 1 && WrittenNumber.TryParse(values[0], out var value) && double.IsFinite(value))
            return levers.SetItem(key[prefix.Length..], value);
        faults.Add(new Fault(new Place(key), $"'{string.Join(", ", values)}'", "one finite number"));
        return levers;
    }

    /// <summary>As addresses are read by people: signs that mean nothing there stand for themselves.</summary>
    private static string Written(string value) =>
        Uri.EscapeDataString(value).Replace("%3D", "=", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal);
}
