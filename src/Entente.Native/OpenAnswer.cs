using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Data.Yaml;
using Entente.Models;
using Entente.Native.Arrow;
using Entente.Outcomes;
using Entente.Scenarios;

namespace Entente.Native;

/// <summary>A question and its answers, which a caller holds. Immutable.</summary>
/// <param name="Input">What was asked.</param>
/// <param name="Answers">The answers, in the order of <see cref="RunInput.Positions"/>.</param>
/// <param name="Warnings">Remarks on the question.</param>
internal sealed record OpenAnswer(RunInput Input, ImmutableArray<CaseAnswer> Answers, ImmutableArray<string> Warnings)
{
    /// <summary>The table of the cases themselves: how each ended.</summary>
    public const string CasesTable = "cases";

    private World World => Input.Scenario.World;

    private ImmutableArray<CaseAnswer> Solved => [.. Answers.Where(answer => answer.Comparison is not null)];

    private AnswerTables Tables => new(World, [.. Solved.Select(ComparisonOf)], OutcomeSet.All);

    /// <summary>Answers a question of a world as the command line would.</summary>
    /// <param name="world">The world.</param>
    /// <param name="question">A scenario as JSON, or the name of one: <c>{"scenario": "serbia-2023"}</c>.</param>
    /// <param name="options">See <see cref="AnswerOptions"/>.</param>
    /// <returns>The answers, or every fault of the question; a case that has no answer is none.</returns>
    public static Checked<OpenAnswer> To(OpenWorld world, string question, string? options)
    {
        var how = AnswerOptions.Read(options);
        var input = Read(world, question, how.Success ? how.Value.Wishes : new RunOverrides());
        if (!how.Success || !input.Success)
            return Checked<OpenAnswer>.Invalid([.. input.Faults, .. how.Faults]);
        var answers = Solve(input.Value, how.Value);
        return Checked<OpenAnswer>.Valid(new OpenAnswer(input.Value, answers, input.Warnings));
    }

    /// <summary>What was asked and how it ended, as JSON.</summary>
    public string Description()
    {
        var into = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(into))
        {
            json.WriteStartObject();
            json.WriteString("title", Input.Scenario.Scenario.Title);
            json.WriteString("scenario_sha256", Input.ScenarioHash);
            json.WriteString("world_sha256", Input.WorldHash);
            json.WriteString("closure", Closures.Name(Input.Scenario.Scenario.Closure));
            json.WriteString("model", Input.Scenario.Scenario.Model.Name);
            Write(json, "tables", Tables.Tables.Select(table => table.Name).Prepend(CasesTable));
            Write(json, "warnings", Warnings);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(into.WrittenSpan);
    }

    /// <summary>One table as columns, those of the file of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="all">Whether large tables have all their rows, as by <c>--tables all</c>; else those that a case changes.</param>
    public Checked<Columns> Table(string name, bool all)
    {
        var (solved, tables) = (Solved, Tables);
        var known = tables.Tables.ToList();
        return name == CasesTable ? Checked<Columns>.Valid(Cases())
            : known.Find(table => table.Name == name) is { } table
                ? Checked<Columns>.Valid(OutcomeColumns.Of(table, tables.Columns(table), World, solved, all))
            : Checked<Columns>.Invalid([
                new Fault(null, $"table '{name}'", Spelling.OneOf(name, known.Select(one => one.Name).Prepend(CasesTable))),
            ]);
    }

    /// <summary>The changes of a case, with what it is worth over the one it is compared with.</summary>
    internal static Comparison ComparisonOf(CaseAnswer answer) => answer.Comparison!.With(answer.CostChange);

    private static Checked<RunInput> Read(OpenWorld world, string question, RunOverrides wishes)
    {
        const string scenario = "scenario";
        var faults = new FaultList();
        if (YamlPage.ParseJson(question, scenario, faults) is not { } page || !page.Has(scenario))
            return RunInput.ParseJson(question, world.Input, wishes);
        page.Allow(scenario);
        return faults.Any || page.Word(scenario) is not { } name || faults.Any
            ? faults.Failed<RunInput>()
            : RunInput.ReadOn(world.Input, Library.Catalogue, name.Text, wishes);
    }

    private static ImmutableArray<CaseAnswer> Solve(RunInput input, AnswerOptions how)
    {
        var scenario = new ScenarioAnswer(input.Scenario, new SolveOptions { Tolerance = how.Tolerance });
        var found = new CaseAnswer[input.Positions.Length];
        var steps = scenario
            .WorldsWithoutMeasures(input.Positions)
            .Concat(input.Positions.Select((position, place) => (Action)(() => found[place] = scenario.Answer(position))));
        Parallel.ForEach(
            Partitioner.Create(steps, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = how.Threads },
            step => step()
        );
        return ImmutableArray.Create(found);
    }

    private Columns Cases() =>
        [
            Column.Texts("case", Answers.Select(a => a.Case.Case.Name)),
            Column.Texts("title", Answers.Select(a => a.Case.Case.Title)),
            Column.Texts("horizon", Answers.Select(a => a.Case.Horizon.Label)),
            Column.Texts("status", Answers.Select(a => StatusNames.Of(a.Equilibrium.Status))),
            Column.Texts("explanation", Answers.Select(KeyNames.Explanation)),
            Column.Of("residual", [.. Answers.Select(a => a.Equilibrium.Residuals?.Largest ?? a.Equilibrium.SearchResidual)]),
            Column.Of("iterations", [.. Answers.Select(a => (long)a.Equilibrium.Iterations)]),
            Column.Of("evaluations", [.. Answers.Select(a => (long)a.Equilibrium.Evaluations)]),
        ];

    private static void Write(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
