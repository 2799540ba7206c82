using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>How sure an answered game is: every number of it over draws. Rows are those of the answer.</summary>
/// <param name="Draws">What was drawn.</param>
/// <param name="Numbers">Payoffs by draw, as <see cref="PayoffNumbers"/> names them; default for a draw that is no world.</param>
/// <param name="Payoffs">By row of payoffs, then by party, its per cent, money and payoff.</param>
/// <param name="Prices">By row of prices.</param>
/// <param name="Tips">By row of what tips: the scale, infinite where it does not tip; and the share of draws in which it does.</param>
/// <param name="Threats">By row of threats: its cost, and the share of draws in which it pays by itself.</param>
/// <param name="Probabilities">By map, pressure and retaliation: the share of draws in which each option is the best.</param>
/// <param name="Choices">What choosing is worth.</param>
/// <param name="Drivers">Where the uncertainty comes from.</param>
/// <param name="Tails">What the worst draws hang on.</param>
/// <param name="Surrogate">How far the short cuts of draws are off.</param>
/// <param name="Without">Solved draws in which something had no equilibrium, or that are no world.</param>
/// <param name="Trouble">Why, with how often; empty where all had one.</param>
public sealed record GameSpread(
    GameDraws Draws,
    ImmutableArray<ImmutableArray<double>> Numbers,
    ImmutableArray<ImmutableArray<ImmutableArray<Spread>>> Payoffs,
    ImmutableArray<Spread> Prices,
    ImmutableArray<(Spread Scale, double Share)> Tips,
    ImmutableArray<(Spread Cost, double Credible)> Threats,
    ImmutableArray<ImmutableArray<ImmutableArray<ImmutableArray<double>>>> Probabilities,
    ImmutableArray<OptionChoice> Choices,
    ImmutableArray<GainDriver> Drivers,
    ImmutableArray<TailDriver> Tails,
    Surrogate Surrogate,
    int Without,
    ImmutableArray<string> Trouble
)
{
    /// <summary>Draws that were solved, the first; the others are a surrogate's.</summary>
    public int Exact { get; init; }

    /// <summary>By map, draws that its probabilities rest on, and how many of them were solved.</summary>
    public ImmutableArray<(int Draws, int Exact)> MapDraws { get; init; } = [];

    /// <summary>Every end of the game in turns, with its share of draws.</summary>
    public ImmutableArray<DrawnEnd> Turns { get; init; } = [];

    /// <summary>
    /// Numbers asked beside those that all games have, by the name of the list; over solved draws alone.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<Spread>> Beside { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Spread>>.Empty;

    /// <summary>
    /// What a country of the world gets more by an option than by the first when nobody answers, in points of real income; over solved
    /// draws alone.
    /// </summary>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="option">Position of the option; 1 or more.</param>
    /// <param name="horizon">Position of the horizon; null: the present value over all.</param>
    /// <param name="country">Position of the country in the world.</param>
    public Spread CountryGain(int pressed, int option, int? horizon, int country)
    {
        var gains = new CountryGains(Draws.Game);
        return Beside[gains.Beside.Name][gains.At(pressed, option, horizon, country)];
    }

    /// <summary>The surrogate over draws; null: none was asked for.</summary>
    public SurrogateReport? ByDraws { get; init; }

    private static readonly ImmutableArray<string> Numbered = ["real_income_pct", "money", "payoff"];

    /// <summary>The names of a draw's numbers, in order.</summary>
    public static ImmutableArray<(OptionPayoff Row, int Party, string Number)> PayoffNumbers(AlignmentAnswer point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var parties = new DrawnPayoffs(point).Parties;
        return
        [
            .. from row in point.Payoffs
            from party in Enumerable.Range(0, parties)
            from number in Numbered
            select (row, party, number),
        ];
    }

    /// <summary>The choices of a country at a horizon with levers pulled so far, by option.</summary>
    public IEnumerable<OptionChoice> ChoicesOf(int pressed, int? horizon, Pulled? levers) =>
        Choices.Where(c => c.Pressed == pressed && c.Horizon == horizon && c.Levers == levers);
}
