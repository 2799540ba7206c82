using System.Collections.Immutable;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Games.Uncertainty;

namespace Entente.Reporting.Games;

/// <summary>An answered game: what was asked of what, and the answers. All that its files and its brief say comes from here.</summary>
public sealed record GameRecord
{
    /// <summary>The game on its world, with hashes of both.</summary>
    public required GameInput Input { get; init; }

    /// <summary>The answer in the data.</summary>
    public required AlignmentAnswer Answer { get; init; }

    /// <summary>How sure it is; null where nothing was drawn.</summary>
    public GameSpread? Spread { get; init; }

    /// <summary>The same options under other closures and models; empty where nobody asked.</summary>
    public ImmutableArray<OtherPayoff> Others { get; init; } = [];

    /// <summary>What the game asks beside the choice of the pressed; null where nobody asked.</summary>
    public SectionAnswers? Sections { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Largest residual accepted.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The game.</summary>
    public AlignmentGame Game => Answer.Answers.Game;

    /// <summary>What choosing each option means, in rows of <c>choices.csv</c>.</summary>
    public ImmutableArray<GameChoice> Choices => GameChoice.Of(Answer, Spread);

    /// <summary>The horizon that the brief begins with: the present value over all, or the only one.</summary>
    public int? Headline => Answer.Horizons[^1];

    /// <summary>The choice of an option at the horizon that the brief begins with.</summary>
    public GameChoice Choice(int pressed, int option, Pulled? levers) => Choice(pressed, option, Headline, levers);

    /// <summary>The choice of an option.</summary>
    public GameChoice Choice(int pressed, int option, int? horizon, Pulled? levers) =>
        Choices.Single(c => c.Pressed == pressed && c.Option == option && c.Horizon == horizon && c.Levers == levers);
}
