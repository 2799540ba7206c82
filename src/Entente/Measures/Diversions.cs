using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Measures;

/// <summary>
/// A share of the goods that some countries sell to others can go through a third country where the direct way is dearer than that:
/// re-export around an embargo. What users pay for it is a factor of the direct way of the data, of which the third country earns a
/// margin. It stays a sale of the country that makes the goods.
/// </summary>
public sealed record Diversion : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Diversion>(
            "diversion",
            [
                .. FlowKeys(),
                MeasureKey.Countries("through"),
                MeasureKey.Number<Diversion>("share", "of the goods", NumberRange.Share, (m, value) => m with { Share = value }),
                MeasureKey.Number<Diversion>(
                    "cost",
                    "times the cost of the direct way in the data",
                    NumberRange.AtLeastOne,
                    (m, value) => m with { Cost = value },
                    "1"
                ),
                MeasureKey.Number<Diversion>(
                    "margin",
                    "of what is paid to the seller",
                    NumberRange.NotNegative,
                    (m, value) => m with { Margin = value },
                    "0"
                ),
                MeasureKey.Both,
            ],
            values => new Diversion
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Through = values.Words("through"),
                Share = values.Number("share") ?? 0,
                Cost = values.Number("cost") ?? 1,
                Margin = values.Number("margin") ?? 0,
                Both = values.Flag("both"),
            },
            (m, names) =>
                $"Up to {MeasureNames.Percent(m.Share)} of trade {names.Between(m)} through {names.Countries(m.Through)} instead, "
                + $"{MeasureNames.Percent(m.Cost - 1)} dearer"
                + (m.Margin > 0 ? $", {MeasureNames.Percent(m.Margin)} their margin" : "")
                + $": {names.Sectors(m.Sectors)}",
            m => [.. Actors(m), .. m.Through]
        );

    /// <summary>
    /// The countries it can go through; several divide it in proportion to income in the data. The two sides of a flow are left out.
    /// </summary>
    public required ImmutableArray<Word> Through { get; init; }

    /// <summary>The share of the goods of the data that can take that way; 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>What users pay of that way over the direct one of the data, the margin included; at least 1.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>What the third country earns, of what the seller is paid; the rest of the cost is lost on the way. 0 to cost - 1.</summary>
    public double Margin { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with
        {
            From = change(From),
            To = change(To),
            Through = change(Through),
        };
    }

    protected override bool IsSound(NameResolver names)
    {
        var known = names.Countries(Through).Length > 0;
        return names.Require(NumberRange.Share, Place, "share", Share)
            & names.Require(NumberRange.AtLeastOne, Place, "cost", Cost)
            & names.Require(NumberRange.NotNegative, Place, "margin", Margin)
            && names.Require(
                1 + Margin <= Cost * (1 + WorldChecks.Rounding),
                Place,
                "margin",
                Margin,
                $"no more than what the way costs more, {(Cost - 1).ToString(CultureInfo.InvariantCulture)}"
            )
            && known;
    }

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        var (world, income) = (shock.World, shock.World.Income);
        var hubs = names.Countries(Through).Where(h => h != n && h != i).ToList();
        var all = hubs.Sum(h => income[h]);
        foreach (var h in hubs)
            if (shock.Divert(n, i, j, h, Share * income[h] / all, Cost, Margin) is var taken && taken > 1 + WorldChecks.Rounding)
            {
                names.Report(
                    Place,
                    $"diversions of {world.Sectors[j].Code} from {world.Countries[i].Code} to {world.Countries[n].Code} that take "
                        + $"{taken.ToString("R", CultureInfo.InvariantCulture)} of the goods",
                    "no more than all of them"
                );
                return;
            }
    }
}

/// <summary>Measures against countries that others' goods are diverted through: less can take that way, and it is dearer.</summary>
public sealed record SecondarySanctions : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<SecondarySanctions>(
            "secondary_sanctions",
            [
                MeasureKey.Countries("on"),
                MeasureKey.Number<SecondarySanctions>(
                    "share",
                    "of the goods diverted there",
                    NumberRange.Share,
                    (m, value) => m with { Share = value },
                    "0"
                ),
                MeasureKey.Number<SecondarySanctions>(
                    "cost",
                    "times the cost of the way through there",
                    NumberRange.AtLeastOne,
                    (m, value) => m with { Cost = value },
                    "1"
                ),
            ],
            values => new SecondarySanctions
            {
                On = values.Words("on"),
                Share = values.Number("share") ?? 0,
                Cost = values.Number("cost") ?? 1,
            },
            (m, names) =>
                $"Measures against diversion through {names.Countries(m.On)}: {MeasureNames.Percent(m.Share)} less of it"
                + (m.Cost > 1 ? $", {MeasureNames.Percent(m.Cost - 1)} dearer" : ""),
            m => m.On
        );

    /// <summary>The countries that goods are diverted through; every diversion of the case is meant, earlier or later.</summary>
    public required ImmutableArray<Word> On { get; init; }

    /// <summary>The share of the goods diverted there that cannot be any more; 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>Factor on what the way costs; at least 1. What it adds is lost.</summary>
    public double Cost { get; init; } = 1;

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { On = change(On) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        var hubs = names.Countries(On);
        if (
            !names.Require(NumberRange.Share, Place, "share", Share)
            | !names.Require(NumberRange.AtLeastOne, Place, "cost", Cost)
        )
            return;
        foreach (var hub in hubs)
            shock.Deter(hub, Share, Cost, Place);
    }
}
