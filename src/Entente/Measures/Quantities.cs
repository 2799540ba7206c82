using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// A quantity that a flow cannot exceed: a supply cut-off, a quota, the capacity of a pipeline. Its price to users rises
/// until they want no more than that; the difference to what the seller asks for is somebody's rent, and its shadow price.
/// </summary>
public sealed record QuantityLimits : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<QuantityLimits>(
            "quantity_limit",
            [
                .. FlowKeys(),
                MeasureKey.Number<QuantityLimits>(
                    "share",
                    "of the quantity in the data",
                    NumberRange.NotNegative,
                    (m, value) => m with { Share = value, Amount = null, Quantity = null },
                    "`amount` or `quantity`"
                ),
                MeasureKey.Number<QuantityLimits>(
                    "amount",
                    "unit of the world at producer prices of the data",
                    NumberRange.NotNegative,
                    (m, value) => m with { Amount = value, Share = null, Quantity = null },
                    "`share` or `quantity`"
                ),
                MeasureKey.Number<QuantityLimits>(
                    "quantity",
                    "terajoules",
                    NumberRange.NotNegative,
                    (m, value) => m with { Quantity = value, Share = null, Amount = null },
                    "`share` or `amount`"
                ),
                MeasureKey.Choice("rent", "from", "to"),
                MeasureKey.Both,
            ],
            values => new QuantityLimits
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Share = values.Number("share"),
                Amount = values.Number("amount"),
                Quantity = values.Number("quantity"),
                RentToImporter = values.Word("rent")?.Text == "to",
                Both = values.Flag("both"),
            },
            (m, names) =>
                m.Share == 0
                    ? $"Supplies ended {names.Between(m)}: {names.Sectors(m.Sectors)}"
                    : "No more than "
                        + (m.Share is { } share ? $"{MeasureNames.Percent(share)} of the quantity" : names.Size(m.Amount, m.Quantity))
                        + $" {names.Between(m)}, the rent to the {(m.RentToImporter ? "importer" : "exporter")}: "
                        + names.Sectors(m.Sectors),
            Actors
        );

    /// <summary>
    /// The limit as a multiple of the quantity in the data, or of what a route brings at unchanged prices; 0 ends the flow; null
    /// where another is given.
    /// </summary>
    public double? Share { get; init; }

    /// <summary>The limit in the unit of the world at baseline producer prices, for each flow; null where another is given.</summary>
    public double? Amount { get; init; }

    /// <summary>The limit in terajoules, for each flow; null where another is given.</summary>
    public double? Quantity { get; init; }

    /// <summary>Whether the rent goes to the importing country instead of the exporting one.</summary>
    public bool RentToImporter { get; init; }

    protected override bool IsSound(NameResolver names)
    {
        if (Sized.One(names, Place, "a limit", Share, Amount, Quantity) is not var (what, given))
            return false;
        return names.Require(NumberRange.NotNegative, Place, what, given);
    }

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        if (Share is { } share)
            shock.LimitToShare(n, i, j, share, RentToImporter);
        else if (
            (Quantity is { } terajoules ? Sized.Value(shock.World, names, Place, "a limit", n, i, j, terajoules) : Amount) is { } value
        )
            shock.Limit(new QuantityLimit(n, i, j, value, RentToImporter));
    }
}

