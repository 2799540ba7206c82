using System.Runtime.CompilerServices;

namespace Entente.Record.Language;

/// <summary>Keys of features: hashes that are the same on every machine.</summary>
internal static class Feature
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    /// <summary>Hash of a word (FNV-1a, 64 bits).</summary>
    public static ulong Of(ReadOnlySpan<char> word)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in word)
            hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    /// <summary>Hash of a word in small letters.</summary>
    public static ulong OfLower(ReadOnlySpan<char> word)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in word)
            hash = (hash ^ char.ToLowerInvariant(c)) * 1099511628211UL;
        return hash;
    }

    /// <summary>Key of a feature: the number of its template with up to four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key(int template, ulong a = 0, ulong b = 0, ulong c = 0, ulong d = 0)
    {
        var h = (ulong)template * Prime;
        h = Mix(h ^ a);
        if (b != 0)
            h = Mix(h ^ (b * 3));
        if (c != 0)
            h = Mix(h ^ (c * 5));
        if (d != 0)
            h = Mix(h ^ (d * 7));
        return (uint)(h >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong h)
    {
        h *= Prime;
        return h ^ (h >> 29);
    }
}

/// <summary>Features of one instance; cleared and used again.</summary>
internal sealed class FeatureList
{
    private uint[] keys = new uint[256];

    public int Count { get; private set; }

    public ReadOnlySpan<uint> Keys => keys.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(uint key)
    {
        if (Count == keys.Length)
            Array.Resize(ref keys, 2 * Count);
        keys[Count++] = key;
    }

    public void Add(int template, ulong a = 0, ulong b = 0, ulong c = 0, ulong d = 0) => Add(Feature.Key(template, a, b, c, d));

    public uint[] ToArray() => Keys.ToArray();
}
