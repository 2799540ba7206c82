using Entente.Data;
using Entente.Data.Tables;
using Entente.Data.Worlds;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// How sure a world is of its figures: <c>uncertainty.csv</c> of the recipe, in which <c>:table</c>, <c>:flows</c>, <c>:carved</c>
/// and <c>:rest</c> are the countries that came about so; and the spread of published sets of elasticities.
/// </summary>
internal static class IcioUncertainty
{
    private const string FileName = "uncertainty.csv";

    public static WorldUncertainty Read(string raw, IcioRecipe recipe, double[] thetas, FaultList faults)
    {
        var reader = new UncertaintyReader();
        using (
            var rows = TableRows.Open(
                Path.Combine(recipe.Folder, FileName),
                FileName,
                ["table", "sectors", "spread", "common", "status"],
                ["country", "partner", "basis"],
                faults
            )
        )
            reader.Cells(rows, faults);
        return new(
            [
                .. reader.Uncertainty.Cells.Select(row =>
                    row with
                    {
                        Countries = Expanded(row.Countries, recipe),
                        Partners = Expanded(row.Partners, recipe),
                    }
                ),
            ],
            ElasticitySets.Read(raw, recipe, thetas, faults)
        );
    }

    private static string Expanded(string list, IcioRecipe recipe) =>
        string.Join(
            ';',
            list.Split(';')
                .SelectMany(word =>
                    word.StartsWith(':')
                        ? recipe
                            .Countries.Where(c => c.Kind.ToString().Equals(word[1..], StringComparison.OrdinalIgnoreCase))
                            .Select(c => c.Code)
                        : [word]
                )
        );
}
