using System.Buffers.Binary;
using System.Text;

namespace Entente.Testing;

/// <summary>Writes a header array file by the record layout of GEMPACK: Fortran records of length, bytes, length.</summary>
internal sealed class HarWriter(string path) : IDisposable
{
    private readonly FileStream stream = File.Create(path);

    public void Dispose() => stream.Dispose();

    public void Texts(string name, string[] texts, int width)
    {
        Head(name, "1CFULL", [texts.Length, width]);
        Record([.. Blank(), .. Ints(1, texts.Length, texts.Length), .. texts.SelectMany(t => Latin(t.PadRight(width)))]);
    }

    public void Integers(string name, int[][] rows) => Matrix(name, "2IFULL", rows, v => Ints(v));

    public void Reals(string name, float[][] rows) => Matrix(name, "2RFULL", rows, BitConverter.GetBytes);

    public void Array(string name, (string, string[])[] sets, Func<int, double> cell) => Full(name, sets, at => cell(at[0]));

    public void Array(string name, (string, string[])[] sets, Func<int, int, double> cell) =>
        Full(name, sets, at => cell(at[0], at[1]));

    public void Array(string name, (string, string[])[] sets, Func<int, int, int, double> cell) =>
        Full(name, sets, at => cell(at[0], at[1], at[2]));

    public void Array(string name, (string, string[])[] sets, Func<int, int, int, int, double> cell) =>
        Full(name, sets, at => cell(at[0], at[1], at[2], at[3]));

    public void Sparse(string name, (string Name, string[] Elements)[] sets, (int At, float Value)[] points)
    {
        Sets(name, "RESPSE", sets);
        Record([.. Blank(), .. Ints(points.Length, 4, 4)]);
        Record([
            .. Blank(),
            .. Ints(1, points.Length, points.Length),
            .. points.SelectMany(p => Ints(p.At)),
            .. points.SelectMany(p => BitConverter.GetBytes(p.Value)),
        ]);
    }

    private void Full(string name, (string Name, string[] Elements)[] sets, Func<int[], double> cell)
    {
        Sets(name, "REFULL", sets);
        var lengths = sets.Select(s => s.Elements.Length).ToArray();
        Record([.. Blank(), .. Ints([3, sets.Length, .. lengths])]);
        Record([.. Blank(), .. Ints([2, .. lengths])]);
        var values = new List<byte>();
        for (var at = 0; at < lengths.Aggregate(1, (a, b) => a * b); at++)
        {
            var (rest, index) = (at, new int[lengths.Length]);
            for (var axis = 0; axis < lengths.Length; axis++)
                (index[axis], rest) = (rest % lengths[axis], rest / lengths[axis]);
            values.AddRange(BitConverter.GetBytes((float)cell(index)));
        }
        Record([.. Blank(), .. Ints(1), .. values]);
    }

    private void Sets(string name, string type, (string Name, string[] Elements)[] sets)
    {
        Head(name, type, [.. sets.Select(s => s.Elements.Length)]);
        var known = sets.Where(s => !IsUnnamed(s.Name)).DistinctBy(s => s.Name).ToList();
        Record([
            .. Blank(),
            .. Ints(known.Count, -1, sets.Length),
            .. Latin("COEFF".PadRight(12)),
            .. Ints(-1),
            .. sets.SelectMany(s => Latin(s.Name.PadRight(12))),
            .. Latin(string.Concat(sets.Select(s => IsUnnamed(s.Name) ? 'u' : 'k'))),
        ]);
        foreach (var (_, elements) in known)
            Record([.. Blank(), .. Ints(1, elements.Length, elements.Length), .. elements.SelectMany(e => Latin(e.PadRight(12)))]);
    }

    /// <summary>An axis without a set, as of vectors that were typed in by hand.</summary>
    private static bool IsUnnamed(string set) => set.StartsWith("Unk", StringComparison.Ordinal);

    private void Matrix<T>(string name, string type, T[][] rows, Func<T, byte[]> bytes)
    {
        Head(name, type, [rows.Length, rows[0].Length]);
        var columns = Enumerable.Range(0, rows[0].Length).SelectMany(c => rows.SelectMany(r => bytes(r[c])));
        Record([.. Blank(), .. Ints(1, rows.Length, rows[0].Length, 1, rows.Length, 1, rows[0].Length), .. columns]);
    }

    private void Head(string name, string type, int[] dimensions)
    {
        Record(Latin(name.PadRight(4)));
        Record([.. Blank(), .. Latin(type), .. Latin("Invented".PadRight(70)), .. Ints([dimensions.Length, .. dimensions])]);
    }

    private void Record(byte[] bytes)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        stream.Write(length);
        stream.Write(bytes);
        stream.Write(length);
    }

    private static byte[] Blank() => Latin("    ");

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Ints(params int[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
