using System.Collections.Immutable;

namespace Entente.Data.Worlds;

/// <summary>The codes of one axis of a world and the lines they stand on.</summary>
internal sealed class Axis(string what, ImmutableArray<string> codes, ImmutableArray<int> lines, bool isSound = true)
{
    private readonly Dictionary<string, int> positions = Positions(codes);

    public int Count => codes.Length;

    public ImmutableArray<string> Codes => codes;

    /// <summary>Whether there are codes, each of them once.</summary>
    public bool IsSound => isSound && codes.Length > 0;

    public string Code(int position) => codes[position];

    public bool Has(string code) => positions.ContainsKey(code);

    /// <summary>Line of a code in its file.</summary>
    public int Line(int position) => lines[position];

    /// <summary>Position of the code in a column of the current row; -1 where unknown, which is reported.</summary>
    public int Find(Tables.TableRows rows, int column, FaultList faults) => Find(rows, rows.Text(column), faults);

    /// <summary>The same of a part of a column.</summary>
    public int Find(Tables.TableRows rows, ReadOnlySpan<char> text, FaultList faults)
    {
        if (positions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var position))
            return position;
        // With no codes at all, their own file has been reported.
        if (codes.Length > 0)
            faults.Unknown(rows.Place, what, text, codes);
        return -1;
    }

    /// <summary>Makes an axis of what a file lists; codes must be there, and once.</summary>
    public static Axis Read(string what, IReadOnlyList<string> codes, IReadOnlyList<int> lines, string? file, FaultList faults)
    {
        var (first, before) = (new Dictionary<string, int>(StringComparer.Ordinal), faults.Count);
        if (codes.Count == 0 && file is not null)
            faults.Add(new Place(file), $"no {what}", "at least one row");
        for (var at = 0; at < codes.Count; at++)
            if (codes[at].Length == 0)
                faults.Add(new Place(file!, lines[at]), $"an empty {what}", "a code");
            else if (!first.TryAdd(codes[at], lines[at]))
                faults.Add(
                    new Place(file!, lines[at]),
                    $"{what} {codes[at]} for the second time, first at line {first[codes[at]]}",
                    "each code once"
                );
        return new Axis(what, [.. codes], [.. lines], faults.Count == before);
    }

    private static Dictionary<string, int> Positions(ImmutableArray<string> codes)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < codes.Length; at++)
            positions.TryAdd(codes[at], at);
        return positions;
    }
}
