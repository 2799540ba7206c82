namespace Entente.Numerics;

/// <summary>
/// Random numbers by position instead of by order: the same seed and position give the same number, whoever asks first
/// and on whatever thread. The position is mixed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
/// </summary>
public readonly record struct CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong state;

    /// <param name="seed">The seed; any number.</param>
    public CounterRandom(long seed) => state = Mix((ulong)seed + Golden);

    private CounterRandom(ulong state) => this.state = state;

    /// <summary>A stream of its own below this one, such as that of one draw or one sector.</summary>
    public CounterRandom At(long position) => new(Mix(state ^ Mix((ulong)position + Golden)));

    /// <summary>A number above 0 and below 1, evenly spread; one of 2^53.</summary>
    public double Uniform(long position)
    {
        // Of the position that is the seed itself mixing leaves nothing.
        var mixed = At(position).state is not 0 and var some ? some : Golden;
        return ((mixed >> 11) + 0.5) * (1.0 / (1UL << 53));
    }

    /// <summary>A standard normal number.</summary>
    public double Normal(long position) => NormalQuantile.At(Uniform(position));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
