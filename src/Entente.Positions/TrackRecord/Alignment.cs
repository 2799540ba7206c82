namespace Entente.Positions.TrackRecord;

/// <summary>How sure a fact is.</summary>
public enum Confidence
{
    /// <summary>Seen in the source that is named.</summary>
    Read,

    /// <summary>From memory of the source that is named; to be looked up before it is quoted.</summary>
    Recalled,
}

/// <summary>The share of the European Union's foreign-policy declarations and decisions that a country joined.</summary>
/// <param name="Country">Its code.</param>
/// <param name="Period">A year, or a half of one such as <c>2022H1</c>.</param>
/// <param name="Rate">Per cent.</param>
/// <param name="Joined">How many it joined; not a number where that is not known.</param>
/// <param name="Asked">Of how many; likewise.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Source">Who says so.</param>
public sealed record Alignment(
    string Country,
    string Period,
    double Rate,
    double Joined,
    double Asked,
    Confidence Confidence,
    string Source
)
{
    /// <summary>The year, by which rows of other tables join.</summary>
    public int Year => int.Parse(Period.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Whether a country took up the measures of 2014 or 2022 against Russia.</summary>
/// <param name="Country">Its code.</param>
/// <param name="Episode">2014 or 2022.</param>
/// <param name="Answer"><c>yes</c>, <c>no</c>, <c>part</c>, or <c>own</c>: measures of its own.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Note">What is to be known of it.</param>
/// <param name="Source">Who says so.</param>
public sealed record Adoption(string Country, int Episode, string Answer, Confidence Confidence, string Note, string Source);

/// <summary>What was done to whom, or by whom, since when.</summary>
/// <param name="Country">The country whose record it is.</param>
/// <param name="Role"><c>imposed</c>, <c>borne</c> or <c>threatened</c>.</param>
/// <param name="Other">The other side.</param>
/// <param name="Since">The first day, as exactly as it is known: a day, a month or a year.</param>
/// <param name="Until">The last; empty where it goes on.</param>
/// <param name="What">What.</param>
/// <param name="Source">The regime or table it is from.</param>
public sealed record Episode(string Country, string Role, string Other, string Since, string Until, string What, string Source);
