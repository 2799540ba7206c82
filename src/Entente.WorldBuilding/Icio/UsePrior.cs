using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Who uses what, before it is balanced to purchases: coefficients of the technology brought to what each sector spends;
/// fuels as <see cref="EnergyUse"/> has them, else by prior mixes of users (<c>users.csv</c>); electricity by the mix that is supplied.
/// </summary>
internal sealed class UsePrior
{
    /// <summary>Part of every sector's inputs that is of all goods but fuels as the country buys them, so that a balance exists.</summary>
    private const double Everywhere = 2e-3;

    private readonly IcioRecipe recipe;
    private readonly CoarseSectors coarse;
    private readonly Technology technology;
    private readonly Dictionary<string, double[]> users;
    private readonly int crude;
    private readonly int gas;
    private readonly int coal;
    private readonly int refined;
    private readonly int heat;

    public UsePrior(IcioRecipe recipe, CoarseSectors coarse, Technology technology, FaultList faults)
    {
        (this.recipe, this.coarse, this.technology) = (recipe, coarse, technology);
        (crude, gas, coal, refined, heat) = (
            recipe.Sector("CRUDE"),
            recipe.Sector("GAS"),
            recipe.Sector("COAL"),
            recipe.Sector("REFI"),
            recipe.Sector("HEAT")
        );
        users = RawTable
            .Read(recipe.Folder, "users.csv", ["user", "CRUDE", "GAS", "COAL", "HEAT", "source"], faults)
            .ToDictionary(
                row => row.Text("user"),
                row => new[] { row.Number("CRUDE"), row.Number("GAS"), row.Number("COAL"), row.Number("HEAT") },
                StringComparer.Ordinal
            );
    }

    /// <summary>Enters use and final demand of a country whose trade, output and value added stand.</summary>
    public void Apply(Economy economy, int n, FuelUse fuel)
    {
        var bought = Enumerable.Range(0, recipe.Sectors.Length).Sum(k => economy.Expenditure(n, k));
        for (var j = 0; j < recipe.Sectors.Length; j++)
        {
            var spent = economy.Output(n, j) - economy.ValueAdded[n, j];
            if (spent <= 0)
            {
                economy.ValueAdded[n, j] = economy.Output(n, j);
                continue;
            }
            var column = Column(n, coarse.Of(j), recipe.Sectors[j].Code, economy);
            Fix(column, j, fuel, spent, economy, n);
            var sum = column.Sum();
            for (var k = 0; k < column.Length; k++)
                if (k != crude && k != gas && k != coal)
                    column[k] += Everywhere * sum * economy.Expenditure(n, k) / bought;
            sum = column.Sum();
            for (var k = 0; k < column.Length; k++)
                economy.Use[n, k, j] = sum > 0 ? column[k] * spent / sum : 0;
        }
        Supplied(economy, n);
        for (var j = 0; j < recipe.Sectors.Length; j++)
            Refill(economy, n, j);
        var final = Row(n, c => technology.Final[n, c], "final", economy);
        for (var k = 0; k < final.Length; k++)
            economy.Final[n, k] = final[k] * economy.TotalValueAdded(n) / Math.Max(final.Sum(), double.Epsilon);
    }

    /// <summary>Users of fuel other than those whose needs are known share what these leave.</summary>
    private void Supplied(Economy economy, int n)
    {
        const double least = 0.02;
        string[] known = ["PCOA", "PGAS", "HEAT", "REFI"];
        var needs = known.Select(recipe.Sector).ToHashSet();
        foreach (var k in new[] { crude, gas, coal })
        {
            var (taken, others) = (0.0, 0.0);
            for (var j = 0; j < recipe.Sectors.Length; j++)
                (taken, others) = needs.Contains(j) ? (taken + economy.Use[n, k, j], others) : (taken, others + economy.Use[n, k, j]);
            for (var j = 0; j < recipe.Sectors.Length && others > 0; j++)
                if (!needs.Contains(j))
                    economy.Use[n, k, j] *= Math.Max(least * economy.Expenditure(n, k), economy.Expenditure(n, k) - taken) / others;
        }
    }

    /// <summary>Brings a column back to what the sector spends, by its inputs other than fuel.</summary>
    private void Refill(Economy economy, int n, int j)
    {
        var (spent, fuels, others) = (economy.Output(n, j) - economy.ValueAdded[n, j], 0.0, 0.0);
        for (var k = 0; k < recipe.Sectors.Length; k++)
            (fuels, others) =
                k == crude || k == gas || k == coal ? (fuels + economy.Use[n, k, j], others) : (fuels, others + economy.Use[n, k, j]);
        const double least = 0.02;
        var left = Math.Max(least * spent, spent - fuels);
        for (var k = 0; k < recipe.Sectors.Length && spent > 0; k++)
            economy.Use[n, k, j] *= k == crude || k == gas || k == coal ? (fuels > 0 ? (spent - left) / fuels : 0) : left / others;
    }

    private double[] Column(int n, int user, string code, Economy economy) => Row(n, c => technology.Use[n, c, user], code, economy);

    /// <summary>Coarse inputs of a user on the sectors of the world.</summary>
    private double[] Row(int n, Func<int, double> value, string user, Economy economy)
    {
        var column = new double[recipe.Sectors.Length];
        var mix = users.GetValueOrDefault(user, users["other"]);
        int[] power = [.. Enumerable.Range(0, column.Length).Where(recipe.IsPower)];
        var supplied = power.Sum(j => economy.Expenditure(n, j));
        for (var k = 0; k < column.Length; k++)
        {
            var all = value(coarse.Of(k));
            column[k] =
                economy.Expenditure(n, k) <= 0 ? 0
                : k == crude ? all * mix[0]
                : k == gas ? all * mix[1]
                : k == coal ? all * mix[2]
                : k == heat ? all * mix[3]
                : recipe.IsPower(k) ? all * (1 - mix[3]) * economy.Expenditure(n, k) / supplied
                : all;
        }
        return column;
    }

    /// <summary>Puts known fuel in place of what coefficients say; the other inputs share what is left.</summary>
    private void Fix(double[] column, int j, FuelUse fuel, double spent, Economy economy, int n)
    {
        const double mostCrude = 0.88;
        var known = new Dictionary<int, double>();
        switch (recipe.Sectors[j].Code)
        {
            case "PCOA":
                (known[coal], known[gas], known[crude], known[refined]) = (fuel.Coal, 0, 0, 0);
                break;
            case "PGAS":
                (known[gas], known[refined], known[coal], known[crude]) = (fuel.Gas, fuel.Oil, 0, 0);
                break;
            case "PREN":
                (known[gas], known[coal], known[crude], known[refined]) = (0, 0, 0, 0);
                break;
            case "HEAT":
                (known[gas], known[coal], known[crude]) = (fuel.Distributed, fuel.HeatFromCoal, 0);
                break;
            case "REFI":
                known[crude] = Math.Min(mostCrude * spent, 0.95 * economy.Expenditure(n, crude));
                break;
            default:
                return;
        }
        var (sum, left) = (0.0, Math.Max(0.02 * spent, spent - known.Values.Sum()));
        for (var k = 0; k < column.Length; k++)
            sum += known.ContainsKey(k) ? 0 : column[k];
        for (var k = 0; k < column.Length; k++)
            column[k] =
                known.TryGetValue(k, out var value) ? value
                : sum > 0 ? column[k] * left / sum
                : 0;
    }
}
