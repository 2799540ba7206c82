namespace Entente.Data.Worlds;

/// <summary>Words of <c>uncertainty.csv</c>.</summary>
internal static class UncertaintyText
{
    private static readonly Dictionary<string, UncertainTable> Tables = Enum.GetValues<UncertainTable>()
        .ToDictionary(Word, table => table, StringComparer.Ordinal);

    private static readonly Dictionary<string, CommonTo> Commons = Enum.GetValues<CommonTo>()
        .ToDictionary(common => common.ToString().ToLowerInvariant(), common => common, StringComparer.Ordinal);

    /// <summary>The names of the tables.</summary>
    public static IEnumerable<string> TableNames => Tables.Keys;

    /// <summary>The names of what cells share an error with.</summary>
    public static IEnumerable<string> CommonNames => Commons.Keys;

    /// <summary>A table as it is written: <c>value_added_shares</c>.</summary>
    public static string Word(UncertainTable table) =>
        string.Concat(table.ToString().Select((c, at) => (at > 0 && char.IsUpper(c) ? "_" : "") + char.ToLowerInvariant(c)));

    public static string Word(CommonTo common) => common.ToString().ToLowerInvariant();

    /// <summary>The table of a word; null where there is none.</summary>
    public static UncertainTable? Table(string word) => Tables.TryGetValue(word, out var table) ? table : null;

    /// <summary>What a word says cells share; null where it says nothing.</summary>
    public static CommonTo? Common(string word) => Commons.TryGetValue(word, out var common) ? common : null;
}
