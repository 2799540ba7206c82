using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// A share of the capital in some sectors of some countries is lost: destroyed, taken away, not replaced by who invested. Where
/// owners abroad had it, their profits after tax are theirs: the host goes on without paying them, so that it loses what labour
/// and tax had of it and the profits of its own owners, and the countries of the owners lose the rest.
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
                    "of the capital that is lost",
                    NumberRange.Share,
                    (m, value) => m with { ForeignOwned = value },
                    "0"
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

    /// <summary>Share of the lost capital that owners abroad had; from 0 to 1. Worlds hold no data on it.</summary>
    public double ForeignOwned { get; init; }

    /// <summary>Rate at which the host taxes their profits; from 0 to 1.</summary>
    public double ProfitTax { get; init; }

    /// <summary>Where these owners are, by income; the country that loses the capital does not count.</summary>
    public ImmutableArray<Word> Owners { get; init; } = ["all"];

    /// <summary>What of it owners abroad had, as a loss by itself without anything that is paid.</summary>
    internal CapitalLoss OfOwnersAbroad => this with { Share = Share * ForeignOwned, ForeignOwned = 0 };

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
        isSound &= names.Require(NumberRange.Share, Place, "tax on profits", ProfitTax);
        if (Find(shock.World, names, Place, "a loss of capital") is not { } capital || !isSound)
            return;
        foreach (var n in hosts)
        {
            var lost = 0.0;
            foreach (var j in sectors)
            {
                lost += Share * shock.GetFactor(capital, n, j) * Earned(shock.World, capital, n, j);
                shock.MultiplyFactor(capital, n, j, 1 - Share);
            }
            GiveUpProfits(shock, names, n, (1 - ProfitTax) * ForeignOwned * lost, [.. owners.Where(m => m != n)]);
        }
    }

    /// <summary>What the host paid to owners abroad stays with it: a lump sum at the expense of their countries.</summary>
    private void GiveUpProfits(ShockBuilder shock, NameResolver names, int n, double profits, ImmutableArray<int> owners)
    {
        if (profits == 0)
            return;
        if (owners.IsEmpty)
        {
            names.Report(Place, $"owners abroad of capital of {shock.World.Countries[n].Code} that are itself", "other countries");
            return;
        }
        var income = owners.Sum(m => shock.World.Income[m]);
        foreach (var m in owners)
            shock.AddTransfer(m, -profits * shock.World.Income[m] / income);
        shock.AddTransfer(n, profits);
    }

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
                : $"; {MeasureNames.Percent(m.ForeignOwned)} of it was owned abroad ({names.Countries(m.Owners)}), "
                    + $"whose profits, taxed at {MeasureNames.Percent(m.ProfitTax)}, are no longer paid"
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
