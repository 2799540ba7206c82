using System.Security.Cryptography;
using System.Text;

namespace Entente.Record.Documents;

/// <summary>Reads documents of every kind to the text that is stored. Safe to share between threads.</summary>
/// <param name="limits">What a document may be at most; null: what is usual.</param>
public sealed class DocumentReader(DocumentLimits? limits = null)
{
    private readonly DocumentLimits limits = limits ?? new();

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    /// <param name="given">The day a person gives it; null: the one it bears.</param>
    /// <param name="today">The day taken where it bears none.</param>
    /// <returns>The document, with warnings about what was assumed; or the one reason why it is none.</returns>
    public Checked<SourceDocument> Read(string path, string name, DateOnly? given, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: var length } && length > limits.Bytes)
                return Refused(name, new DocumentRefusal($"{length >> 20} MB", $"at most {limits.Bytes >> 20} MB"));
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(name, new DocumentRefusal($"a file that cannot be read ({e.Message})", "a document"));
        }
        return Read(bytes, name, given, today);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">The file as the user knows it; its ending tells Markdown and pages where nothing else does.</param>
    /// <param name="given">The day a person gives it; null: the one it bears.</param>
    /// <param name="today">The day taken where it bears none.</param>
    public Checked<SourceDocument> Read(byte[] bytes, string name, DateOnly? given, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            var format = FileKind.Of(bytes, name);
            var raw = Guarded(() => Raw(bytes, format));
            var text = StoredText.Of(raw.Text);
            Check(text);
            var language = LanguageGuess.Of(text);
            if (language != LanguageGuess.English)
                throw new DocumentRefusal($"a text in {language}", "English, the one language that is read");
            var day =
                given is { } own ? new DocumentDate(own, DateBasis.Given)
                : (raw.Day ?? DayOfText.Find(text)) is { } borne ? new DocumentDate(borne, DateBasis.Text)
                : raw.Made is { } made ? new DocumentDate(made, DateBasis.Properties)
                : new DocumentDate(today, DateBasis.Assumed);
            var document = new SourceDocument
            {
                Name = name,
                Format = format,
                Title = StoredText.Of(raw.Title).ReplaceLineEndings(" "),
                Text = text,
                FileHash = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                TextHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                Encoding = raw.Encoding,
                Language = language,
                Date = day,
            };
            return Checked<SourceDocument>.Valid(document, Warnings(document, raw));
        }
        catch (DocumentRefusal refusal)
        {
            return Refused(name, refusal);
        }
    }

    private static IEnumerable<string> Warnings(SourceDocument document, RawDocument raw)
    {
        foreach (var warning in raw.Warnings)
            yield return $"{document.Name}: {warning}";
        if (document.Date.Basis is DateBasis.Assumed or DateBasis.Properties)
            yield return $"{document.Name}: dated {document.Date.Words}";
    }

    private RawDocument Raw(byte[] bytes, DocumentKind format)
    {
        if (format == DocumentKind.Pdf)
            return PdfText.Read(bytes, limits);
        if (format == DocumentKind.Docx)
            return DocxText.Read(bytes, limits);
        var decoded = DecodedText.Of(bytes, isPage: format == DocumentKind.Html);
        // Letters may take several bytes each, but no text of so many bytes has fewer than a quarter as many.
        if (format == DocumentKind.Text && decoded.Text.Length > 4L * limits.Characters)
            throw TooLong(decoded.Text.Length);
        var raw = format switch
        {
            DocumentKind.Html => HtmlArticle.Read(decoded.Text, limits),
            DocumentKind.Markdown => MarkdownText.Read(decoded.Text, limits),
            _ => new RawDocument(decoded.Text),
        };
        return raw with { Encoding = decoded.Encoding, Warnings = [.. decoded.Warnings, .. raw.Warnings] };
    }

    private void Check(string text)
    {
        if (text.Length > limits.Characters)
            throw TooLong(text.Length);
        var longest = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
            longest = Math.Max(longest, line.Length);
        if (longest > limits.Paragraph)
            throw new DocumentRefusal($"{longest:#,0} characters on one line", $"prose, with at most {limits.Paragraph:#,0} on a line");
        if (text.Count(char.IsLetter) < limits.Letters)
            throw new DocumentRefusal(text.Length == 0 ? "no text" : "hardly a letter", "a text");
    }

    private DocumentRefusal TooLong(int length) =>
        new($"{length:#,0} characters of text", $"at most {limits.Characters:#,0}; a report, not a library");

    /// <summary>
    /// Runs what reads formats of others on a thread of its own, with room for deep recursion and a limit of time: damaged files are made
    /// to
    /// find what loops.
    /// </summary>
    private RawDocument Guarded(Func<RawDocument> read)
    {
        RawDocument? result = null;
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = read();
                }
                catch (Exception e)
                {
                    thrown = e;
                }
            },
            maxStackSize: 16 << 20
        )
        {
            IsBackground = true,
        };
        thread.Start();
        if (!thread.Join(limits.Time))
            throw new DocumentRefusal($"a file that takes more than {limits.Time.TotalSeconds:0} s to read", "a sound document");
        if (thrown is DocumentRefusal refusal)
            throw refusal;
        if (thrown is not null)
            throw new DocumentRefusal($"a damaged file ({thrown.Message})", "a sound document");
        return result!;
    }

    private static Checked<SourceDocument> Refused(string name, DocumentRefusal refusal) =>
        Checked<SourceDocument>.Invalid([new Fault(new Place(name), refusal.Found, refusal.Expected)]);
}

/// <summary>What a format gives, before the text is made what is stored.</summary>
/// <param name="Text">The text.</param>
internal sealed record RawDocument(string Text)
{
    public string Title { get; init; } = "";

    public string Encoding { get; init; } = "as the format has it";

    /// <summary>The day the document says it is of.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The day the file says it was made.</summary>
    public DateOnly? Made { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>Why a file is no document that is read.</summary>
internal sealed class DocumentRefusal(string found, string expected) : Exception($"{found}; expected {expected}")
{
    public string Found { get; } = found;

    public string Expected { get; } = expected;
}
