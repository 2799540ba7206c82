using Entente.Horizons;

namespace Entente.Reporting;

/// <summary>Horizons for people.</summary>
internal static class HorizonWords
{
    /// <summary>What each horizon means, in a sentence.</summary>
    public static string Meaning(string name) =>
        name switch
        {
            "short" =>
                "Short run, up to about a year: inputs are hardly replaced, buyers hardly change suppliers, labour and capital stay in "
                + "their sectors.",
            "medium" => "Medium run, three to five years: some inputs and suppliers are replaced, some labour moves, capital stays.",
            _ => "Long run: trade has found its new ways, technology and labour forces are unchanged.",
        };

    /// <summary>A horizon within a sentence: <c>in the short run</c>, <c>in the short run with energy=0.01</c>.</summary>
    public static string Within(Horizon horizon) =>
        horizon.Varied.IsEmpty
            ? $"in the {horizon.Name} run"
            : $"in the {horizon.Name} run with {string.Join(", ", horizon.Varied.Select(setting => setting.ToString()))}";

    /// <summary>The horizons of some answers, each once, from short to long.</summary>
    public static IEnumerable<string> Of(IEnumerable<TimedAnswer> answers)
    {
        var used = answers.Select(a => a.Answer.Case.Horizon.Name.Text).ToHashSet(StringComparer.Ordinal);
        return HorizonParameter.Horizons.Where(used.Contains);
    }
}
