using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;

namespace Entente.Games.Files;

/// <summary>Finds the names of a written game in its world and its scenario; collects every fault.</summary>
internal sealed class GameResolver(GameWritten written, World world, SolveOptions options)
{
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
        var names = new GameNames(written, resolved.Value, new NameResolver(world, written.Scenario.Groups)) { Parts = Parts };
        foreach (var theCase in written.Scenario.Cases.Where(c => c.After is not null || c.RelativeTo is not null || !c.Horizons.IsEmpty))
            names.Add(
                theCase.Place,
                $"case '{theCase.Name}' of a game with a horizon, a reference or an earlier case of its own",
                "measures alone; the game says when they apply"
            );
        var senders = written
            .Senders.Select(s => new Sender(s.Name.Text, s.Title, names.Countries(s.Countries), s.Valuation))
            .ToImmutableArray();
        names.Distinct(written.Senders.Select(s => s.Name), "sender");
        var pressed = written.Pressed.Select(p => Pressed(p, names)).ToImmutableArray();
        names.Distinct(written.Pressed.Select(p => p.Country), "country under pressure");
        var levers = written.Levers.Select(l => Lever(l, names)).OfType<Lever>().ToImmutableArray();
        names.Distinct(written.Levers.Select(l => l.Name), "lever");
        var target = written.Target is { } word ? names.One(word) : null;
        var coalition = written.Coalition?.Resolve(names, target);
        var bargaining = written.Bargaining?.Resolve(names, pressed, senders);
        var chosen = written.Chosen?.Resolve(names, senders, target);
        var exposure = written.Exposure?.Resolve(names, pressed, senders, target ?? 0);
        var common = names.MeasuresOf(written.Common);
        var horizons = Horizons(names);
        if (!names.Faults.Any())
            InPart(
                [
                    .. levers.SelectMany(lever => lever.Measures),
                    .. bargaining is { } deal ? pressed[deal.Pressed].Options[deal.Option].Measures : [],
                    .. (written.Draws?.Parts ?? []).SelectMany(part => names.MeasuresOf(part.Case)),
                ],
                horizons[0].Baseline,
                names
            );
        if (names.Faults.Any())
            return Checked<AlignmentGame>.Invalid(names.Faults, resolved.Warnings);
        var game = new AlignmentGame
        {
            Title = written.Title,
            Notes = written.Notes,
            Target = target!.Value,
            Pressed = pressed,
            Senders = senders,
            Levers = levers,
            Common = common,
            Horizons = horizons,
            Discount = written.Discount,
            Turns = written.Turns,
            Coalition = coalition,
            Bargaining = bargaining,
            Chosen = chosen,
            Exposure = exposure,
        };
        return Checked<AlignmentGame>.Valid(game, resolved.Warnings);
    }

    private static PressedCountry Pressed(PressedWritten pressed, GameNames names)
    {
        names.Distinct(pressed.Options.Select(o => o.Name), $"option of {pressed.Country}");
        return new PressedCountry(
            names.One(pressed.Country) ?? -1,
            [.. pressed.Options.Select(o => new GameOption(o.Name.Text, o.Title, o.Case is { } c ? names.MeasuresOf(c) : [], o.Cost))]
        );
    }

    private Lever? Lever(LeverWritten lever, GameNames names)
    {
        var sender = written.Senders.ToList().FindIndex(s => s.Name.Text == lever.By?.Text);
        if (sender < 0 && lever.By?.Text != written.Target?.Text)
            names.Add(
                lever.By?.Place,
                $"a lever of '{lever.By}', who is no sender and not the target",
                Spelling.OneOf(lever.By?.Text ?? "", [.. written.Senders.Select(s => s.Name.Text), written.Target?.Text ?? ""])
            );
        var against = Against(lever, names);
        if (against < 0)
            return null;
        var options = written.Pressed[against].Options;
        var when = new List<int>();
        foreach (var word in lever.When)
            if (options.ToList().FindIndex(o => o.Name.Text == word.Text) is >= 0 and var at)
                when.Add(at);
            else
                names.Add(
                    word.Place,
                    $"a lever at the option '{word}', which {written.Pressed[against].Country} does not have",
                    Spelling.OneOf(word.Text, [.. options.Select(o => o.Name.Text)])
                );
        var measures = lever.Case is { } named ? names.MeasuresOf(named) : [];
        return new Lever(lever.Name.Text, lever.Title, sender < 0 ? null : sender, measures, against, [.. when], lever.Cost);
    }

    /// <summary>
    /// Every lever, an option that is bargained over and a case of which a part is assumed must be one that can be done by half.
    /// </summary>
    private static void InPart(ImmutableArray<Measure> measures, Baseline baseline, GameNames names)
    {
        foreach (var measure in measures)
            names.Add(baseline.ShockOf([measure with { Strength = 0.5 }]).Faults);
    }

    /// <summary>Whom a lever answers; the only country under pressure unless said.</summary>
    private int Against(LeverWritten lever, GameNames names)
    {
        if (lever.Against is null && written.Pressed.Length == 1)
            return 0;
        var at = written.Pressed.ToList().FindIndex(p => p.Country.Text == lever.Against?.Text);
        if (at < 0)
            names.Add(
                lever.Against?.Place ?? lever.Name.Place,
                lever.Against is { } other
                    ? $"a lever against '{other}', who is not under pressure"
                    : $"lever '{lever.Name}' against nobody",
                Spelling.OneOf(lever.Against?.Text ?? "", [.. written.Pressed.Select(p => p.Country.Text)])
            );
        return at;
    }

    private ImmutableArray<GameHorizon> Horizons(GameNames names)
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
            names.Add(baseline.Faults);
            if (baseline.Success)
                horizons.Add(new GameHorizon(horizon, years, baseline.Value));
        }
        return horizons.ToImmutable();
    }
}
