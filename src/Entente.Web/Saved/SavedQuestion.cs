namespace Entente.Web.Saved;

/// <summary>Of what something is asked that is kept.</summary>
public enum SavedSubject
{
    /// <summary>Of a scenario.</summary>
    Scenario,

    /// <summary>Of a game.</summary>
    Game,
}

/// <summary>A question as somebody wants to keep it. Immutable.</summary>
public sealed record SavedQuestion
{
    /// <summary>Most letters of a name.</summary>
    public const int MostName = 200;

    /// <summary>Most letters of a note.</summary>
    public const int MostNote = 4000;

    /// <summary>Most letters of a question as it stands in an address.</summary>
    public const int MostQuery = 8000;

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What its owner says of it; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Of what it is asked.</summary>
    public SavedSubject Subject { get; init; }

    /// <summary>Name of its scenario or game, or the key of one that was sent.</summary>
    public required string Scenario { get; init; }

    /// <summary>The question, as it stands in an address behind the question mark.</summary>
    public required string Query { get; init; }

    /// <summary>The question as a scenario file, or the file of the game; null where it cannot be written as one.</summary>
    public string? Text { get; init; }

    /// <summary>The text of the scenario or game, where it was sent and does not come with the program; else null.</summary>
    public string? SentText { get; init; }

    /// <summary>SHA-256 of the world that it was asked of.</summary>
    public required string WorldHash { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Where it is asked, relative to the root of a server.</summary>
    public string Page => $"{(Subject == SavedSubject.Game ? "game" : "ask")}/{Scenario}?{Query}";
}

/// <summary>How a version came to be.</summary>
public enum SavedKind
{
    /// <summary>Somebody saved it.</summary>
    Saved,

    /// <summary>An earlier version was taken back into use.</summary>
    Restored,

    /// <summary>The thing was removed; its earlier versions are still there and can be restored.</summary>
    Removed,
}

/// <summary>A version of a thing that was saved. Immutable.</summary>
/// <param name="Item">The key of the thing.</param>
/// <param name="Number">Number of the version, from 1.</param>
/// <param name="Kind">How it came to be.</param>
/// <param name="Of">The version that it repeats; null where it repeats none.</param>
/// <param name="Question">What was saved.</param>
/// <param name="Added">When.</param>
public sealed record SavedVersion(string Item, int Number, SavedKind Kind, int? Of, SavedQuestion Question, DateTimeOffset Added);

/// <summary>How a wish to save ended.</summary>
public enum SaveOutcome
{
    /// <summary>It is kept.</summary>
    Kept,

    /// <summary>There is nothing of that key or number.</summary>
    Missing,

    /// <summary>Somebody else saved a version meanwhile; nothing was written.</summary>
    Conflict,

    /// <summary>What was sent has a fault; nothing was written.</summary>
    Faulty,

    /// <summary>The file cannot take it; nothing was written.</summary>
    Full,
}

/// <summary>How a wish to save ended.</summary>
/// <param name="Outcome">Whether it is kept.</param>
/// <param name="Version">The version that was added, or with which the wish conflicts; else null.</param>
/// <param name="Fault">What stands against it; null where it is kept.</param>
public sealed record SaveAnswer(SaveOutcome Outcome, SavedVersion? Version, Fault? Fault);
