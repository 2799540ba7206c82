using Entente.Data.Scenarios;
using Entente.Horizons;
using Entente.Scenarios;

namespace Entente.Data.Runs;

/// <summary>What a caller wants otherwise than a scenario says. Immutable.</summary>
public sealed record RunOverrides
{
    /// <summary>Another closure, by its name; null: the scenario's.</summary>
    public string? Closure { get; init; }

    /// <summary>Another model, by its name; null: the scenario's.</summary>
    public string? Model { get; init; }

    /// <summary>Only these cases; empty: all.</summary>
    public IReadOnlyCollection<string> Cases { get; init; } = [];

    /// <summary>These horizons for every case; empty: the scenario's.</summary>
    public IReadOnlyCollection<Word> Horizons { get; init; } = [];

    /// <summary>Parameters set for every case, as people write them: <c>energy=0.1</c>.</summary>
    public IReadOnlyCollection<Word> Set { get; init; } = [];

    /// <summary>Parameters varied in every case, as people write them: <c>energy=0.01,0.1,1</c>.</summary>
    public IReadOnlyCollection<Word> Vary { get; init; } = [];

    private bool ChangesBehaviour => Horizons.Count + Set.Count + Vary.Count > 0;

    /// <summary>The scenario as wished.</summary>
    /// <param name="scenario">The scenario as written.</param>
    /// <returns>The scenario, or what cannot be understood.</returns>
    public Checked<Scenario> ApplyTo(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var faults = new List<Fault>();
        var applied = Apply(scenario, faults);
        return faults.Count > 0 ? Checked<Scenario>.Invalid(faults) : Checked<Scenario>.Valid(applied);
    }

    /// <summary>The scenario as far as wishes can be understood; what cannot goes to <paramref name="faults"/>.</summary>
    internal Scenario Apply(Scenario scenario, List<Fault> faults)
    {
        if (Closure is not null && Closures.TryParse(Closure, out var closure))
            scenario = scenario with { Closure = closure };
        else if (Closure is not null)
            faults.Add(new Fault(null, $"closure '{Closure}'", Closures.Expected(Closure)));
        if (Model is not null)
            scenario = scenario with { Model = Model == scenario.Model.Name ? scenario.Model : KnownModels.Find(Model)! };
        if (!ChangesBehaviour)
            return scenario;
        var set = Set.SelectMany(text => Settings(text, several: false, faults)).ToList();
        var vary = Vary.Select(text => Settings(text, several: true, faults)).ToList();
        return scenario with { Cases = [.. scenario.Cases.Select(Wished)] };

        Case Wished(Case theCase)
        {
            var horizons =
                Horizons.Count > 0 ? Horizons.Select(name => new Horizon(name, []))
                : theCase.Horizons.IsEmpty ? scenario.Horizons
                : theCase.Horizons.AsEnumerable();
            foreach (var settings in vary)
                horizons = HorizonReader.Varied(horizons, settings);
            return theCase with { Horizons = [.. horizons], Parameters = [.. theCase.Parameters, .. set] };
        }
    }

    private static IReadOnlyList<ParameterSetting> Settings(Word text, bool several, List<Fault> faults)
    {
        var parsed = HorizonReader.Parse(text.Text, text.Place ?? new Place(text.Text), several);
        faults.AddRange(parsed.Faults);
        return parsed.Success ? parsed.Value : [];
    }
}
