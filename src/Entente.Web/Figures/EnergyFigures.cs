using System.Collections.Immutable;
using Entente.Outcomes;
using Entente.Reporting;
using Entente.Reporting.Figures;

namespace Entente.Web.Figures;

/// <summary>What a country uses of a carrier from one seller, in terajoules. Immutable.</summary>
/// <param name="Carrier">The carrier, for people.</param>
/// <param name="Seller">The seller, for people; the country itself among them.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record EnergySource(string Carrier, string Seller, double Before, double After);

/// <summary>What a pipe, a terminal or a wire brings to a country or takes from it, in terajoules a year. Immutable.</summary>
/// <param name="Name">What it carries and from whom to whom, for people.</param>
/// <param name="Capacity">What it can bring.</param>
/// <param name="Before">What came before.</param>
/// <param name="After">What comes after; NaN where nothing can.</param>
/// <param name="Rent">What is earned as it is full, in the unit of the world; NaN where nothing can come.</param>
public sealed record EnergyWay(string Name, double Capacity, double Before, double After, double Rent)
{
    /// <summary>Whether all that it can bring comes.</summary>
    public bool IsFull => After >= 0.9999 * Capacity;
}

/// <summary>Whose energy a country uses before and after, and by which ways it comes; found when first asked for. Immutable.</summary>
/// <param name="comparison">The changes, of a world with energy.</param>
/// <param name="country">Position of the country.</param>
public sealed class EnergyFigures(Comparison comparison, int country)
{
    private const int MostBars = 12;
    private const int MostNames = 3;
    private const double Tera = 1000;

    private readonly World world = comparison.World;

    /// <summary>The carriers and all together, before and after.</summary>
    public ImmutableArray<(EnergyUse Was, EnergyUse Becomes)> Carriers => field.IsDefault ? field = Pairs() : field;

    /// <summary>Each carrier by seller, what comes most or came most first within a carrier.</summary>
    public ImmutableArray<EnergySource> Sources => field.IsDefault ? field = [.. Carriers.SelectMany(Of)] : field;

    /// <summary>The sources that change most, from loss to gain, in petajoules.</summary>
    public BarChart Changes =>
        field ??= new(
            $"Change of energy used in {world.Countries[country].Name} by carrier and seller, in petajoules a year",
            [
                .. Sources
                    .OrderByDescending(one => Math.Abs(one.After - one.Before))
                    .Take(MostBars)
                    .OrderBy(one => one.After - one.Before)
                    .Select(one => new Bar(
                        $"{one.Seller}: {one.Carrier}",
                        (one.After - one.Before) / Tera,
                        Scale.FillOf(one.After - one.Before)
                    )),
            ]
        )
        {
            NameLength = AnswerFigures.NameLength,
            BarWidth = AnswerFigures.BarWidth,
        };

    /// <summary>The ways that lead to the country, and those that lead from it alone, those that carry most first.</summary>
    public ImmutableArray<EnergyWay> Ways => field.IsDefault ? field = [.. FoundWays()] : field;

    private ImmutableArray<(EnergyUse, EnergyUse)> Pairs() =>
        [
            .. EnergyProfile
                .Of(comparison.EnergyBefore, world, [country])[0]
                .Carriers.Zip(EnergyProfile.Of(comparison.EnergyAfter, world, [country])[0].Carriers),
        ];

    private static IEnumerable<EnergySource> Of((EnergyUse Was, EnergyUse Becomes) carrier)
    {
        var (was, becomes) = (Quantities(carrier.Was), Quantities(carrier.Becomes));
        return was
            .Keys.Union(becomes.Keys)
            .Select(name => new EnergySource(carrier.Was.Name, name, was.GetValueOrDefault(name), becomes.GetValueOrDefault(name)))
            .OrderByDescending(one => Math.Max(one.Before, one.After))
            .ThenBy(one => one.Seller, StringComparer.Ordinal);
    }

    private static Dictionary<string, double> Quantities(EnergyUse use) =>
        use.Suppliers.ToDictionary(seller => seller.Name, seller => seller.Quantity);

    private IEnumerable<EnergyWay> FoundWays()
    {
        if (world.Networks is not { } networks)
            return [];
        return networks
            .Lines.Zip(LineOutcome.Of(comparison))
            .Where(one => IsOwn(one.First.Row))
            .Select(one => Way(one.First.Row, one.Second))
            .OrderByDescending(way => Math.Max(way.Before, double.IsNaN(way.After) ? 0 : way.After))
            .ThenBy(way => way.Name, StringComparer.Ordinal);
    }

    private EnergyWay Way(NetworkRow row, LineOutcome of) => new(NameOf(row), of.Capacity, of.UsedBefore, of.Used, of.Rent);

    /// <summary>What loads ships elsewhere leads to everybody, and says nothing of one of them.</summary>
    private bool IsOwn(NetworkRow row) =>
        (!row.IsSellers && row.Importers.Contains(country)) || (row.Exporters is [var only] && only == country);

    private string NameOf(NetworkRow row)
    {
        var carrier = world.TrySector(row.Carrier, out var j) ? world.Sectors[j].Name : ChangeText.Capital(row.Carrier.Replace('_', ' '));
        var from = row.Exporters.IsEmpty ? "all abroad" : Listed(row.Exporters);
        return $"{carrier}, from {from} to {(row.IsSellers ? "whom ships reach" : Listed(row.Importers))}";
    }

    private string Listed(ImmutableArray<int> countries)
    {
        var isLong = countries.Length > MostNames + 1;
        return string.Join(", ", countries.Take(isLong ? MostNames : countries.Length).Select(n => world.Countries[n].Name))
            + (isLong ? $" and {countries.Length - MostNames} more" : "");
    }
}
