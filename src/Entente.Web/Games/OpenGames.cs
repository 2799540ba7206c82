using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games;
using Entente.Games.Files;
using Entente.Models;
using Entente.Reporting;
using Entente.Web.Answers;
using Entente.Web.Questions;

namespace Entente.Web.Games;

/// <summary>
/// The games there are: those that come with the program, each read when it is first asked for, those that somebody has sent, or had sent
/// when something was saved of them, and those of questions that somebody made up; what is solved of them is kept for whoever comes next.
/// Safe from several threads.
/// </summary>
/// <param name="catalogue">What comes with the program.</param>
/// <param name="library">The worlds that have been read.</param>
/// <param name="kept">Finds the text of a game that was sent once and is kept with what was saved, by its key.</param>
internal sealed class OpenGames(Catalogue catalogue, Library library, Func<string, string?> kept)
{
    /// <summary>Games that were sent and are kept, the last ones, with what is solved of them.</summary>
    private const int MostSent = 20;

    /// <summary>Choices times horizons that one look at a game of somebody's own may take.</summary>
    private const int MostPlays = 24;

    /// <summary>Scales of the game in turns that one of somebody's own may have.</summary>
    private const int MostScales = 41;

    private readonly ConcurrentDictionary<string, Lazy<Checked<OpenGame>>> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> titles = new(StringComparer.Ordinal);
    private readonly SentTexts<OpenGame> sent = new(MostSent);

    /// <summary>Names of the games that come with the program, in order.</summary>
    public ImmutableArray<string> Names { get; } = [.. catalogue.Games];

    /// <summary>What a game is called, read without the rest of it: its name as people write it where it cannot be.</summary>
    public string Title(string name) => titles.GetOrAdd(name, ReadTitle);

    private string ReadTitle(string name) =>
        catalogue.FindGame(name, AppContext.BaseDirectory) is { Success: true, Value.Path: var path }
        && YamlPage.Read(path, name, new FaultList())?.Text("title") is { Length: > 0 } title
            ? title
            : string.Join(' ', name.Split('-').Select(ChangeText.Capital));

    /// <summary>Whether there is a game of a name, sound or not.</summary>
    public bool Has(string name) => Names.Contains(name) || OwnQuestion.Read(name) is not null || SentText(name) is not null;

    /// <summary>A game by its name.</summary>
    /// <returns>The game, or its faults; where there is none of that name, the names there are.</returns>
    public Checked<OpenGame> Find(string name)
    {
        if (Names.Contains(name))
            return read.GetOrAdd(name, _ => new(() => Opened(name, Input(name)))).Value;
        if (sent.Find(name) is { } open)
            return Checked<OpenGame>.Valid(open);
        if (OwnQuestion.IsName(name) && library.Own.Game(name) is { Success: false } unfit)
            return Checked<OpenGame>.Invalid(unfit.Faults);
        return SentText(name) is { } text ? Opened(name, text) : Checked<OpenGame>.Invalid([Unknown(name)]);
    }

    /// <summary>What to say of a name that no game has.</summary>
    public Fault Unknown(string name) => new(null, $"unknown game '{name}'", Spelling.OneOf(name, Names));

    /// <summary>Takes a game that somebody has sent.</summary>
    /// <param name="text">Its text, YAML.</param>
    /// <returns>Its key, by which it is asked from now on, or its faults.</returns>
    public Checked<SentKey> Take(string text)
    {
        var key = SentKey.Of(text);
        var open = Opened(key.Text, text);
        return open.Success ? Checked<SentKey>.Valid(key, open.Warnings) : Checked<SentKey>.Invalid(open.Faults);
    }

    /// <summary>The text of a game as a file; null: there is none of that name.</summary>
    public string? Text(string name) =>
        Names.Contains(name) ? File.ReadAllText(catalogue.FindGame(name, AppContext.BaseDirectory).Value.Path) : SentText(name);

    /// <summary>
    /// The text of a game that was sent, or made of a question; null where it comes with the program, or there is none.
    /// </summary>
    public string? SentText(string name) =>
        sent.Text(name) is { } text ? text
        : OwnQuestion.IsName(name) ? library.Own.Game(name) is { Success: true } made ? made.Value.Text : null
        : SentKey.IsOne(name) && kept(name) is { } found && SentKey.Of(found).Text == name ? found
        : null;

    /// <summary>A game read anew, for whoever answers all of it.</summary>
    /// <param name="name">Its name; there is one of it.</param>
    /// <param name="horizons">Horizons in place of the game's; empty: these.</param>
    /// <param name="options">Tolerance and the like.</param>
    public Checked<GameInput> Input(string name, IReadOnlyList<string>? horizons = null, SolveOptions? options = null) =>
        Names.Contains(name) ? GameInput.Read(catalogue, name, null, horizons, options, library.Kept)
        : SentText(name) is { } text ? GameInput.Parse(catalogue, text, library.Kept, horizons, options)
        : Checked<GameInput>.Invalid(Find(name).Faults);

    private Checked<OpenGame> Opened(string name, string text)
    {
        var input = GameInput.Parse(catalogue, text, library.Kept);
        var open =
            input.Success && TooLarge(input.Value.Game).ToList() is { Count: > 0 } faults
                ? Checked<OpenGame>.Invalid(faults)
                : Opened(name, input);
        if (open.Success)
            sent.Keep(name, text, open.Value);
        return open;
    }

    private static Checked<OpenGame> Opened(string name, Checked<GameInput> input) =>
        input.Success
            ? Checked<OpenGame>.Valid(new OpenGame(name, input.Value), input.Warnings)
            : Checked<OpenGame>.Invalid(input.Faults, input.Warnings);

    /// <summary>What of a game takes longer than others may have to wait.</summary>
    private static IEnumerable<Fault> TooLarge(AlignmentGame game)
    {
        const string Other = ", or entente align";
        foreach (var pressed in game.Pressed.Where(one => one.Options.Length * game.Horizons.Length > MostPlays))
            yield return new Fault(
                null,
                $"{pressed.Options.Length} options of {game.World.Countries[pressed.Country].Code} at {game.Horizons.Length} horizons",
                $"options times horizons of at most {MostPlays}{Other}"
            );
        if (game.Turns.Scales.Length > MostScales)
            yield return new Fault(null, $"{game.Turns.Scales.Length} scales of the game in turns", $"at most {MostScales}{Other}");
    }
}
