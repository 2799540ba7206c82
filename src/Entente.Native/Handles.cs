using System.Collections.Concurrent;

namespace Entente.Native;

/// <summary>
/// What callers hold by number: worlds and answers. A number is never given twice, so that one that is closed, or invented, is told
/// and not followed. Safe from several threads: what a call holds lives until it has ended, whoever closes it meanwhile.
/// </summary>
internal static class Handles
{
    // C has no objects to keep these in: what is open belongs to the process.
    private static readonly ConcurrentDictionary<long, object> Open = new();
    private static long last;

    /// <summary>How many are open.</summary>
    public static int Count => Open.Count;

    public static long Add(object held)
    {
        var handle = Interlocked.Increment(ref last);
        Open[handle] = held;
        return handle;
    }

    /// <summary>What a number stands for.</summary>
    /// <exception cref="CallException">Nothing, or something of another kind.</exception>
    public static T Get<T>(long handle)
        where T : class =>
        Open.TryGetValue(handle, out var held)
            ? held as T ?? throw new CallException(Status.Handle, $"handle {handle} is no {Name<T>()}")
            : throw new CallException(Status.Handle, $"handle {handle} is not open; expected {Name<T>()}");

    public static bool Close(long handle) => Open.TryRemove(handle, out _);

    private static string Name<T>() => typeof(T) == typeof(OpenWorld) ? "a world" : "an answer";
}
