using System.Collections.Immutable;
using Entente.Games.Credibility;

namespace Entente.Games.Uncertainty;

/// <summary>
/// What being bound is worth in a drawn game, the least and the most of it, by pressed country, horizon and player; from plays that the
/// game in turns asks for in any case.
/// </summary>
/// <param name="game">The game.</param>
internal sealed class CommitmentNumbers(AlignmentGame game)
{
    private const int OfPlayer = 2;

    private static readonly ImmutableArray<TurnPlayer> Players = [.. Enum.GetValues<TurnPlayer>()];

    /// <summary>The numbers as they are asked of draws.</summary>
    public NumbersBeside Beside =>
        new(
            FormattableString.Invariant($"commitment at {string.Join(' ', game.Turns.Scales)}"),
            game.Pressed.Length * game.Horizons.Length * Players.Length * OfPlayer,
            Of
        )
        {
            IsOfTurns = true,
        };

    /// <summary>The spreads of the least and the most of a row.</summary>
    public RowSpread Row(CommitmentValue row, ImmutableArray<Spread> numbers)
    {
        var at = ((row.Pressed * game.Horizons.Length + row.Horizon) * Players.Length + Players.IndexOf(row.Player)) * OfPlayer;
        return new RowSpread(numbers.Slice(at, OfPlayer));
    }

    private ImmutableArray<double> Of(GameAnswers answers) =>
        [
            .. from p in Enumerable.Range(0, game.Pressed.Length)
            from h in Enumerable.Range(0, game.Horizons.Length)
            let found = CommitmentValue.Of(answers, p, h, game.Turns.Scales)
            from player in Players
            let value = found.FirstOrDefault(row => row.Player == player)
            from number in new[] { value?.Least ?? double.NaN, value?.Most ?? double.NaN }
            select number,
        ];
}
