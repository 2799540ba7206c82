using Entente.Numerics;

namespace Entente.Games.Exposure;

/// <summary>
/// Whose growth is good for whom (Kleinman, Liu and Redding, "International Friends and Enemies", 2020): elasticities of each country's
/// income and welfare by each country's productivity, to first order, in a world of one sector without inputs, tariffs and deficits.
/// Rows: the country whose income or welfare moves; columns: the country whose productivity rises. Incomes are relative to that of
/// the world.
/// </summary>
/// <param name="Income">W_ni = d ln w_n / d ln z_i.</param>
/// <param name="Welfare">U_ni = d ln(w_n/P_n) / d ln z_i = W_ni less the same of prices, sum over h of s_nh (W_hi - [h = i]).</param>
public sealed record FriendsAndEnemies(Table Income, Table Welfare)
{
    /// <summary>The closed form.</summary>
    /// <param name="world">A world of one sector in which value added is all of cost.</param>
    /// <returns>The elasticities, or what of the world the form does not cover.</returns>
    public static Checked<FriendsAndEnemies> Of(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (NotCovered(world) is { } fault)
            return Checked<FriendsAndEnemies>.Invalid([fault]);
        var count = world.Countries.Length;
        var theta = world.Thetas[0];
        // s_nh: what n spends on h; t_in: what i sells to n, as a share of what i earns.
        double S(int n, int h) => world.TradeShares[n, h, 0];
        double T(int i, int n) => S(n, i) * world.Expenditure[n, 0] / world.Output[i, 0];
        var ts = Table.Create(count, count, (i, h) => Enumerable.Range(0, count).Sum(n => T(i, n) * S(n, h)));
        // (1 + theta) w_i - sum t_in w_n - theta sum (TS)_ih w_h = theta (z_i - sum (TS)_ih z_h), and what all earn stays.
        var total = world.Output.Span.ToArray().Sum();
        var left = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var h = 0; h < count; h++)
                left[i, h] = ((i == h ? 1 + theta : 0) - T(i, h) - theta * ts[i, h]) + world.Output[h, 0] / total;
        var income = new double[count * count];
        for (var k = 0; k < count; k++)
        {
            var right = new double[count];
            for (var i = 0; i < count; i++)
                right[i] = theta * ((i == k ? 1 : 0) - ts[i, k]);
            var column = LinearEquations.Solve(left, right);
            for (var n = 0; n < count; n++)
                income[n * count + k] = column[n];
        }
        var w = new Table(count, count, income);
        return Checked<FriendsAndEnemies>.Valid(
            new FriendsAndEnemies(
                w,
                Table.Create(count, count, (n, k) => w[n, k] - Enumerable.Range(0, count).Sum(h => S(n, h) * (w[h, k] - (h == k ? 1 : 0))))
            )
        );
    }

    private static Fault? NotCovered(World world) =>
        world.Sectors.Length > 1 ? new Fault(null, $"{world.Sectors.Length} sectors", "one sector")
        : world.ValueAddedShares.Span.ContainsAnyExcept(1.0) ? new Fault(null, "inputs in the cost of production", "value added alone")
        : world.Tariffs.Span.ContainsAnyExcept(0.0) ? new Fault(null, "tariffs", "none")
        : world.Deficits.Any(d => Math.Abs(d) > 1e-9 * world.ValueAdded.Sum()) ? new Fault(null, "deficits", "none")
        : null;
}
