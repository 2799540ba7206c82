using System.Collections.Immutable;

namespace Entente;

/// <summary>
/// What a pipe, a terminal or a wire can bring in a year, or what plants that load ships can send (a row of <c>networks.csv</c>).
/// </summary>
/// <param name="Importers">
/// Positions n: one, where the line arrives, or all that its sellers reach by it, whose purchases share it.
/// </param>
/// <param name="Exporters">Positions i whose sales share it; empty: all that can come from abroad, whoever sells it.</param>
/// <param name="Carrier">What it carries: the code of a sector, or a tag, meaning the sum of the sectors that have it.</param>
/// <param name="Capacity">Terajoules a year; above 0.</param>
/// <param name="Status">How it is known: observed, derived or imputed.</param>
/// <param name="Source">Where from.</param>
public sealed record NetworkRow(
    ImmutableArray<int> Importers,
    ImmutableArray<int> Exporters,
    string Carrier,
    double Capacity,
    EnergyStatus Status,
    string Source
)
{
    /// <summary>Whether it is the sellers' own: what they can send to several importers, who earn what it costs more when full.</summary>
    public bool IsSellers => Importers.Length > 1;
}

/// <summary>A row with its sectors found, and what came that way in the data.</summary>
/// <param name="Row">The row.</param>
/// <param name="Sectors">Positions j of what it carries, together.</param>
/// <param name="Exporters">Positions i of those whose sales it carries.</param>
/// <param name="Used">Terajoules in the data.</param>
public sealed record NetworkLine(NetworkRow Row, ImmutableArray<int> Sectors, ImmutableArray<int> Exporters, double Used)
{
    /// <summary>Terajoules that the data hold beyond the capacity; 0 where they fit.</summary>
    public double Excess => Math.Max(0, Used - Row.Capacity);

    /// <summary>The line as people name it.</summary>
    public string Name(World world) => NetworkChecks.Name((world ?? throw new ArgumentNullException(nameof(world))).Countries, Row);

    /// <summary>Whether nothing came that way in the data: a line that opens when the price pays for it.</summary>
    public bool IsDormant => Used == 0;
}

/// <summary>
/// Capacities of pipes, terminals and wires by pair and carrier, in terajoules a year. In every answer flows that go over
/// them keep within them (equation 23). Immutable.
/// </summary>
public sealed class Networks
{
    internal Networks(int countries, ImmutableArray<Sector> sectors, EnergyFlows energy, ImmutableArray<NetworkRow> rows)
    {
        Lines =
        [
            .. rows.Select(row =>
            {
                var carried = SectorsOf(sectors, row.Carrier);
                ImmutableArray<int> exporters = row.Exporters.IsEmpty
                    ? [.. Enumerable.Range(0, countries).Where(i => !row.Importers.Contains(i))]
                    : row.Exporters;
                return new NetworkLine(
                    row,
                    carried,
                    exporters,
                    row.Importers.Sum(n => exporters.Sum(i => carried.Sum(j => energy.Quantities[n, i, energy.Carrier(j)])))
                );
            }),
        ];
        carriers = [.. Enumerable.Range(0, sectors.Length).Where(j => Lines.Any(line => line.Sectors.Contains(j)))];
    }

    private readonly ImmutableHashSet<int> carriers;

    /// <summary>The lines, in the order of the rows.</summary>
    public ImmutableArray<NetworkLine> Lines { get; }

    /// <summary>Whether sector j goes over pipes, terminals or wires whose capacity is known.</summary>
    public bool Carries(int j) => carriers.Contains(j);

    /// <summary>Tariffs without the rents that full lines hold in them; the same where none is full.</summary>
    internal Cube WithoutRents(Cube tariffs, ImmutableArray<double> wedges)
    {
        if (wedges.All(omega => omega == 1))
            return tariffs;
        var levied = tariffs.Span.ToArray();
        for (var l = 0; l < wedges.Length; l++)
            if (wedges[l] > 1)
                foreach (var i in Lines[l].Exporters)
                    foreach (var j in Lines[l].Sectors)
                    {
                        var at = (Lines[l].Row.Importers[0] * tariffs.Second + i) * tariffs.Third + j;
                        levied[at] = (1 + levied[at]) / wedges[l] - 1;
                    }
        return new Cube(tariffs.First, tariffs.Second, tariffs.Third, levied);
    }

    /// <summary>The sectors that a carrier means: the sector of that code, or all with that tag; empty where there is none.</summary>
    internal static ImmutableArray<int> SectorsOf(ImmutableArray<Sector> sectors, string carrier)
    {
        var all = Enumerable.Range(0, sectors.Length);
        return all.Any(j => sectors[j].Code == carrier)
            ? [.. all.Where(j => sectors[j].Code == carrier)]
            : [.. all.Where(j => sectors[j].Tags.Contains(carrier, StringComparer.Ordinal))];
    }
}
