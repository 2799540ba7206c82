using Entente.Record.Ledger;
using Entente.Record.Register;

namespace Entente.Web.Work;

/// <summary>The ledger that whoever started the server named. Safe from several threads.</summary>
internal sealed class LedgerInUse
{
    private readonly Lock turn = new();
    private readonly string? path;
    private (DateTime Written, long Length, JobTables Tables)? last;

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
        lock (turn)
        {
            var now = Now();
            if (last is { } known && (known.Written, known.Length) == now)
                return Checked<JobTables>.Valid(known.Tables);
            var opened = RecordLedger.Open(path!, NameRegister.Shipped, create: false);
            if (!opened.Success)
                return Checked<JobTables>.Invalid(opened.Faults);
            using var ledger = opened.Value;
            var tables = JobTables.Of(folder => LedgerExport.Write(ledger, folder, ExportForm.Csv));
            last = (now.Written, now.Length, tables);
            return Checked<JobTables>.Valid(tables);
        }
    }

    /// <summary>What changes when something is added: to the file, or to what SQLite has not put into it yet.</summary>
    private (DateTime Written, long Length) Now()
    {
        FileInfo[] files = [new(path!), new(path + "-wal")];
        var there = files.Where(file => file.Exists).ToList();
        return (there.Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max(), there.Sum(file => file.Length));
    }
}
