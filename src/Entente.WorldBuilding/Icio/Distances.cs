using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>How near and large partners are: shares that fall with distance, where nothing is known of a pair.</summary>
internal sealed class Distances
{
    private const string Table = "dist_cepii.csv";

    /// <summary>Distance to the rest of the world, and where the table has none, km.</summary>
    private const double Far = 6000;

    /// <summary>Elasticities of trade in services by size and by distance: priors within what estimates of gravity find.</summary>
    private const double Size = 0.9;
    private const double Fall = 1.3;

    private static readonly Dictionary<string, string> Older = new(StringComparer.Ordinal)
    {
        ["YUG"] = "SRB",
        ["ROM"] = "ROU",
        ["ZAR"] = "COD",
    };

    private readonly double[,] pull;

    public Distances(IcioRecipe recipe, AccountsTable accounts, string raw, FaultList faults)
    {
        var count = recipe.Countries.Length;
        var km = new double[count, count];
        foreach (var line in File.ReadLines(Path.Combine(raw, Table)).Skip(1))
        {
            var cells = line.Split(';');
            var (a, b) = (
                recipe.Country(Older.GetValueOrDefault(cells[0], cells[0])),
                recipe.Country(Older.GetValueOrDefault(cells[1], cells[1]))
            );
            if (a >= 0 && b >= 0)
                km[a, b] = double.Parse(cells[10], CultureInfo.InvariantCulture);
        }
        // Montenegro was part of the country that the table still has.
        var (serbia, montenegro) = (recipe.Country("SRB"), recipe.Country("MNE"));
        const double neighbours = 280;
        for (var m = 0; m < count; m++)
            (km[montenegro, m], km[m, montenegro]) = m == serbia ? (neighbours, neighbours) : (km[serbia, m], km[m, serbia]);
        var size = Enumerable.Range(0, count).Select(n => accounts.TotalValueAdded(n, recipe.Year)).ToArray();
        pull = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            double Of(int n) => n == i ? 0 : Math.Pow(size[n], Size) / Math.Pow(km[i, n] > 0 ? km[i, n] : Far, Fall);
            var all = Enumerable.Range(0, count).Sum(Of);
            for (var n = 0; n < count; n++)
                pull[n, i] = Of(n) / all;
        }
        if (size.Any(s => s <= 0))
            faults.Add(
                new Place("levels.csv"),
                $"{recipe.Countries[Array.FindIndex(size, s => s <= 0)].Code} has no value added",
                "a figure above 0"
            );
    }

    /// <summary>Share of partner n in what i trades, by size over distance.</summary>
    public double Pull(int n, int i) => pull[n, i];
}
