using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>Productivity of a country's sectors multiplied by a factor: unit cost divided by it.</summary>
public sealed record Productivity : Measure
{
    /// <summary>The countries.</summary>
    public required ImmutableArray<Word> Countries { get; init; }

    /// <summary>Sector codes, tags or <c>all</c>.</summary>
    public ImmutableArray<Word> Sectors { get; init; } = ["all"];

    /// <summary>Factor on productivity; &gt; 0.</summary>
    public required double Factor { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (countries, sectors) = (names.Countries(Countries), names.Sectors(Sectors));
        if (!names.Require(Factor > 0 && double.IsFinite(Factor), Place, "factor", Factor, "a finite number above 0"))
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
    /// <summary>Who pays.</summary>
    public required ImmutableArray<Word> From { get; init; }

    /// <summary>Who receives.</summary>
    public required ImmutableArray<Word> To { get; init; }

    /// <summary>The total, in the unit of the world; null where <see cref="ShareOfIncome"/> is given.</summary>
    public double? Amount { get; init; }

    /// <summary>The share of its baseline income that each payer gives; null where <see cref="Amount"/> is given.</summary>
    public double? ShareOfIncome { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (payers, receivers) = (names.Countries(From), names.Countries(To));
        if (Amount is null == ShareOfIncome is null)
        {
            names.Report(
                Place,
                Amount is null
                    ? "a transfer with neither `amount` nor `share_of_income`"
                    : "a transfer with both `amount` and `share_of_income`",
                "one of them"
            );
            return;
        }
        var given = Amount ?? ShareOfIncome!.Value;
        if (
            !names.Require(
                given >= 0 && double.IsFinite(given),
                Place,
                Amount is null ? "share_of_income" : "amount",
                given,
                "a finite number, 0 or more"
            )
        )
            return;
        var income = shock.World.Income;
        var paid = payers.Sum(n => income[n]);
        var total = Amount ?? given * paid;
        foreach (var n in payers)
            shock.AddTransfer(n, -total * income[n] / paid);
        var received = receivers.Sum(n => income[n]);
        foreach (var n in receivers)
            shock.AddTransfer(n, total * income[n] / received);
    }
}

/// <summary>
/// Lump-sum transfers among the members, adding up to zero, that equalise their exact real income change
/// (Chowdhry, Hinz, Kamin and Wanner, "Brothers in arms"). Solved with the equilibrium.
/// </summary>
public sealed record BurdenSharing : Measure
{
    /// <summary>The members; at least two.</summary>
    public required ImmutableArray<Word> Members { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        var members = names.Countries(Members);
        if (members.IsEmpty)
            return;
        if (
            names.Require(members.Length > 1, Place, "number of members", members.Length, "at least 2")
            && !shock.TryAddBurdenSharing(members, out var twice)
        )
            names.Report(Place, $"{shock.World.Countries[twice].Code} in two burden-sharing groups", "each country in one at most");
    }
}
