using System.Collections.Immutable;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Coalitions;
using Entente.Games.Credibility;
using Entente.Games.Exposure;

namespace Entente.Games;

/// <summary>
/// What is said of a game beside the choice of the pressed: its coalition, bargain, rates to be chosen, exposure, commitment.
/// </summary>
/// <param name="Game">The game.</param>
/// <param name="Coalition">Of its coalition; null where the game has none.</param>
/// <param name="Bargaining">Of its bargain; null where the game has none.</param>
/// <param name="Chosen">Of the rates to be chosen; null where the game asks for none.</param>
/// <param name="Exposure">Of exposure; always.</param>
/// <param name="Commitment">What it is worth to each to be bound.</param>
public sealed record SectionAnswers(
    AlignmentGame Game,
    CoalitionAnswer? Coalition,
    BargainingAnswer? Bargaining,
    ChosenAnswer? Chosen,
    ExposureAnswer Exposure,
    ImmutableArray<CommitmentValue> Commitment
)
{
    /// <summary>
    /// By row of <see cref="Commitment"/>, its least and its most over solved draws; empty where nothing was drawn.
    /// </summary>
    public ImmutableArray<RowSpread> DrawnCommitment { get; init; } = [];

    /// <summary>Bargain, rates and exposure over draws; null where nothing was drawn of them.</summary>
    public SectionSpread? Drawn { get; init; }

    /// <summary>Answers all sections of a game.</summary>
    /// <param name="answers">Answers plays of the game; those known already are not solved again.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="progress">Told what is being done, for people; called from several threads. Null: nobody is told.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SectionAnswers Of(
        GameAnswers answers,
        int threads = 0,
        Action<string>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(answers);
        var game = answers.Game;
        progress?.Invoke("commitment");
        ImmutableArray<CommitmentValue> commitment =
        [
            .. from p in Enumerable.Range(0, game.Pressed.Length)
            from h in Enumerable.Range(0, game.Horizons.Length)
            from value in CommitmentValue.Of(answers, p, h, game.Turns.Scales)
            select value,
        ];
        return new SectionAnswers(
            game,
            CoalitionAnswer.Of(game, threads, progress, answers, cancellation),
            BargainingAnswer.Of(game, threads, progress, answers, cancellation),
            ChosenAnswer.Of(game, threads, progress, answers, cancellation: cancellation),
            ExposureAnswer.Of(game, threads, progress, answers, cancellation),
            commitment
        );
    }
}
