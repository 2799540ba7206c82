using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games.Files;
using Entente.Reporting;
using Entente.Web.Answers;

namespace Entente.Web.Games;

/// <summary>
/// The games that come with the program, each read when it is first asked for; what is solved of them is kept for whoever comes next.
/// Safe from several threads.
/// </summary>
internal sealed class OpenGames(Catalogue catalogue, Library library)
{
    private readonly ConcurrentDictionary<string, Lazy<Checked<OpenGame>>> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> titles = new(StringComparer.Ordinal);

    /// <summary>Names of the games, in order.</summary>
    public ImmutableArray<string> Names { get; } = [.. catalogue.Games];

    /// <summary>What a game is called, read without the rest of it: its name as people write it where it cannot be.</summary>
    public string Title(string name) => titles.GetOrAdd(name, ReadTitle);

    private string ReadTitle(string name) =>
        catalogue.FindGame(name, AppContext.BaseDirectory) is { Success: true, Value.Path: var path }
        && YamlPage.Read(path, name, new FaultList())?.Text("title") is { Length: > 0 } title
            ? title
            : string.Join(' ', name.Split('-').Select(ChangeText.Capital));

    /// <summary>A game by its name.</summary>
    /// <returns>The game, or its faults; where there is none of that name, the names there are.</returns>
    public Checked<OpenGame> Find(string name) =>
        Names.Contains(name)
            ? read.GetOrAdd(name, _ => new(() => Read(name))).Value
            : Checked<OpenGame>.Invalid([new Fault(null, $"unknown game '{name}'", Spelling.OneOf(name, Names))]);

    private Checked<OpenGame> Read(string name)
    {
        var input = GameInput.Read(catalogue, name, kept: library.Kept);
        return input.Success
            ? Checked<OpenGame>.Valid(new OpenGame(name, input.Value), input.Warnings)
            : Checked<OpenGame>.Invalid(input.Faults, input.Warnings);
    }
}
