using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Equations (3) to (8) and what they add to (11), over all flows in one reading, no flow being kept: what an answer is certified by, whose
/// flows are made when somebody asks for them. <see cref="RowEquations"/> has the same, one equation after the other, and gives the same
/// bits.
/// </summary>
internal sealed class MarketTotals
{
    private readonly int countries;
    private readonly int sectors;
    private readonly double[] output;
    private readonly double[] tariffRevenue;
    private readonly double[] exportTaxRevenue;
    private readonly double[] balance;
    private readonly double[] prices;
    private readonly double[] bilateral;
    private readonly LimitedFlows limited;
    private readonly double[] limitedFlows;
    private readonly Dictionary<int, double> margins = [];

    // Of one importer: its flows, by (i, j); and of one of its partners, what is paid at the border.
    private readonly double[] block;
    private readonly double[] atBorder;

    /// <param name="given">The data and what changes.</param>
    /// <param name="omega">Wedges of limited flows.</param>
    /// <param name="cHat">Unit costs.</param>
    /// <param name="pHat">The prices that shares are taken at; infinite where nobody can supply a good.</param>
    /// <param name="purchases">What is bought, at purchasers' prices.</param>
    public MarketTotals(CounterfactualInputs given, ReadOnlySpan<double> omega, Table cHat, Table pHat, Table purchases)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(cHat);
        ArgumentNullException.ThrowIfNull(pHat);
        ArgumentNullException.ThrowIfNull(purchases);
        (countries, sectors) = (cHat.Rows, cHat.Columns);
        (output, prices) = (new double[countries * sectors], new double[countries * sectors]);
        (tariffRevenue, exportTaxRevenue, balance) = (new double[countries], new double[countries], new double[countries]);
        bilateral = new double[countries * countries];
        (block, atBorder) = (new double[countries * sectors], new double[sectors]);
        limited = LimitedFlows.From(given);
        limitedFlows = new double[limited.Cells.Length];
        var (rows, earned) = (new EffectiveRows(given, omega), given.Margins.ToLookup(margin => margin.Importer));
        var suppliers = new SupplierShares(given, rows, cHat, pHat);
        for (var n = 0; n < countries; n++)
        {
            suppliers.Set(n, block, prices.AsSpan(n * sectors, sectors));
            for (var i = 0; i < countries; i++)
                Sell(n, i, purchases.Row(n), rows);
            TensorPrimitives.Add(output, block, output);
            LeastFlow = Math.Min(LeastFlow, TensorPrimitives.Min<double>(block));
            foreach (var p in limited.BoughtBy[n])
                limitedFlows[p] = block[limited.Sellers[p]];
            foreach (var (i, j) in earned[n].Select(margin => (margin.Exporter, margin.Sector)))
                margins[Cell(n, i, j)] = block[i * sectors + j] * (rows.MayTaxExports(n, i) ? 1 + rows.ExportTaxes(n, i)[j] : 1);
        }
    }

    /// <summary>The prices that follow from unit costs, equation (3).</summary>
    public Table Prices => new(countries, sectors, prices);

    /// <summary>Y', equation (6).</summary>
    public Table Output => new(countries, sectors, output);

    /// <summary>R', equation (7).</summary>
    public ImmutableArray<double> TariffRevenue => [.. tariffRevenue];

    /// <summary>E', equation (8).</summary>
    public ImmutableArray<double> ExportTaxRevenue => [.. exportTaxRevenue];

    /// <summary>What each country sells less what it buys, at border prices.</summary>
    public ReadOnlySpan<double> Balance => balance;

    /// <summary>sum_j M'_nij, by (n, i).</summary>
    public Table Bilateral => new(countries, countries, bilateral);

    /// <summary>The least flow; below zero where more is drawn from a stock than is used.</summary>
    public double LeastFlow { get; private set; } = double.PositiveInfinity;

    /// <summary>M' of a flow that is limited, equation (5).</summary>
    public double Flow(int n, int i, int j) => limitedFlows[limited.At(Cell(n, i, j))];

    /// <summary>(1 + e') M' of a flow that somebody else earns from.</summary>
    public double AtBorder(int n, int i, int j) => margins[Cell(n, i, j)];

    private int Cell(int n, int i, int j) => (n * countries + i) * sectors + j;

    /// <summary>From the share of i in what n spends to the flow, and what it adds to what is levied and balanced.</summary>
    private void Sell(int n, int i, ReadOnlySpan<double> spent, EffectiveRows rows)
    {
        var flow = Row(i);
        var paid = flow;
        if (rows.HasTariffs)
            VectorKernels.OverOneAnd(flow, spent, rows.Tariffs(n, i), flow);
        else
            TensorPrimitives.Multiply(flow, spent, flow);
        if (rows.MayTaxExports(n, i))
        {
            var taxes = rows.ExportTaxes(n, i);
            paid = atBorder;
            TensorPrimitives.Add(taxes, 1, paid);
            TensorPrimitives.Divide(flow, paid, flow);
            exportTaxRevenue[i] += TensorPrimitives.Dot(taxes, flow);
            TensorPrimitives.MultiplyAdd(flow, taxes, flow, paid);
        }
        if (rows.HasTariffs)
            tariffRevenue[n] += TensorPrimitives.Dot(rows.Tariffs(n, i), paid);
        var total = TensorPrimitives.Sum<double>(paid);
        bilateral[n * countries + i] = rows.MayTaxExports(n, i) ? TensorPrimitives.Sum<double>(flow) : total;
        balance[i] += total;
        balance[n] -= total;
    }

    private Span<double> Row(int i) => block.AsSpan(i * sectors, sectors);
}
