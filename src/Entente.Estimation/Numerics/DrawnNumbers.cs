namespace Entente.Estimation.Numerics;

/// <summary>The random numbers of one draw: by seed and number of the draw, whoever asks first (SplitMix64; Steele, Lea and Flood 2014).</summary>
internal struct DrawnNumbers(long seed, int draw)
{
    private ulong state = Mix(Mix((ulong)seed + 0x9E3779B97F4A7C15) ^ ((ulong)draw * 0xD1342543DE82EF95 + 1));

    /// <summary>The next number, from 0 to below 1.</summary>
    public double Uniform() => (Mix(state += 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next number from 0 to below a bound.</summary>
    public int Below(int bound) => (int)(Uniform() * bound);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
