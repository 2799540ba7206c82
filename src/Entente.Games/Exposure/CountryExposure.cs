using System.Collections.Immutable;
using Entente.Energy;

namespace Entente.Games.Exposure;

/// <summary>How a country hangs on a partner.</summary>
/// <param name="Name">The partner: a country or a bloc.</param>
/// <param name="ImportShare">Its share in what the country buys abroad.</param>
/// <param name="ExportShare">Its share in what the country sells abroad.</param>
/// <param name="Elasticity">
/// (X1) By how many per cent real income of the country rises where productivity of the partner does by one; null where derivatives do
/// not cover the model.
/// </param>
public sealed record PartnerExposure(string Name, double ImportShare, double ExportShare, double? Elasticity);

/// <summary>How a country hangs on others for an energy good.</summary>
/// <param name="Carrier">Name of the good.</param>
/// <param name="FromAbroad">Share of use that is bought abroad.</param>
/// <param name="Supplier">Largest supplier; empty where there is none.</param>
/// <param name="SupplierShare">Its share in imports.</param>
/// <param name="RussianOrigin">Share of use that was taken from nature in Russia; not a number where the world has no Russia.</param>
public sealed record EnergyExposure(string Carrier, double FromAbroad, string Supplier, double SupplierShare, double RussianOrigin);

/// <summary>What a country's position meets in its economy: partners, friends and enemies, energy.</summary>
/// <param name="World">Title of the world.</param>
/// <param name="Partners">The partners.</param>
/// <param name="Energy">The energy goods that it uses; empty where the world has no quantities.</param>
public sealed record CountryExposure(
    string World,
    ImmutableArray<PartnerExposure> Partners,
    ImmutableArray<EnergyExposure> Energy
)
{
    /// <summary>What the European Union is called among partners.</summary>
    public const string UnionName = "European Union";

    private const string Russia = "RUS";
    private const string Union = "eu27";

    /// <summary>Exposure to the European Union, Russia, the United States and China, as far as the world has them.</summary>
    /// <param name="baseline">The world with its model.</param>
    /// <param name="country">Position of the country.</param>
    public static CountryExposure Of(Baseline baseline, int country)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var world = baseline.World;
        var blocs = new List<Bloc>();
        if (world.Identity.Groups.TryGetValue(Union, out var union))
            blocs.Add(
                new Bloc(
                    UnionName,
                    [.. union.Where(code => world.TryCountry(code, out _)).Select(world.Country).Where(n => n != country)]
                )
            );
        foreach (var code in new[] { Russia, "USA", "CHN" })
            if (world.TryCountry(code, out var n) && n != country)
                blocs.Add(new Bloc(world.Countries[n].Name, [n]));
        var (bought, sold) = (Abroad(world, country, isImport: true), Abroad(world, country, isImport: false));
        var elasticities = ExposureAnswer.Elasticities(baseline, [country]).GetValueOrDefault(country);
        return new CountryExposure(
            world.Identity.Title,
            [
                .. blocs.Select(bloc => new PartnerExposure(
                    bloc.Name,
                    bloc.Countries.Sum(i => bought[i]) / bought.Sum(),
                    bloc.Countries.Sum(i => sold[i]) / sold.Sum(),
                    elasticities.IsDefault ? null : bloc.Countries.Sum(i => elasticities[i])
                )),
            ],
            world.Energy is null ? [] : [.. EnergyOf(world, country)]
        );
    }

    private static double[] Abroad(World world, int n, bool isImport) =>
        [
            .. Enumerable
                .Range(0, world.Countries.Length)
                .Select(i =>
                    i == n ? 0 : Enumerable.Range(0, world.Sectors.Length).Sum(j => isImport ? world.Trade[n, i, j] : world.Trade[i, n, j])
                ),
        ];

    private static IEnumerable<EnergyExposure> EnergyOf(World world, int n)
    {
        var dependence = EnergyDependence.Of(world);
        var russia = world.TryCountry(Russia, out var at) ? at : -1;
        for (var c = 0; c < dependence.Balance.Energy.Carriers.Length; c++)
            if (dependence.Balance.Use[n, c] > 0)
            {
                var supplier = dependence.LargestSupplier(n, c);
                yield return new EnergyExposure(
                    world.Sectors[dependence.Balance.Energy.Carriers[c]].Name,
                    dependence.ImportDependence(n, c),
                    supplier < 0 ? "" : world.Countries[supplier].Name,
                    supplier < 0 ? double.NaN : dependence.ShareInImports(n, supplier, c),
                    russia < 0 || n == russia ? double.NaN : dependence.Origin(n, c, russia)
                );
            }
    }
}
