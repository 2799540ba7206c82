using System.Globalization;
using System.Text;

namespace Entente.Data.Output;

/// <summary>Writes CSV without a string for every number.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int LongestNumber = 32;

    private readonly Stream stream;
    private readonly byte[] buffer = new byte[1 << 16];
    private int length;
    private bool rowBegun;

    public CsvRows(string path, string header)
        : this(File.Create(path), header) { }

    /// <summary>Rows into a stream, which is closed with them.</summary>
    public CsvRows(Stream stream, string header)
    {
        this.stream = stream;
        Append(Encoding.UTF8.GetBytes(header));
        EndRow();
    }

    /// <summary>A text as it stands in a cell, to be written many times.</summary>
    public static byte[] Cell(string text) =>
        Encoding.UTF8.GetBytes(
            text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        );

    /// <summary>Adds a cell made by <see cref="Cell"/>.</summary>
    public CsvRows Text(byte[] cell)
    {
        Separate();
        Append(cell);
        return this;
    }

    /// <summary>Adds a number in its shortest exact form; an empty cell where there is none.</summary>
    public CsvRows Number(double value)
    {
        Separate();
        if (double.IsNaN(value))
            return this;
        Reserve(LongestNumber);
        value.TryFormat(buffer.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
        return this;
    }

    public void EndRow()
    {
        Append("\n"u8);
        rowBegun = false;
    }

    public void Dispose()
    {
        stream.Write(buffer, 0, length);
        stream.Dispose();
    }

    private void Separate()
    {
        if (rowBegun)
            Append(","u8);
        rowBegun = true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (length + more <= buffer.Length)
            return;
        stream.Write(buffer, 0, length);
        length = 0;
    }
}
