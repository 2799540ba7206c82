using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Icio;

/// <summary>What goes beside a world of this method: which cells are observed, and how far it is from its sources.</summary>
internal static class IcioReport
{
    public static string Cells(IcioRecipe recipe) => "table,cells,status,spread,method,source\n";

    public static string Check(World world, IcioRecipe recipe, IcioFit fit, Evidence evidence, EnergyBuild energy)
    {
        var text = new StringBuilder("# Checks of this world\n\nWritten by the pipeline. Values in million USD.\n");
        Levels(text, world, recipe, fit, evidence);
        energy.Report(text, world);
        BuildReport.Balance(text, fit.Economy.Changes);
        return text.ToString();
    }

    private static void Levels(StringBuilder text, World world, IcioRecipe recipe, IcioFit fit, Evidence evidence)
    {
        text.Append("\n## Balances and levels beside the accounts\n\n| country | value added | accounts | gap % | goods sold | services sold | goods bought | services bought | balance | accounts | gap, % of value added |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var (gs, ss, gb, sb) = (0.0, 0.0, 0.0, 0.0);
            for (var m = 0; m < world.Countries.Length; m++)
                for (var j = 0; m != n && j < world.Sectors.Length; j++)
                    if (recipe.IsService(j))
                        (ss, sb) = (ss + world.Trade[m, n, j], sb + world.Trade[n, m, j]);
                    else
                        (gs, gb) = (gs + world.Trade[m, n, j], gb + world.Trade[n, m, j]);
            var accounts = evidence.Accounts.TotalValueAdded(n, recipe.Year);
            text.Append(CultureInfo.InvariantCulture, $"| {world.Countries[n].Code} | {world.ValueAdded[n]:0} | {accounts:0} | {100 * (world.ValueAdded[n] / accounts - 1):0.0} | {gs:0} | {ss:0} | {gb:0} | {sb:0} | {-world.Deficits[n]:0} | {fit.Levels.Balance[n]:0} | {100 * (-world.Deficits[n] - fit.Levels.Balance[n]) / world.ValueAdded[n]:0.0} |\n");
        }
    }
}
