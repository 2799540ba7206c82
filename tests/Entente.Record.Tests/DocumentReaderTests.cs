using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Entente.Record.Documents;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Documents of every kind give the same stored text; what was assumed is told.</summary>
public sealed class DocumentReaderTests
{
    private const string Sentence = "The government of Serbia said on Friday that it would not join the sanctions against Russia.";
    private const string Other = "The ambassador of Russia told the agency that this was the right choice for the country and its people.";

    private static Checked<SourceDocument> Read(byte[] bytes, string name = "a.txt", DateOnly? given = null) =>
        new DocumentReader().Read(bytes, name, given, RecordTexts.Today);

    private static Checked<SourceDocument> Read(string text, string name = "a.txt") => Read(Encoding.UTF8.GetBytes(text), name);

    [Fact]
    public void Plain_text_is_made_even_once()
    {
        var document = Read($"{Sentence}\t \r\n\r\n\r\n\r\n{Other}\u00a0\u200b\r\n").Value;
        Assert.Equal($"{Sentence}\n\n{Other}", document.Text);
        Assert.Equal(document.Text, StoredText.Of(document.Text));
        Assert.Equal(64, document.FileHash.Length);
        Assert.Equal(Read(document.Text).Value.TextHash, document.TextHash);
        Assert.NotEqual(document.FileHash, document.TextHash);
    }

