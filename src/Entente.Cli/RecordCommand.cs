using System.CommandLine;
using System.Globalization;
using Entente.Data;
using Entente.Data.Output;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Ledger;
using Entente.Record.Register;
using Entente.Reporting.Records;
using Spectre.Console;

namespace Entente.Cli;

/// <summary><c>entente record</c>: from reports to attributed statements, kept in a ledger, and to questions.</summary>
internal static class RecordCommand
{
    private const int MostWords = 100;

    private static readonly Option<string> LedgerFile = new("--ledger")
    {
        Description = "The ledger",
        HelpName = "FILE",
        DefaultValueFactory = _ => "record.db",
    };

    public static Command Create(Catalogue catalogue) =>
        new("record", "The record: who said what, in which office, through whom; and the question it raises.")
        {
            Add(),
            List(),
            Show(),
            Check(),
            Export(),
            Correct(),
            Offices(),
            RecordAsk.Create(catalogue),
        };

    /// <summary>The register, with a user's own offices where a file is named.</summary>
    internal static Checked<NameRegister> Register(string? offices) =>
        offices is null ? Checked<NameRegister>.Valid(NameRegister.Shipped) : NameRegister.With(offices, offices);

    /// <summary>What reads statements.</summary>
    internal static StatementReader Reader(NameRegister register) => new(new AttributionReader(), new Assessor(), register);

    /// <summary>An option that is a day.</summary>
    internal static Option<DateOnly?> Day() =>
        new("--date")
        {
            Description = "The day of the text, where it bears none or another",
            HelpName = "YYYY-MM-DD",
            CustomParser = result =>
            {
                if (result.Tokens is not [.., { Value: var text }])
                    return null;
                if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    return day;
                result.AddError($"--date expects a day as 2025-03-14, not '{text}'");
                return null;
            },
        };

    /// <summary>An option that is a file of offices.</summary>
    internal static Option<string?> OfficeFile() =>
        new("--offices") { Description = "Offices of your own: CSV with person, state, office, start, end", HelpName = "FILE" };

    private static Command Add()
    {
        var files = new Argument<string[]>("FILE") { Description = "Documents, or folders of them", Arity = ArgumentArity.OneOrMore };
        var (day, offices) = (Day(), OfficeFile());
        var threads = new Option<int>("--threads")
        {
            Description = "Threads at work",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        }.Whole(1, 1024);
        var command = new Command(
            "add",
            """
            Read documents - plain text, Markdown, saved pages, PDF, DOCX - and add their statements to the ledger. What is there already
            is not added again; stopped in any way, the same command goes on.

            Example:
              entente record add reports/ --ledger record.db
            """
        )
        {
            files,
            LedgerFile,
            day,
            offices,
            threads,
        };
        command.SetAction(
            (given, cancellation) =>
                Task.FromResult(
                    Added(
                        given,
                        given.GetRequiredValue(files),
                        given.GetValue(day),
                        given.GetValue(offices),
                        given.GetValue(threads),
                        cancellation
                    )
                )
        );
        return command;
    }

    private static int Added(ParseResult given, string[] named, DateOnly? day, string? offices, int threads, CancellationToken cancellation)
    {
        var register = Register(offices);
        var files = Files(named);
        if (!register.Success || !files.Success)
            return Screen.Faults([.. register.Faults, .. files.Faults]);
        var path = given.GetRequiredValue(LedgerFile);
        var isNew = !File.Exists(path);
        using var ledger = Opened(given, register.Value, create: true, out var faults);
        if (ledger is null)
            return Screen.Faults(faults);
        var adding = new DocumentAdding(ledger, Reader(register.Value))
        {
            Given = day,
            Now = DateTimeOffset.UtcNow,
            Threads = threads,
        };
        var (done, added, statements, copies, refused) = (0, 0, 0, 0, new List<Fault>());
        var progress = new WorkProgress("documents", files.Value.Count, isSure: true);
        try
        {
            foreach (var outcome in adding.Add(files.Value.Select(file => (file, file)), cancellation))
            {
                progress.At(++done, done);
                refused.AddRange(outcome.Faults);
                if (outcome.Added is not { IsNew: true } there)
                    continue;
                Screen.Warnings(outcome.Warnings);
                foreach (var flag in outcome.Document!.Flags)
                    Console.Error.WriteLine($"{outcome.Name}:{flag.Span.Start}-{flag.Span.End}: {flag.Evidence}");
                (added, statements, copies) = (added + 1, statements + there.Statements, copies + there.Copies);
            }
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(
                $"interrupted; {done} of {files.Value.Count} documents are done, and the same command goes on from them"
            );
            return CommandLine.Interrupted;
        }
        finally
        {
            progress.End();
        }
        Console.Out.WriteLine(
            $"{added} documents added, {statements} statements, {copies} of them copies; {done - added - refused.Count} known, "
                + $"{refused.Count} refused"
        );
        if (isNew && added == 0)
        {
            // Nothing was to be kept, so that nothing is left.
            ledger.Dispose();
            File.Delete(path);
        }
        return refused.Count > 0 ? Screen.Faults(refused) : CommandLine.Done;
    }

