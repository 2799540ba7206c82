using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// A share of the capital in some sectors of some countries is lost: destroyed, taken away, not replaced by who invested. Where
/// owners abroad have capital there, what theirs earns after tax, before the loss and after it, is theirs: the host loses what
/// labour, tax and its own owners had, and the countries of the owners lose the rest, or gain what the rest of theirs earns more.
/// </summary>
public sealed record CapitalLoss : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<CapitalLoss>(
            "capital_loss",
            [
                MeasureKey.Countries("country"),
                MeasureKey.Sectors(),
                MeasureKey.Number<CapitalLoss>(
                    "share",
                    "of the capital in the data",
                    NumberRange.PartialShare,
                    (m, value) => m with { Share = value }
                ),
                MeasureKey.Number<CapitalLoss>(
                    "foreign_owned",
                    "of the capital of these sectors in the data",
                    NumberRange.Share,
                    (m, value) => m with { ForeignOwned = value },
                    "0"
                ),
                MeasureKey.Number<CapitalLoss>(
                    "foreign_lost",
                    "of the capital that is lost",
                    NumberRange.Share,
                    (m, value) => m with { ForeignLost = value },
                    "as owned"
                ),
                MeasureKey.Number<CapitalLoss>(
                    "profit_tax",
                    "of the profits of owners abroad",
                    NumberRange.Share,
                    (m, value) => m with { ProfitTax = value },
                    "0"
                ),
                MeasureKey.Countries("owners", "all"),
            ],
            values => new CapitalLoss
            {
                Countries = values.Words("country"),
                Sectors = values.Words("sectors"),
                Share = values.Number("share") ?? 0,
                ForeignOwned = values.Number("foreign_owned") ?? 0,
                ForeignLost = values.Number("foreign_lost"),
                ProfitTax = values.Number("profit_tax") ?? 0,
                Owners = values.Words("owners"),
            },
            Sentence,
            m => [.. m.Countries, .. m.Owners]
        );

    /// <summary>The countries that lose it.</summary>
    public required ImmutableArray<Word> Countries { get; init; }

    /// <summary>Sector codes, tags or <c>all</c>.</summary>
    public ImmutableArray<Word> Sectors { get; init; } = ["all"];

    /// <summary>Share of the capital of these sectors that is lost; from 0 to below 1.</summary>
    public required double Share { get; init; }

    /// <summary>
    /// Share of the capital of these sectors in the data, lost or not, that belongs to owners abroad; from 0 to 1. Worlds hold no data
    /// on it. It is a fact, and the same where the loss is taken in part.
    /// </summary>
    public double ForeignOwned { get; init; }

    /// <summary>Share of the lost capital that belonged to them; from 0 to 1; null: of all owners alike.</summary>
    public double? ForeignLost { get; init; }

    /// <summary>Rate at which the host taxes their profits; from 0 to 1.</summary>
    public double ProfitTax { get; init; }

    /// <summary>Where these owners are, by income; the country that loses the capital does not count.</summary>
    public ImmutableArray<Word> Owners { get; init; } = ["all"];

    /// <summary>What of it owners abroad had, as a loss by itself without anything that is paid.</summary>
    internal CapitalLoss OfOwnersAbroad => this with { Share = Share * LostAbroad, ForeignOwned = 0, ForeignLost = null };

    private double LostAbroad => ForeignLost ?? ForeignOwned;

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Countries = change(Countries), Owners = change(Owners) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        ArgumentNullException.ThrowIfNull(shock);
        ArgumentNullException.ThrowIfNull(names);
        var (hosts, sectors, owners) = (names.Countries(Countries), names.Sectors(Sectors), names.Countries(Owners));
        var isSound = names.Require(NumberRange.PartialShare, Place, "share", Share);
        isSound &= names.Require(NumberRange.Share, Place, "share of owners abroad", ForeignOwned);
        isSound &= ForeignLost is not { } lost || names.Require(NumberRange.Share, Place, "lost share of owners abroad", lost);
        isSound &= names.Require(NumberRange.Share, Place, "tax on profits", ProfitTax);
        isSound = isSound && RequireOwned(names);
        if (Find(shock.World, names, Place, "a loss of capital") is not { } capital || !isSound)
            return;
        foreach (var n in hosts)
        {
            foreach (var j in sectors)
                shock.LoseFactor(capital, n, j, Share);
            if (ForeignOwned > 0)
                Own(shock, names, capital, n, sectors, [.. owners.Where(m => m != n)]);
        }
    }

    /// <summary>Says what owners abroad have, and what of it they have lost; reports where that cannot be.</summary>
    private void Own(ShockBuilder shock, NameResolver names, int capital, int n, ImmutableArray<int> sectors, ImmutableArray<int> owners)
    {
        var world = shock.World;
        if (owners.IsEmpty)
        {
            names.Report(Place, $"owners abroad of capital of {world.Countries[n].Code} that are itself", "other countries");
            return;
        }
        var income = owners.Sum(m => world.Income[m]);
        ImmutableArray<OwnerPart> parts = [.. owners.Select(m => new OwnerPart(m, world.Income[m] / income))];
        foreach (var j in sectors)
        {
            var paid = (1 - ProfitTax) * ForeignOwned * Earned(world, capital, n, j);
            if (paid > 0 && !shock.TryOwnAbroad(new(capital, n, j, paid, 1, parts), Share, Share * LostAbroad / ForeignOwned))
            {
                names.Report(
                    Place,
                    $"other owners of capital of {world.Sectors[j].Code} in {world.Countries[n].Code} than another measure says",
                    "one share, tax and list of owners for the capital of a sector"
                );
                return;
            }
        }
    }

    /// <summary>Whether what is lost of each can be had by them.</summary>
    private bool RequireOwned(NameResolver names)
    {
        if (Share * LostAbroad > ForeignOwned * (1 + WorldChecks.Rounding))
            names.Report(
                Place,
                FormattableString.Invariant($"owners abroad of {ForeignOwned} of the capital who lose {Share * LostAbroad} of it"),
                "no more than they have"
            );
        else if (Share * (1 - LostAbroad) > (1 - ForeignOwned) * (1 + WorldChecks.Rounding))
            names.Report(
                Place,
                FormattableString.Invariant($"owners at home of {1 - ForeignOwned} of the capital who lose ")
                    + FormattableString.Invariant($"{Share * (1 - LostAbroad)} of it"),
                "no more than they have"
            );
        else
            return true;
        return false;
    }

    /// <summary>
    /// Why a loss cannot be asked for where trade is balanced before it: nothing then pays the owners abroad, whose profits would be
    /// a gift; null where it can.
    /// </summary>
    internal static Fault? WithoutPay(Measure measure, Closure closure) =>
        closure == Closure.Zero && measure is CapitalLoss { ForeignOwned: > 0 }
            ? new Fault(
                measure.Place,
                "owners abroad of capital in a world whose trade is balanced, which pays them nothing",
                "deficits as they are, or as shares of income"
            )
            : null;

    /// <summary>Position of the capital of a world; null, with a report, where it tells none apart.</summary>
    internal static int? Find(World world, NameResolver names, Place? place, string what)
    {
        for (var f = 0; f < world.Factors.Length; f++)
            if (world.Factors[f].Name == Factor.Capital)
                return f;
        names.Report(place, $"{what} in a world that does not tell capital from other value added", "one with a factor named capital");
        return null;
    }

    /// <summary>What a factor earns in a sector in the data.</summary>
    private static double Earned(World world, int f, int n, int j) =>
        world.Factors[f].Shares[n, j] * world.ValueAddedShares[n, j] * world.Output[n, j];

    private static string Sentence(CapitalLoss m, MeasureNames names) =>
        $"{names.Countries(m.Countries)} without {MeasureNames.Percent(m.Share)} of the capital in {names.Sectors(m.Sectors)}"
        + (
            m.ForeignOwned == 0
                ? ""
                : $"; {MeasureNames.Percent(m.ForeignOwned)} of all capital there is owned abroad ({names.Countries(m.Owners)}), "
                    + $"{MeasureNames.Percent(m.LostAbroad)} of what is lost; profits, taxed at {MeasureNames.Percent(m.ProfitTax)}, "
                    + "are the owners'"
        );
}

/// <summary>Capital as years of saving have made it: factors on its quantity by country and sector, beside what is lost.</summary>
/// <param name="Factors">By country and sector; &gt; 0.</param>
internal sealed record AccumulatedCapital(Table Factors) : Measure
{
    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        if (CapitalLoss.Find(shock.World, names, Place, "accumulation of capital") is not { } capital)
            return;
        for (var n = 0; n < Factors.Rows; n++)
            for (var j = 0; j < Factors.Columns; j++)
                shock.MultiplyFactor(capital, n, j, Factors[n, j]);
    }
}
