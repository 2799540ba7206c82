using Entente.Positions.Votes;
using Entente.Testing;

namespace Entente.Positions.Tests;

/// <summary>The General Assembly from the raw data, read once.</summary>
internal static class Assembly
{
    private static readonly Lock Door = new();
    private static RollCalls? all;

    public static RollCalls All
    {
        get
        {
            var folder = Reference.Raw;
            lock (Door)
                return all ??= RollCallFiles.ReadRaw(folder).Value;
        }
    }
}
