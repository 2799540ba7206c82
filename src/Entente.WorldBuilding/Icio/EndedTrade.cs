using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// What is left of products of pairs that ended between the flow table's year and the world's (<c>ended.csv</c>): factors on
/// what the flow table has; customs data of the year know it already.
/// </summary>
internal sealed class EndedTrade
{
    private const string File = "ended.csv";

    private readonly Dictionary<(int Importer, int Exporter, int Sector), double> factors = [];

    public EndedTrade(IcioRecipe recipe, FaultList faults)
    {
        foreach (var row in RawTable.Read(recipe.Folder, File, ["exporter", "importer", "sector", "factor", "source"], faults))
        {
            var j = recipe.Sector(row.Text("sector"));
            if (j < 0 || row.Text("source").Length == 0)
                faults.Add(
                    new Place(File),
                    $"sector '{row.Text("sector")}', source '{row.Text("source")}'",
                    "a sector of the recipe, and a source"
                );
            foreach (var i in recipe.Members(row.Text("exporter"), File, faults))
                foreach (var n in recipe.Members(row.Text("importer"), File, faults))
                    factors[(n, i, j)] = row.Number("factor");
        }
    }

    public double Factor(int n, int i, int j) => factors.GetValueOrDefault((n, i, j), 1);
}
