using System.Globalization;
using System.Text.Json;
using Entente.Data.Output;
using Entente.Data.Tables;
using Entente.Record.Register;

namespace Entente.Record.Ledger;

/// <summary>Forms of an export.</summary>
public enum ExportForm
{
    /// <summary>Comma-separated, with a header.</summary>
    Csv,

    /// <summary>A list of objects.</summary>
    Json,

    /// <summary>Parquet.</summary>
    Parquet,
}

/// <summary>Writes the documents, statements, offices, flags and corrections of a ledger as tables.</summary>
public static class LedgerExport
{
    private const int RowsOfGroup = 10_000;

    private static readonly string[] StatementTexts =
    [
        "document",
        "date",
        "source",
        "source_code",
        "source_kind",
        "mention",
        "among",
        "carriers",
        "cue",
        "content",
        "kind",
        "hedges",
        "topic",
        "topics",
        "target",
        "target_code",
        "source_span",
        "cue_span",
        "content_spans",
        "instrument_span",
        "corrected",
        "retracted",
    ];

    private static readonly string[] StatementNumbers =
    [
        "statement",
        "document_id",
        "number",
        "parent",
        "negated",
        "probability",
        "stance",
        "stance_probability",
        "copy_of",
    ];

    private static readonly string[] DocumentTexts =
    [
        "document",
        "title",
        "format",
        "date",
        "date_basis",
        "encoding",
        "file_sha256",
        "text_sha256",
        "added",
    ];
    private static readonly string[] DocumentNumbers = ["document_id", "statements", "copies", "flags"];
    private static readonly string[] OfficeTexts = ["document", "date", "person", "qualifier", "title", "of", "at", "span"];
    private static readonly string[] FlagTexts = ["document", "span", "words", "evidence"];
    private static readonly string[] FlagNumbers = ["document_id"];

    private sealed record Row(string[] Texts, double?[] Numbers);

    /// <summary>Writes <c>documents</c>, <c>statements</c>, <c>offices</c> and <c>flags</c> in a form.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="form">The form.</param>
    public static void Write(RecordLedger ledger, string folder, ExportForm form)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        Write(Path.Combine(folder, "documents"), form, DocumentTexts, DocumentNumbers, ledger.Documents().Select(Of));
        Write(Path.Combine(folder, "statements"), form, StatementTexts, StatementNumbers, ledger.Statements().Select(Of));
        Write(Path.Combine(folder, "offices"), form, OfficeTexts, FlagNumbers, ledger.Documents().SelectMany(d => Offices(ledger, d)));
        Write(Path.Combine(folder, "flags"), form, FlagTexts, FlagNumbers, ledger.Documents().SelectMany(d => Flags(ledger, d)));
    }

    private static Row Of(LedgerDocument d) =>
        new(
            [
                d.Name,
                d.Title,
                d.Format.ToString().ToLowerInvariant(),
                Day(d.Date.Day),
                d.Date.Basis.ToString().ToLowerInvariant(),
                d.Encoding,
                d.FileHash,
                d.TextHash,
                d.Added,
            ],
            [d.Id, d.Statements, d.Copies, d.Flags]
        );

    private static Row Of(LedgerStatement s)
    {
        var (said, judged, source) = (s.Statement.Attribution, s.Statement.Assessment, s.Statement.Source.Entity);
        var carriers = s.Statement.Links.Where(link => link.Role == LinkRole.Carrier).Select(link => link.Entity.Code);
        return new(
            [
                s.Name,
                Day(s.Day),
                source.Name,
                source.Code,
                source.Kind.ToString().ToLowerInvariant(),
                s.Words.Source,
                string.Join(';', s.Statement.Among.Select(person => person.Code)),
                string.Join(';', carriers),
                s.Words.Cue,
                s.Words.Content,
                said.Kind.ToString().ToLowerInvariant(),
                SpanText.Of(said.Hedges),
                s.Statement.Topic ?? "",
                SpanText.Of(judged.Topics),
                s.Statement.Target?.Name ?? "",
                s.Statement.Target?.Code ?? "",
                SpanText.Of(said.Source.Span),
                SpanText.Of(said.Cue) ?? "",
                SpanText.Of(said.Content),
                SpanText.Of(judged.Instrument) ?? "",
                string.Join(';', s.Corrections.Select(c => c.Field).Distinct()),
                s.IsRetracted ? "yes" : "no",
            ],
            [
                s.Id,
                s.Document,
                s.Number,
                said.Parent,
                said.Negated ? 1 : 0,
                said.Probability,
                judged.Stance,
                judged.StanceProbability,
                s.CopyOf,
            ]
        );
    }

    /// <summary>Offices that the text gives persons, as it gives them.</summary>
    private static IEnumerable<Row> Offices(RecordLedger ledger, LedgerDocument document)
    {
        if (ledger.Document(document.Id) is not { } recorded)
            yield break;
        foreach (var office in recorded.Offices)
            yield return new Row(
                [
                    document.Name,
                    Day(document.Date.Day),
                    office.Person.Of(recorded.Document.Text).ToString(),
                    office.Qualifier,
                    office.Title,
                    office.Of ?? "",
                    office.At ?? "",
                    SpanText.Of(office.Span),
                ],
                [document.Id]
            );
    }

    private static IEnumerable<Row> Flags(RecordLedger ledger, LedgerDocument document)
    {
        if (document.Flags == 0 || ledger.Document(document.Id) is not { } recorded)
            yield break;
        foreach (var flag in recorded.Flags)
            yield return new Row(
                [document.Name, SpanText.Of(flag.Span), flag.Span.Of(recorded.Document.Text).ToString(), flag.Evidence],
                [document.Id]
            );
    }

    private static void Write(string path, ExportForm form, string[] texts, string[] numbers, IEnumerable<Row> rows)
    {
        if (form == ExportForm.Csv)
            WriteCsv($"{path}.csv", texts, numbers, rows);
        else if (form == ExportForm.Json)
            WriteJson($"{path}.json", texts, numbers, rows);
        else
            ParquetColumns.Write(
                $"{path}.parquet",
                texts,
                numbers,
                0,
                rows.Chunk(RowsOfGroup).Select(group => Columns(group, texts, numbers))
            );
    }

    private static (string[][] Texts, double?[][] Numbers) Columns(Row[] rows, string[] texts, string[] numbers) =>
        (
            [.. texts.Select((_, c) => rows.Select(row => row.Texts[c]).ToArray())],
            [.. numbers.Select((_, c) => rows.Select(row => row.Numbers[c]).ToArray())]
        );

    private static void WriteCsv(string path, string[] texts, string[] numbers, IEnumerable<Row> rows)
    {
        using var csv = new CsvRows(path, string.Join(',', numbers.Concat(texts)));
        foreach (var row in rows)
        {
            foreach (var number in row.Numbers)
                csv.Number(number ?? double.NaN);
            foreach (var text in row.Texts)
                csv.Text(CsvRows.Cell(text));
            csv.EndRow();
        }
    }

    private static void WriteJson(string path, string[] texts, string[] numbers, IEnumerable<Row> rows)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(
            file,
            new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            for (var c = 0; c < numbers.Length; c++)
                if (row.Numbers[c] is { } number)
                    json.WriteNumber(numbers[c], number);
                else
                    json.WriteNull(numbers[c]);
            for (var c = 0; c < texts.Length; c++)
                json.WriteString(texts[c], row.Texts[c]);
            json.WriteEndObject();
            // What is written need not wait in memory.
            if (json.BytesPending > 1 << 16)
                json.Flush();
        }
        json.WriteEndArray();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
