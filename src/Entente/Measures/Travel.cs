using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// People who travel less: what residents of some countries buy of hotels and the like in others falls by a share at given prices
/// and expenditure. It is a sale of the country they travel to.
/// </summary>
public sealed record Travel : Measure
{
    private const string Tag = "travel";

    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Travel>(
            "travel",
            [
                MeasureKey.Countries("by"),
                MeasureKey.Countries("to"),
                MeasureKey.SectorsTagged(Tag),
                MeasureKey.Number<Travel>("share", "of the travel", NumberRange.Share, (m, value) => m with { Share = value }),
            ],
            values => new Travel
            {
                By = values.Words("by"),
                To = values.Words("to"),
                Sectors = values.Has("sectors") ? values.Words("sectors") : [],
                Share = values.Number("share") ?? 0,
            },
            (m, names) =>
                $"{MeasureNames.Percent(m.Share)} less travel at given prices by residents of {names.Sides(m.By, "to", m.To)}"
                + (m.Sectors.IsEmpty ? "" : $": {names.Sectors(m.Sectors)}"),
            m => [.. m.By, .. m.To]
        );

    /// <summary>Where those who travel live, who buy.</summary>
    public required ImmutableArray<Word> By { get; init; }

    /// <summary>Where they travel to, who sells.</summary>
    public required ImmutableArray<Word> To { get; init; }

    /// <summary>Sector codes or tags; none: those that the world tags as travel.</summary>
    public ImmutableArray<Word> Sectors { get; init; } = [];

    /// <summary>The share of it that ends at given prices; 0 to 1, 1 forbidding it.</summary>
    public required double Share { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { By = change(By), To = change(To) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        ArgumentNullException.ThrowIfNull(shock);
        ArgumentNullException.ThrowIfNull(names);
        var (residents, places) = (names.Countries(By), names.Countries(To));
        var sectors = names.Sectors(Sectors.IsEmpty ? [new Word(Tag, Place)] : Sectors);
        if (!names.Require(NumberRange.Share, Place, "share", Share))
            return;
        foreach (var n in residents)
            foreach (var i in places.Where(i => i != n))
                foreach (var j in sectors)
                    shock.ReduceFlow(n, i, j, Share);
    }
}
