using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Web.Questions;

namespace Entente.Web.Answers;

/// <summary>
/// The scenarios and worlds there are: those that come with the program, each read once, when it is first asked for, and those that
/// somebody has sent, or had sent when something was saved of them. A request names them; none of its words is part of a path. Safe from
/// several threads.
/// </summary>
/// <param name="catalogue">What comes with the program.</param>
/// <param name="kept">Finds the text of a scenario that was sent once and is kept with what was saved, by its key.</param>
internal sealed class Library(Catalogue catalogue, Func<string, string?> kept)
{
    /// <summary>Scenarios that were sent and are kept, the last ones.</summary>
    private const int MostSent = 50;

    /// <summary>Worlds with facts corrected that are kept; each has some tens of megabytes.</summary>
    private const int MostCorrected = 8;

    private readonly WorldsKept worlds = new();
    private readonly ConcurrentDictionary<string, Lazy<Checked<RunInput>>> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Checked<RunInput>>> corrected = new(StringComparer.Ordinal);
    private readonly SentTexts<RunInput> sent = new(MostSent);

    /// <summary>Names of the scenarios that come with the program, in order.</summary>
    public ImmutableArray<string> Scenarios { get; } = [.. catalogue.Scenarios];

    /// <summary>Names of the worlds that come with the program, in order.</summary>
    public ImmutableArray<string> Worlds { get; } = [.. catalogue.Worlds];

    /// <summary>The worlds that have been read, for others who read what stands on them.</summary>
    public WorldsKept Kept => worlds;

    /// <summary>Questions that somebody makes up, of countries, regimes and days.</summary>
    public OwnQuestions Own => field ??= new(catalogue, worlds);

    /// <summary>A scenario on its world, as it is written.</summary>
    /// <returns>The scenario, or its faults; where there is none of that name, the names there are.</returns>
    public Checked<RunInput> Scenario(string name)
    {
        if ((OwnQuestion.IsName(name) || IsSent(name)) && sent.Find(name) is { } input)
            return Checked<RunInput>.Valid(input);
        if (OwnQuestion.IsName(name))
            return MadeUp(name);
        return Scenarios.Contains(name)
            ? read.GetOrAdd(name, _ => new(() => RunInput.Read(catalogue, name, null, new RunOverrides(), null, worlds))).Value
            : Checked<RunInput>.Invalid([Unknown(name)]);
    }

    /// <summary>A scenario on its world with the facts of a question; the world is balanced once for the same facts.</summary>
    public Checked<RunInput> Scenario(PageQuestion question)
    {
        var written = Scenario(question.Scenario);
        if (!written.Success || question.Facts.IsEmpty)
            return written;
        var facts = FactName.Read(question.Facts);
        if (!facts.Success)
            return Checked<RunInput>.Invalid(facts.Faults);
        var key = $"{question.Scenario}\n{new PageQuestion { Scenario = question.Scenario, Facts = question.Facts }.Query}";
        if (corrected.Count >= MostCorrected && !corrected.ContainsKey(key))
            corrected.Clear();
        return corrected
            .GetOrAdd(key, _ => new(() => written.Value.Asking(new(), s => s with { Facts = s.Facts.AddRange(facts.Value.All) })))
            .Value;
    }

    /// <summary>Whether all scenarios that come with the program have been read, so that nobody waits for a world.</summary>
    public bool IsRead => Scenarios.All(name => read.TryGetValue(name, out var one) && one.IsValueCreated);

    /// <summary>Whether there is a scenario of a name.</summary>
    public bool Has(string name) => Scenarios.Contains(name) || IsSent(name) || OwnQuestion.Read(name) is not null;

    /// <summary>The text of a scenario that was sent or of a question that was made up; null where it comes with the program.</summary>
    public string? SentText(string key)
    {
        if (sent.Text(key) is { } text)
            return text;
        return OwnQuestion.IsName(key) && Own.Text(key) is { Success: true } written ? written.Value.Text : null;
    }

    /// <summary>The scenario of a question that somebody made up, kept as those that are sent.</summary>
    private Checked<RunInput> MadeUp(string name)
    {
        var text = Own.Text(name);
        if (!text.Success)
            return Checked<RunInput>.Invalid(text.Faults);
        var input = RunInput.Parse(catalogue, text.Value.Text, new RunOverrides(), worlds);
        if (input.Success)
            sent.Keep(name, text.Value.Text, input.Value);
        return input;
    }

    /// <summary>Whether somebody has sent it; what was kept of it is taken again.</summary>
    private bool IsSent(string key) =>
        sent.Find(key) is not null
        || (SentKey.IsOne(key) && kept(key) is { } text && Take(text) is { Success: true, Value.Text: var taken } && taken == key);

    /// <summary>What to say of a name that no scenario has.</summary>
    public Fault Unknown(string name) => new(null, $"unknown scenario '{name}'", Spelling.OneOf(name, Scenarios));

    /// <summary>Takes a scenario that somebody has sent.</summary>
    /// <param name="text">Its text, YAML.</param>
    /// <returns>Its key, by which it is asked from now on, or its faults.</returns>
    public Checked<SentKey> Take(string text)
    {
        var input = RunInput.Parse(catalogue, text, new RunOverrides(), worlds);
        if (!input.Success)
            return Checked<SentKey>.Invalid(input.Faults);
        var key = SentKey.Of(text);
        sent.Keep(key.Text, text, input.Value);
        return Checked<SentKey>.Valid(key, input.Warnings);
    }

    /// <summary>A question as a scenario file that the terminal answers to the same last digit.</summary>
    /// <returns>The text, or why there is none.</returns>
    public Checked<ScenarioText.Written> Text(PageQuestion question)
    {
        var input = Input(question);
        if (!input.Success)
            return Checked<ScenarioText.Written>.Invalid(input.Faults);
        var scenario = Scenario(question).Value;
        if (question.Cases is not [var name])
            return Checked<ScenarioText.Written>.Invalid([new Fault(new Place("case"), $"{question.Cases.Length} cases", "one case")]);
        var theCase = scenario.Scenario.Scenario.Cases.First(c => c.Name == name);
        var edit = CaseLevers.Of(scenario.Scenario, theCase).Edit(question.Levers);
        return ScenarioText.Write(
            SentText(question.Scenario) ?? File.ReadAllText(scenario.ScenarioFile.Path),
            edit with
            {
                Horizons = question.Horizons,
                Set = question.Set,
                Facts = scenario.AsWritten.Facts,
            }
        );
    }

    /// <summary>What a question starts from.</summary>
    /// <returns>That, or all faults of the question.</returns>
    public Checked<RunInput> Input(PageQuestion question)
    {
        var scenario = Scenario(question);
        if (!scenario.Success)
            return scenario;
        var wishes = new RunOverrides
        {
            Cases = question.Cases,
            Horizons = [.. question.Horizons.Select(name => new Word(name, new Place("horizon")))],
            Set = [.. question.Set.Select(text => new Word(text, new Place("set")))],
        };
        if (question.Levers.IsEmpty)
            return scenario.Value.Asking(wishes);
        var written = scenario.Value.Scenario.Scenario;
        if (written.Cases.FirstOrDefault(c => c.Name == question.Cases[0]) is not { } theCase)
            return scenario.Value.Asking(wishes);
        var levers = CaseLevers.Of(scenario.Value.Scenario, theCase);
        var faults = levers.Faults(question.Levers).ToList();
        return faults.Count > 0
            ? Checked<RunInput>.Invalid(faults)
            : scenario.Value.Asking(wishes, _ => levers.Apply(question.Levers));
    }
}
