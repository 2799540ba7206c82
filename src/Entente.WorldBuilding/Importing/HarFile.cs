using System.Buffers.Binary;
using System.Text;

namespace Entente.WorldBuilding.Importing;

/// <summary>One header of a header array file.</summary>
/// <param name="Name">Its name of four letters.</param>
/// <param name="Type">1C text, 2I integers, 2R and RE reals.</param>
/// <param name="Description">What it holds.</param>
/// <param name="Sets">Names of the sets along its axes; empty where the file names none.</param>
/// <param name="Elements">Elements of these sets.</param>
/// <param name="Dimensions">Lengths of its axes.</param>
/// <param name="Values">Its numbers, first axis fastest; empty for text.</param>
/// <param name="Texts">Its texts; empty for numbers.</param>
public sealed record HarHeader(
    string Name,
    string Type,
    string Description,
    IReadOnlyList<string> Sets,
    IReadOnlyList<string[]> Elements,
    IReadOnlyList<int> Dimensions,
    double[] Values,
    string[] Texts
);

/// <summary>
/// Header array files of GEMPACK, in which GTAP data come: Fortran records, each between its own lengths; a record of
/// four letters opens a header, the next one says its type and shape. Read are text (1C), integer and real matrices
/// (2I, 2R) and real arrays over named sets (RE), full or sparse.
/// </summary>
public static class HarFile
{
    private const int NameLength = 4;
    private const int SetNameLength = 12;
    private const int TypeStart = 4;
    private const int DescriptionStart = 10;
    private const int ShapeStart = 80;
    private const int MostAxes = 7;
    private const int MostNumbers = 200_000_000;

    /// <summary>Reads all headers of a file.</summary>
    /// <exception cref="InvalidDataException">The file is no header array file, or is damaged; the message says where.</exception>
    public static IReadOnlyDictionary<string, HarHeader> Read(string path)
    {
        var headers = new Dictionary<string, HarHeader>(StringComparer.Ordinal);
        var (name, records) = ("", new List<byte[]>());
        using var stream = File.OpenRead(path);
        while (Record(stream) is { } record)
        {
            if (record.Length == NameLength && record.Any(b => b != ' '))
            {
                Close();
                (name, records) = (Text(record).Trim(), []);
            }
            else if (name.Length == 0)
                throw new InvalidDataException("no header at the beginning: not a header array file");
            else
                records.Add(record);
        }
        Close();
        return headers.Count > 0 ? headers : throw new InvalidDataException("no headers: not a header array file");

        void Close()
        {
            if (name.Length > 0)
                headers[name] = Header(name, records);
        }
    }

