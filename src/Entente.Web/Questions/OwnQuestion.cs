using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Entente.Web.Questions;

/// <summary>
/// What somebody makes up who opens no scenario: which country is asked to take whose measures, as they were on which day, who joins along
/// with it and who presses. All of it stands in its name, so that an address holds it and no server need know it. Immutable.
/// </summary>
/// <param name="World">Name of a world that comes with the program.</param>
/// <param name="Country">Code of the country.</param>
/// <param name="Regime">Name of a regime that comes with the program.</param>
/// <param name="AsOf">The day, month or year whose measures are meant.</param>
public sealed partial record OwnQuestion(string World, string Country, string Regime, string AsOf)
{
    private const string Mark = "own";
    private const char Between = '~';
    private const char Among = '.';

    /// <summary>Most countries of a list.</summary>
    private const int Most = 40;

    /// <summary>Others that join along with it, countries and groups.</summary>
    public ImmutableArray<string> Joiners { get; init; } = [];

    /// <summary>Who presses and helps, countries and groups.</summary>
    public ImmutableArray<string> Senders { get; init; } = [];

    /// <summary>Who of those who act or press takes no part in it; countries.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>Its name in the place of a scenario's.</summary>
    public string Name =>
        string.Join(Between, Mark, World, Country, Regime, AsOf, string.Join(Among, Joiners), string.Join(Among, Senders))
        + (Without.IsEmpty ? "" : Between + string.Join(Among, Without));

    /// <summary>Whether a name is meant to be one of these.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith($"{Mark}{Between}", StringComparison.Ordinal);
    }

    /// <summary>Reads a name; what it names is looked up where it is asked.</summary>
    /// <returns>What it holds; null: nothing that could be asked.</returns>
    public static OwnQuestion? Read(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Split(Between) is not [Mark, var world, var country, var regime, var asOf, var joiners, var senders, .. var more])
            return null;
        // Who leaves nobody out says nothing of it, so that a question has one name.
        if (more is not ([] or [{ Length: > 0 }]))
            return null;
        ImmutableArray<string>[] lists = [Listed(joiners), Listed(senders), Listed(string.Concat(more))];
        return new[] { world, country, regime }.Concat(lists.SelectMany(list => list)).All(word => Word().IsMatch(word))
            && Day().IsMatch(asOf)
            && lists.All(list => list.Length <= Most)
            ? new OwnQuestion(world, country, regime, asOf) { Joiners = lists[0], Senders = lists[1], Without = lists[2] }
            : null;
    }

    private static ImmutableArray<string> Listed(string text) => text.Length == 0 ? [] : [.. text.Split(Among)];

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,40}\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\z")]
    private static partial Regex Day();
}
