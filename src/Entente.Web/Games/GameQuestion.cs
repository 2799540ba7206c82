using System.Globalization;
using Entente.Data.Yaml;
using Entente.Games;
using Entente.Web.Api;
using Entente.Web.Figures;
using Microsoft.Extensions.Primitives;

namespace Entente.Web.Games;

/// <summary>Where somebody stands in a game: against whom, when, and how far levers are pulled. Held by the address. Immutable.</summary>
/// <param name="Game">Name of the game.</param>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Horizon">Position of the horizon; null: the present value over all.</param>
/// <param name="Pressure">How far senders pull their levers, 0 to 1.</param>
/// <param name="Retaliation">How far the target pulls its own.</param>
internal sealed record GameQuestion(string Game, int Pressed, int? Horizon, double Pressure, double Retaliation)
{
    /// <summary>The word for all horizons together.</summary>
    public const string Present = "present";

    private static readonly string[] Keys = ["against", "horizon", "pressure", "retaliation"];

    /// <summary>The keys, as endpoints describe them.</summary>
    public static QueryKey[] Described { get; } =
        [
            new(Keys[0], "Code of the country under pressure; none: the first."),
            new(Keys[1], $"A horizon of the game, or {Present}: all of them, discounted; none: the last."),
            new(Keys[2], "How far senders pull their levers, 0 to 1."),
            new(Keys[3], "How far the target pulls its own, 0 to 1."),
        ];

    /// <summary>The page of it.</summary>
    public string Address(AlignmentGame game) => $"game/{Game}?{Query(game)}";

    /// <summary>A table of it as files, with the drawing of it where there is one.</summary>
    public FigureFiles Files(AlignmentGame game, string table, bool isDrawn = false)
    {
        var path = $"api/v1/figures/games/{Game}/{table}";
        return FigureFiles.Table(path, Query(game), isDrawn ? $"{path}.svg" : null);
    }

    /// <summary>The question behind the question mark.</summary>
    public string Query(AlignmentGame game) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"against={game.World.Countries[game.Pressed[Pressed].Country].Code}&horizon={NameOf(game, Horizon)}"
                + $"&pressure={Pressure:R}&retaliation={Retaliation:R}"
        );

    /// <summary>A horizon in addresses.</summary>
    public static string NameOf(AlignmentGame game, int? horizon) => horizon is { } h ? game.Horizons[h].Name : Present;

    /// <summary>Reads a question; what is left out is the first country, the last horizon, and levers at rest.</summary>
    /// <param name="game">The game.</param>
    /// <param name="name">Its name.</param>
    /// <param name="pairs">Keys and values of an address.</param>
    /// <param name="faults">Receives every key and value that means nothing.</param>
    public static GameQuestion Read(
        AlignmentGame game,
        string name,
        IEnumerable<KeyValuePair<string, StringValues>> pairs,
        ICollection<Fault> faults
    )
    {
        var question = new GameQuestion(name, 0, game.Horizons.Length - 1, 0, 0);
        string[] countries = [.. game.Pressed.Select(p => game.World.Countries[p.Country].Code)];
        string[] horizons = [.. game.Horizons.Select(h => h.Name), .. game.Horizons.Length > 1 ? [Present] : Array.Empty<string>()];
        foreach (var (key, value) in pairs.Select(pair => (pair.Key, pair.Value.ToString())))
            question = key switch
            {
                "against" => question with { Pressed = Position(countries, key, value, faults) },
                "horizon" => Position(horizons, key, value, faults) is var at && at < game.Horizons.Length
                    ? question with { Horizon = at }
                    : question with { Horizon = null },
                "pressure" => question with { Pressure = Scale(key, value, faults) },
                "retaliation" => question with { Retaliation = Scale(key, value, faults) },
                _ => Unknown(question, key, faults),
            };
        return question;
    }

    private static GameQuestion Unknown(GameQuestion question, string key, ICollection<Fault> faults)
    {
        faults.Add(new Fault(new Place(key), "an unknown key", Spelling.OneOf(key, Keys)));
        return question;
    }

    private static int Position(string[] names, string key, string value, ICollection<Fault> faults)
    {
        if (Array.IndexOf(names, value) is >= 0 and var at)
            return at;
        faults.Add(new Fault(new Place(key), $"'{value}'", Spelling.OneOf(value, names)));
        return 0;
    }

    private static double Scale(string key, string value, ICollection<Fault> faults)
    {
        if (WrittenNumber.TryParse(value, out var scale) && scale is >= 0 and <= 1)
            return scale;
        faults.Add(new Fault(new Place(key), $"'{value}'", "a number from 0 to 1"));
        return 0;
    }
}
