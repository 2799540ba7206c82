namespace Entente.Web.Saved;

/// <summary>The tables of what is saved. Rows are added and never changed: triggers refuse anything else.</summary>
internal static class StoreSchema
{
    /// <summary>"Ents", by which a file of SQLite is known as one of these.</summary>
    public const int Application = 0x456E7473;

    /// <summary>Version of the tables.</summary>
    public const int Version = 2;

    /// <summary>Tables of version 1 are those of today but for the column that says of what something is asked.</summary>
    public const int First = 1;

    /// <summary>Makes tables of today of those of <see cref="First"/>, which knew scenarios alone.</summary>
    public static string Upgrade { get; } =
        $"""
            ALTER TABLE versions ADD COLUMN {Subject};
            PRAGMA user_version = {Version};
            """;

    private const string Subject = $"subject TEXT NOT NULL DEFAULT '{nameof(SavedSubject.Scenario)}'";

    private static readonly string[] Tables = ["versions", "moves"];

    private static readonly string[] Refused = ["UPDATE", "DELETE"];

    /// <summary>
    /// A move stands on the one before it. Each row of moves says which move stands after it, and the furthest one that can be done again:
    /// to undo adds a row in which the move before stands, to redo one in which the next on the way to the furthest does.
    /// </summary>
    public static string Script { get; } =
        $"""
            CREATE TABLE versions (
              id INTEGER PRIMARY KEY, item TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, of INTEGER, name TEXT NOT NULL,
              note TEXT NOT NULL, scenario TEXT NOT NULL, query TEXT NOT NULL, text TEXT, sent_text TEXT, world_hash TEXT NOT NULL,
              program TEXT NOT NULL, added TEXT NOT NULL, {Subject}, UNIQUE (item, number)) STRICT;
            CREATE TABLE moves (
              id INTEGER PRIMARY KEY, desk TEXT NOT NULL, before INTEGER REFERENCES moves, standing INTEGER NOT NULL REFERENCES moves,
              furthest INTEGER NOT NULL REFERENCES moves, scenario TEXT, query TEXT, added TEXT NOT NULL) STRICT;
            CREATE INDEX version_scenarios ON versions (scenario) WHERE sent_text IS NOT NULL;
            CREATE INDEX desk_moves ON moves (desk);
            {string.Join('\n', Tables.SelectMany(Guards))}
            PRAGMA application_id = {Application};
            PRAGMA user_version = {Version};
            """;

    private static IEnumerable<string> Guards(string table) =>
        Refused.Select(what =>
            $"CREATE TRIGGER {table}_no_{what.ToLowerInvariant()} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, 'what is saved is "
            + "only added to'); END;"
        );
}
