using Entente.Record.Register;

namespace Entente.Record.Ledger;

/// <summary>
/// What finds near-identical words of statements among many without comparing all: MinHash of runs of three words (Broder 1997), in bands
/// (Indyk and Motwani 1998). Two statements whose runs agree in eight of ten share a band in 98 of 100 cases.
/// </summary>
internal static class Sketch
{
    private const int Run = 3;
    private const int Bands = 8;
    private const int Rows = 4;

    /// <summary>Statements of fewer words are often the same by chance.</summary>
    public const int LeastWords = 6;

    /// <summary>Share of runs in common from which two statements are copies.</summary>
    public const double Near = 0.8;

    /// <summary>The runs of a statement; null where it is too short to be known again.</summary>
    public static HashSet<ulong>? Runs(string words)
    {
        var all = Words.Key(words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (all.Length < LeastWords)
            return null;
        var runs = new HashSet<ulong>();
        for (var at = 0; at + Run <= all.Length; at++)
            runs.Add(Hash(string.Join(' ', all, at, Run)));
        return runs;
    }

    /// <summary>Share of runs in common: those in both over those in either.</summary>
    public static double Likeness(HashSet<ulong> one, HashSet<ulong> other)
    {
        var both = one.Count(other.Contains);
        return (double)both / (one.Count + other.Count - both);
    }

    /// <summary>A key for each band; copies have one in common.</summary>
    public static IEnumerable<long> Keys(HashSet<ulong> runs)
    {
        for (var band = 0; band < Bands; band++)
        {
            var key = Mixed((ulong)band + 1);
            for (var row = 0; row < Rows; row++)
            {
                var seed = Mixed((ulong)(band * Rows + row) + 0x9E3779B97F4A7C15);
                key = Mixed(key ^ runs.Min(run => Mixed(run ^ seed)));
            }
            yield return unchecked((long)key);
        }
    }

    // FNV-1a: the same on every machine, unlike hashes of the runtime.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
