namespace Entente.Record.Ledger;

/// <summary>The tables of a ledger. Rows are added and never changed: triggers refuse anything else.</summary>
internal static class LedgerSchema
{
    /// <summary>"Entn", by which a file of SQLite is known as a ledger.</summary>
    public const int Application = 0x456E746E;

    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    private static readonly string[] Tables =
    [
        "documents",
        "persons",
        "statements",
        "links",
        "offices",
        "flags",
        "sketches",
        "copies",
        "corrections",
    ];

    private static readonly string[] Refused = ["UPDATE", "DELETE"];

    public static string Script { get; } =
        $"""
            CREATE TABLE documents (
              id INTEGER PRIMARY KEY, file_hash TEXT NOT NULL UNIQUE, text_hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
              format TEXT NOT NULL,
              title TEXT NOT NULL, encoding TEXT NOT NULL, language TEXT NOT NULL, day TEXT NOT NULL, day_basis TEXT NOT NULL,
              text TEXT NOT NULL, added TEXT NOT NULL) STRICT;
            CREATE TABLE persons (
              code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT,
              document INTEGER NOT NULL REFERENCES documents) STRICT;
            CREATE TABLE statements (
              id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL, source TEXT NOT NULL,
              cue TEXT,
              content TEXT NOT NULL, kind TEXT NOT NULL, carriers TEXT NOT NULL, parent INTEGER, negated INTEGER NOT NULL,
              hedges TEXT NOT NULL,
              probability REAL NOT NULL, topics TEXT NOT NULL, instrument TEXT, target TEXT, stance REAL, stance_probability REAL NOT NULL,
              UNIQUE (document, number)) STRICT;
            CREATE TABLE links (
              statement INTEGER NOT NULL REFERENCES statements, role TEXT NOT NULL, span TEXT NOT NULL,
              person TEXT NOT NULL REFERENCES persons,
              basis TEXT NOT NULL) STRICT;
            CREATE TABLE offices (
              document INTEGER NOT NULL REFERENCES documents, span TEXT NOT NULL, person TEXT NOT NULL, title TEXT NOT NULL,
              title_span TEXT NOT NULL, qualifier TEXT NOT NULL, of TEXT, at TEXT) STRICT;
            CREATE TABLE flags (document INTEGER NOT NULL REFERENCES documents, span TEXT NOT NULL, evidence TEXT NOT NULL) STRICT;
            CREATE TABLE sketches (key INTEGER NOT NULL, statement INTEGER NOT NULL REFERENCES statements) STRICT;
            CREATE TABLE copies (
              statement INTEGER NOT NULL REFERENCES statements, of INTEGER NOT NULL REFERENCES statements, likeness REAL NOT NULL) STRICT;
            CREATE TABLE corrections (
              id INTEGER PRIMARY KEY, statement INTEGER NOT NULL REFERENCES statements, field TEXT NOT NULL, value TEXT NOT NULL,
              by TEXT NOT NULL, why TEXT NOT NULL, added TEXT NOT NULL) STRICT;
            CREATE INDEX sketch_keys ON sketches (key);
            CREATE INDEX statement_links ON links (statement);
            CREATE INDEX statement_copies ON copies (statement);
            CREATE INDEX statement_corrections ON corrections (statement);
            CREATE INDEX document_flags ON flags (document);
            CREATE INDEX document_offices ON offices (document);
            {string.Join('\n', Tables.SelectMany(Guards))}
            PRAGMA application_id = {Application};
            PRAGMA user_version = {Version};
            """;

    private static IEnumerable<string> Guards(string table) =>
        Refused.Select(what =>
            $"CREATE TRIGGER {table}_no_{what.ToLowerInvariant()} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, 'a ledger is only "
            + "added to'); END;"
        );
}
