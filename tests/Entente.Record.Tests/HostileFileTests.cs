using System.IO.Compression;
using System.Text;
using Entente.Record.Documents;
using UglyToad.PdfPig.Writer;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Files made or found to do harm get one message each, in little time.</summary>
public sealed class HostileFileTests
{
    private static readonly Dictionary<string, (Func<byte[]> Make, string Found)> Files = new(StringComparer.Ordinal)
    {
        ["empty.txt"] = (() => [], "an empty file"),
        ["blank.txt"] = (() => "   \n\n \t"u8.ToArray(), "no text"),
        ["line.txt"] = (() => Encoding.ASCII.GetBytes(new string('a', 10_000_000)), "10,000,000 characters"),
        ["words.txt"] = (() => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("the man said ", 100_000))), "on one line"),
        ["large.txt"] = (() => new byte[40 << 20], "40 MB"),
        ["random.txt"] = (() => Random(100_000), "binary data"),
        ["picture.txt"] = (() => [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3], "a picture"),
        ["old.doc"] = (() => [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3], "before 2007"),
        ["deep.html"] = (
            () => Encoding.ASCII.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div>", 300_000)) + "The man said"),
            "nested deeper"
        ),
        ["deep.md"] = (() => Encoding.ASCII.GetBytes(new string('>', 100_000) + " The man said"), "nested deeper|damaged file"),
        ["broken.pdf"] = (() => [.. "%PDF-1.7\n"u8, .. Random(10_000)], "a damaged file|a PDF without text"),
        ["cut.pdf"] = (() => EmptyPdf()[..200], "a damaged file|a PDF without text"),
        ["scanned.pdf"] = (EmptyPdf, "a PDF without text"),
        ["bomb.docx"] = (Bomb, "unpacks to"),
        ["many.docx"] = (() => Zip(Enumerable.Range(0, 5000).Select(n => ($"part{n}", 1))), "parts"),
        ["other.docx"] = (() => Zip([("a.txt", 10)]), "without a document of Word"),
        ["cut.docx"] = (() => DocumentReaderTests.Docx("The man said so")[..300], "a damaged file"),
        ["named.pdf"] = (() => "The man said that he would not do so."u8.ToArray(), "no PDF"),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_message(string name)
    {
        var (make, found) = Files[name];
        var read = new DocumentReader(new DocumentLimits { Time = TimeSpan.FromSeconds(20) }).Read(
            Write(name, make()),
            name,
            null,
            RecordTexts.Today
        );
        var fault = Assert.Single(read.Faults);
        Assert.Contains(found.Split('|'), part => fault.Found.Contains(part, StringComparison.Ordinal));
        Assert.Equal(name, fault.Place!.File);
    }

    [Fact]
    public void A_page_of_common_depth_with_elements_left_open_is_read()
    {
        var items = string.Concat(
            Enumerable.Repeat("<p>The minister said that the country would not join the sanctions against Russia.<li>and so on<br>", 600)
        );
        Assert.True(
            new DocumentReader()
                .Read(Encoding.ASCII.GetBytes($"<html><body>{items}</body></html>"), "a.html", null, RecordTexts.Today)
                .Success
        );
    }

    private static string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("entente-").FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static byte[] EmptyPdf()
    {
        using var builder = new PdfDocumentBuilder();
        builder.AddPage(600, 800);
        return builder.Build();
    }

    /// <summary>Two hundred megabytes of blanks in a few kilobytes.</summary>
    private static byte[] Bomb() => Zip([("word/document.xml", 200 << 20)]);

    private static byte[] Zip(IEnumerable<(string Name, int Length)> parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, length) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                var blanks = new byte[Math.Min(length, 1 << 20)];
                for (var left = length; left > 0; left -= blanks.Length)
                    part.Write(blanks, 0, Math.Min(left, blanks.Length));
            }
        return stream.ToArray();
    }
}
