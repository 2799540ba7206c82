using System.Collections.Immutable;

namespace Entente.Record.Register;

/// <summary>Somebody or something that texts name.</summary>
/// <param name="Code">Its code: ISO 3166 for states, the register's own for others.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">Code of the state or body it belongs to; null: none, or not known.</param>
public sealed record Entity(string Code, string Name, EntityKind Kind, string? State)
{
    /// <summary>Codes of a bloc's states, where the register lists them and no world need be asked.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>The group of worlds that has a bloc's states; null: <see cref="Members"/> are all that is known.</summary>
    public string? Group { get; init; }
}

/// <summary>Kinds of those whom texts name.</summary>
public enum EntityKind
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>A state or a territory with a code of its own.</summary>
    State,

    /// <summary>Several states together.</summary>
    Bloc,

    /// <summary>A body that is no state.</summary>
    Organisation,

    /// <summary>A news agency or another medium.</summary>
    Agency,

    /// <summary>A group the text tells by what it is.</summary>
    Group,

    /// <summary>A source the text keeps back.</summary>
    Unnamed,
}

/// <summary>Who held which office of whom when, and who says so.</summary>
/// <param name="Person">Name of the person.</param>
/// <param name="Of">Code of the state or body.</param>
/// <param name="Office">Title of the office, e.g. <c>Prime Minister</c>.</param>
/// <param name="Start">Since when.</param>
/// <param name="End">Until when; null: no end is known.</param>
/// <param name="Seen">Until when the sources saw it.</param>
/// <param name="Sources">Which tables have it.</param>
public sealed record OfficeTerm(
    string Person,
    string Of,
    string Office,
    PartialDate Start,
    PartialDate? End,
    PartialDate Seen,
    string Sources
)
{
    /// <summary>Whether the office was surely held on a day, as far as sources know.</summary>
    public bool Covers(DateOnly day) => Start.Last <= day && (End is null || day <= End.Value.First);

    /// <summary>Whether the office may have been held on a day.</summary>
    public bool MayCover(DateOnly day) => Start.First <= day && (End is null || day <= End.Value.Last);
}
