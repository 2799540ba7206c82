using System.Collections.Immutable;
using System.Globalization;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Documents;
using Entente.Record.Register;
using Microsoft.Data.Sqlite;

namespace Entente.Record.Ledger;

/// <summary>
/// The ledger: a file of SQLite with documents, statements, persons, offices, links, copies and corrections, to which rows are only added.
/// A
/// document is added whole or not at all; what was confirmed outlives a killed process. For one thread at a time.
/// </summary>
public sealed class RecordLedger : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly NameRegister register;

    private RecordLedger(SqliteConnection connection, NameRegister register) => (this.connection, this.register) = (connection, register);

    /// <summary>Opens a ledger.</summary>
    /// <param name="path">The file.</param>
    /// <param name="register">Whom codes mean; persons whom texts introduce are in the ledger itself.</param>
    /// <param name="create">Whether to make one where there is none.</param>
    public static Checked<RecordLedger> Open(string path, NameRegister register, bool create)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!create && !File.Exists(path))
            return Invalid(path, "no such ledger", "one made by adding documents");
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;");
            var (application, version) = (
                (long)Scalar(connection, "PRAGMA application_id")!,
                (long)Scalar(connection, "PRAGMA user_version")!
            );
            if (application == 0 && version == 0 && (long)Scalar(connection, "SELECT count(*) FROM sqlite_schema")! == 0)
                Make(connection);
            else if (application != LedgerSchema.Application)
                return Closed(connection, path, "a database of something else", "a ledger");
            else if (version != LedgerSchema.Version)
                return Closed(
                    connection,
                    path,
                    $"a ledger of version {version}",
                    $"version {LedgerSchema.Version}, which this program writes"
                );
            return Checked<RecordLedger>.Valid(new RecordLedger(connection, register));
        }
        catch (SqliteException e)
        {
            return Closed(connection, path, $"a file that is no ledger or cannot be opened ({e.Message})", "a ledger");
        }
    }

    /// <summary>Whether a file of this hash was added.</summary>
    public bool Has(string fileHash)
    {
        using var command = Command("SELECT 1 FROM documents WHERE file_hash = $hash", ("$hash", fileHash));
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Adds a document whole; nothing where it, or another file of the same text, is there.</summary>
    /// <param name="recorded">The document with its statements.</param>
    /// <param name="at">The time that is noted.</param>
    public AddedDocument Add(RecordedDocument recorded, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        using var transaction = connection.BeginTransaction(deferred: false);
        var document = recorded.Document;
        using (
            var known = Command(
                "SELECT id, (SELECT count(*) FROM statements WHERE document = documents.id) FROM documents WHERE file_hash = $file OR "
                    + "text_hash = $text",
                ("$file", document.FileHash),
                ("$text", document.TextHash)
            )
        )
        using (var row = known.ExecuteReader())
            if (row.Read())
                return new AddedDocument(row.GetInt64(0), false, row.GetInt32(1), 0);
        var id = Insert(document, at);
        var copies = 0;
        for (var number = 0; number < recorded.Statements.Length; number++)
            copies += Insert(id, number, document.Text, recorded.Statements[number]) ? 1 : 0;
        foreach (var office in recorded.Offices)
            Insert(id, document.Text, office);
        foreach (var flag in recorded.Flags)
            Run(
                "INSERT INTO flags VALUES ($document, $span, $evidence)",
                ("$document", id),
                ("$span", SpanText.Of(flag.Span)),
                ("$evidence", flag.Evidence)
            );
        transaction.Commit();
        return new AddedDocument(id, true, recorded.Statements.Length, copies);
    }

    /// <summary>Adds a correction, or says why it is none.</summary>
    public Fault? Correct(long statement, Correction correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        if (Statement(statement) is null)
            return new Fault(null, $"no statement {statement}", "the number of one of the ledger");
        if (!Correction.Fields.Contains(correction.Field))
            return new Fault(null, $"field '{correction.Field}'", Spelling.OneOf(correction.Field, Correction.Fields));
        if (
            correction.Field == "stance"
            && !(double.TryParse(correction.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var s) && s is >= -1 and <= 1)
        )
            return new Fault(null, $"stance '{correction.Value}'", "a number from -1 to 1");
        if (correction.Field == Correction.Retracted && correction.Value is not ("yes" or "no"))
            return new Fault(null, $"retracted '{correction.Value}'", "yes or no");
        Run(
            "INSERT INTO corrections (statement, field, value, by, why, added) VALUES ($statement, $field, $value, $by, $why, $added)",
            ("$statement", statement),
            ("$field", correction.Field),
            ("$value", correction.Value),
            ("$by", correction.By),
            ("$why", correction.Why),
            ("$added", correction.Added)
        );
        return null;
    }

    /// <summary>All documents, in order.</summary>
    public IEnumerable<LedgerDocument> Documents()
    {
        using var command = Command(
            """
            SELECT id, name, title, format, day, day_basis, file_hash, text_hash, encoding, added,
              (SELECT count(*) FROM statements WHERE document = d.id),
              (SELECT count(*) FROM statements s JOIN copies c ON c.statement = s.id WHERE s.document = d.id),
              (SELECT count(*) FROM flags WHERE document = d.id)
            FROM documents d ORDER BY id
            """
        );
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return new LedgerDocument(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                Enum.Parse<DocumentKind>(row.GetString(3)),
                Date(row.GetString(4), row.GetString(5)),
                row.GetString(6),
                row.GetString(7),
                row.GetString(8),
                row.GetString(9),
                row.GetInt32(10),
                row.GetInt32(11),
                row.GetInt32(12)
            );
    }

    /// <summary>A document with its statements, corrections applied; null: there is none of this number.</summary>
    public RecordedDocument? Document(long id)
    {
        SourceDocument document;
        using (
            var command = Command(
                "SELECT name, format, title, text, file_hash, text_hash, encoding, language, day, day_basis FROM documents WHERE id = $id",
                ("$id", id)
            )
        )
        using (var row = command.ExecuteReader())
        {
            if (!row.Read())
                return null;
            document = new SourceDocument
            {
                Name = row.GetString(0),
                Format = Enum.Parse<DocumentKind>(row.GetString(1)),
                Title = row.GetString(2),
                Text = row.GetString(3),
                FileHash = row.GetString(4),
                TextHash = row.GetString(5),
                Encoding = row.GetString(6),
                Language = row.GetString(7),
                Date = Date(row.GetString(8), row.GetString(9)),
            };
        }
        return new RecordedDocument(
            document,
            [.. Statements(id).Select(statement => statement.Statement)],
            [.. register.Named(document.Text)],
            [.. OfficesOf(id)],
            [.. FlagsOf(id)]
        );
    }

    /// <summary>Statements in order, corrections applied, those taken back among them.</summary>
    /// <param name="document">Of this document; null: of all.</param>
    public IEnumerable<LedgerStatement> Statements(long? document = null) =>
        Read(document is null ? "" : "WHERE s.document = $id", document ?? 0);

    /// <summary>A statement; null: there is none of this number.</summary>
    public LedgerStatement? Statement(long id) => Read("WHERE s.id = $id", id).FirstOrDefault();

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private IEnumerable<LedgerStatement> Read(string where, long id)
    {
        using var command = Command(
            $"""
            SELECT s.id, s.document, d.name, d.day, s.number, s.source, s.cue, s.content, s.kind, s.carriers, s.parent, s.negated, s.hedges,
              s.probability, s.topics, s.instrument, s.target, s.stance, s.stance_probability, d.text,
              (SELECT of FROM copies WHERE statement = s.id)
            FROM statements s JOIN documents d ON d.id = s.document {where} ORDER BY s.id
            """,
            ("$id", id)
        );
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (number, text) = (row.GetInt64(0), row.GetString(19));
            var attribution = AttributionOf(row);
            var statement = new RecordedStatement(attribution, AssessmentOf(row), LinksOf(number));
            var corrections = CorrectionsOf(number);
            statement = corrections.Aggregate(statement, (corrected, correction) => correction.On(corrected, Entity));
            yield return new LedgerStatement(
                number,
                row.GetInt64(1),
                row.GetString(2),
                DateOnly.ParseExact(row.GetString(3), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.GetInt32(4),
                statement,
                StatementWords.Of(text, attribution),
                row.IsDBNull(20) ? null : row.GetInt64(20),
                corrections
            );
        }
    }

    private static Attribution AttributionOf(SqliteDataReader row) =>
        new(
            SpanText.Mention(row.GetString(5)),
            row.IsDBNull(6) ? null : SpanText.Span(row.GetString(6)),
            SpanText.Spans(row.GetString(7)),
            Enum.Parse<AttributionKind>(row.GetString(8)),
            SpanText.Mentions(row.GetString(9)),
            row.IsDBNull(10) ? null : row.GetInt32(10),
            row.GetInt32(11) != 0,
            SpanText.Spans(row.GetString(12)),
            row.GetDouble(13)
        );

    private static Assessment AssessmentOf(SqliteDataReader row) =>
        new(
            SpanText.Topics(row.GetString(14)),
            row.IsDBNull(15) ? null : SpanText.Span(row.GetString(15)),
            row.IsDBNull(16) ? null : SpanText.Span(row.GetString(16)),
            row.IsDBNull(17) ? null : row.GetDouble(17),
            row.GetDouble(18)
        );

    private ImmutableArray<EntityLink> LinksOf(long statement)
    {
        using var command = Command("SELECT role, span, person, basis FROM links WHERE statement = $id ORDER BY rowid", ("$id", statement));
        using var row = command.ExecuteReader();
        var links = ImmutableArray.CreateBuilder<EntityLink>();
        while (row.Read())
            links.Add(
                new EntityLink(
                    Enum.Parse<LinkRole>(row.GetString(0)),
                    SpanText.Span(row.GetString(1)),
                    Entity(row.GetString(2)),
                    row.GetString(3)
                )
            );
        return links.ToImmutable();
    }

    private ImmutableArray<Correction> CorrectionsOf(long statement)
    {
        using var command = Command(
            "SELECT field, value, by, why, added FROM corrections WHERE statement = $id ORDER BY id",
            ("$id", statement)
        );
        using var row = command.ExecuteReader();
        var corrections = ImmutableArray.CreateBuilder<Correction>();
        while (row.Read())
            corrections.Add(new Correction(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)));
        return corrections.ToImmutable();
    }

    private IEnumerable<OfficeMention> OfficesOf(long document)
    {
        using var command = Command(
            "SELECT span, person, title, title_span, qualifier, of, at FROM offices WHERE document = $id ORDER BY rowid",
            ("$id", document)
        );
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return new OfficeMention(
                SpanText.Span(row.GetString(0)),
                SpanText.Span(row.GetString(1)),
                row.GetString(2),
                SpanText.Span(row.GetString(3)),
                row.GetString(4),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.IsDBNull(6) ? null : row.GetString(6)
            );
    }

    private IEnumerable<OfficeFlag> FlagsOf(long document)
    {
        using var command = Command("SELECT span, evidence FROM flags WHERE document = $id ORDER BY rowid", ("$id", document));
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return new OfficeFlag(SpanText.Span(row.GetString(0)), row.GetString(1));
    }

    /// <summary>Whom a code means: as the ledger has it, as the register has it, or the code itself.</summary>
    private Entity Entity(string code)
    {
        using var command = Command("SELECT name, kind, state FROM persons WHERE code = $code", ("$code", code));
        using var row = command.ExecuteReader();
        return row.Read()
            ? new Entity(code, row.GetString(0), Enum.Parse<EntityKind>(row.GetString(1)), row.IsDBNull(2) ? null : row.GetString(2))
            : register.Find(code) ?? new Entity(code, code, EntityKind.Group, null);
    }

    private long Insert(SourceDocument document, DateTimeOffset at)
    {
        Run(
            """
            INSERT INTO documents (file_hash, text_hash, name, format, title, encoding, language, day, day_basis, text, added)
            VALUES ($file, $hash, $name, $format, $title, $encoding, $language, $day, $basis, $text, $added)
            """,
            ("$file", document.FileHash),
            ("$hash", document.TextHash),
            ("$name", document.Name),
            ("$format", document.Format.ToString()),
            ("$title", document.Title),
            ("$encoding", document.Encoding),
            ("$language", document.Language),
            ("$day", document.Date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("$basis", document.Date.Basis.ToString()),
            ("$text", document.Text),
            ("$added", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
        );
        return (long)Scalar(connection, "SELECT last_insert_rowid()")!;
    }

    /// <summary>Adds a statement; says whether it is a copy of one that is there.</summary>
    private bool Insert(long document, int number, string text, RecordedStatement statement)
    {
        var (said, judged) = (statement.Attribution, statement.Assessment);
        Run(
            """
            INSERT INTO statements (document, number, source, cue, content, kind, carriers, parent, negated, hedges, probability, topics,
              instrument, target, stance, stance_probability)
            VALUES ($document, $number, $source, $cue, $content, $kind, $carriers, $parent, $negated, $hedges, $probability, $topics,
              $instrument, $target, $stance, $sure)
            """,
            ("$document", document),
            ("$number", number),
            ("$source", SpanText.Of(said.Source)),
            ("$cue", SpanText.Of(said.Cue)),
            ("$content", SpanText.Of(said.Content)),
            ("$kind", said.Kind.ToString()),
            ("$carriers", SpanText.Of(said.Carriers)),
            ("$parent", said.Parent),
            ("$negated", said.Negated ? 1 : 0),
            ("$hedges", SpanText.Of(said.Hedges)),
            ("$probability", said.Probability),
            ("$topics", SpanText.Of(judged.Topics)),
            ("$instrument", SpanText.Of(judged.Instrument)),
            ("$target", SpanText.Of(judged.TargetWords)),
            ("$stance", judged.Stance),
            ("$sure", judged.StanceProbability)
        );
        var id = (long)Scalar(connection, "SELECT last_insert_rowid()")!;
        foreach (var link in statement.Links)
            Insert(document, id, link);
        return Sketched(document, id, StatementWords.Of(text, said).Content);
    }

    private void Insert(long document, long statement, EntityLink link)
    {
        Run(
            "INSERT INTO persons SELECT $code, $name, $kind, $state, $document WHERE NOT EXISTS (SELECT 1 FROM persons WHERE code = $code)",
            ("$code", link.Entity.Code),
            ("$name", link.Entity.Name),
            ("$kind", link.Entity.Kind.ToString()),
            ("$state", link.Entity.State),
            ("$document", document)
        );
        Run(
            "INSERT INTO links VALUES ($statement, $role, $span, $person, $basis)",
            ("$statement", statement),
            ("$role", link.Role.ToString()),
            ("$span", SpanText.Of(link.Span)),
            ("$person", link.Entity.Code),
            ("$basis", link.Basis)
        );
    }

    private void Insert(long document, string text, OfficeMention office) =>
        Run(
            "INSERT INTO offices VALUES ($document, $span, $person, $title, $where, $how, $of, $at)",
            ("$document", document),
            ("$span", SpanText.Of(office.Span)),
            ("$person", SpanText.Of(office.Person)),
            ("$title", office.Title),
            ("$where", SpanText.Of(office.TitleSpan)),
            ("$how", office.Qualifier),
            ("$of", office.Of),
            ("$at", office.At)
        );

    /// <summary>Sketches the words of a statement, and notes the statement of another document that they are near-identical with.</summary>
    private bool Sketched(long document, long statement, string content)
    {
        if (Sketch.Runs(content) is not { } runs)
            return false;
        var keys = Sketch.Keys(runs).ToList();
        var original = Original(document, keys, runs);
        if (original is { } of)
            Run(
                "INSERT INTO copies VALUES ($statement, $of, $likeness)",
                ("$statement", statement),
                ("$of", of.Id),
                ("$likeness", of.Likeness)
            );
        else
            // Copies need no sketch: whatever is like them is like what they are copies of.
            foreach (var key in keys)
                Run("INSERT INTO sketches VALUES ($key, $statement)", ("$key", key), ("$statement", statement));
        return original is not null;
    }

    private (long Id, double Likeness)? Original(long document, List<long> keys, HashSet<ulong> runs)
    {
        using var command = Command(
            $"""
            SELECT DISTINCT s.id, s.content, d.text FROM sketches k
            JOIN statements s ON s.id = k.statement JOIN documents d ON d.id = s.document
            WHERE k.key IN ({string.Join(',', keys)}) AND s.document <> $document ORDER BY s.id
            """,
            ("$document", document)
        );
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var words = string.Join(" ... ", SpanText.Spans(row.GetString(1)).Select(span => span.Of(row.GetString(2)).ToString()));
            if (Sketch.Runs(words) is { } others && Sketch.Likeness(runs, others) is >= Sketch.Near and var likeness)
                return (row.GetInt64(0), likeness);
        }
        return null;
    }

    private static void Make(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA journal_mode = WAL;");
        using var transaction = connection.BeginTransaction();
        Execute(connection, LedgerSchema.Script);
        transaction.Commit();
    }

    private static DocumentDate Date(string day, string basis) =>
        new(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), Enum.Parse<DateBasis>(basis));

    private void Run(string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static Checked<RecordLedger> Closed(SqliteConnection connection, string path, string found, string expected)
    {
        connection.Dispose();
        return Invalid(path, found, expected);
    }

    private static Checked<RecordLedger> Invalid(string path, string found, string expected) =>
        Checked<RecordLedger>.Invalid([new Fault(new Place(path), found, expected)]);
}