/// <summary>Stocks of goods that are sold to users at home when these become dearer.</summary>
public sealed record Stocks : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Stocks>(
            "stock",
            [
                MeasureKey.Countries("country"),
                MeasureKey.Sectors(required: true),
                MeasureKey.Number<Stocks>(
                    "share",
                    "of a year's use",
                    NumberRange.AboveZero,
                    (m, value) => m with { Share = value, Amount = null, Quantity = null },
                    "`amount` or `quantity`"
                ),
                MeasureKey.Number<Stocks>(
                    "amount",
                    "unit of the world at prices of the data",
                    NumberRange.AboveZero,
                    (m, value) => m with { Amount = value, Share = null, Quantity = null },
                    "`share` or `quantity`"
                ),
                MeasureKey.Number<Stocks>(
                    "quantity",
                    "terajoules",
                    NumberRange.AboveZero,
                    (m, value) => m with { Quantity = value, Share = null, Amount = null },
                    "`share` or `amount`"
                ),
                MeasureKey.Number<Stocks>(
                    "reservation",
                    "times the real price of the data",
                    NumberRange.AboveZero,
                    (m, value) => m with { Reservation = value },
                    "1"
                ),
                MeasureKey.Number<Stocks>(
                    "refill",
                    "times the real price of the data",
                    NumberRange.NotNegative,
                    (m, value) => m with { Refill = value },
                    "1"
                ),
            ],
            values => new Stocks
            {
                Countries = values.Words("country"),
                Sectors = values.Words("sectors"),
                Share = values.Number("share"),
                Amount = values.Number("amount"),
                Quantity = values.Number("quantity"),
                Reservation = values.Number("reservation") ?? 1,
                Refill = values.Number("refill") ?? 1,
            },
            (m, names) =>
                $"Stocks of {names.Countries(m.Countries)} of "
                + $"{(m.Share is { } share ? $"{MeasureNames.Percent(share)} of a year's use" : names.Size(m.Amount, m.Quantity))}: "
                + $"{names.Sectors(m.Sectors)}",
            m => m.Countries
        );

    /// <summary>The countries that hold them.</summary>
    public required ImmutableArray<Word> Countries { get; init; }

    /// <summary>Sector codes or tags.</summary>
    public required ImmutableArray<Word> Sectors { get; init; }

    /// <summary>What can be drawn, as a share of what is used in the data; null where another is given.</summary>
    public double? Share { get; init; }

    /// <summary>What can be drawn, in the unit of the world at baseline prices; null where another is given.</summary>
    public double? Amount { get; init; }

    /// <summary>What can be drawn, in terajoules; null where another is given.</summary>
    public double? Quantity { get; init; }

    /// <summary>The real price, relative to the data, above which it is drawn.</summary>
    public double Reservation { get; init; } = 1;

    /// <summary>The real price, relative to the data, at which what is drawn is refilled; set aside out of what it sells for.</summary>
    public double Refill { get; init; } = 1;

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Countries = change(Countries) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (countries, sectors) = (names.Countries(Countries), names.Sectors(Sectors));
        if (Sized.One(names, Place, "a stock", Share, Amount, Quantity) is not var (what, given))
            return;
        if (
            !names.Require(NumberRange.AboveZero, Place, what, given)
            || !names.Require(NumberRange.AboveZero, Place, "reservation", Reservation)
            || !names.Require(NumberRange.NotNegative, Place, "refill", Refill)
        )
            return;
        foreach (var n in countries)
            foreach (var j in sectors.Where(j => shock.World.Expenditure[n, j] > 0))
            {
                var amount = Quantity is { } terajoules
                    ? Sized.Value(shock.World, names, Place, "a stock", n, j, terajoules)
                    : Amount ?? Share!.Value * shock.World.Expenditure[n, j];
                if (amount is not { } value)
                    continue;
                var (of, use) = ($"{shock.World.Sectors[j].Code} in {shock.World.Countries[n].Code}", shock.World.Expenditure[n, j]);
                if (value > use)
                    names.ReportHere(
                        Place,
                        FormattableString.Invariant($"a stock of {of} in years of use, {value / use:R}"),
                        "no more than a year's use, 1"
                    );
                else if (!shock.TryAddStock(new Stock(n, j, value, Reservation, Refill)))
                    names.Report(Place, $"a second stock of {of}", "one stock a good and country");
            }
    }
}

