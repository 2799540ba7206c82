using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>A payment that is there in the data and of which a part ends.</summary>
/// <param name="What">What it is, so that aid and remittances of the same countries are two.</param>
/// <param name="Payers">Positions of those who pay it in the data, and keep what ends.</param>
/// <param name="Receivers">Positions of those who receive it in the data.</param>
/// <param name="Paid">What is paid in the data, in the unit of the world, a year.</param>
/// <param name="Ended">What of it ends; no more than is paid.</param>
public sealed record Withheld(string What, ImmutableArray<int> Payers, ImmutableArray<int> Receivers, double Paid, double Ended)
{
    /// <summary>Whether another measure means the same payment.</summary>
    public bool IsOfSame(Withheld other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return What == other.What && Payers.Order().SequenceEqual(other.Payers.Order())
            && Receivers.Order().SequenceEqual(other.Receivers.Order());
    }
}

/// <summary>
/// Money that is received in the data and is not any more: those who paid it keep it. What is paid is said by the measure, since a
/// world does not know it, and no more than that ends.
/// </summary>
public abstract record IncomeWithheld : Measure
{
    /// <summary>What is paid in the data, in the unit of the world, a year.</summary>
    public required double Paid { get; init; }

    /// <summary>The share of it that ends, 0 to 1; null where <see cref="Amount"/> is given.</summary>
    public double? Share { get; init; }

    /// <summary>What of it ends, in the unit of the world, a year; null where a share is given; all, where neither is.</summary>
    public double? Amount { get; init; }

    /// <summary>What ends, in the unit of the world, a year.</summary>
    public double Ended => Amount ?? (Share ?? 1) * Paid;

    /// <summary>Checks the numbers and enters what ends.</summary>
    protected void Apply(ShockBuilder shock, NameResolver names, string what, ImmutableArray<int> payers, ImmutableArray<int> receivers)
    {
        ArgumentNullException.ThrowIfNull(shock);
        ArgumentNullException.ThrowIfNull(names);
        if (Share is not null && Amount is not null)
            names.Report(Place, $"{what} with both a share and an amount that end", "one of them, or neither for all of it");
        var sound =
            names.Require(NumberRange.NotNegative, Place, "paid", Paid)
            & (Share is not { } share || names.Require(NumberRange.Share, Place, "share", share))
            & (Amount is not { } amount || names.Require(NumberRange.NotNegative, Place, "amount", amount));
        var twice = payers.Intersect(receivers).ToList();
        if (twice.Count > 0)
            names.Report(
                Place,
                $"{what} of {string.Join(", ", twice.Select(n => shock.World.Countries[n].Code))} to itself",
                "payers and receivers apart"
            );
        if (!sound || (Share is not null && Amount is not null) || twice.Count > 0 || payers.IsEmpty || receivers.IsEmpty)
            return;
        if (shock.Withhold(new(what, payers, receivers, Paid, Ended)) is { } found)
            names.Report(Place, $"{what}: {found}", "one amount paid, and no more withdrawn than that");
    }

    /// <summary>The keys that say what is paid and what of it ends.</summary>
    protected static ImmutableArray<MeasureKey> AmountKeys<T>()
        where T : IncomeWithheld =>
        [
            MeasureKey.Number<T>("paid", "unit of the world, a year", NumberRange.NotNegative, (m, value) => m with { Paid = value }),
            MeasureKey.Number<T>(
                "share",
                "of what is paid",
                NumberRange.Share,
                (m, value) => m with { Share = value, Amount = null },
                "all of it"
            ),
            MeasureKey.Number<T>(
                "amount",
                "unit of the world, a year",
                NumberRange.NotNegative,
                (m, value) => m with { Amount = value, Share = null },
                "all of it"
            ),
        ];

    /// <summary>What ends, and of how much.</summary>
    protected string Said(MeasureNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Ended == Paid ? $"{names.Amount(Ended)} a year" : $"{names.Amount(Ended)} of {names.Amount(Paid)} a year";
    }
}

/// <summary>Aid, grants or transfers that a country received and does not any more; the donor keeps the money.</summary>
public sealed record AidWithdrawn : IncomeWithheld
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<AidWithdrawn>(
            "aid_withdrawn",
            [MeasureKey.Countries("by"), MeasureKey.Countries("on"), .. AmountKeys<AidWithdrawn>()],
            values => new AidWithdrawn
            {
                By = values.Words("by"),
                On = values.Words("on"),
                Paid = values.Number("paid") ?? 0,
                Share = values.Number("share"),
                Amount = values.Number("amount"),
            },
            (m, names) => $"Aid of {names.Countries(m.By)} not received by {names.Countries(m.On)}: {m.Said(names)}",
            m => [.. m.By, .. m.On]
        );

    /// <summary>The donors, who share it in proportion to income in the data.</summary>
    public required ImmutableArray<Word> By { get; init; }

    /// <summary>Those who received it, in proportion to income in the data.</summary>
    public required ImmutableArray<Word> On { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { By = change(By), On = change(On) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Apply(shock, names, "aid", names.Countries(By), names.Countries(On));
    }
}

/// <summary>What people who work abroad send home, and do not any more: it is spent where they work.</summary>
public sealed record Remittances : IncomeWithheld
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Remittances>(
            "remittances",
            [MeasureKey.Countries("from"), MeasureKey.Countries("to"), .. AmountKeys<Remittances>()],
            values => new Remittances
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Paid = values.Number("paid") ?? 0,
                Share = values.Number("share"),
                Amount = values.Number("amount"),
            },
            (m, names) => $"Remittances from {names.Sides(m.From, "to", m.To)} that do not come: {m.Said(names)}",
            m => [.. m.From, .. m.To]
        );

    /// <summary>Where those who send it work.</summary>
    public required ImmutableArray<Word> From { get; init; }

    /// <summary>Where it is received.</summary>
    public required ImmutableArray<Word> To { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { From = change(From), To = change(To) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Apply(shock, names, "remittances", names.Countries(From), names.Countries(To));
    }
}