    /// <summary>Files in order; of folders all in them but hidden ones.</summary>
    private static Checked<IReadOnlyList<string>> Files(string[] named)
    {
        var (files, faults) = (new List<string>(), new List<Fault>());
        foreach (var name in named)
            if (Directory.Exists(name))
                files.AddRange(
                    Directory
                        .EnumerateFiles(name, "*", new EnumerationOptions { RecurseSubdirectories = true })
                        .Where(file => !Path.GetFileName(file).StartsWith('.'))
                        .Order(StringComparer.Ordinal)
                );
            else if (File.Exists(name))
                files.Add(name);
            else
                faults.Add(new Fault(new Place(name), "no such file or folder", "documents"));
        return faults.Count > 0 ? Checked<IReadOnlyList<string>>.Invalid(faults) : Checked<IReadOnlyList<string>>.Valid(files);
    }

    private static Command List()
    {
        var document = new Option<int?>("--document")
        {
            Description = "Statements of one document; default: the documents",
            HelpName = "N",
        }.Whole();
        var command = new Command(
            "list",
            "List the documents of the ledger, or the statements of one.\n\nExample:\n  entente record list --document 1"
        )
        {
            LedgerFile,
            document,
        };
        command.SetAction(given =>
            On(
                given,
                ledger =>
                {
                    if (given.GetValue(document) is not { } id)
                        return Listed(ledger);
                    if (!ledger.Documents().Any(d => d.Id == id))
                        return Screen.Faults([new Fault(null, $"no document {id}", "the number of one of the ledger")]);
                    Listed(ledger.Statements(id));
                    return CommandLine.Done;
                }
            )
        );
        return command;
    }

    private static int Listed(RecordLedger ledger)
    {
        var table = new Spectre.Console.Table()
            .Border(TableBorder.Simple)
            .AddColumns("", "date", "statements", "copies", "flags", "document");
        foreach (var d in ledger.Documents())
            table.AddRow(
                $"{d.Id}",
                $"{d.Date.Day:yyyy-MM-dd}{(d.Date.Basis == Record.Documents.DateBasis.Assumed ? "?" : "")}",
                $"{d.Statements}",
                $"{d.Copies}",
                $"{d.Flags}",
                Shown.Of(d.Name, MostWords).EscapeMarkup()
            );
        Terminal().Write(table);
        return CommandLine.Done;
    }

