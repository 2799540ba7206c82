using System.Collections.Immutable;

namespace Entente;

/// <summary>What a world is and where it comes from (<c>world.yaml</c>).</summary>
public sealed record WorldIdentity
{
    /// <summary>Title for people.</summary>
    public required string Title { get; init; }

    /// <summary>The year the flows belong to; null where it has none (an invented world).</summary>
    public int? Year { get; init; }

    /// <summary>Unit of all values, e.g. <c>million USD</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The sources with their licences.</summary>
    public ImmutableArray<Source> Sources { get; init; } = [];

    /// <summary>Named lists of country codes that every scenario on this world may use.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Groups { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>
    /// Whether natural resources, the factor of that name, stay where they are at every horizon; else they move as capital does.
    /// </summary>
    public bool ResourcesAreFixed { get; init; }

    /// <summary>Remarks for people.</summary>
    public string Notes { get; init; } = "";
}

/// <summary>A source of data.</summary>
/// <param name="Name">Publisher and title.</param>
/// <param name="Licence">Licence under which it is used.</param>
/// <param name="What">What was taken from it.</param>
public sealed record Source(string Name, string Licence, string What);
