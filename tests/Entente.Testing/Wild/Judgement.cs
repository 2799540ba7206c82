using Entente.Models;

namespace Entente.Testing.Wild;

/// <summary>What is wrong with an answer, found from its public numbers alone.</summary>
internal static class Judgement
{
    /// <summary>Largest gap allowed, relative to the value added of the world.</summary>
    public const double Allowed = 1e-9;

    /// <summary>Largest gap of a country's trade balance, relative to its own income.</summary>
    public const double AllowedOfIncome = 1e-4;

    /// <summary>The first thing wrong; null where all is as it must be.</summary>
    public static string? Of(WildQuestion question, Equilibrium answer) =>
        answer.Status switch
        {
            EquilibriumStatus.Converged => OfNumbers(question, answer),
            EquilibriumStatus.NoSupplier => answer.Given.Supply.Missing.IsEmpty ? "no good is without supplier" : null,
            EquilibriumStatus.UnfinancedDeficit => answer.Given.Supply.Unfinanced.IsEmpty ? "no country is cut off" : null,
            _ => answer.Explanation.Length == 0 ? "no answer and no reason" : null,
        };

    private static string? OfNumbers(WildQuestion question, Equilibrium answer)
    {
        var world = question.World;
        var total = world.TotalValueAdded;
        if (!(answer.Residuals!.Largest <= Allowed))
            return $"residual {answer.Residuals.Largest:0.0e0}";
        if (
            !answer.Income.All(income => income > 0 && double.IsFinite(income))
            || !answer.Trade.Span.ToArray().All(flow => flow >= 0 && double.IsFinite(flow))
        )
            return "incomes or flows that cannot be";
        if (Math.Abs(answer.Deficits.Sum()) > Allowed * total)
            return "deficits that do not add up to zero";
        for (var n = 0; n < world.Countries.Length; n++)
            if (OfCountry(question, answer, n, total) is { } wrong)
                return $"{wrong} in {world.Countries[n].Code}";
        return OfFlows(question, answer);
    }

    private static string? OfCountry(WildQuestion question, Equilibrium answer, int n, double total)
    {
        var (world, spent, traded) = (question.World, 0.0, answer.Deficits[n] + answer.Transfers[n]);
        for (var j = 0; j < world.Sectors.Length; j++)
        {
            var (made, bought, used, cost) = (0.0, 0.0, 0.0, answer.ValueAdded[n, j]);
            for (var m = 0; m < world.Countries.Length; m++)
            {
                made += answer.Trade[m, n, j];
                bought += Price(answer, n, m, j) * answer.Trade[n, m, j];
                var tax = 1 + ExportTax(answer, m, n, j);
                if (m != n)
                    traded += tax * answer.Trade[m, n, j] - (1 + ExportTax(answer, n, m, j)) * answer.Trade[n, m, j];
            }
            for (var s = 0; s < question.Shock.Stocks.Length; s++)
                if (question.Shock.Stocks[s] is var stock && stock.Country == n && stock.Sector == j)
                    bought += answer.Drawn[s] * answer.Prices[n, j];
            for (var k = 0; k < world.Sectors.Length; k++)
            {
                cost += made == 0 ? 0 : answer.CostShares[n, k, j] * made;
                used += answer.Output[n, k] == 0 ? 0 : answer.CostShares[n, j, k] * answer.Output[n, k];
            }
            spent += bought - used;
            if (Math.Abs(made - answer.Output[n, j]) > Allowed * total)
                return "output that is not what is sold";
            if (Math.Abs(cost - made) > Allowed * total)
                return "profits";
            if (Math.Abs(bought - answer.Expenditure[n, j]) > Allowed * total)
                return "purchases that are not what is spent";
            if (Math.Abs(bought - used - answer.FinalShares[n, j] * answer.Income[n]) > 2 * Allowed * total)
                return "a market that does not clear";
        }
        return Math.Abs(traded) > Math.Min(Allowed * total, AllowedOfIncome * answer.Income[n]) ? "a trade balance that nobody settles"
            : Math.Abs(spent - answer.Income[n]) > world.Sectors.Length * 2 * Allowed * total ? "income that is not what is spent"
            : null;
    }

    private static string? OfFlows(WildQuestion question, Equilibrium answer)
    {
        var world = question.World;
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; j < world.Sectors.Length; j++)
                    if (
                        answer.Trade[n, i, j] > 0
                        && (double.IsPositiveInfinity(answer.Given.TradeCosts[n, i, j]) || world.Trade[n, i, j] == 0)
                    )
                        return "a flow that cannot be";
        for (var l = 0; l < answer.Given.Limits.Length; l++)
            if (answer.LimitedQuantities[l] > answer.Given.Limits[l].Most * (1 + Allowed) || answer.Wedges[l] < 1)
                return "a flow above its limit";
        return null;
    }

    private static double ExportTax(Equilibrium answer, int n, int i, int j)
    {
        var rate = answer.Given.ExportTaxes[n, i, j];
        for (var l = 0; l < answer.Given.Limits.Length; l++)
            if (answer.Given.Limits[l] is { RentToImporter: false } limit && (limit.Importer, limit.Exporter, limit.Sector) == (n, i, j))
                rate = (1 + rate) * answer.Wedges[l] - 1;
        return rate;
    }

    private static double Price(Equilibrium answer, int n, int i, int j) =>
        (1 + answer.Tariffs[n, i, j]) * (1 + ExportTax(answer, n, i, j));
}
