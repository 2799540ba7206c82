using System.Globalization;

namespace Entente.Data.Sweeps;

/// <summary>
/// A share of the chunks of a sweep, for one of several machines: the Kth of N has every Nth chunk from the Kth on, so that points that
/// are slow together are spread over all of them.
/// </summary>
/// <param name="Number">K, from 1 to <paramref name="Count"/>.</param>
/// <param name="Count">N, how many shares there are.</param>
public readonly record struct SweepShare(int Number, int Count)
{
    /// <summary>Most shares a sweep is split into.</summary>
    public const int Most = 100_000;

    /// <summary>All chunks.</summary>
    public static SweepShare Whole { get; } = new(1, 1);

    /// <summary>Whether it is but a part.</summary>
    public bool IsPart => Count > 1;

    /// <summary>Whether a chunk belongs to it.</summary>
    public bool Has(int chunk) => chunk % Count == Number - 1;

    /// <summary>Reads <c>K/N</c>.</summary>
    public static bool TryParse(string text, out SweepShare share)
    {
        share = default;
        if (text?.Split('/') is not [var k, var n] || !IsCount(k, out var number) || !IsCount(n, out var count) || number > count)
            return false;
        share = new(number, count);
        return true;
    }

    private static bool IsCount(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= Most;
}
