using System.Runtime.InteropServices;

namespace Entente.Native;

/// <summary>Memory that callers hold, and how much of it is out. Safe from several threads.</summary>
internal static unsafe class Memory
{
    /// <summary>What Arrow asks buffers to begin at multiples of.</summary>
    private const int Alignment = 64;
    private static long blocks;

    /// <summary>Blocks that callers have not given back.</summary>
    public static long Blocks => Interlocked.Read(ref blocks);

    /// <summary>A block whose bytes are all zero.</summary>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    public static void* New(long bytes)
    {
        var size = (nuint)Math.Max(Alignment, (bytes + Alignment - 1) / Alignment * Alignment);
        var block = NativeMemory.AlignedAlloc(size, Alignment);
        NativeMemory.Clear(block, size);
        Interlocked.Increment(ref blocks);
        return block;
    }

    /// <summary>Gives a block back; nothing where there is none.</summary>
    public static void Free(void* block)
    {
        if (block is null)
            return;
        Interlocked.Decrement(ref blocks);
        NativeMemory.AlignedFree(block);
    }
}
