using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Entente;

/// <summary>The accounting identities that turn the tables of a world into its aggregates.</summary>
internal static class Accounting
{
    /// <summary>X_nj = sum over i of M_nij (1 + tau_nij).</summary>
    public static Table Expenditure(Cube trade, Cube tariffs)
    {
        var (sectors, spent) = (trade.Third, new double[trade.First * trade.Third]);
        for (var n = 0; n < trade.First; n++)
        {
            var own = spent.AsSpan(n * sectors, sectors);
            for (var i = 0; i < trade.Second; i++)
            {
                var values = trade.Row(n, i);
                var rates = tariffs.Row(n, i);
                for (var j = 0; j < own.Length; j++)
                    own[j] += values[j] * (1 + rates[j]);
            }
        }
        return new Table(trade.First, sectors, spent);
    }

    /// <summary>Y_ij = sum over n of M_nij.</summary>
    public static Table Output(Cube trade)
    {
        var output = new double[trade.Second * trade.Third];
        for (var n = 0; n < trade.First; n++)
            TensorPrimitives.Add(output, trade.Block(n), output);
        return new Table(trade.Second, trade.Third, output);
    }

    /// <summary>Value added of n = sum over j of gamma_nj Y_nj.</summary>
    public static ImmutableArray<double> ValueAdded(Table shares, Table output) =>
        ByCountry(
            output.Rows,
            n =>
            {
                var sum = 0.0;
                for (var j = 0; j < output.Columns; j++)
                    sum += shares[n, j] * output[n, j];
                return sum;
            }
        );

    /// <summary>R_n = sum over i, j of tau_nij M_nij.</summary>
    public static ImmutableArray<double> TariffRevenue(Cube trade, Cube tariffs) =>
        ByCountry(
            trade.First,
            n =>
            {
                var sum = 0.0;
                for (var i = 0; i < trade.Second; i++)
                    for (var j = 0; j < trade.Third; j++)
                        sum += tariffs[n, i, j] * trade[n, i, j];
                return sum;
            }
        );

    /// <summary>D_n = sum over i, j of M_nij less sum over m, j of M_mnj.</summary>
    public static ImmutableArray<double> Deficits(Cube trade) =>
        ByCountry(
            trade.First,
            n =>
            {
                var sum = 0.0;
                for (var m = 0; m < trade.First; m++)
                    for (var j = 0; j < trade.Third; j++)
                        sum += trade[n, m, j] - trade[m, n, j];
                return sum;
            }
        );

    /// <summary>gamma_nkj = (1 - gamma_nj) times the share of input k in the intermediate spending of user j.</summary>
    public static Cube CostShares(Table valueAddedShares, Cube inputShares) =>
        Cube.Create(
            inputShares.First,
            inputShares.Second,
            inputShares.Third,
            (n, k, j) => (1 - valueAddedShares[n, j]) * inputShares[n, k, j]
        );

    /// <summary>Final demand of n for k = X_nk - sum over users j of gamma_nkj Y_nj.</summary>
    public static Table FinalDemand(Table expenditure, Table output, Cube costShares) =>
        Table.Create(
            output.Rows,
            output.Columns,
            (n, k) =>
            {
                var use = 0.0;
                for (var j = 0; j < output.Columns; j++)
                    use += costShares[n, k, j] * output[n, j];
                return expenditure[n, k] - use;
            }
        );

    /// <summary>pi_nij = M_nij (1 + tau_nij) / X_nj.</summary>
    public static Cube TradeShares(Cube trade, Cube tariffs, Table expenditure)
    {
        var (sectors, shares) = (trade.Third, new double[trade.Span.Length]);
        for (var n = 0; n < trade.First; n++)
            for (var i = 0; i < trade.Second; i++)
            {
                var values = trade.Row(n, i);
                var rates = tariffs.Row(n, i);
                var spent = expenditure.Row(n);
                var own = shares.AsSpan((n * trade.Second + i) * sectors, sectors);
                for (var j = 0; j < own.Length; j++)
                    own[j] = values[j] == 0 ? 0 : values[j] * (1 + rates[j]) / spent[j];
            }
        return new Cube(trade.First, trade.Second, sectors, shares);
    }

    private static ImmutableArray<double> ByCountry(int countries, Func<int, double> value)
    {
        var values = new double[countries];
        for (var n = 0; n < countries; n++)
            values[n] = value(n);
        return [.. values];
    }
}
