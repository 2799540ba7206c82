using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// A premium on the finance, insurance or payment of trade: a rate a year on what is outstanding for some days. It is lost on the way
/// like freight, or earned by those who take the risk.
/// </summary>
public sealed record TradeFinance : FlowMeasure
{
    private const double DaysOfYear = 365;

    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<TradeFinance>(
            "trade_finance",
            [
                .. FlowKeys(),
                MeasureKey.Number<TradeFinance>(
                    "rate",
                    "a year on what is outstanding, 0.1 is 10 %",
                    NumberRange.NotNegative,
                    (m, value) => m with { Rate = value }
                ),
                MeasureKey.Number<TradeFinance>(
                    "days",
                    "days that it is outstanding",
                    NumberRange.AboveZero,
                    (m, value) => m with { Days = value },
                    "365"
                ),
                MeasureKey.Countries("earned_by", "nobody, it is lost on the way"),
                MeasureKey.Both,
            ],
            values => new TradeFinance
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Rate = values.Number("rate") ?? 0,
                Days = values.Number("days") ?? DaysOfYear,
                EarnedBy = values.Has("earned_by") ? values.Words("earned_by") : [],
                Both = values.Flag("both"),
            },
            (m, names) =>
                $"Finance of trade {names.Between(m)} dearer by {MeasureNames.Percent(m.Rate)} a year"
                + (m.Days == DaysOfYear ? "" : FormattableString.Invariant($", for {m.Days:0.##} days"))
                + (m.EarnedBy.IsEmpty ? "" : $", earned by {names.Countries(m.EarnedBy)}")
                + $": {names.Sectors(m.Sectors)}",
            m => [.. Actors(m), .. m.EarnedBy]
        );

    /// <summary>The premium a year, of what is outstanding; at least 0.</summary>
    public required double Rate { get; init; }

    /// <summary>For how many days it is outstanding; &gt; 0.</summary>
    public double Days { get; init; } = DaysOfYear;

    /// <summary>Who earns it, in proportion to income in the data; none: nobody, it is used up like freight.</summary>
    public ImmutableArray<Word> EarnedBy { get; init; } = [];

    /// <summary>The premium on the price: rate times days over 365.</summary>
    public double Premium => Rate * Days / DaysOfYear;

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with
        {
            From = change(From),
            To = change(To),
            EarnedBy = change(EarnedBy),
        };
    }

    protected override bool IsSound(NameResolver names)
    {
        names.Countries(EarnedBy);
        return names.Require(NumberRange.NotNegative, Place, "rate", Rate)
            & names.Require(NumberRange.AboveZero, Place, "days", Days)
            // A rate that reads like per cent is remarked on.
            && names.Require(NumberRange.Rate, Place, "rate", Rate);
    }

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        var (earners, income) = (names.Countries(EarnedBy), shock.World.Income);
        var all = earners.Sum(h => income[h]);
        if (EarnedBy.IsEmpty)
            shock.MultiplyTradeCost(n, i, j, 1 + Premium);
        else if (!earners.IsEmpty)
            shock.Finance(n, i, j, Premium, [.. earners.Select(h => (h, income[h] / all))]);
    }
}