    private static byte[]? Record(Stream stream)
    {
        var size = new byte[4];
        var read = stream.ReadAtLeast(size, 4, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(size);
        if (read == 4 && length >= 0 && length <= stream.Length && length > stream.Length - stream.Position)
            throw new InvalidDataException($"a record of {length} bytes at {stream.Position}, beyond the end: a damaged file");
        if (read < 4 || length < 0 || length > stream.Length)
            throw new InvalidDataException($"a record of {length} bytes at {stream.Position}: not a header array file");
        var record = new byte[length];
        if (
            stream.ReadAtLeast(record, length, throwOnEndOfStream: false) < length
            || stream.ReadAtLeast(size, 4, throwOnEndOfStream: false) < 4
            || BinaryPrimitives.ReadInt32LittleEndian(size) != length
        )
            throw new InvalidDataException($"a record at {stream.Position} that does not end as it began: a damaged file");
        return record;
    }

    private static HarHeader Header(string name, List<byte[]> records)
    {
        if (records.Count < 2 || records[0].Length < ShapeStart + 4)
            throw new InvalidDataException($"header {name} without type and shape: a damaged file");
        var shape = records[0];
        var type = Text(shape.AsSpan(TypeStart, DescriptionStart - TypeStart));
        var rank = Int(shape, ShapeStart);
        if (rank is < 0 or > MostAxes)
            throw new InvalidDataException($"header {name} of {rank} axes: a damaged file");
        var dimensions = Enumerable.Range(0, rank).Select(d => Int(shape, ShapeStart + 4 + 4 * d)).ToArray();
        var header = new HarHeader(
            name,
            type[..2],
            Text(shape.AsSpan(DescriptionStart, ShapeStart - DescriptionStart)).Trim(),
            [],
            [],
            dimensions,
            [],
            []
        );
        return type switch
        {
            "1CFULL" => header with { Texts = Texts(records, dimensions) },
            "2IFULL" => header with
            {
                Values = Matrix(records, dimensions, (b, at) => BinaryPrimitives.ReadInt32LittleEndian(b.AsSpan(at))),
            },
            "2RFULL" => header with
            {
                Values = Matrix(records, dimensions, (b, at) => BinaryPrimitives.ReadSingleLittleEndian(b.AsSpan(at))),
            },
            "REFULL" or "RESPSE" => Array(header, records, type == "RESPSE"),
            _ => header,
        };
    }

    private static string[] Texts(List<byte[]> records, int[] dimensions)
    {
        const int start = 16;
        if (dimensions is not [>= 0, > 0, ..] || Count(dimensions) < 0)
            throw new InvalidDataException("texts without number and length: a damaged file");
        var all = Text([.. records.Skip(1).SelectMany(r => r.Skip(start))]);
        return
        [
            .. Enumerable
                .Range(0, dimensions[0])
                .Select(at =>
                    all.Substring(
                            Math.Min(at * dimensions[1], all.Length),
                            Math.Min(dimensions[1], Math.Max(0, all.Length - at * dimensions[1]))
                        )
                        .Trim('\0', ' ')
                ),
        ];
    }

    private static double[] Matrix(List<byte[]> records, int[] dimensions, Func<byte[], int, double> number)
    {
        const int start = 32;
        var count = Count(dimensions);
        var values = records
            .Skip(1)
            .SelectMany(r => Enumerable.Range(0, Math.Max(0, r.Length - start) / 4).Select(at => number(r, start + 4 * at)))
            .Take(count)
            .ToArray();
        return values.Length == count
            ? values
            : throw new InvalidDataException($"{values.Length} numbers, {count} expected: a damaged file");
    }

    /// <summary>An array over sets: a record that names them, one for each set's elements, then the numbers in frames.</summary>
    private static HarHeader Array(HarHeader header, List<byte[]> records, bool sparse)
    {
        const int usedAt = 12,
            setsAt = 32;
        var used = Int(records[1], usedAt);
        if (used < 0 || used > MostAxes || records[1].Length < setsAt + SetNameLength * used)
            throw new InvalidDataException($"header {header.Name} over {used} sets: a damaged file");
        var sets = Enumerable
            .Range(0, used)
            .Select(d => Text(records[1].AsSpan(setsAt + SetNameLength * d, SetNameLength)).Trim())
            .ToArray();
        // After the names one letter each: k a set with elements, u a set without, e a single element by its name.
        var kinds = Text(records[1].AsSpan(setsAt + SetNameLength * used)).PadRight(used, 'k');
        var distinct = sets.Where((_, d) => kinds[d] == 'k').Distinct().ToList();
        var first = 2 + distinct.Count;
        if (records.Count < first + 2)
            throw new InvalidDataException($"header {header.Name} without its numbers: a damaged file");
        var elements = distinct.Select((_, at) => Elements(records[2 + at])).ToList();
        var lengths = sparse ? [] : Lengths(records[first]);
        var axes = sets.Select(
                (set, d) =>
                    kinds[d] switch
                    {
                        'k' => elements[distinct.IndexOf(set)],
                        'e' => [set],
                        _ => Numbered(
                            sparse ? header.Dimensions.ElementAtOrDefault(d)
                            : d < lengths.Length ? lengths[d]
                            : 0
                        ),
                    }
            )
            .ToList();
        int[] dimensions = [.. axes.Select(axis => axis.Length)];
        var count = Count(dimensions);
        var values = sparse ? Sparse(records.Skip(first + 1), count) : Frames(records, first, count);
        return header with { Sets = sets, Elements = axes, Dimensions = dimensions, Values = values };
    }

    private static string[] Elements(byte[] record)
    {
        const int countAt = 12,
            elementsAt = 16;
        var count = Int(record, countAt);
        return count >= 0 && count <= (record.Length - elementsAt) / SetNameLength
            ? [.. Enumerable.Range(0, count).Select(e => Text(record.AsSpan(elementsAt + SetNameLength * e, SetNameLength)).Trim())]
            : throw new InvalidDataException($"a set of {count} elements in a record of {record.Length} bytes: a damaged file");
    }

    /// <summary>Lengths of the axes of a full array, from the record before its numbers.</summary>
    private static int[] Lengths(byte[] record)
    {
        const int rankAt = 8;
        var rank = Int(record, rankAt);
        return rank is >= 0 and <= MostAxes
            ? [.. Enumerable.Range(0, rank).Select(d => Int(record, rankAt + 4 + 4 * d))]
            : throw new InvalidDataException($"an array of {rank} axes: a damaged file");
    }

    private static string[] Numbered(int length) =>
        length is >= 0 and <= MostNumbers
            ? [.. Enumerable.Range(1, length).Select(e => e.ToString(System.Globalization.CultureInfo.InvariantCulture))]
            : throw new InvalidDataException($"an axis of {length}: a damaged file");

    private static int Count(IEnumerable<int> dimensions)
    {
        var count = 1L;
        foreach (var length in dimensions)
            if (length < 0 || (count *= length) > MostNumbers)
                throw new InvalidDataException($"an axis of {length}, {count} numbers in all: a damaged file");
        return (int)count;
    }

    /// <summary>Full arrays: after the shape, an index record before each record of numbers.</summary>
    private static double[] Frames(List<byte[]> records, int first, int count)
    {
        const int start = 8;
        var values = new List<double>();
        for (var at = first + 2; at < records.Count; at += 2)
            for (var b = start; b + 4 <= records[at].Length; b += 4)
                values.Add(BinaryPrimitives.ReadSingleLittleEndian(records[at].AsSpan(b)));
        return values.Count == count
            ? [.. values]
            : throw new InvalidDataException($"{values.Count} numbers, {count} expected: a damaged file");
    }

    /// <summary>Sparse arrays: positions from 1, then as many numbers.</summary>
    private static double[] Sparse(IEnumerable<byte[]> records, int count)
    {
        const int start = 16;
        var values = new double[count];
        foreach (var record in records)
        {
            var points = Math.Max(0, record.Length - start) / 8;
            for (var p = 0; p < points; p++)
                values[
                    Int(record, start + 4 * p) is var at && at >= 1 && at <= count
                        ? at - 1
                        : throw new InvalidDataException($"position {at} of {count}: a damaged file")
                ] = BinaryPrimitives.ReadSingleLittleEndian(record.AsSpan(start + 4 * (points + p)));
        }
        return values;
    }

    private static int Int(byte[] record, int at) =>
        at + 4 <= record.Length
            ? BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(at))
            : throw new InvalidDataException("a record shorter than its kind: a damaged file");

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
