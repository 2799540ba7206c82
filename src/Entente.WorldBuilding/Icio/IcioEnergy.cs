using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;
using Entente.WorldBuilding.Networks;
using Entente.WorldBuilding.Quantities;

namespace Entente.WorldBuilding.Icio;

/// <summary>Quantities of energy of a world, and the pipes, terminals and wires they come over.</summary>
internal sealed class IcioEnergy(IcioRecipe recipe, string raw, EnergyPrices prices)
{
    private const string Power = "power";

    private readonly List<string> countries = [.. recipe.Countries.Select(c => c.Code)];
    private readonly List<string> sectors = [.. recipe.Sectors.Select(s => s.Code)];
    private EnergyQuantities? quantities;
    private List<OddUnitValue> odd = [];

    /// <summary>The rows of <c>energy.csv</c> for the flows as they will stand.</summary>
    public ImmutableArray<EnergyRow> Rows(Cube trade, FaultList faults)
    {
        var values = new double[trade.First, trade.Second, trade.Third];
        for (var n = 0; n < trade.First; n++)
            for (var i = 0; i < trade.Second; i++)
                for (var j = 0; j < trade.Third; j++)
                    values[n, i, j] = trade[n, i, j];
        quantities = EnergyQuantities.Build(
            new EnergyRequest
            {
                Raw = raw,
                Recipe = recipe.Policy,
                Year = recipe.Year,
                Countries = countries,
                Sectors = sectors,
                Trade = values,
                Price = prices.Of,
                Least = recipe.LeastEnergyFlow,
            },
            faults
        );
        odd = quantities is null ? [] : UnitValueCheck.Odd(quantities.Rows, values);
        return quantities?.Rows ?? [];
    }

    /// <summary>The rows of <c>networks.csv</c>; no capacity is below what came.</summary>
    public ImmutableArray<NetworkRow> Lines(EnergyFlows flows, FaultList faults)
    {
        var known = NetworkEntry.Read(recipe.Policy, recipe.Year, countries, faults);
        var entries = Liquefaction.WithoutFull(known, Liquefaction.Full(recipe.Policy, recipe.Year, faults));
        return
        [
            .. NetworkCapacities
                .Rows(entries, countries, Came)
                .Concat(Liquefaction.Rows(recipe.Policy, recipe.Year, known, countries, Came, faults))
                .Select(row => new NetworkRow(
                    [.. row.Importer.Split(';').Select(importer => countries.IndexOf(importer))],
                    [.. row.Exporters.Select(exporter => countries.IndexOf(exporter))],
                    row.Sector,
                    row.Terajoules,
                    row.Status,
                    row.Source
                )),
        ];

        double Came(string importer, string exporter, string carrier) =>
            Enumerable
                .Range(0, sectors.Count)
                .Where(j => carrier == Power ? recipe.IsPower(j) : sectors[j] == carrier)
                .Sum(j => flows.Quantities[countries.IndexOf(importer), countries.IndexOf(exporter), flows.Carrier(j)]);
    }

    /// <summary>What of the quantities does not fit the flows, for <c>check.md</c>.</summary>
    public string Report() =>
        "\n## Quantities that sources tell and values do not hold\n\n"
        + $"Without a value: {List(quantities!.Missing)}.\n\n"
        + $"With a value that is no price of the carrier: {List(quantities.Refused)}.\n\n"
        + $"Unit values beyond {UnitValueCheck.Most.ToString("0", CultureInfo.InvariantCulture)} times the mean of their carrier or "
        + $"below a part of it, the largest flows:\n\n{UnitValueCheck.Table(odd, countries, sectors)}";

    private static string List(List<KnownQuantity> known) =>
        known.Count == 0
            ? "none"
            : string.Join(
                ", ",
                known
                    .OrderByDescending(k => k.Terajoules)
                    .Take(Shown)
                    .Select(k =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{k.Sector} {k.Exporter} to {k.Importer} {k.Terajoules / 1000:0.#} PJ"
                        )
                    )
            ) + (known.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {known.Count - Shown} smaller") : "");

    private const int Shown = 15;
}
