using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Yaml;
using Entente.Scenarios;
using static Entente.Data.Yaml.NewYaml;

namespace Entente.Data.Scenarios;

/// <summary>How one case of a scenario file is to be asked, beside what the file says.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Needed">Names of the cases that are kept, itself among them.</param>
/// <param name="Regimes">What it takes of regimes, in place of what it and those it includes take.</param>
/// <param name="Measures">Its own measures, in place of those of the file and of cases it includes.</param>
public sealed record CaseEdit(
    string Case,
    ImmutableArray<string> Needed,
    ImmutableArray<RegimeUse> Regimes,
    ImmutableArray<MeasureEdit> Measures
)
{
    /// <summary>Names of horizons; empty: as the file says.</summary>
    public ImmutableArray<string> Horizons { get; init; } = [];

    /// <summary>Parameters that are set besides, <c>energy=0.05</c>.</summary>
    public ImmutableArray<string> Set { get; init; } = [];

    /// <summary>Figures of the world that are known better, in place of those of the file.</summary>
    public ImmutableArray<WorldFact> Facts { get; init; } = [];

    /// <summary>Whether regimes and measures are those of the file.</summary>
    public bool IsAsWritten { get; init; }
}

/// <summary>A measure of a file with other numbers.</summary>
/// <param name="Case">The case of the file that has it.</param>
/// <param name="Position">Its position there, from 0.</param>
/// <param name="Numbers">Numbers by key.</param>
public sealed record MeasureEdit(string Case, int Position, ImmutableSortedDictionary<string, double> Numbers);

/// <summary>A scenario file as text that has been changed by a program: notes and sources stay, comments are lost.</summary>
public sealed class ScenarioText
{
    private static readonly string[] Replaced = ["include", "regime", "as_of", "joiners", "without", "parts", "strengths", "measures"];

    private readonly YamlMapping root;
    private readonly CaseEdit edit;
    private readonly List<Fault> faults = [];

    private ScenarioText(YamlMapping root, CaseEdit edit) => (this.root, this.edit) = (root, edit);

    /// <summary>Writes a scenario with one case changed and the cases that it does not need left out.</summary>
    /// <param name="text">The text of a file that a scenario was read from.</param>
    /// <param name="edit">What is changed.</param>
    /// <returns>The text, or what cannot be written.</returns>
    public static Checked<ScenarioText.Written> Write(string text, CaseEdit edit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(edit);
        var faults = new FaultList();
        if (YamlTree.Read(text, ScenarioFile.Sent, faults) is not YamlMapping root)
            return faults.Failed<Written>();
        var scenario = new ScenarioText(root, edit);
        var written = YamlWriter.Text(scenario.Root());
        return scenario.faults.Count > 0 ? Checked<Written>.Invalid(scenario.faults) : Checked<Written>.Valid(new Written(written));
    }

    /// <summary>The text of a scenario file.</summary>
    /// <param name="Text">The text, YAML.</param>
    public sealed record Written(string Text);

    private YamlMapping Root() =>
        Mapping(
            root.Entries.Where(entry => entry.Key.Text != ScenarioFile.FactsKey).Select(entry =>
                entry.Key.Text switch
                {
                    "cases" => (entry.Key, Cases((YamlList)entry.Value)),
                    // Beside another file there is none of the same: regimes that come with the program are known by their names.
                    "regimes" => (entry.Key, Names(entry.Value)),
                    _ => entry,
                }
            ).Concat(edit.Facts.IsEmpty ? [] : [(Scalar(ScenarioFile.FactsKey), List(edit.Facts.Select(FactReader.Node)))])
        );

    private static YamlNode Names(YamlNode regimes) =>
        regimes is YamlList list
            ? list with { Items = [.. list.Items.Select(Names)] }
            : regimes is YamlScalar name ? name with { Text = Path.GetFileNameWithoutExtension(name.Text) } : regimes;

