using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Numerics;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// An answer to <see cref="LinearSystem"/> that ignores what happens between goods of different countries: wages by the response of
/// trade to them, prices of a sector's factors by one another and its sales, costs and outputs through the inputs made at home. The
/// steps are those of the search for equilibria, forwards and backwards; it conditions an iteration and decides nothing.
/// </summary>
internal sealed class LinearConditioner
{
    private const double LeastEase = 0.05;
    private const double LeastSlope = 0.1;

    private readonly LinearSystem system;
    private readonly Coefficients of;
    private readonly ReferencePoint around;

    // By market, what holds its price back; by (n, j), how its gaps answer the price of value added, and the part left of that.
    private readonly double[] ease;
    private readonly double[] response;
    private readonly double[] slope;

    public LinearConditioner(LinearSystem system, ReferencePoint around)
    {
        (this.system, of, this.around) = (system, system.Of, around);
        var (markets, sigma) = (system.Markets, system.Of.At.Given.Substitution);
        (ease, response, slope) = (new double[markets.Length], new double[of.Cells], new double[of.Cells]);
        Array.Fill(slope, 1);
        for (var m = 0; m < ease.Length; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            var cell = n * of.Sectors + j;
            if (j < 0)
            {
                ease[m] = 1;
                continue;
            }
            var (gamma, output) = (of.Gamma[n, j], of.Output[cell]);
            var sales = output > 0 ? around.WageResponse.Sales[cell] / output : 0;
            ease[m] = Math.Max(LeastEase, markets.Kappa(m) - 1 + sigma.Factors[j]);
            response[cell] = 1 - sigma.Factors[j] - (1 - sigma.ValueAdded[j]) * (1 - gamma) + gamma * sales;
            slope[cell] += response[cell] * Price(m, cell) / ease[m];
        }
        for (var cell = 0; cell < slope.Length; cell++)
            slope[cell] = Math.Max(LeastSlope, slope[cell]);
    }

    /// <summary>Changes of the unknowns that nearly leave given gaps.</summary>
    public void Solve(ReadOnlySpan<double> gaps, Span<double> x)
    {
        var wages = Wages(gaps, x);
        for (var q = 0; q < system.Limits.Full.Length; q++)
            x[system.QuotasAt + q] = -gaps[system.QuotasAt + q] / system.Limits.Elasticity(q);
        for (var s = system.StocksAt; s < system.IncomesAt; s++)
            x[s] = -gaps[s];
        var prices = new double[system.Markets.Length];
        for (var m = 0; m < prices.Length; m++)
            prices[m] = system.Markets.IsAtFloor(m) ? 0 : x[m];
        var (v, row) = (system.Markets.ValueAddedPrices(prices), new double[of.Sectors]);
        for (var n = 0; n < of.Countries; n++)
        {
            x[system.IncomesAt + n] = gaps[system.IncomesAt + n] + wages[n];
            TensorPrimitives.MultiplyAdd(of.Row(v, n), of.Gamma.Row(n), Of(gaps, system.CostsAt, n), row);
            var costs = Of(x, system.CostsAt, n);
            AtHome(n, row, costs, transposed: true);
            TensorPrimitives.Multiply(Sales(n), costs, row);
            TensorPrimitives.Divide(row, of.Income[n], row);
            TensorPrimitives.Subtract(Of(gaps, system.OutputsAt, n), row, row);
            for (var j = 0; j < row.Length; j++)
                row[j] += around.TradeShares[n, n, j] * of.Alpha[n, j] * x[system.IncomesAt + n];
            AtHome(n, row, Of(x, system.OutputsAt, n), transposed: false);
        }
    }