/// <summary>
/// A supplier that gets a share of a market at unchanged prices, the others giving way: a new pipeline or interconnector.
/// </summary>
public sealed record NewRoute : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<NewRoute>(
            "route",
            [
                MeasureKey.Countries("from"),
                MeasureKey.Countries("to"),
                MeasureKey.Sectors(required: true),
                MeasureKey.Number<NewRoute>("share", "of the market", NumberRange.OpenShare, (m, value) => m with { Share = value }),
                MeasureKey.Number<NewRoute>(
                    "capacity",
                    "terajoules",
                    NumberRange.AboveZero,
                    (m, value) => m with { Capacity = value, Amount = null },
                    "no limit"
                ),
                MeasureKey.Number<NewRoute>(
                    "amount",
                    "unit of the world at producer prices of the data",
                    NumberRange.AboveZero,
                    (m, value) => m with { Amount = value, Capacity = null },
                    "no limit"
                ),
                MeasureKey.Choice("rent", "from", "to"),
                MeasureKey.Both,
            ],
            values => new NewRoute
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Share = values.Number("share") ?? 0.5,
                Capacity = values.Number("capacity"),
                Amount = values.Number("amount"),
                RentToImporter = values.Word("rent")?.Text == "to",
                Both = values.Flag("both"),
            },
            (m, names) =>
                $"A share of {MeasureNames.Percent(m.Share)} of the market at unchanged prices"
                + (
                    (m.Amount ?? m.Capacity) is null
                        ? ""
                        : $", but no more than {names.Size(m.Amount, m.Capacity)} a year, "
                            + $"the rent to the {(m.RentToImporter ? "importer" : "exporter")},"
                )
                + $" {names.Between(m)}: {names.Sectors(m.Sectors)}",
            Actors
        );

    /// <summary>Its share in the importer's spending on the good; between 0 and 1.</summary>
    public required double Share { get; init; }

    /// <summary>What it can carry at most, in terajoules; null where it has no limit or <see cref="Amount"/> is given.</summary>
    public double? Capacity { get; init; }

    /// <summary>
    /// What it can carry at most, in the unit of the world at baseline producer prices; null where it has no limit or <see
    /// cref="Capacity"/> is given.
    /// </summary>
    public double? Amount { get; init; }

    /// <summary>Where the capacity binds: whether the rent goes to the importing country instead of the exporting one.</summary>
    public bool RentToImporter { get; init; }

    protected override bool IsSound(NameResolver names)
    {
        if (Capacity is not null && Amount is not null)
            names.Report(
                Place,
                "a route with a capacity in terajoules and an amount",
                "one of them or none",
                Remedy.CapacityOrAmount
            );
        else if (
            (Capacity ?? Amount) is not { } most
            || names.Require(NumberRange.AboveZero, Place, Capacity is null ? "amount" : "capacity", most)
        )
            return names.Require(NumberRange.OpenShare, Place, "share", Share);
        return false;
    }

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        var world = shock.World;
        if (!(world.Expenditure[n, j] > 0) || !(world.Output[i, j] > 0))
            names.ReportHere(
                Place,
                $"a route for {world.Sectors[j].Code} from {world.Countries[i].Code} to {world.Countries[n].Code}",
                "an exporter that makes the good and an importer that buys it"
            );
        else if (Share <= world.TradeShares[n, i, j])
            names.ReportHere(
                Place,
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"a route with the share {Share} for {world.Sectors[j].Code} from {world.Countries[i].Code} to "
                        + $"{world.Countries[n].Code}, which has {world.TradeShares[n, i, j]:0.######} of the market already"
                ),
                "a share above that"
            );
        else if (shock.AddRoute(new Route(n, i, j, Share)) is var taken && !(taken < 1))
            names.Report(
                Place,
                $"routes for {world.Sectors[j].Code} to {world.Countries[n].Code} that take "
                    + $"{taken.ToString("R", System.Globalization.CultureInfo.InvariantCulture)} of the market",
                "less than all of it"
            );
        else if (
            (Capacity is { } terajoules ? Sized.Value(world, names, Place, "a route with a capacity", n, i, j, terajoules) : Amount) is
            { } most
        )
            shock.LimitToCapacity(new QuantityLimit(n, i, j, most, RentToImporter));
    }
}
