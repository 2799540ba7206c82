using System.Collections.Immutable;

namespace Entente.Games.Alignment;

/// <summary>The plays that an answer will ask for whatever they come to; maps, roots and prices ask for more.</summary>
public static class PlayPlan
{
    /// <summary>Plays of options, threats and turns; some more than once. Those of scans and maps are asked in rows.</summary>
    /// <param name="game">The game.</param>
    public static IEnumerable<PlayAsked> Of(AlignmentGame game) =>
        from p in Enumerable.Range(0, game.Pressed.Length)
        from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
        let choice = game.Choice(p, o)
        from h in Enumerable.Range(0, game.Horizons.Length)
        from scales in Scales(game, p)
        select new PlayAsked(h, choice, scales);

    /// <summary>How many of them differ, and about how many scans, maps and prices will add.</summary>
    public static int Count(GameAnswers answers, int points)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var game = answers.Game;
        var plays = Of(game).Concat(Scans(game, points)).Concat(Maps(game, points));
        return plays.Select(answers.KeyOf).Distinct(StringComparer.Ordinal).Count()
            + EvaluationsOfPrice
                * game.Pressed.Sum(p => p.Options.Length - 1)
                * PricesOfOption
                * game.Horizons.Length
                * (game.Horizons.Length == 1 ? 1 : 2);
    }

    private static IEnumerable<PlayAsked> Scans(AlignmentGame game, int points) =>
        from row in RowsOf(game, points)
        from scales in row.Scales
        select new PlayAsked(row.Horizon, row.Options, scales);

    /// <summary>Maps for which as few pressures do as are asked first.</summary>
    private static IEnumerable<PlayAsked> Maps(AlignmentGame game, int points) =>
        from p in Enumerable.Range(0, game.Pressed.Length)
        from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
        let choice = game.Choice(p, o)
        where AlignmentFrontier.Meets(game, p, choice, isTarget: false) && AlignmentFrontier.Meets(game, p, choice, isTarget: true)
        from h in Enumerable.Range(0, game.Horizons.Length)
        from x in new[] { 0.25, 0.5, 0.75, 1 }
        from y in Enumerable.Range(0, points)
        select new PlayAsked(h, choice, game.Scales(p, x, (double)y / (points - 1)));

    /// <summary>About how often the search for a price asks, measured on the games that come along.</summary>
    private const int EvaluationsOfPrice = 6;

    /// <summary>Unpunished and punished, unanswered and answered.</summary>
    private const int PricesOfOption = 4;

    /// <summary>
    /// Rows of plays that scans will ask for: of each option and horizon, each lever by itself and all of a side, from nothing to all.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="points">Scales of a scan.</param>
    public static IEnumerable<(int Horizon, ImmutableArray<int> Options, ImmutableArray<ImmutableArray<double>> Scales)> RowsOf(
        AlignmentGame game,
        int points
    ) =>
        from p in Enumerable.Range(0, game.Pressed.Length)
        from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
        from h in Enumerable.Range(0, game.Horizons.Length)
        from side in TippingPoint.Scanned(game, p)
        select (
            h,
            game.Choice(p, o),
            Enumerable
                .Range(0, points)
                .Select(k =>
                    TippingPoint.Pulled(game, p, side.Lever, side.IsTargets, [.. game.Levers.Select(_ => 0.0)], (double)k / (points - 1))
                )
                .ToImmutableArray()
        );

    private static IEnumerable<ImmutableArray<double>> Scales(AlignmentGame game, int pressed)
    {
        ImmutableArray<double> grid = [.. game.Turns.Scales.Append(0).Append(1).Distinct()];
        return
            from x in grid
            from y in grid
            select game.Scales(pressed, x, y);
    }
}
