namespace Entente.Reporting.Figures;

/// <summary>How maps treat territory that is disputed (decision 016).</summary>
public enum Boundaries
{
    /// <summary>Drawn apart within dashed lines, hatched, and counted with no side.</summary>
    Neutral,

    /// <summary>As resolutions of the United Nations have it, where there are any; the rest as in <see cref="Neutral"/>.</summary>
    UnitedNations,

    /// <summary>With whoever holds it; a territory that nobody else holds is one of its own.</summary>
    DeFacto,
}

/// <summary>A territory whose status is disputed, as the map draws it: a shape of its own.</summary>
/// <param name="Code">Its code on the map.</param>
/// <param name="UnitedNations">Code of the country that resolutions count it with; null where they leave it open.</param>
/// <param name="DeFacto">Code of the country that holds most of it; null where it is one of its own.</param>
/// <param name="Resolution">What says so.</param>
internal sealed record DisputedTerritory(string Code, string? UnitedNations, string? DeFacto, string Resolution)
{
    public static IReadOnlyList<DisputedTerritory> All { get; } =
    [
        new("XCR", "UKR", "RUS", "General Assembly 68/262"),
        new("XKX", null, null, "Security Council 1244"),
        new("ESH", null, "MAR", "General Assembly 34/37"),
        new("CYN", "CYP", null, "Security Council 541"),
        new("SOL", "SOM", null, "Security Council 2472"),
    ];

    /// <summary>The country whose colour it has; null where it has none.</summary>
    public string? Side(Boundaries boundaries) =>
        boundaries switch
        {
            Boundaries.UnitedNations => UnitedNations,
            Boundaries.DeFacto => DeFacto,
            _ => null,
        };

    /// <summary>Whether it is hatched as disputed; where boundaries are those of who holds it nothing is.</summary>
    public bool IsOpen(Boundaries boundaries) => boundaries != Boundaries.DeFacto && Side(boundaries) is null;

    public static DisputedTerritory? Of(string code) => All.FirstOrDefault(territory => territory.Code == code);
}
