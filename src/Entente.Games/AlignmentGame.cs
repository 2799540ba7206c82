using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Coalitions;
using Entente.Games.Credibility;
using Entente.Games.Exposure;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Games;

/// <summary>What a country under pressure may do.</summary>
/// <param name="Name">Its name in the game.</param>
/// <param name="Title">For people.</param>
/// <param name="Measures">What it then does, and what is done because it does.</param>
/// <param name="Cost">
/// What it costs at home beside real income - unrest, votes - in points of real income a year; 0 unless the game says so.
/// </param>
public sealed record GameOption(string Name, string Title, ImmutableArray<Measure> Measures, double Cost);

/// <summary>A country under pressure.</summary>
/// <param name="Country">Its position in the world.</param>
/// <param name="Options">What it may do, two at least; the first is what it does today.</param>
public sealed record PressedCountry(int Country, ImmutableArray<GameOption> Options);

/// <summary>A country or bloc that presses.</summary>
/// <param name="Name">Its name in the game.</param>
/// <param name="Title">For people.</param>
/// <param name="Countries">Positions of its countries.</param>
/// <param name="Valuation">What a unit of the target's loss is worth to it, in units of its own income; 0 unless the game says so.</param>
public sealed record Sender(string Name, string Title, ImmutableArray<int> Countries, double Valuation);

/// <summary>Something a sender or the target can do to make an option better or worse, in part or in full.</summary>
/// <param name="Name">Its name in the game.</param>
/// <param name="Title">For people.</param>
/// <param name="Sender">Position of the sender who pulls it; null: the target does.</param>
/// <param name="Measures">What is done at full scale; each can be done in part.</param>
/// <param name="Against">Whom it answers: position of a pressed country.</param>
/// <param name="When">The options of that country at which it applies, by position.</param>
/// <param name="Cost">What pulling it in full costs whoever pulls it, beside real income, in the unit of the world a year.</param>
public sealed record Lever(
    string Name,
    string Title,
    int? Sender,
    ImmutableArray<Measure> Measures,
    int Against,
    ImmutableArray<int> When,
    double Cost
);

/// <summary>A horizon of a game and what is asked of it.</summary>
/// <param name="Horizon">The horizon.</param>
/// <param name="Years">How many years it stands for; infinite for the last.</param>
/// <param name="Baseline">What questions at it are put to.</param>
public sealed record GameHorizon(Horizon Horizon, double Years, Baseline Baseline)
{
    /// <summary>Its name.</summary>
    public string Name => Horizon.Label;
}

/// <summary>
/// The alignment game: countries under pressure, those who press, the target of sanctions, what each may do. Checked against its
/// world: every name is found, every measure can be applied, every lever can be pulled in part. Immutable.
/// </summary>
public sealed record AlignmentGame
{
    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>What a reader should know.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Position of the target in the world.</summary>
    public required int Target { get; init; }

    /// <summary>Who is pressed; one at least.</summary>
    public required ImmutableArray<PressedCountry> Pressed { get; init; }

    /// <summary>Who presses.</summary>
    public required ImmutableArray<Sender> Senders { get; init; }

    /// <summary>What can be done about an option.</summary>
    public required ImmutableArray<Lever> Levers { get; init; }

    /// <summary>Measures in force whatever anybody does.</summary>
    public required ImmutableArray<Measure> Common { get; init; }

    /// <summary>The horizons, in order; one at least.</summary>
    public required ImmutableArray<GameHorizon> Horizons { get; init; }

    /// <summary>Discount rate a year, for present values.</summary>
    public required double Discount { get; init; }

    /// <summary>In which orders it is played in turns, and on which grid of levers.</summary>
    public TurnRules Turns { get; init; } = TurnRules.Usual;

    /// <summary>Who may join against the target; null: it is not asked.</summary>
    public CoalitionQuestion? Coalition { get; init; }

    /// <summary>What is bargained over; null: nothing.</summary>
    public BargainingQuestion? Bargaining { get; init; }

    /// <summary>Rates to be chosen; null: none.</summary>
    public ChosenQuestion? Chosen { get; init; }

    /// <summary>Whose exposure to whom is asked; null: what is usual.</summary>
    public ExposureQuestion? Exposure { get; init; }

    /// <summary>The world, as it is at the first horizon.</summary>
    public World World => Horizons[0].Baseline.World;

    /// <summary>
    /// (A3) The part of a present value that each horizon has: years discounted to the first, over those of all horizons; they add up to 1.
    /// </summary>
    public ImmutableArray<double> Weights
    {
        get
        {
            var weights = new double[Horizons.Length];
            var start = 0.0;
            for (var h = 0; h < weights.Length; h++)
            {
                // Sum over years t of (1 + r)^-t; that of all years to come is (1 + r)/r.
                weights[h] =
                    Discount > 0
                        ? (Math.Pow(1 + Discount, -start) - Math.Pow(1 + Discount, -start - Horizons[h].Years)) * (1 + Discount) / Discount
                        : Horizons[h].Years;
                start += Horizons[h].Years;
            }
            var sum = weights.Sum();
            return [.. weights.Select(w => w / sum)];
        }
    }

    /// <summary>What is done when countries choose options and levers are pulled.</summary>
    /// <param name="options">The option of each pressed country, by position.</param>
    /// <param name="scales">How far each lever is pulled, 0 to 1, by position; those that do not apply do nothing.</param>
    public ImmutableArray<Measure> Measures(ImmutableArray<int> options, ImmutableArray<double> scales)
    {
        var measures = Common.ToBuilder();
        for (var p = 0; p < Pressed.Length; p++)
            measures.AddRange(Pressed[p].Options[options[p]].Measures);
        for (var l = 0; l < Levers.Length; l++)
            if (scales[l] > 0 && Applies(l, options))
                measures.AddRange(Levers[l].Measures.Select(m => m with { Strength = m.Strength * scales[l] }));
        return measures.ToImmutable();
    }

    /// <summary>A horizon by itself, or all of them, each by its part of a present value, where none is named.</summary>
    public ImmutableArray<(int At, double Weight)> PartsOf(int? horizon) =>
        horizon is { } one ? [(one, 1)] : [.. Weights.Select((weight, at) => (at, weight))];

    /// <summary>The options of all pressed countries when one chooses and the others do what they do today.</summary>
    public ImmutableArray<int> Choice(int pressed, int option) => [.. Pressed.Select((_, p) => p == pressed ? option : 0)];

    /// <summary>
    /// Levers against a pressed country: those of senders pulled as far as one scale says, those of the target as far as the other. Levers
    /// against other countries are at rest.
    /// </summary>
    internal ImmutableArray<double> Scales(int pressed, double pressure, double retaliation) =>
        [.. Levers.Select(lever => lever.Against != pressed ? 0 : lever.Sender is null ? retaliation : pressure)];

    /// <summary>A payment as a measure: all senders pay, in proportion to income, or are paid.</summary>
    internal Transfer Payment(SidePayment payment)
    {
        ImmutableArray<Word> senders = [.. Senders.SelectMany(s => s.Countries).Distinct().Select(n => (Word)World.Countries[n].Code)];
        var country = World.Countries[Pressed[payment.Pressed].Country].Code;
        return PriceOfAlignment.Payment(senders, country, payment.Amount);
    }

    /// <summary>Whether a lever does anything at these options.</summary>
    public bool Applies(int lever, ImmutableArray<int> options) => Levers[lever].When.Contains(options[Levers[lever].Against]);
}
