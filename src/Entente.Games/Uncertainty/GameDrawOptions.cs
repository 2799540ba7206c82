using System.Collections.Immutable;

namespace Entente.Games.Uncertainty;

/// <summary>A case of which it is only assumed that it takes effect whole.</summary>
/// <param name="Case">Name of the case.</param>
/// <param name="Least">
/// The least part of its measures that may take effect; above 0, below 1. Triangular from there to 1, all being the likeliest.
/// </param>
public sealed record AssumedPart(Word Case, double Least);

/// <summary>What is drawn of a game, how often, and from which seed.</summary>
public sealed record GameDrawOptions
{
    /// <summary>The sources that can be drawn, as files and tables name them; independent of one another.</summary>
    public static ImmutableArray<string> Sources { get; } = ["figures", "elasticities", "parameters", "parts", "coefficients"];

    /// <summary>Draws of the payoffs of options; two at least.</summary>
    public int Count { get; init; } = 200;

    /// <summary>Of how many of them prices, what tips, threats and maps are computed besides; null: a quarter, 50 at least.</summary>
    public int? Detailed { get; init; }

    /// <summary>
    /// Whether, of prices and what tips, draws answer only what a brief begins with: the price of the last option against staying
    /// unpunished, and the scale of all levers of senders at which it is as good; nothing of threats, maps and the game in turns.
    /// </summary>
    public bool HeadlineAlone { get; init; }

    /// <summary>In how many of them the coalition of the game is asked; 0: in none. Null: in 20.</summary>
    public int? Coalitions { get; init; }

    /// <summary>In how many draws the coalition of the game is asked.</summary>
    public int OfCoalitions => Math.Min(Count, Coalitions ?? UsualCoalitions);

    /// <summary>In how many of them bargain, rates and exposure are answered; 0: in none. Null: in 5, as each takes long.</summary>
    public int? Sections { get; init; }

    /// <summary>In how many draws bargain, rates and exposure are answered.</summary>
    public int OfSections => Math.Min(Count, Sections ?? UsualSections);

    private const int UsualCoalitions = 20;
    private const int UsualSections = 5;

    /// <summary>Seed of the draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether figures of the world are drawn.</summary>
    public bool Figures { get; init; } = true;

    /// <summary>Whether trade elasticities are drawn.</summary>
    public bool Elasticities { get; init; } = true;

    /// <summary>Whether parameters of the short and medium run are drawn.</summary>
    public bool Parameters { get; init; } = true;

    /// <summary>Whether coefficients of estimated effects are drawn.</summary>
    public bool Estimates { get; init; } = true;

    /// <summary>Cases that may take effect in part; empty: all take effect whole.</summary>
    public ImmutableArray<AssumedPart> Parts { get; init; } = [];

    /// <summary>
    /// The most draws whose plays are solved, the others being answered by a surrogate held against them; no less than
    /// <see cref="LeastExact"/>. Null: all are solved.
    /// </summary>
    public int? Exact { get; init; }

    /// <summary>
    /// How far the surrogate may be off, as a part of the width of a band; where it is farther off, a number rests on the solved draws
    /// alone. Above 0.
    /// </summary>
    public double Within { get; init; } = 0.25;

    /// <summary>Fewer solved draws leave too few to hold a surrogate against (<see cref="NumberCheck"/>).</summary>
    public const int LeastExact = 49;

    /// <summary>Whether a surrogate answers some of the draws.</summary>
    public bool HasSurrogate => Exact < Count;

    /// <summary>Draws of which all is computed; with a surrogate all of them.</summary>
    public int AllOf => HasSurrogate ? Count : Math.Min(Count, Detailed ?? Math.Max(50, Count / 4));

    /// <summary>Pairs of draws that shares of the variance rest on: the first half of the draws with the second.</summary>
    public int Pairs => Shares ? Count / 2 : 0;

    /// <summary>Whether the variance is shared among its sources, which takes several times as many draws.</summary>
    public bool Shares { get; init; } = true;
}
