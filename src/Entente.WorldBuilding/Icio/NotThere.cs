using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// What does not exist and must be zero (<c>not-there.csv</c>): a sector that a country does not have, or a good it does
/// not buy.
/// </summary>
internal sealed class NotThere
{
    private readonly HashSet<(int Country, int Sector)> made = [];
    private readonly HashSet<(int Country, int Sector)> bought = [];

    public NotThere(IcioRecipe recipe, FaultList faults)
    {
        const string file = "not-there.csv";
        foreach (var row in RawTable.Read(recipe.Folder, file, ["country", "sector", "what", "because"], faults))
            foreach (var n in recipe.Members(row.Text("country"), file, faults))
                foreach (var sector in row.Text("sector").Split(';'))
                {
                    if (
                        recipe.Sector(sector) < 0
                        || row.Text("what") is not ("made" or "bought" or "both")
                        || row.Text("because").Length == 0
                    )
                        faults.Add(
                            new Place(file),
                            $"{row.Text("what")} {sector} without a reason",
                            "made, bought or both, a sector, and why"
                        );
                    if (row.Text("what") is "made" or "both")
                        made.Add((n, recipe.Sector(sector)));
                    if (row.Text("what") is "bought" or "both")
                        bought.Add((n, recipe.Sector(sector)));
                }
    }

    /// <summary>Whether a country makes none of a good.</summary>
    public bool Made(int n, int j) => made.Contains((n, j));

    /// <summary>Whether a country buys none of a good, at home or abroad.</summary>
    public bool Bought(int n, int j) => bought.Contains((n, j));

    public IEnumerable<(int Country, int Sector, bool OfMaking)> All =>
        made.Select(m => (m.Country, m.Sector, true)).Concat(bought.Select(b => (b.Country, b.Sector, false))).Order();
}