    private YamlList Cases(YamlList cases) =>
        cases with
        {
            Items =
            [
                .. cases
                    .Items.OfType<YamlMapping>()
                    .Where(one => edit.Needed.Contains(NameOf(one)))
                    .Select(one => Wished(NameOf(one) == edit.Case ? Changed(one) : one)),
            ],
        };

    /// <summary>Horizons and parameters hold for all cases, as on the command line: one may happen after another.</summary>
    private YamlMapping Wished(YamlMapping theCase)
    {
        var entries = theCase.Entries.ToList();
        if (!edit.Horizons.IsEmpty)
        {
            entries.RemoveAll(entry => entry.Key.Text == "horizon");
            entries.Add((Scalar("horizon"), Words(edit.Horizons)));
        }
        if (!edit.Set.IsEmpty)
            SetParameters(entries);
        return Mapping(entries);
    }

    private YamlMapping Changed(YamlMapping theCase)
    {
        if (edit.IsAsWritten)
            return theCase;
        var entries = theCase.Entries.Where(entry => !Replaced.Contains(entry.Key.Text)).ToList();
        if (edit.Regimes.Length > 1)
            faults.Add(new Fault(null, $"a case of {edit.Regimes.Length} regimes, each in parts of its own", "one regime in a file"));
        else if (edit.Regimes is [var use])
            entries.AddRange(Entries(use));
        if (!edit.Measures.IsEmpty)
            entries.Add((Scalar("measures"), List(edit.Measures.Select(Measure).OfType<YamlNode>())));
        return Mapping(entries);
    }

    private void SetParameters(List<(YamlScalar Key, YamlNode Value)> entries)
    {
        var settings = edit.Set.Select(text => text.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var before = entries.FirstOrDefault(entry => entry.Key.Text == "parameters").Value as YamlMapping;
        entries.RemoveAll(entry => entry.Key.Text == "parameters");
        entries.Add(
            (
                Scalar("parameters"),
                Mapping(
                    (before?.Entries ?? [])
                        .Where(entry => !settings.ContainsKey(entry.Key.Text))
                        .Concat(settings.Select(one => (Scalar(one.Key), (YamlNode)Scalar(one.Value))))
                )
            )
        );
    }

    private static IEnumerable<(YamlScalar, YamlNode)> Entries(RegimeUse use)
    {
        yield return (Scalar("regime"), Scalar(use.Regime.Text));
        yield return (Scalar("as_of"), Scalar(use.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (!use.Joiners.IsEmpty)
            yield return (Scalar("joiners"), Words(use.Joiners.Select(word => word.Text)));
        if (!use.Without.IsEmpty)
            yield return (Scalar("without"), Words(use.Without.Select(word => word.Text)));
        if (!use.Parts.IsEmpty)
            yield return (Scalar("parts"), Words(use.Parts.Select(word => word.Text)));
        if (!use.Strengths.IsEmpty)
            yield return (
                Scalar("strengths"),
                Mapping(use.Strengths.Select(part => (Scalar(part.Key), (YamlNode)Number(part.Value))))
            );
    }

    private YamlMapping? Measure(MeasureEdit measure)
    {
        var at =
            (root.Find("cases") as YamlList)
                ?.Items.OfType<YamlMapping>()
                .Where(one => NameOf(one) == measure.Case)
                .Select(one => one.Find("measures"))
                .OfType<YamlList>()
                .SelectMany(list => list.Items)
                .ElementAtOrDefault(measure.Position) as YamlMapping;
        if (at is null)
        {
            faults.Add(
                new Fault(null, $"a measure of '{measure.Case}', which is in another file", "measures of cases of the scenario itself")
            );
            return null;
        }
        var kept = at.Entries.Where(entry => !measure.Numbers.ContainsKey(entry.Key.Text)).ToList();
        return Mapping(kept.Concat(measure.Numbers.Select(number => (Scalar(number.Key), (YamlNode)Number(number.Value)))));
    }

    private static string NameOf(YamlMapping theCase) => (theCase.Find("name") as YamlScalar)?.Text ?? "";
}
