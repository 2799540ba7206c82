using System.Collections.Immutable;

namespace Entente.Games.Alignment;

/// <summary>The plays that an answer will ask for whatever they come to; maps, roots and prices ask for more.</summary>
public static class PlayPlan
{
    /// <summary>Plays of options, scans, threats and turns; some more than once. Those of maps are asked in rows.</summary>
    /// <param name="game">The game.</param>
    /// <param name="points">Scales on the axis of a scan.</param>
    public static IEnumerable<PlayAsked> Of(AlignmentGame game, int points) =>
        from p in Enumerable.Range(0, game.Pressed.Length)
        from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
        let choice = AlignmentFrontier.Choice(game, p, o)
        from h in Enumerable.Range(0, game.Horizons.Length)
        from scales in Scales(game, p, choice, points)
        select new PlayAsked(h, choice, scales);

    /// <summary>How many of them differ, how many maps ask, and about how many prices will add.</summary>
    public static int Count(GameAnswers answers, int points) =>
        Of(answers.Game, points).Select(answers.KeyOf).Distinct(StringComparer.Ordinal).Count()
        + OfMaps(answers.Game, points)
        + EvaluationsOfPrice
            * answers.Game.Pressed.Sum(p => p.Options.Length - 1)
            * PricesOfOption
            * answers.Game.Horizons.Length
            * (answers.Game.Horizons.Length == 1 ? 1 : 2);

    private static int OfMaps(AlignmentGame game, int points)
    {
        var plays =
            from p in Enumerable.Range(0, game.Pressed.Length)
            from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
            let choice = AlignmentFrontier.Choice(game, p, o)
            select Side(p, choice, isTarget: false) * Side(p, choice, isTarget: true);
        return game.Horizons.Length * plays.Sum();

        int Side(int p, ImmutableArray<int> choice, bool isTarget) => AlignmentFrontier.Meets(game, p, choice, isTarget) ? points : 1;
    }

    /// <summary>About how often the search for a price asks, measured on the games that come along.</summary>
    private const int EvaluationsOfPrice = 6;

    /// <summary>Unpunished and punished, unanswered and answered.</summary>
    private const int PricesOfOption = 4;

    private static IEnumerable<ImmutableArray<double>> Scales(AlignmentGame game, int pressed, ImmutableArray<int> choice, int points)
    {
        var grid = Enumerable.Range(0, points).Select(k => (double)k / (points - 1)).ToList();
        foreach (var scale in grid)
        {
            yield return Sides(scale, 0);
            yield return Sides(0, scale);
        }
        foreach (var x in game.Turns.Scales)
            foreach (var y in game.Turns.Scales)
                yield return Sides(x, y);
        for (var l = 0; l < game.Levers.Length; l++)
            if (game.Applies(l, choice))
                foreach (var scale in grid)
                    yield return [.. game.Levers.Select((_, other) => other == l ? scale : 0)];

        ImmutableArray<double> Sides(double x, double y) =>
            [.. game.Levers.Select(lever => lever.Against != pressed ? 0 : lever.Sender is null ? y : x)];
    }
}
