using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Games.Alignment;

/// <summary>
/// Where a lever, pulled further and further, changes what a pressed country does best. Real income is not monotone in a tariff, so that
/// there can be several such places: all that a scan brackets are found, and the values of the scan are kept.
/// </summary>
/// <param name="Lever">Position of the lever; null: all levers of senders together, or all of the target's.</param>
/// <param name="IsTargets">Whether it is the target's.</param>
/// <param name="From">The option compared with, by position.</param>
/// <param name="To">The other option.</param>
/// <param name="Roots">The scales at which both are as good, in order; none where the lever does not tip.</param>
/// <param name="Scales">The scales of the scan.</param>
/// <param name="Gains">What the other option is better by at these scales, in points of real income.</param>
public sealed record TippingPoint(
    int? Lever,
    bool IsTargets,
    int From,
    int To,
    ImmutableArray<ScalarRoot> Roots,
    ImmutableArray<double> Scales,
    ImmutableArray<double> Gains
)
{
    /// <summary>The least scale at which the other option is as good; null where none is.</summary>
    public double? Mildest => Roots.IsEmpty ? Gains is [>= 0, ..] ? 0 : null : Roots[0].At;

    /// <summary>Scans a lever, or all of one side together, and finds every scale at which two options are as good.</summary>
    /// <param name="answers">Answers the plays.</param>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon; null: the present value over all.</param>
    /// <param name="options">The two options, by position.</param>
    /// <param name="lever">The lever; null: all of the side.</param>
    /// <param name="isTargets">Whether the side is the target's.</param>
    /// <param name="rest">How far the other levers are pulled.</param>
    /// <param name="points">Points of the scan.</param>
    public static TippingPoint Find(
        GameAnswers answers,
        int pressed,
        int? horizon,
        (int From, int To) options,
        int? lever,
        bool isTargets,
        ImmutableArray<double> rest,
        int points = 41
    )
    {
        ArgumentNullException.ThrowIfNull(answers);
        var game = answers.Game;
        var scales = Enumerable.Range(0, points).Select(k => (double)k / (points - 1)).ToImmutableArray();
        var scanned = InRow(options.To).Zip(InRow(options.From), (to, from) => to - from).ToList();
        var roots = ScalarRoot.Scan(
            scale => scales.IndexOf(scale) is >= 0 and var at ? scanned[at] : Gain(scale),
            scales,
            1e-9,
            out var gains
        );
        return new TippingPoint(lever, isTargets, options.From, options.To, [.. roots], scales, [.. gains]);

        double Gain(double scale) => Payoff(options.To, At(scale)) - Payoff(options.From, At(scale));

        ImmutableArray<double> At(double scale) => Pulled(game, pressed, lever, isTargets, rest, scale);

        double Payoff(int option, ImmutableArray<double> pulled) =>
            answers.Payoff(pressed, horizon, game.Choice(pressed, option), pulled);

        IEnumerable<double> InRow(int option) =>
            answers.PayoffsInRow(pressed, horizon, game.Choice(pressed, option), [.. scales.Select(At)]);
    }

    /// <summary>What is scanned against a country: each lever by itself, then all of a side, the target's where it has any.</summary>
    internal static IEnumerable<(int? Lever, bool IsTargets)> Scanned(AlignmentGame game, int pressed)
    {
        for (var l = 0; l < game.Levers.Length; l++)
            if (game.Levers[l].Against == pressed)
                yield return (l, game.Levers[l].Sender is null);
        yield return (null, false);
        if (game.Levers.Any(lever => lever.Sender is null && lever.Against == pressed))
            yield return (null, true);
    }

    /// <summary>How far levers are pulled at a scale of one of them, or of all of a side; the others rest.</summary>
    internal static ImmutableArray<double> Pulled(
        AlignmentGame game,
        int pressed,
        int? lever,
        bool isTargets,
        ImmutableArray<double> rest,
        double scale
    ) =>
        [
            .. rest.Select((other, l) =>
                lever == l || (lever is null && game.Levers[l].Against == pressed && game.Levers[l].Sender is null == isTargets)
                    ? scale
                    : other
            ),
        ];
}
