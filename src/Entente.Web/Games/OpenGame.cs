using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;

namespace Entente.Web.Games;

/// <summary>A game that somebody plays with, as far as it has been solved. Safe from several threads.</summary>
public sealed class OpenGame
{
    /// <summary>Scales on each side of maps, coarse first; sliders stand on those of the last.</summary>
    public static ImmutableArray<int> Points { get; } = [5, 11, 41];

    /// <summary>What it is expected to take to read one on a world that has been read.</summary>
    public static readonly TimeSpan ReadingCost = TimeSpan.FromMilliseconds(200);

    /// <summary>From one place of a slider to the next.</summary>
    public static double Step => 1.0 / (Points[^1] - 1);

    private readonly ConcurrentDictionary<(int Pressed, int? Horizon), AlignmentFrontier> maps = new();

    /// <summary>Nothing solved yet.</summary>
    /// <param name="name">Its name in addresses.</param>
    /// <param name="input">As it was read.</param>
    public OpenGame(string name, GameInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        (Name, Input, Answers) = (name, input, new GameAnswers(input.Game));
        Coalition = input.Game.Coalition is null ? null : new(input.Game);
        Intervals = new GameIntervals(input, Answers);
    }

    /// <summary>Its name in addresses.</summary>
    public string Name { get; }

    /// <summary>As it was read.</summary>
    public GameInput Input { get; }

    /// <summary>The game.</summary>
    public AlignmentGame Game => Input.Game;

    /// <summary>The plays.</summary>
    public GameAnswers Answers { get; }

    /// <summary>Who joins next and why; null: the game does not ask.</summary>
    public CoalitionDesk? Coalition { get; }

    /// <summary>How far its numbers spread over draws.</summary>
    public GameIntervals Intervals { get; }

    /// <summary>The finest map found so far; null: none.</summary>
    public AlignmentFrontier? Map(int pressed, int? horizon) => maps.GetValueOrDefault((pressed, horizon));

    /// <summary>Finds the next finer map.</summary>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon; null: the present value over all.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The map; the one there is where there is no finer one.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; plays that were solved are kept.</exception>
    public AlignmentFrontier Refine(int pressed, int? horizon, CancellationToken cancellation)
    {
        var here = Map(pressed, horizon);
        if (IsFinest(here))
            return here!;
        var points = here is null ? Points[0] : Points[Points.IndexOf(here.Scales.Length) + 1];
        var map = AlignmentFrontier.Of(Answers, pressed, horizon, points, threads: 1, cancellation: cancellation);
        return maps.AddOrUpdate((pressed, horizon), map, (_, other) => other.Scales.Length >= points ? other : map);
    }

    /// <summary>Whether there is no finer map.</summary>
    public static bool IsFinest(AlignmentFrontier? map) => map?.Scales.Length == Points[^1];
}
