using System.Globalization;

namespace Entente.Reporting;

/// <summary>What the data say where somebody knows better, and how facts are told.</summary>
/// <param name="world">The world as it is.</param>
internal sealed class FactWords(World world)
{
    /// <summary>What the data have; null: nothing that can be corrected.</summary>
    public double? Of(FactKind kind, string from, string to, string sector)
    {
        var (n, i, j) = (Country(to), Country(from), world.Sectors.ToList().FindIndex(one => one.Code == sector));
        if (j < 0)
            return null;
        if (kind == FactKind.Elasticity)
            return world.Thetas[j];
        if (n < 0 || i < 0 || n == i || !(world.Trade[n, i, j] > 0))
            return null;
        return kind == FactKind.Flow ? world.Trade[n, i, j] : Share(n, i, j);
    }

    /// <summary>A fact of an address in words.</summary>
    public string InWords(WorldFact fact)
    {
        var sector = world.Sectors.FirstOrDefault(one => one.Code == fact.Sector.Text)?.Name ?? fact.Sector.Text;
        return fact.Kind switch
        {
            FactKind.Elasticity => string.Create(CultureInfo.InvariantCulture, $"Trade elasticity of {sector}: {fact.Value:0.###}"),
            FactKind.Flow => string.Create(
                CultureInfo.InvariantCulture,
                $"{sector}, {Name(fact.From)} to {Name(fact.To)}: {fact.Value:#,0.##} {world.Identity.Unit}"
            ),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{sector}, part of {Name(fact.From)} in what {Name(fact.To)} imports: {100 * fact.Value:0.##}\u00a0%"
            ),
        };
    }

    private string Name(Word? code) => world.Countries.FirstOrDefault(one => one.Code == code?.Text)?.Name ?? $"{code}";

    private int Country(string code) => world.Countries.ToList().FindIndex(one => one.Code == code);

    /// <summary>Of quantities where there are any, else of value, as it is corrected.</summary>
    private double Share(int n, int i, int j)
    {
        var rows = (world.Energy?.Rows ?? []).Where(row => row.Importer == n && row.Exporter != n && row.Sector == j).ToList();
        if (rows.Exists(row => row.Exporter == i && row.Quantity > 0) && rows.Exists(row => row.Exporter != i && row.Quantity > 0))
            return rows.Where(row => row.Exporter == i).Sum(row => row.Quantity) / rows.Sum(row => row.Quantity);
        var bought = Enumerable.Range(0, world.Countries.Length).Where(other => other != n).Sum(other => world.Trade[n, other, j]);
        return world.Trade[n, i, j] / bought;
    }
}
