using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;

namespace Entente.Games.Files;

/// <summary>Finds the names of a written game in its world and its scenario; collects every fault.</summary>
internal sealed class GameResolver(GameWritten written, World world, SolveOptions options)
{
    private readonly List<Fault> faults = [];

    /// <summary>Values of parameters of horizons in place of the usual ones, below all settings.</summary>
    public ImmutableArray<HorizonSetting> Settings { get; init; } = [];

    /// <summary>The part of what is written that takes effect, by name of the case; all of it for others.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; init; } = ImmutableDictionary<string, double>.Empty;

    public Checked<AlignmentGame> Resolve()
    {
        // Every case is resolved once at each horizon: measures are found and applied, whatever the game makes of them.
        var resolved = ResolvedScenario.Create(
            written.Scenario with { Cases = [.. written.Scenario.Cases.Select(c => c with { Horizons = [] })] },
            world
        );
        if (!resolved.Success)
            return Checked<AlignmentGame>.Invalid(resolved.Faults, resolved.Warnings);
        var names = new NameResolver(world, written.Scenario.Groups);
        foreach (var theCase in written.Scenario.Cases.Where(c => c.After is not null || c.RelativeTo is not null || !c.Horizons.IsEmpty))
            faults.Add(
                new Fault(
                    theCase.Place,
                    $"case '{theCase.Name}' of a game with a horizon, a reference or an earlier case of its own",
                    "measures alone; the game says when they apply"
                )
            );
        var senders = written
            .Senders.Select(s => new Sender(s.Name.Text, s.Title, names.Countries(s.Countries), s.Valuation))
            .ToImmutableArray();
        Distinct(written.Senders.Select(s => s.Name), "sender");
        var pressed = written.Pressed.Select(p => Pressed(p, resolved.Value, names)).ToImmutableArray();
        Distinct(written.Pressed.Select(p => p.Country), "country under pressure");
        var levers = written.Levers.Select(l => Lever(l, pressed, resolved.Value)).OfType<Lever>().ToImmutableArray();
        Distinct(written.Levers.Select(l => l.Name), "lever");
        var target = written.Target is { } word ? One(word, names) : null;
        var horizons = Horizons();
        faults.AddRange(names.Faults);
        if (faults.Count == 0)
            InPart(levers.SelectMany(lever => lever.Measures).Concat(Parted(resolved.Value)), horizons[0].Baseline);
        if (faults.Count > 0)
            return Checked<AlignmentGame>.Invalid(faults, resolved.Warnings);
        var game = new AlignmentGame
        {
            Title = written.Title,
            Notes = written.Notes,
            Target = target!.Value,
            Pressed = pressed,
            Senders = senders,
            Levers = levers,
            Common = [.. written.Common.SelectMany(c => MeasuresOf(c, resolved.Value))],
            Horizons = horizons,
            Discount = written.Discount,
        };
        return Checked<AlignmentGame>.Valid(game, resolved.Warnings);
    }

    private PressedCountry Pressed(PressedWritten pressed, ResolvedScenario scenario, NameResolver names)
    {
        Distinct(pressed.Options.Select(o => o.Name), $"option of {pressed.Country}");
        return new PressedCountry(
            One(pressed.Country, names) ?? -1,
            [.. pressed.Options.Select(o => new GameOption(o.Name.Text, o.Title, o.Case is { } c ? MeasuresOf(c, scenario) : [], o.Cost))]
        );
    }

    private Lever? Lever(LeverWritten lever, ImmutableArray<PressedCountry> pressed, ResolvedScenario scenario)
    {
        var sender = written.Senders.ToList().FindIndex(s => s.Name.Text == lever.By?.Text);
        if (sender < 0 && lever.By?.Text != written.Target?.Text)
            faults.Add(
                new Fault(
                    lever.By?.Place,
                    $"a lever of '{lever.By}', who is no sender and not the target",
                    Spelling.OneOf(lever.By?.Text ?? "", [.. written.Senders.Select(s => s.Name.Text), written.Target?.Text ?? ""])
                )
            );
        var against = Against(lever);
        if (against < 0)
            return null;
        var options = written.Pressed[against].Options;
        var when = new List<int>();
        foreach (var word in lever.When)
            if (options.ToList().FindIndex(o => o.Name.Text == word.Text) is >= 0 and var at)
                when.Add(at);
            else
                faults.Add(
                    new Fault(
                        word.Place,
                        $"a lever at the option '{word}', which {written.Pressed[against].Country} does not have",
                        Spelling.OneOf(word.Text, [.. options.Select(o => o.Name.Text)])
                    )
                );
        var measures = lever.Case is { } named ? MeasuresOf(named, scenario) : [];
        return new Lever(lever.Name.Text, lever.Title, sender < 0 ? null : sender, measures, against, [.. when], lever.Cost);
    }

