using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>Productivity of a country's sectors multiplied by a factor: unit cost divided by it.</summary>
public sealed record Productivity : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Productivity>(
            "productivity",
            [
                MeasureKey.Countries("country"),
                MeasureKey.Sectors(),
                MeasureKey.Number<Productivity>(
                    "factor",
                    "times the productivity",
                    NumberRange.AboveZero,
                    (m, value) => m with { Factor = value }
                ),
            ],
            values => new Productivity
            {
                Countries = values.Words("country"),
                Sectors = values.Words("sectors"),
                Factor = values.Number("factor") ?? 1,
            },
            (m, names) =>
                $"Productivity of {names.Countries(m.Countries)} {(m.Factor >= 1 ? "up" : "down")} by "
                + $"{MeasureNames.Percent(Math.Abs(m.Factor - 1))}: {names.Sectors(m.Sectors)}",
            m => m.Countries
        );

    /// <summary>The countries.</summary>
    public required ImmutableArray<Word> Countries { get; init; }

    /// <summary>Sector codes, tags or <c>all</c>.</summary>
    public ImmutableArray<Word> Sectors { get; init; } = ["all"];

    /// <summary>Factor on productivity; &gt; 0.</summary>
    public required double Factor { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Countries = change(Countries) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (countries, sectors) = (names.Countries(Countries), names.Sectors(Sectors));
        if (!names.Require(NumberRange.AboveZero, Place, "factor", Factor))
            return;
        foreach (var n in countries)
            foreach (var j in sectors)
                shock.MultiplyProductivity(n, j, Factor);
    }
}

/// <summary>
/// A lump sum from some countries to others, in the unit of the world (the value added of the world being the
/// numeraire). Payers share it, and receivers divide it, in proportion to baseline income.
/// </summary>
public sealed record Transfer : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Transfer>(
            "transfer",
            [
                MeasureKey.Countries("from"),
                MeasureKey.Countries("to"),
                MeasureKey.Number<Transfer>(
                    "amount",
                    "unit of the world, a year",
                    NumberRange.NotNegative,
                    (m, value) => m with { Amount = value, ShareOfIncome = null },
                    "`share_of_income`"
                ),
                MeasureKey.Number<Transfer>(
                    "share_of_income",
                    "of each payer's income in the data",
                    NumberRange.NotNegative,
                    (m, value) => m with { ShareOfIncome = value, Amount = null },
                    "`amount`"
                ),
            ],
            values => new Transfer
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Amount = values.Number("amount"),
                ShareOfIncome = values.Number("share_of_income"),
            },
            (m, names) =>
                $"{names.Countries(m.From)} to {names.Countries(m.To)}: "
                + $"{(m.Amount is { } amount ? names.Amount(amount) : $"{MeasureNames.Percent(m.ShareOfIncome!.Value)} of income")} paid "
                + "a year",
            m => [.. m.From, .. m.To]
        );

    /// <summary>Who pays.</summary>
    public required ImmutableArray<Word> From { get; init; }

    /// <summary>Who receives.</summary>
    public required ImmutableArray<Word> To { get; init; }

    /// <summary>The total, in the unit of the world; null where <see cref="ShareOfIncome"/> is given.</summary>
    public double? Amount { get; init; }

    /// <summary>The share of its baseline income that each payer gives; null where <see cref="Amount"/> is given.</summary>
    public double? ShareOfIncome { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { From = change(From), To = change(To) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (payers, receivers) = (names.Countries(From), names.Countries(To));
        if (Amount is null == ShareOfIncome is null)
        {
            names.Report(
                Place,
                Amount is null
                    ? "a transfer with neither an amount nor a share of income"
                    : "a transfer with both an amount and a share of income",
                "one of them",
                Remedy.AmountOrShareOfIncome
            );
            return;
        }
        var given = Amount ?? ShareOfIncome!.Value;
        if (
            !names.Require(NumberRange.NotNegative, Place, Amount is null ? "share of income" : "amount", given)
        )
            return;
        shock.Pay(payers, receivers, Amount ?? given * payers.Sum(n => shock.World.Income[n]));
    }
}

/// <summary>
/// Lump-sum transfers among the members, adding up to zero, that equalise their exact real income change
/// (Chowdhry, Hinz, Kamin and Wanner, "Brothers in arms"). Solved with the equilibrium.
/// </summary>
public sealed record BurdenSharing : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<BurdenSharing>(
            "burden_sharing",
            [MeasureKey.Countries("members")],
            values => new BurdenSharing { Members = values.Words("members") },
            (m, names) => $"The burden shared among {names.Countries(m.Members)} so that all lose alike",
            m => m.Members
        );

    /// <summary>The members; at least two.</summary>
    public required ImmutableArray<Word> Members { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Members = change(Members) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        var members = names.Countries(Members);
        if (members.IsEmpty || !names.Require(Strength == 1, Place, "burden sharing to the part", Strength, "all of it, or none"))
            return;
        if (
            names.Require(members.Length > 1, Place, "number of members", members.Length, "at least 2")
            && !shock.TryAddBurdenSharing(members, out var twice)
        )
            names.Report(Place, $"{shock.World.Countries[twice].Code} in two burden-sharing groups", "each country in one at most");
    }
}
