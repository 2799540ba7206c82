using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Entente.Data.Tables;

/// <summary>
/// Reads a large table of numbers by codes that needs no care: ASCII without quotes, lines that end in a line feed alone, known
/// columns, known codes, every cell once. It never says what is wrong: whatever it does not take is read by <see cref="TableRows"/>,
/// which gives the same numbers and has the words. See decision 017.
/// </summary>
internal sealed class PlainTable
{
    /// <summary>Larger tables are read as they are unpacked.</summary>
    private const int MostBytes = 1 << 30;

    /// <summary>By how much tables of numbers shrink, at most as a rule.</summary>
    private const long UsualRatio = 16;

    /// <summary>Digits of which every number fits 64 bits.</summary>
    private const int MostDigits = 18;

    /// <summary>The largest number up to which all whole numbers are exact.</summary>
    private const ulong MostExact = 1ul << 53;

    private static readonly double[] Powers = [.. Enumerable.Range(0, 23).Select(p => Math.Pow(10, p))];

    private readonly byte[] packed;
    private readonly bool isPacked;

    private PlainTable(byte[] packed, bool isPacked) => (this.packed, this.isPacked) = (packed, isPacked);

    /// <summary>The bytes of a table in a file; null where it is none of text or cannot be read.</summary>
    public static PlainTable? Open(string path, FilesRead? read)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            return new(read?.Bytes(path) ?? File.ReadAllBytes(path), path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="keys">The columns of codes; a cell lies at the sum of position times stride.</param>
    /// <param name="numbers">The columns of numbers, the first required, others 0 where they are missing or empty.</param>
    /// <param name="values">Receives the numbers, an array for each column.</param>
    /// <param name="lines">Receives the line of each cell; zeros before.</param>
    /// <returns>Whether all was read; if not, what the arrays hold is good for nothing.</returns>
    public bool TryRead(IReadOnlyList<PlainKey> keys, IReadOnlyList<string> numbers, double[][] values, int[] lines)
    {
        try
        {
            var bytes = isPacked ? Unpacked() : packed;
            ReadOnlySpan<byte> text = bytes;
            return text.IndexOfAny((byte)'"', (byte)'\r', (byte)0) < 0 && Ascii.IsValid(text) && Rows(text, keys, numbers, values, lines);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool Rows(
        ReadOnlySpan<byte> text,
        IReadOnlyList<PlainKey> keys,
        IReadOnlyList<string> numbers,
        double[][] values,
        int[] lines
    )
    {
        if (RolesOf(Encoding.ASCII.GetString(Cell(ref text, '\n')), keys, numbers) is not { } roles)
            return false;
        Span<double> row = stackalloc double[numbers.Count];
        for (var line = 2; !text.IsEmpty; line++)
        {
            var place = 0;
            row.Clear();
            for (var c = 0; c < roles.Length; c++)
            {
                var cell = Cell(ref text, c == roles.Length - 1 ? '\n' : ',');
                if (roles[c] < 0)
                {
                    if (!keys[~roles[c]].TryFind(cell, ref place))
                        return false;
                }
                else if (!(cell.IsEmpty && roles[c] > 0) && !TryNumber(cell, out row[roles[c]]))
                    return false;
            }
            if (lines[place] != 0)
                return false;
            lines[place] = line;
            for (var v = 0; v < row.Length; v++)
                values[v][place] = row[v];
        }
        return true;
    }

    /// <summary>What stands before a separator, or before the end; the text goes on behind it.</summary>
    private static ReadOnlySpan<byte> Cell(ref ReadOnlySpan<byte> text, char separator)
    {
        var end = text.IndexOf((byte)separator);
        var cell = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return cell;
    }

    /// <summary>What each column is: ~k for key k, v for number v; null where the header is not of known columns, each once.</summary>
    private static int[]? RolesOf(string header, IReadOnlyList<PlainKey> keys, IReadOnlyList<string> numbers)
    {
        var columns = header.Split(',');
        var names = keys.Select(key => key.Column).ToList();
        int[] roles = [.. columns.Select(column => names.IndexOf(column) is >= 0 and var k ? ~k : numbers.ToList().IndexOf(column))];
        var isKnown = columns.Zip(roles).All(c => c.Second < 0 ? names.Contains(c.First) : numbers.Contains(c.First));
        return isKnown && columns.Distinct().Count() == columns.Length && names.Append(numbers[0]).All(columns.Contains) ? roles : null;
    }

    /// <summary>
    /// The number nearest to what is written: a quotient of two exact numbers where they are (Clinger 1990), which is rounded once;
    /// else as the careful reader finds it.
    /// </summary>
    private static bool TryNumber(ReadOnlySpan<byte> cell, out double value)
    {
        var (digits, count, decimals, at) = (0ul, 0, -1, cell is [(byte)'-', ..] ? 1 : 0);
        var isNegative = at == 1;
        for (; at < cell.Length && count <= MostDigits; at++)
            if (cell[at] - '0' is >= 0 and <= 9 and var digit)
                (digits, count, decimals) = (digits * 10 + (ulong)digit, count + 1, decimals < 0 ? decimals : decimals + 1);
            else if (cell[at] == '.' && decimals < 0)
                decimals = 0;
            else
                count = int.MaxValue - 1;
        if (count is 0 or > MostDigits || digits > MostExact)
            return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        value = decimals > 0 ? digits / Powers[decimals] : digits;
        value = isNegative ? -value : value;
        return true;
    }

    /// <exception cref="InvalidDataException">It is no gzip, is damaged or too large.</exception>
    private byte[] Unpacked()
    {
        using var stream = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        // The last four bytes say how many there are; they may be wrong, and are believed as far as tables usually shrink.
        var said = packed.Length < 4 ? 0 : BitConverter.ToUInt32(packed, packed.Length - 4);
        var (bytes, length) = (new byte[Math.Min(said, Math.Min(MostBytes, UsualRatio * packed.Length)) + 1], 0);
        while (stream.Read(bytes, length, bytes.Length - length) is > 0 and var more)
        {
            length += more;
            if (length > MostBytes)
                throw new InvalidDataException("too large");
            if (length == bytes.Length)
                Array.Resize(ref bytes, 2 * length);
        }
        Array.Resize(ref bytes, length);
        return bytes;
    }
}

/// <summary>A column of codes of a <see cref="PlainTable"/>. For one thread.</summary>
internal sealed class PlainKey
{
    private const int Longest = sizeof(ulong);

    private readonly Dictionary<ulong, int> positions = [];
    private readonly int stride;
    private ulong lastCode;
    private int lastPlace = -1;

    /// <param name="column">Its name.</param>
    /// <param name="codes">The codes, each once; those that are long or no ASCII are not found.</param>
    /// <param name="stride">Cells from one code to the next.</param>
    public PlainKey(string column, IEnumerable<string> codes, int stride)
    {
        (Column, this.stride) = (column, stride);
        foreach (var (position, code) in codes.Index())
            if (code.Length is > 0 and <= Longest && Ascii.IsValid(code))
                positions[Packed(Encoding.ASCII.GetBytes(code))] = position;
    }

    /// <summary>The name of the column.</summary>
    public string Column { get; }

    /// <summary>Adds where a code lies; false where it is none.</summary>
    public bool TryFind(ReadOnlySpan<byte> code, ref int place)
    {
        if (code.Length is 0 or > Longest)
            return false;
        var packed = Packed(code);
        if (packed != lastCode || lastPlace < 0)
        {
            if (!positions.TryGetValue(packed, out var position))
                return false;
            (lastCode, lastPlace) = (packed, position * stride);
        }
        place += lastPlace;
        return true;
    }

    /// <summary>A code as a number; no code has a zero byte, so that different codes are different numbers.</summary>
    private static ulong Packed(ReadOnlySpan<byte> code)
    {
        var packed = 0ul;
        foreach (var letter in code)
            packed = packed << 8 | letter;
        return packed;
    }
}
