using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Output;
using Entente.Record.Ledger;
using Entente.Record.Register;
using Entente.Web.Work;

namespace Entente.Web.Records;

/// <summary>The ledger that whoever started the server named. Safe from several threads.</summary>
internal sealed class LedgerInUse
{
    private readonly Lock turn = new();
    private readonly string? path;
    private (DateTime Written, long Length, Read Read)? last;

    private LedgerInUse(string? path) => this.path = path;

    /// <summary>Whether there is one.</summary>
    public bool IsThere => path is not null;

    /// <summary>Tries a ledger.</summary>
    /// <param name="path">Its file; null: there is none.</param>
    public static Checked<LedgerInUse> Open(string? path)
    {
        var ledger = new LedgerInUse(path);
        if (path is null)
            return Checked<LedgerInUse>.Valid(ledger);
        var opened = RecordLedger.Open(path, NameRegister.Shipped, create: false);
        if (!opened.Success)
            return Checked<LedgerInUse>.Invalid(opened.Faults);
        opened.Value.Dispose();
        return Checked<LedgerInUse>.Valid(ledger);
    }

    /// <summary>Its tables as they are now; others may add to it meanwhile.</summary>
    public Checked<JobTables> Tables()
    {
        var read = Now();
        return read.Success ? Checked<JobTables>.Valid(read.Value.Tables) : Checked<JobTables>.Invalid(read.Faults);
    }

    /// <summary>
    /// What a state, or somebody who belongs to it, is told to have said or done, in order of the days, each once whatever copies there
    /// are; what was taken back is left out. Nothing where there is no ledger.
    /// </summary>
    /// <param name="state">Code of the state.</param>
    public Checked<StatementsOf> Of(string state)
    {
        if (!IsThere)
            return Checked<StatementsOf>.Valid(new([]));
        var read = Now();
        return read.Success
            ? Checked<StatementsOf>.Valid(
                new([
                    .. read
                        .Value.Statements.Where(one =>
                            !one.IsRetracted
                            && one.CopyOf is null
                            && one.Statement.Source.Entity is var source
                            && (source.Kind == EntityKind.State ? source.Code : source.State) == state
                        )
                        .OrderBy(one => one.Day),
                ])
            )
            : Checked<StatementsOf>.Invalid(read.Faults);
    }

    private Checked<Read> Now()
    {
        lock (turn)
        {
            var now = State();
            if (last is { } known && (known.Written, known.Length) == now)
                return Checked<Read>.Valid(known.Read);
            var opened = RecordLedger.Open(path!, NameRegister.Shipped, create: false);
            if (!opened.Success)
                return Checked<Read>.Invalid(opened.Faults);
            using var ledger = opened.Value;
            var read = new Read(JobTables.Of(folder => LedgerExport.Write(ledger, folder, ExportForm.Csv)), [.. ledger.Statements()]);
            last = (now.Written, now.Length, read);
            return Checked<Read>.Valid(read);
        }
    }

    /// <summary>What changes when something is added: to the file, or to what SQLite has not put into it yet.</summary>
    private (DateTime Written, long Length) State()
    {
        FileInfo[] files = [new(path!), new(path + "-wal")];
        var there = files.Where(file => file.Exists).ToList();
        return (there.Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max(), there.Sum(file => file.Length));
    }

    private sealed record Read(JobTables Tables, ImmutableArray<LedgerStatement> Statements);
}

/// <summary>Statements of a state on record.</summary>
/// <param name="All">The statements, in order of their days.</param>
internal sealed record StatementsOf(ImmutableArray<LedgerStatement> All)
{
    /// <summary>The same as a table.</summary>
    public FlatTable Table =>
        new(
            "statements",
            ["date", "source", "source_code", "document", "cue", "content", "kind", "topic", "target"],
            ["statement", "probability", "stance", "stance_probability"],
            [
                .. All.Select(one => new FlatRow(
                    [
                        Day(one),
                        one.Statement.Source.Entity.Name,
                        one.Statement.Source.Entity.Code,
                        one.Name,
                        one.Words.Cue,
                        one.Words.Content,
                        one.Statement.Attribution.Kind.ToString().ToLowerInvariant(),
                        one.Statement.Topic ?? "",
                        one.Statement.Target?.Name ?? "",
                    ],
                    [
                        one.Id,
                        one.Statement.Attribution.Probability,
                        one.Statement.Assessment.Stance ?? double.NaN,
                        one.Statement.Assessment.StanceProbability,
                    ]
                )),
            ]
        );

    /// <summary>The day of a statement.</summary>
    public static string Day(LedgerStatement statement) => statement.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