    [Fact]
    public void Letters_and_marks_are_put_together() =>
        Assert.Equal("Vučić Đukić ấ", StoredText.Of("Vuc\u030cic\u0301 Đukić a\u0302\u0301"));

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_byte_order_mark_is_believed(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Sentence + " Vučić")];
        var document = Read(bytes).Value;
        Assert.Equal(Sentence + " Vučić", document.Text);
        Assert.Contains(name, document.Encoding, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_read_as_windows_1252_and_that_is_told()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(Sentence + " \u0020"), 0x93, .. "quoted"u8, 0x94, 0xE9];
        var read = Read(bytes);
        Assert.Contains("“quoted”é", read.Value.Text, StringComparison.Ordinal);
        Assert.Contains(read.Warnings, warning => warning.Contains("windows-1252", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_gives_its_article_by_the_encoding_it_declares()
    {
        var paragraphs = string.Concat(Enumerable.Repeat($"<p>{Sentence} {Other} Vučić spoke.</p>", 6));
        var page =
            "<!doctype html><html><head><meta charset=\"windows-1250\"><title>Serbia stays out</title>"
            + "<meta property=\"article:published_time\" content=\"2025-03-14T10:00:00Z\"></head><body><nav><a href=\"/\">Home and other "
            + "links</a></nav>"
            + $"<article><h1>Serbia stays out</h1>{paragraphs}</article><footer>Cookies of all kinds</footer><script>var a = "
            + "'<div>';</script></body></html>";
        var document = Read(CodePagesEncodingProvider.Instance.GetEncoding(1250)!.GetBytes(page), "a.html").Value;
        Assert.Contains($"{Other} Vučić spoke.\n\n{Sentence}", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Home", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookies", document.Text, StringComparison.Ordinal);
        Assert.Equal("Serbia stays out", document.Title);
        Assert.Equal(new DocumentDate(new DateOnly(2025, 3, 14), DateBasis.Text), document.Date);
        Assert.Contains("windows-1250", document.Encoding, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_loses_its_marks() =>
        Assert.Equal(
            $"Heading of the day\n\n{Sentence}\n\n{Other}",
            Read(
                "---\na: b\n---\n# Heading of the "
                    + $"*day*\n\n{Sentence.Replace("Serbia", "**[Serbia](http://x)**", StringComparison.Ordinal)}\n\n- {Other}\n",
                "a.md"
            ).Value.Text
        );

    [Fact]
    public void A_PDF_gives_its_words()
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.TimesRoman);
        var page = builder.AddPage(600, 800);
        page.AddText(Sentence, 10, new PdfPoint(20, 700), font);
        page.AddText("It was a long-", 10, new PdfPoint(20, 650), font);
        page.AddText("standing position, and the government said so.", 10, new PdfPoint(20, 638), font);
        var document = Read(builder.Build(), "a.pdf").Value;
        Assert.Equal(DocumentKind.Pdf, document.Format);
        Assert.Contains(Sentence, document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_PDF_become_paragraphs() =>
        Assert.Equal("One two three.\n\nFour five-six.", PdfText.Paragraphs("One\ntwo th-\nree.\n\nFour\nfive-six.\n").Trim());

    [Fact]
    public void A_document_of_Word_gives_its_paragraphs_without_what_was_struck_out()
    {
        var document = Read(Docx(Sentence, Other), "a.docx").Value;
        Assert.Equal($"{Sentence}\n\n{Other}", document.Text);
        Assert.Equal(DateBasis.Properties, document.Date.Basis);
        Assert.Equal(new DateOnly(2025, 2, 3), document.Date.Day);
    }

    internal static byte[] Docx(params string[] paragraphs)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var body = new Body(
                paragraphs.Select(p => new Paragraph(new Run(new Text(p)), new DeletedRun(new Run(new DeletedText("struck out")))))
            );
            word.AddMainDocumentPart().Document = new DocumentFormat.OpenXml.Wordprocessing.Document(body);
            word.PackageProperties.Created = new DateTime(2025, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        }
        return stream.ToArray();
    }

    [Theory]
    [InlineData("BELGRADE, 14 March 2025 (Agency) — The government said", "2025-03-14")]
    [InlineData("March 3, 2024\n\nThe government said", "2024-03-03")]
    [InlineData("Serbia stays out\n2025-01-31 10:00\n\nThe government said", "2025-01-31")]
    [InlineData(
        "On 6 August 2014 Russia banned food of all kinds from the West, and the government of Serbia said that it would sell more of "
            + "its own there.",
        null
    )]
    [InlineData("The government said that it would not do so", null)]
    public void The_day_is_the_one_of_the_head(string text, string? day) =>
        Assert.Equal(day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DayOfText.Find(text));

    [Fact]
    public void A_day_that_is_given_stands_before_others_and_one_that_is_not_there_is_assumed_and_told()
    {
        var given = Read(Encoding.UTF8.GetBytes($"14 March 2025\n\n{Sentence}"), given: new DateOnly(2024, 1, 2)).Value.Date;
        Assert.Equal(new DocumentDate(new DateOnly(2024, 1, 2), DateBasis.Given), given);
        var assumed = Read(Sentence);
        Assert.Equal(new DocumentDate(RecordTexts.Today, DateBasis.Assumed), assumed.Value.Date);
        Assert.Contains(
            assumed.Warnings,
            warning => warning.EndsWith("2025-04-01, assumed: the text bears no date", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        "Die Regierung von Serbien hat am Freitag gesagt, dass sie sich nicht an den Sanktionen gegen Russland beteiligen wird.",
        "German"
    )]
    [InlineData("Le gouvernement de la Serbie a dit vendredi que le pays ne se joindrait pas aux sanctions contre la Russie.", "French")]
    [InlineData(
        "Vlada Srbije je u petak saopštila da se neće pridružiti sankcijama protiv Rusije, jer to nije u interesu zemlje.",
        "Serbian or Croatian"
    )]
    [InlineData("Влада Србије је у петак саопштила да се неће придружити санкцијама, рекли су људи.", "Serbian")]
    [InlineData("Правительство Сербии заявило в пятницу, что оно не присоединится к санкциям, и это мы знаем.", "Russian")]
    [InlineData("塞尔维亚政府星期五表示不会加入对俄罗斯的制裁措施，这是一个主权国家的决定。", "Chinese or Japanese")]
    public void Other_languages_are_refused_by_name(string text, string language)
    {
        var fault = Assert.Single(Read(text).Faults);
        Assert.Equal($"a text in {language}", fault.Found);
    }
}