    private static void Listed(IEnumerable<LedgerStatement> statements)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("", "source", "topic", "stance", "statement");
        foreach (var s in statements)
            table.AddRow(
                $"{s.Id}{(s.CopyOf is { } of ? $" = {of}" : "")}{(s.IsRetracted ? " (taken back)" : "")}",
                Shown.Of(string.Join(", ", s.Statement.Among.Prepend(s.Statement.Source.Entity).Select(who => who.Name)), MostWords)
                    .EscapeMarkup(),
                RecordWords.Topic(s.Statement).EscapeMarkup(),
                RecordWords.Stance(s.Statement),
                Shown.Of(s.Words.Content.ReplaceLineEndings(" "), MostWords).EscapeMarkup()
            );
        Terminal().Write(table);
    }

    private static IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 200;
        return console;
    }

    private static Command Show()
    {
        var document = new Argument<long>("N") { Description = "Number of the document" };
        var output = new Option<string?>("--out") { Description = "The page; default: record-N.html", HelpName = "FILE" };
        var command = new Command(
            "show",
            "Write a page of a document with its statements marked in the text.\n\nExample:\n  entente record show 1 --out report.html"
        )
        {
            document,
            LedgerFile,
            output,
        };
        command.SetAction(given =>
            On(
                given,
                ledger =>
                {
                    var id = given.GetValue(document);
                    if (ledger.Document(id) is not { } recorded)
                        return Screen.Faults([new Fault(null, $"no document {id}", "the number of one of the ledger")]);
                    var path = given.GetValue(output) ?? $"record-{id}.html";
                    RecordPages.WriteDocument(recorded, RunCommand.Version(), path);
                    Console.Out.WriteLine(path);
                    return CommandLine.Done;
                }
            )
        );
        return command;
    }

    private static Command Check()
    {
        var command = new Command(
            "check",
            """
            List what contradicts: sources that changed sides, sources that deny or number the same fact otherwise, offices that do not fit
            the date, and copies counted once.

            Example:
              entente record check
            """
        )
        {
            LedgerFile,
        };
        command.SetAction(given =>
            On(
                given,
                ledger =>
                {
                    var found = Contradictions.Find(ledger.Statements());
                    foreach (var c in found)
                    {
                        Console.Out.WriteLine($"{Words(c.Kind)} ({c.About}):");
                        Console.Out.WriteLine($"  {Said(c.Earlier)}");
                        Console.Out.WriteLine($"  {Said(c.Later)}");
                    }
                    var flags = 0;
                    foreach (var document in ledger.Documents().Where(d => d.Flags > 0).ToList())
                        foreach (var flag in ledger.Document(document.Id)!.Flags)
                        {
                            flags++;
                            Console.Out.WriteLine($"{Shown.Of(document.Name)}:{flag.Span.Start}-{flag.Span.End}: {flag.Evidence}");
                        }
                    Console.Out.WriteLine(
                        $"{found.Count} contradictions to read, {flags} offices that do not fit, {ledger.Documents().Sum(d => d.Copies)} "
                            + "copies counted once"
                    );
                    return CommandLine.Done;
                }
            )
        );
        return command;
    }

    private static string Words(ContradictionKind kind) =>
        kind switch
        {
            ContradictionKind.Turned => "the same source on the other side",
            ContradictionKind.Denied => "one says what the other denies",
            _ => "the same with another number",
        };

    private static string Said(LedgerStatement s)
    {
        var content = s.Statement.Attribution.Content;
        var where = content.Count > 0 ? $"{content[0].Start}-{content.Max(c => c.End)}" : "";
        return $"{s.Id}, {s.Day:yyyy-MM-dd}, {Shown.Of(s.Name)}:{where}: {s.Statement.Source.Entity.Name}: "
            + $"\"{Shown.Of(s.Words.Content.ReplaceLineEndings(" "), 300)}\"";
    }

    private static Command Export()
    {
        var form = new Option<string>("--form")
        {
            Description = "csv, json or parquet",
            DefaultValueFactory = _ => "csv",
        }.AcceptOnlyFromAmong("csv", "json", "parquet");
        var output = new Option<string>("--out")
        {
            Description = "Folder of the tables",
            HelpName = "DIR",
            DefaultValueFactory = _ => "record",
        };
        var command = new Command(
            "export",
            "Write documents, statements and flags as tables.\n\nExample:\n  entente record export --form parquet --out tables"
        )
        {
            LedgerFile,
            form,
            output,
        };
        command.SetAction(given =>
            On(
                given,
                ledger =>
                {
                    var place = given.GetRequiredValue(output);
                    using var folder = new AtomicFolder(
                        place,
                        [.. Enum.GetNames<ExportForm>().Select(f => $"statements.{f.ToLowerInvariant()}")]
                    );
                    LedgerExport.Write(ledger, folder.Path, Enum.Parse<ExportForm>(given.GetRequiredValue(form), ignoreCase: true));
                    folder.Complete();
                    Console.Out.WriteLine(place);
                    return CommandLine.Done;
                }
            )
        );
        return command;
    }

    private static Command Correct()
    {
        var statement = new Argument<long>("N") { Description = "Number of the statement" };
        var field = new Option<string>("--field") { Description = string.Join(", ", Correction.Fields), Required = true };
        var value = new Option<string>("--value") { Description = "What it should be", Required = true };
        var by = new Option<string>("--by") { Description = "Who says so", Required = true };
        var why = new Option<string>("--why") { Description = "Why", Required = true };
        var command = new Command(
            "correct",
            """
            Correct a statement: a new row beside the old one, which stays.

            Example:
              entente record correct 12 --field stance --value -1 --by "A. Reader" --why "the quotation is ironic"
            """
        )
        {
            statement,
            LedgerFile,
            field,
            value,
            by,
            why,
        };
        command.SetAction(given =>
            On(
                given,
                ledger =>
                {
                    var correction = new Correction(
                        given.GetRequiredValue(field),
                        given.GetRequiredValue(value),
                        given.GetRequiredValue(by),
                        given.GetRequiredValue(why),
                        DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                    );
                    return ledger.Correct(given.GetValue(statement), correction) is { } fault ? Screen.Faults([fault]) : CommandLine.Done;
                }
            )
        );
        return command;
    }

    private static Command Offices()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of the published tables" };
        var output = new Option<string>("--out")
        {
            Description = "The table",
            Required = true,
            HelpName = "FILE",
        };
        var command = new Command(
            "offices",
            """
            Make the table of offices of the register out of published ones: rows that stand in two of them.

            Example:
              entente record offices tables --out offices.csv
            """
        )
        {
            folder,
            output,
        };
        command.SetAction(given =>
        {
            var agreed = new OfficeTables(given.GetRequiredValue(folder)).Agreed();
            if (!agreed.Success)
                return Screen.Faults(agreed.Faults);
            File.WriteAllText(given.GetRequiredValue(output), OfficeTables.Csv(agreed.Value));
            Console.Out.WriteLine($"{agreed.Value.Count} offices that stand in two tables");
            return CommandLine.Done;
        });
        return command;
    }

    private static int On(ParseResult given, Func<RecordLedger, int> action)
    {
        using var ledger = Opened(given, NameRegister.Shipped, create: false, out var faults);
        return ledger is null ? Screen.Faults(faults) : action(ledger);
    }

    private static RecordLedger? Opened(ParseResult given, NameRegister register, bool create, out IReadOnlyCollection<Fault> faults)
    {
        var opened = RecordLedger.Open(given.GetRequiredValue(LedgerFile), register, create);
        faults = opened.Faults;
        return opened.Success ? opened.Value : null;
    }
}
