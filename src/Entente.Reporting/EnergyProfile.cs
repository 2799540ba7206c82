using System.Collections.Immutable;
using Entente.Data.Worlds;
using Entente.Energy;

namespace Entente.Reporting;

/// <summary>What a supplier sells of a carrier; the buyer itself among them.</summary>
public sealed record EnergySupplier(
    string Code,
    string Name,
    double Quantity,
    double Share,
    double Value,
    double ValueShare,
    string Status
);

/// <summary>One country's use of one carrier, or of all together; shares are NaN where nothing is used or bought.</summary>
/// <param name="Code">Sector code; <c>all</c> for all energy delivered to households and firms.</param>
/// <param name="Name">For people.</param>
/// <param name="Use">Terajoules.</param>
/// <param name="Value">What is paid at producer prices, in the unit of the world.</param>
/// <param name="ImportDependence">Share of use bought abroad.</param>
/// <param name="LargestSupplier">Code of the largest supplier abroad; null where there is none.</param>
/// <param name="LargestShare">Its share in imports by quantity.</param>
/// <param name="LargestValueShare">Its share in imports by value.</param>
/// <param name="Concentration">Herfindahl-Hirschman index of imports.</param>
/// <param name="LargestOrigin">Code of the country abroad where most was taken from nature.</param>
/// <param name="OriginShare">Its share in use.</param>
/// <param name="Observed">Share of imports whose quantity is observed or derived from observed ones.</param>
public sealed record EnergyUse(
    string Code,
    string Name,
    double Use,
    double Value,
    double ImportDependence,
    string? LargestSupplier,
    double LargestShare,
    double LargestValueShare,
    double Concentration,
    string? LargestOrigin,
    double OriginShare,
    double Observed
)
{
    /// <summary>All suppliers, the largest first.</summary>
    public ImmutableArray<EnergySupplier> Suppliers { get; init; } = [];

    /// <summary>Where it was taken from nature, the country itself included, the largest first.</summary>
    public ImmutableArray<(string Code, double Share)> Origins { get; init; } = [];
}

/// <summary>The energy of one country in words and numbers that tables are made of.</summary>
public sealed record EnergyProfile(Country Country, ImmutableArray<EnergyUse> Carriers)
{
    /// <summary>Profiles of some countries, a row for each carrier and one for all.</summary>
    public static IReadOnlyList<EnergyProfile> Of(EnergyDependence dependence, World world, ImmutableArray<int> countries)
    {
        ArgumentNullException.ThrowIfNull(dependence);
        ArgumentNullException.ThrowIfNull(world);
        var carriers = Enumerable.Range(0, dependence.Balance.Energy.Carriers.Length);
        return
        [
            .. countries.Select(n => new EnergyProfile(
                world.Countries[n],
                [.. carriers.Select(c => Carrier(dependence, world, n, c)), All(dependence, world, n)]
            )),
        ];
    }

    private static EnergyUse Carrier(EnergyDependence of, World world, int n, int c)
    {
        var (balance, sector, largest) = (of.Balance, world.Sectors[of.Balance.Energy.Carriers[c]], of.LargestSupplier(n, c));
        var countries = Enumerable.Range(0, world.Countries.Length).ToList();
        var (value, abroad) = (countries.Sum(i => balance.Values[n, i, c]), countries.Where(i => i != n).Sum(i => balance.Values[n, i, c]));
        var origins = Origins(world, s => of.Origin(n, c, s));
        var suppliers = countries
            .Where(i => balance.Quantities[n, i, c] > 0)
            .OrderByDescending(i => balance.Quantities[n, i, c])
            .Select(i => new EnergySupplier(
                world.Countries[i].Code,
                world.Countries[i].Name,
                balance.Quantities[n, i, c],
                of.ShareInUse(n, i, c),
                balance.Values[n, i, c],
                balance.Values[n, i, c] / value,
                EnergyText.Word(balance.Energy.Status(n, i, c))
            ));
        var top = origins.FirstOrDefault(o => o.Code != world.Countries[n].Code);
        return new EnergyUse(
            sector.Code,
            sector.Name,
            balance.Use[n, c],
            value,
            of.ImportDependence(n, c),
            largest < 0 ? null : world.Countries[largest].Code,
            largest < 0 ? double.NaN : of.ShareInImports(n, largest, c),
            largest < 0 ? double.NaN : balance.Values[n, largest, c] / abroad,
            largest < 0 ? double.NaN : of.Concentration(n, c),
            top.Code,
            top.Code is null ? double.NaN : top.Share,
            countries
                .Where(i => i != n && balance.Energy.Status(n, i, c) is EnergyStatus.Observed or EnergyStatus.Derived && i != n)
                .Sum(i => balance.Quantities[n, i, c]) / of.Imports(n, c)
        )
        {
            Suppliers = [.. suppliers],
            Origins = origins,
        };
    }

    private static EnergyUse All(EnergyDependence of, World world, int n)
    {
        var delivered = Enumerable.Range(0, of.Balance.Energy.Carriers.Length).Sum(c => of.Delivered(n, c));
        var origins = Origins(world, s => of.Origin(n, s));
        var (top, own) = (
            origins.FirstOrDefault(o => o.Code != world.Countries[n].Code),
            origins.Where(o => o.Code == world.Countries[n].Code).Sum(o => o.Share)
        );
        return new EnergyUse(
            "all",
            "All energy delivered",
            delivered,
            double.NaN,
            delivered > 0 ? 1 - own : double.NaN,
            null,
            double.NaN,
            double.NaN,
            double.NaN,
            top.Code,
            top.Code is null ? double.NaN : top.Share,
            double.NaN
        )
        {
            Origins = origins,
        };
    }

    private static ImmutableArray<(string Code, double Share)> Origins(World world, Func<int, double> share) =>
        [
            .. Enumerable
                .Range(0, world.Countries.Length)
                .Select(s => (world.Countries[s].Code, Share: share(s)))
                .Where(o => o.Share > 0)
                .OrderByDescending(o => o.Share),
        ];
}
