using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Web.Questions;

namespace Entente.Web.Answers;

/// <summary>Questions that somebody makes up, with the regimes and worlds that they may be about. Safe from several threads.</summary>
/// <param name="catalogue">What comes with the program.</param>
/// <param name="worlds">Where worlds are kept that have been read.</param>
internal sealed class OwnQuestions(Catalogue catalogue, WorldsKept worlds)
{
    /// <summary>The regimes that a country may be asked to join.</summary>
    public KnownRegimes Regimes { get; } = new(catalogue);

    /// <summary>A world that comes with the program, read once.</summary>
    public Checked<WorldInput> World(string name) => WorldInput.Of(catalogue, name, worlds);

    /// <summary>The scenario of a question as a file.</summary>
    /// <param name="name">Name of the question.</param>
    /// <returns>Its text, or why it cannot be asked.</returns>
    public Checked<ScenarioText.Written> Text(string name) =>
        Made(name, (own, world, known, day) => new OwnScenario(own, world, known, day).Text());

    /// <summary>The game of a question as a file.</summary>
    /// <param name="name">Name of the question.</param>
    /// <returns>Its text, or why it cannot be played.</returns>
    public Checked<ScenarioText.Written> Game(string name) =>
        OwnQuestion.Read(name) is { Senders.IsEmpty: true }
            ? Checked<ScenarioText.Written>.Invalid([new Fault(null, "a game in which nobody presses", "countries or groups that press")])
            : Made(name, (own, world, known, day) => new OwnGame(own, world, known, day).Text());

    /// <summary>The day that a question is about; null: what it says is none.</summary>
    public static DateOnly? DayOf(OwnQuestion own) =>
        DateReader.Read(new Word(own.AsOf, new Place("as_of")), "as_of", isLast: true, new FaultList());

    /// <summary>A question without those left out who take no part in it any more.</summary>
    public OwnQuestion Fitting(OwnQuestion own) =>
        !own.Without.IsEmpty
        && Regimes.Find(own.Regime) is { } known
        && DayOf(own) is { } day
        && World(own.World) is { Success: true, Value.World: var world }
            ? own with
            {
                Without = [.. own.Without.Intersect(known.TakingPart(world, day, own).Select(country => country.Code))],
            }
            : own;

    private Checked<ScenarioText.Written> Made(string name, Func<OwnQuestion, World, KnownRegime, DateOnly, string> text)
    {
        if (OwnQuestion.Read(name) is not { } own)
            return Checked<ScenarioText.Written>.Invalid([
                new Fault(null, $"a question '{name}'", "own~WORLD~COUNTRY~REGIME~DAY~WHO.JOINS~WHO.PRESSES, and ~WHO.IS.LEFT.OUT"),
            ]);
        var day = DayOf(own);
        var faults = new List<Fault>();
        if (Regimes.Find(own.Regime) is not { } known)
            faults.Add(
                new Fault(null, $"unknown regime '{own.Regime}'", Spelling.OneOf(own.Regime, Regimes.All.Select(one => one.Regime.Name)))
            );
        else if (day is not { } asOf)
            faults.Add(new Fault(null, $"a day '{own.AsOf}'", "a day, a month or a year: 2022-12-05, 2022-12, 2022"));
        else if (World(own.World) is var world && !world.Success)
            faults.AddRange(world.Faults);
        else if (Unfit(own, world.Value.World, known, asOf).ToList() is { Count: > 0 } unfit)
            faults.AddRange(unfit);
        else
            return Checked<ScenarioText.Written>.Valid(
                new ScenarioText.Written(text(own, world.Value.World, known, asOf))
            );
        return Checked<ScenarioText.Written>.Invalid(faults);
    }

    private static IEnumerable<Fault> Unfit(OwnQuestion own, World world, KnownRegime known, DateOnly day)
    {
        var candidates = known.Candidates(world, day).Select(country => country.Code).ToList();
        if (day < known.From)
            yield return new Fault(
                null,
                $"a day '{own.AsOf}' on which nothing of {own.Regime} is in force",
                $"{known.From:yyyy-MM-dd} or later"
            );
        foreach (var code in own.Joiners.Prepend(own.Country).Where(code => !candidates.Contains(code)))
            yield return new Fault(
                null,
                $"'{code}', who cannot join {own.Regime} on that day",
                Spelling.Expected("a country of the world that is neither its target nor a member already", code, candidates)
            );
        foreach (var name in own.Senders.Where(name => !KnownRegime.Countries(world, name).Any()))
            yield return new Fault(
                null,
                $"'{name}', who is not of {own.World}",
                Spelling.Expected(
                    "a country or group of the world",
                    name,
                    world.Countries.Select(country => country.Code).Concat(world.Identity.Groups.Keys)
                )
            );
        foreach (var name in own.Without.Except(known.TakingPart(world, day, own).Select(country => country.Code)))
            yield return new Fault(null, $"'{name}' left out, who takes no part anyhow", "a country of those who act or press");
        foreach (var name in own.Senders.Where(name => IsLeftOut(own, world, name)))
            yield return new Fault(null, $"'{name}', all of whom are left out", "somebody who presses");
        // Where members are no countries of the world, who acts in it is not who acts.
        if (!known.IsHeld(world) && known.Missing(world, day).ToList() is { Count: > 0 } missing)
            yield return new Fault(
                null,
                $"{own.World}, which has no {string.Join(", ", missing)}, members of {own.Regime} by that day",
                "a world that has all members, or whose data hold what they do"
            );
        if (!world.TryCountry(known.Target, out var target))
            yield return new Fault(null, $"{own.World}, which has no {known.Target}", "a world that has it");
        foreach (var name in own.Senders.Where(name => KnownRegime.Countries(world, name).Contains(target)))
            yield return new Fault(null, $"'{name}', who presses to join measures against itself", "others");
    }

    private static bool IsLeftOut(OwnQuestion own, World world, string name)
    {
        var all = KnownRegime.Countries(world, name).Select(n => world.Countries[n].Code).ToList();
        return all.Count > 0 && !all.Except(own.Without).Any();
    }
}
