namespace Entente.Measures;

/// <summary>
/// Buyers who take a good of a seller only where he is paid no more than a price, and who keep it down by a levy at one rate for all
/// of them, as a buyer with power over the price would; its revenue is theirs. The seller goes on selling to them while he gets no
/// more elsewhere: where even without them his price is above the cap, the flow ends.
/// </summary>
public sealed record PriceCaps : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<PriceCaps>(
            "price_cap",
            [
                MeasureKey.Countries("from"),
                MeasureKey.Countries("to"),
                MeasureKey.Sectors(required: true),
                MeasureKey.Number<PriceCaps>(
                    "price",
                    "times the seller's price in the data",
                    NumberRange.AboveZero,
                    (m, value) => m with { Price = value }
                ),
            ],
            values => new PriceCaps
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Price = values.Number("price") ?? 1,
            },
            (m, names) =>
                $"A price of no more than {MeasureNames.Percent(m.Price)} of that in the data, {names.Between(m)}: "
                + names.Sectors(m.Sectors),
            Actors
        );

    /// <summary>The highest price, relative to the producer price of the data, in units of the numeraire; &gt; 0.</summary>
    public required double Price { get; init; }

    protected override bool IsSound(NameResolver names) =>
        names.Require(NumberRange.AboveZero, Place, "price", Price);

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        var world = shock.World;
        if (world.TradeShares[n, i, j] < 1 - WorldChecks.Rounding)
            shock.CapPrice(n, i, j, Price);
        else
            names.ReportHere(
                Place,
                $"a cap on the price of {world.Sectors[j].Code} from {world.Countries[i].Code}, of whom alone "
                    + $"{world.Countries[n].Code} buys it",
                "a buyer with another supplier, himself or abroad"
            );
    }
}
