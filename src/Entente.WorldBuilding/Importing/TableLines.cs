using System.Text;

namespace Entente.WorldBuilding.Importing;

/// <summary>The lines of a text, each of bounded length, so that a packed file of one endless line needs no memory.</summary>
internal sealed class TableLines(TextReader text) : IDisposable
{
    /// <summary>Longest line read; the widest published table, 49 regions by 200 products, has lines of 300,000 characters.</summary>
    private const int MostCharacters = 1 << 24;

    private readonly char[] buffer = new char[1 << 16];
    private readonly StringBuilder line = new();
    private int at,
        end;

    /// <summary>The next line without its end; null after the last.</summary>
    /// <exception cref="InvalidDataException">The line is longer than any table's.</exception>
    public string? Next()
    {
        line.Clear();
        for (var any = false; ; any = true)
        {
            if (at == end && (end = text.Read(buffer, at = 0, buffer.Length)) == 0)
                return any ? Whole() : null;
            var rest = buffer.AsSpan(at, end - at);
            var length = rest.IndexOf('\n');
            line.Append(length < 0 ? rest : rest[..length]);
            if (line.Length > MostCharacters)
                throw new InvalidDataException($"a line of more than {MostCharacters} characters; expected a row of a table");
            at += length < 0 ? rest.Length : length + 1;
            if (length >= 0)
                return Whole();
        }
    }

    public void Dispose() => text.Dispose();

    private string Whole() => line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
}