    /// <summary>The measures of cases that may take effect in part.</summary>
    private IEnumerable<Measure> Parted(ResolvedScenario scenario) =>
        (written.Draws?.Parts ?? []).SelectMany(part => MeasuresOf(part.Case, scenario));

    /// <summary>Every lever must be one that can be pulled by half, and every case of which a part is assumed.</summary>
    private void InPart(IEnumerable<Measure> measures, Baseline baseline)
    {
        foreach (var measure in measures)
            foreach (var fault in baseline.ShockOf([measure with { Strength = 0.5 }]).Faults)
                faults.Add(fault);
    }

    /// <summary>Whom a lever answers; the only country under pressure unless said.</summary>
    private int Against(LeverWritten lever)
    {
        if (lever.Against is null && written.Pressed.Length == 1)
            return 0;
        var at = written.Pressed.ToList().FindIndex(p => p.Country.Text == lever.Against?.Text);
        if (at < 0)
            faults.Add(
                new Fault(
                    lever.Against?.Place ?? lever.Name.Place,
                    lever.Against is { } other
                        ? $"a lever against '{other}', who is not under pressure"
                        : $"lever '{lever.Name}' against nobody",
                    Spelling.OneOf(lever.Against?.Text ?? "", [.. written.Pressed.Select(p => p.Country.Text)])
                )
            );
        return at;
    }

    private ImmutableArray<Measure> MeasuresOf(Word name, ResolvedScenario scenario)
    {
        if (scenario.All.FirstOrDefault(c => c.Case.Name == name.Text) is { } found)
            return Parts.TryGetValue(name.Text, out var part)
                ? [.. found.Measures.Select(measure => measure with { Strength = part * measure.Strength })]
                : found.Measures;
        faults.Add(
            new Fault(name.Place, $"unknown case '{name}'", Spelling.OneOf(name.Text, [.. written.Scenario.Cases.Select(c => c.Name)]))
        );
        return [];
    }

    private int? One(Word word, NameResolver names)
    {
        var found = names.Countries([word]);
        if (found.Length == 1)
            return found[0];
        if (found.Length > 1)
            faults.Add(new Fault(word.Place, $"'{word}', which is {found.Length} countries", "one country"));
        return null;
    }

    private ImmutableArray<GameHorizon> Horizons()
    {
        var horizons = ImmutableArray.CreateBuilder<GameHorizon>();
        foreach (var (horizon, years) in written.Scenario.Horizons.Zip(written.Years, (h, y) => (h, y.Years)))
        {
            var baseline = Baseline.Create(
                world,
                new BaselineOptions
                {
                    Model = written.Scenario.Model,
                    Closure = written.Scenario.Closure,
                    Groups = written.Scenario.Groups,
                    Horizon = horizon,
                    Parameters =
                    [
                        .. Settings
                            .Where(s => s.Horizon == horizon.Name.Text)
                            .Select(s => new ParameterSetting(s.Parameter, "all", s.Value)),
                        .. written.Scenario.Parameters,
                    ],
                    Solve = options,
                }
            );
            faults.AddRange(baseline.Faults);
            if (baseline.Success)
                horizons.Add(new GameHorizon(horizon, years, baseline.Value));
        }
        return horizons.ToImmutable();
    }

    private void Distinct(IEnumerable<Word> words, string what)
    {
        foreach (var twice in words.GroupBy(w => w.Text, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            faults.Add(new Fault(twice.Place, $"{what} '{twice}' for the second time", "each name once"));
    }
}
