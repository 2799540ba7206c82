using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>
/// What choosing an option is worth over draws. Probabilities are those of the stated draws and of nothing else.
/// </summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Position of the horizon; null: the present value over all.</param>
/// <param name="Levers">How far levers are pulled; null: as bad as they may be, each setting being one more state of the world.</param>
/// <param name="Payoff">What it gives, in points of real income.</param>
/// <param name="Gain">What it is better by than the first option, in points of real income.</param>
/// <param name="Better">Share of draws in which it is better than the first.</param>
/// <param name="BetterError">Standard error of that share.</param>
/// <param name="Best">Share of draws in which no option is better.</param>
/// <param name="Expected">Mean of its payoff, in points of real income.</param>
/// <param name="Worst">Mean of its payoff in the worst 5 per cent of draws.</param>
/// <param name="WorstError">Standard error of that.</param>
/// <param name="MeanRegret">Mean of what the best option of a draw gives more.</param>
/// <param name="MostRegret">The most that the best option of any draw gives more.</param>
/// <param name="IsMinimaxRegret">Whether no option has less of that.</param>
public sealed record OptionChoice(
    int Pressed,
    int Option,
    int? Horizon,
    Pulled? Levers,
    Spread Payoff,
    Spread Gain,
    double Better,
    double BetterError,
    double Best,
    double Expected,
    double Worst,
    double WorstError,
    double MeanRegret,
    double MostRegret,
    bool IsMinimaxRegret
)
{
    /// <summary>The choices among options, from payoffs by option and state.</summary>
    /// <param name="pressed">Position of the country.</param>
    /// <param name="horizon">Position of the horizon.</param>
    /// <param name="levers">How far levers are pulled.</param>
    /// <param name="payoffs">By option, then by state; a state in which any is not a number is left out.</param>
    public static ImmutableArray<OptionChoice> Of(
        int pressed,
        int? horizon,
        Pulled? levers,
        ImmutableArray<ImmutableArray<double>> payoffs
    ) =>
        Of(pressed, horizon, levers, [.. payoffs.Select(option => SampledNumber.OfSolved(option))]);

    /// <summary>The same of payoffs of which a surrogate may have given some.</summary>
    internal static ImmutableArray<OptionChoice> Of(int pressed, int? horizon, Pulled? levers, ImmutableArray<SampledNumber> payoffs)
    {
        var all = payoffs[0].Values.Count;
        var isKnown = Enumerable.Range(0, all).Select(k => payoffs.All(option => !double.IsNaN(option.Values[k]))).ToList();
        var known = payoffs.Select(option => option.Values.Where((_, k) => isKnown[k]).ToList()).ToList();
        var regrets = known.Select(option => ChoiceEquations.Regret(option, known)).ToList();
        var least = regrets.Min(regret => regret.DefaultIfEmpty(double.NaN).Max());
        return [.. known.Select((_, o) => Row(o))];

        OptionChoice Row(int o)
        {
            var (option, regret, worst) = (known[o], regrets[o], ChoiceEquations.Worst(known[o]));
            var better = ChoiceEquations.Better(option, known[0]);
            var gain = payoffs[o].Less(payoffs[0]).Where(k => isKnown[k]);
            return new OptionChoice(
                pressed,
                o,
                horizon,
                levers,
                Spread.Of(payoffs[o].Where(k => isKnown[k])),
                Spread.Of(gain),
                better,
                gain.ShareError(better, option.Count, value => value > 0),
                Mean(regret.Select(lost => lost == 0 ? 1.0 : 0)),
                Mean(option),
                Mean(worst),
                worst.Length > 1
                    ? Math.Sqrt(worst.Sum(w => (w - Mean(worst)) * (w - Mean(worst))) / (worst.Length - 1) / worst.Length)
                    : double.NaN,
                Mean(regret),
                regret.DefaultIfEmpty(double.NaN).Max(),
                !regret.IsEmpty && regret.Max() <= least
            );
        }
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}

/// <summary>What a source of uncertainty does to what an option is better by than the first.</summary>
/// <param name="Pressed">Position of the country.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Position of the horizon; null: the present value.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="First">The share of the variance that it explains by itself (Sobol, by Saltelli's estimator).</param>
/// <param name="FirstError">Its standard error.</param>
/// <param name="Total">The share that would be left if all but it were known (Jansen's estimator).</param>
/// <param name="TotalError">Its standard error.</param>
/// <param name="Pairs">Pairs of draws that the shares rest on.</param>
/// <param name="Alone">The spread of the gain where this source alone is drawn: a bar of a tornado.</param>
public sealed record GainDriver(
    int Pressed,
    int Option,
    int? Horizon,
    string Source,
    double First,
    double FirstError,
    double Total,
    double TotalError,
    int Pairs,
    Spread Alone
);

/// <summary>How far an elasticity is off in the draws in which an option does worst.</summary>
/// <param name="Pressed">Position of the country.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Position of the horizon; null: the present value.</param>
/// <param name="Sector">Position of the sector.</param>
/// <param name="Deviation">
/// Mean of the logarithm of the elasticity over its median in the worst 5 per cent of draws of the gain, in standard deviations; far
/// below 0: the tail hangs on a low one.
/// </param>
/// <param name="Error">The standard error if the tail had nothing to do with it.</param>
/// <param name="Draws">Draws of the tail.</param>
public sealed record TailDriver(int Pressed, int Option, int? Horizon, int Sector, double Deviation, double Error, int Draws);

/// <summary>How far the surrogates of draws are off on the game as in the data.</summary>
/// <param name="Price">Largest difference of a price, over the price.</param>
/// <param name="Tip">Largest difference of a scale at which a choice tips; not a number where nothing tips.</param>
/// <param name="Map">Largest difference of a gain over the first option on a map, in points of real income.</param>
/// <param name="Cells">Share of cells of maps where another option is best.</param>
public sealed record Surrogate(double Price, double Tip, double Map, double Cells);

/// <summary>How far the surrogate over draws is off what an option gives a country, in points of real income.</summary>
/// <param name="Pressed">Position of the country.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Position of the horizon; null: the present value.</param>
/// <param name="Levers">How far levers are pulled.</param>
/// <param name="Check">How far.</param>
public sealed record SurrogateCheck(int Pressed, int Option, int? Horizon, Pulled Levers, NumberCheck Check);

/// <summary>A surrogate over draws: what it was made of, and how far it is off.</summary>
/// <param name="Solved">Draws solved.</param>
/// <param name="Fitted">Of these, the first, which it was fitted to.</param>
/// <param name="Held">Of these, the others, which it is held against.</param>
/// <param name="Plays">Plays of a draw.</param>
/// <param name="Within">How far it may be off, as a part of the width of a band.</param>
/// <param name="Trouble">Why there is none; empty where there is one.</param>
/// <param name="Checks">How far it is off what every option gives.</param>
public sealed record SurrogateReport(
    int Solved,
    int Fitted,
    int Held,
    int Plays,
    double Within,
    string Trouble,
    ImmutableArray<SurrogateCheck> Checks
)
{
    /// <summary>Where it is near enough, and how many there are.</summary>
    public (int Near, int All) Holding => (Checks.Count(check => check.Check.Holds), Checks.Length);
}