    /// <summary>The transpose: what gaps are worth where changes of the unknowns are worth this.</summary>
    public void SolveTransposed(ReadOnlySpan<double> x, Span<double> gaps)
    {
        var (v, wages, row) = (new double[of.Cells], new double[of.Countries], new double[of.Sectors]);
        for (var n = 0; n < of.Countries; n++)
        {
            var outputs = Of(gaps, system.OutputsAt, n);
            AtHome(n, Of(x, system.OutputsAt, n), outputs, transposed: true);
            var income = x[system.IncomesAt + n];
            for (var j = 0; j < row.Length; j++)
                income += around.TradeShares[n, n, j] * of.Alpha[n, j] * outputs[j];
            (gaps[system.IncomesAt + n], wages[n]) = (income, income);
            TensorPrimitives.Multiply(Sales(n), outputs, row);
            TensorPrimitives.Divide(row, of.Income[n], row);
            TensorPrimitives.Subtract(Of(x, system.CostsAt, n), row, row);
            var costs = Of(gaps, system.CostsAt, n);
            AtHome(n, row, costs, transposed: false);
            TensorPrimitives.Multiply(costs, of.Gamma.Row(n), of.Row(v, n));
        }
        for (var q = 0; q < system.Limits.Full.Length; q++)
            gaps[system.QuotasAt + q] = -x[system.QuotasAt + q] / system.Limits.Elasticity(q);
        for (var s = system.StocksAt; s < system.IncomesAt; s++)
            gaps[s] = -x[s];
        var prices = new double[system.Markets.Length];
        system.Markets.AddValueAddedPricesTransposed(v, prices);
        for (var m = 0; m < prices.Length; m++)
            prices[m] = x[m] + (system.Markets.IsAtFloor(m) ? 0 : prices[m]);
        WagesTransposed(wages, prices, gaps);
    }

    /// <summary>Steps of the wages of countries together, and of each market apart.</summary>
    private double[] Wages(ReadOnlySpan<double> gaps, Span<double> x)
    {
        var (markets, balance, wages) = (system.Markets, new double[of.Countries], new double[of.Countries]);
        for (var m = 0; m < markets.Length; m++)
            balance[markets.PlaceOf(m).Country] += (markets.IsSimple ? markets.Earned[m] : markets.Offered[m]) * gaps[m];
        around.WageResponse.Step(balance, wages);
        TensorPrimitives.Negate(wages, wages);
        var (own, step) = (new double[markets.Length], new double[of.Cells]);
        for (var m = 0; m < own.Length && !markets.IsSimple; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            own[m] = balance[n] / markets.Earned[n] - gaps[m];
            if (j >= 0)
                step[n * of.Sectors + j] += Price(m, n * of.Sectors + j) * own[m] / ease[m];
        }
        for (var m = 0; m < own.Length; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            var cell = n * of.Sectors + Math.Max(j, 0);
            x[m] = wages[n] + (own[m] - (j < 0 ? 0 : response[cell] * step[cell] / slope[cell])) / ease[m];
        }
        return wages;
    }

    private void WagesTransposed(double[] wages, double[] prices, Span<double> gaps)
    {
        var (markets, own, step) = (system.Markets, new double[system.Markets.Length], new double[of.Cells]);
        for (var m = 0; m < own.Length; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            wages[n] += prices[m];
            own[m] = prices[m] / ease[m];
            if (j >= 0)
                step[n * of.Sectors + j] -= response[n * of.Sectors + j] / slope[n * of.Sectors + j] * own[m];
        }
        var balance = new double[of.Countries];
        TensorPrimitives.Negate(wages, wages);
        around.WageResponse.StepTransposed(wages, balance);
        for (var m = 0; m < own.Length && !markets.IsSimple; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            if (j >= 0)
                own[m] += Price(m, n * of.Sectors + j) * step[n * of.Sectors + j] / ease[m];
            balance[n] += own[m] / markets.Earned[n];
        }
        for (var m = 0; m < own.Length; m++)
            gaps[m] = markets.IsSimple
                ? markets.Earned[m] * balance[m]
                : markets.Offered[m] * balance[markets.PlaceOf(m).Country] - own[m];
    }

    private double Price(int m, int cell) => system.Markets.IsAtFloor(m) ? 0 : system.Markets.Share(m, cell);

    private ReadOnlySpan<double> Sales(int n) => around.WageResponse.Sales.AsSpan(n * of.Sectors, of.Sectors);

    /// <summary>Gaps followed through the inputs made at home.</summary>
    private void AtHome(int n, ReadOnlySpan<double> gaps, Span<double> step, bool transposed)
    {
        Span<float> given = stackalloc float[of.Sectors];
        Span<float> found = stackalloc float[of.Sectors];
        TensorPrimitives.ConvertTruncating<double, float>(gaps, given);
        if (transposed)
            VectorKernels.AddTransposedTimes<float>(around.DomesticInputs.Inverse(n), given, found);
        else
            VectorKernels.Times<float>(around.DomesticInputs.Inverse(n), given, found);
        TensorPrimitives.ConvertTruncating<float, double>(found, step);
    }

    private ReadOnlySpan<double> Of(ReadOnlySpan<double> cells, int start, int n) => cells.Slice(start + n * of.Sectors, of.Sectors);

    private Span<double> Of(Span<double> cells, int start, int n) => cells.Slice(start + n * of.Sectors, of.Sectors);
}
