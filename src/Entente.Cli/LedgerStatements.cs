using System.Collections.Immutable;
using System.Globalization;
using Entente.Positions.IdealPoints;
using Entente.Positions.Stakeholders;
using Entente.Positions.TrackRecord;
using Entente.Record.Ledger;
using Entente.Record.Register;

namespace Entente.Cli;

/// <summary>Statements on record for positions: of a ledger of <c>entente record</c>, or of a table.</summary>
internal static class LedgerStatements
{
    private static ReadOnlySpan<byte> Beginning => "SQLite format 3\0"u8;

    /// <summary>Statements of states.</summary>
    public static Checked<Statements> Read(string path)
    {
        if (!IsLedger(path))
            return Statements.Read(path, path);
        var said = Of(path);
        return said.Success ? Statements.Of(said.Value, path) : Checked<Statements>.Invalid(said.Faults);
    }

    /// <summary>Places that positions of actors can be started from.</summary>
    public static Checked<StartingPlaces> Places(Func<string, ImmutableArray<IdealPointRow>> points, string? path)
    {
        if (path is null || !IsLedger(path))
            return StartingPlaces.Of(points, path);
        var said = Of(path);
        return said.Success
            ? Checked<StartingPlaces>.Valid(
                StartingPlaces.Of(
                    points,
                    said.Value.Where(one => !double.IsNaN(one.Stance))
                        .SelectMany(one => new[] { one.Actor, one.Country }.Distinct().Select(actor => (actor, one.Stance)))
                )
            )
            : Checked<StartingPlaces>.Invalid(said.Faults);
    }

    /// <summary>Statements that nobody took back, each once whatever copies there are.</summary>
    private static Checked<IReadOnlyList<Statement>> Of(string path)
    {
        var opened = RecordLedger.Open(path, NameRegister.Shipped, create: false);
        if (!opened.Success)
            return Checked<IReadOnlyList<Statement>>.Invalid(opened.Faults);
        using var ledger = opened.Value;
        return Checked<IReadOnlyList<Statement>>.Valid([
            .. from row in ledger.Statements()
            where !row.IsRetracted && row.CopyOf is null
            let source = row.Statement.Source.Entity
            select new Statement(
                source.Kind == EntityKind.State ? source.Code : source.State ?? "",
                source.Name,
                row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.Statement.Assessment.Stance ?? double.NaN,
                row.Words.Content
            ),
        ]);
    }

    private static bool IsLedger(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        var first = new byte[Beginning.Length];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && Beginning.SequenceEqual(first);
    }
}
