using Entente.Models;
using Entente.Numerics;
using static System.Numerics.Tensors.TensorPrimitives;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The equations of the long run in small changes around an equilibrium, solved exactly; docs/derivatives.md has them.
/// Prices given wages, and expenditures given prices, are contractions; what is left is one trade balance a country.
/// Their N x N matrix is made once, and serves every shock (<see cref="Respond"/>) and, transposed, every outcome
/// (<see cref="GradientOf"/>). Where natural resources are fixed in their sectors, their prices are solved for beside wages
/// by GMRES, that matrix conditioning it. Immutable and safe to share between threads.
/// </summary>
public sealed class Linearisation
{
    private const int MostProducts = 400;
    private const double Accuracy = 1e-13;

    private readonly Coefficients of;
    private readonly LinearPrices prices;
    private readonly LinearIncomes incomes;
    private readonly LinearSpending spending;
    private readonly double[,] balances;
    private readonly double[,] transposed;
    private readonly int[] blocs;
    private readonly double[]? ownResponse;

    /// <param name="at">Where.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    /// <exception cref="ArgumentException">Derivatives do not cover it: <see cref="WhyNotCovered(Equilibrium)"/>.</exception>
    public Linearisation(Equilibrium at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(at);
        if (WhyNotCovered(at) is { } reason)
            throw new ArgumentException($"Derivatives do not cover {reason}.", nameof(at));
        At = at;
        of = new Coefficients(at);
        prices = new LinearPrices(of);
        incomes = new LinearIncomes(at);
        spending = new LinearSpending(of, incomes);
        blocs = Blocs(at);
        balances = Balances(cancellation);
        ownResponse = of.Fixed is null ? null : OwnResponse();
        transposed = new double[of.Countries, of.Countries];
        for (var n = 0; n < of.Countries; n++)
            for (var m = 0; m < of.Countries; m++)
                transposed[n, m] = balances[m, n];
    }

    /// <summary>Where.</summary>
    public Equilibrium At { get; }

    /// <summary>What of an equilibrium derivatives do not cover, in words; null where they cover it.</summary>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    public static string? WhyNotCovered(Equilibrium at)
    {
        ArgumentNullException.ThrowIfNull(at);
        if (!at.Converged)
            throw new InvalidOperationException($"There is no point to take derivatives at: {at.Status}. {at.Explanation}");
        if (at.Model is { } model and not TradeModel)
            return model.Title;
        if (at.LineWedges.Any(wedge => wedge > 1))
            return "lines that are full";
        return WhyNotCovered(at.Given)
            ?? (
                at.Closure == Closure.Share && Blocs(at).Distinct().Count() > 1
                    ? "countries cut off from each other under the share closure"
                    : null
            );
    }

    /// <summary>The same of what is given; whether countries are cut off from each other is seen in the equilibrium only.</summary>
    public static string? WhyNotCovered(CounterfactualInputs given)
    {
        ArgumentNullException.ThrowIfNull(given);
        string[] parts =
        [
            .. !IsLongRun(given.Behaviour)
                ? ["horizons other than the long run"]
                : Array.Empty<string>(),
            .. given.Limits.IsEmpty ? Array.Empty<string>() : ["limited quantities"],
            .. given.Stocks.IsEmpty ? Array.Empty<string>() : ["stocks"],
            .. given.PriceCaps.IsEmpty ? Array.Empty<string>() : ["caps on prices"],
            .. given.Margins.IsEmpty ? Array.Empty<string>() : ["what third countries earn from trade"],
            .. given.Shock.BurdenSharing.IsEmpty ? Array.Empty<string>() : ["burden sharing"],
            .. given.Shock.FactorSupply.IsEmpty ? Array.Empty<string>() : ["losses of capital"],
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>
    /// The long run, in which power may be a nest, and one factor fixed in its sectors while the rest moves freely as one.
    /// </summary>
    private static bool IsLongRun(Horizons.Behaviour behaviour)
    {
        var (sigma, factors) = (behaviour.Substitution, behaviour.Factors);
        if (sigma is null)
            return factors.IsEmpty;
        return (sigma.HasPower || behaviour.JoinsMobile)
            && (sigma with { IsPower = [], Power = [] }).IsCobbDouglas
            && (
                factors.IsEmpty
                || (behaviour.JoinsMobile && factors.Where(f => !f.IsMobile).ToList() is [{ Kappa: 1, RealFloor: 0 }])
            );
    }

    /// <summary>What a small change does to every outcome.</summary>
    /// <exception cref="ArgumentException">
    /// The direction does not have the shape of the world, or its transfers do not add up to zero.
    /// </exception>
    public Response Respond(Direction direction)
    {
        ArgumentNullException.ThrowIfNull(direction);
        direction.RequireShape(of.Countries, of.Sectors);
        var push = new DirectEffects(of, direction);
        if (of.Fixed is null)
        {
            var gaps = Solve(new double[of.Countries], [], push).Gaps;
            var wages = LinearEquations.Solve(balances, [.. gaps.Select(gap => -gap)]);
            return Complete(wages, Solve(wages, [], push));
        }
        var none = new double[of.Countries + of.Fixed.Cells.Length];
        var found = Iterate(
            (x, into) => Gaps(x, null, into),
            [.. Gaps(none, push).Select(gap => -gap)],
            gaps => LinearEquations.Solve(balances, gaps)
        );
        return Complete(found[..of.Countries], Solve(found[..of.Countries], found[of.Countries..], push));
    }

    /// <summary>What every small change does to one outcome: the same by the transpose, at the cost of one response.</summary>
    /// <exception cref="ArgumentException">The target does not have the shape of the world.</exception>
    public Gradient GradientOf(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.RequireShape(of.Countries, of.Sectors);
        var none = new double[of.Countries];
        if (of.Fixed is not null)
            return GradientWithFixed(target, none);
        var atGivenBalances = new Adjoint(of, prices, spending, target, none, []);
        // (D12) Z^T beta = - wBar: what a gap in the balance of each country is worth, through wages.
        var beta = LinearEquations.Solve(transposed, [.. atGivenBalances.Wages.Select(w => -w)]);
        return new Adjoint(of, prices, spending, target, beta, []).Gradient();
    }

    /// <summary>(D12) where prices of what is fixed are among what is solved for.</summary>
    private Gradient GradientWithFixed(Target target, double[] none)
    {
        var start = new Adjoint(of, prices, spending, target, none, new double[of.Fixed!.Cells.Length]);
        var nothing = new Target();
        var worth = Iterate(
            (x, into) =>
            {
                // The numeraire stands in every row of the balances, as in their matrix.
                var (beta, rho) = (x[..of.Countries].ToArray(), x[of.Countries..].ToArray());
                var at = new Adjoint(of, prices, spending, nothing, beta, rho);
                at.Wages.CopyTo(into);
                at.Fixed.CopyTo(into[of.Countries..]);
                for (var n = 0; n < of.Countries; n++)
                    for (var m = 0; m < of.Countries; m++)
                        into[m] += blocs[n] == blocs[m] ? beta[n] * of.Earned[m] : 0;
                for (var at2 = 0; at2 < rho.Length; at2++)
                    for (var n = 0; n < of.Countries; n++)
                        into[of.Countries + at2] +=
                            blocs[n] == blocs[of.Fixed.Cells[at2] / of.Sectors] ? beta[n] * of.Fixed.Earned[of.Fixed.Cells[at2]] : 0;
            },
            [.. start.Wages.Concat(start.Fixed).Select(w => -w)],
            gaps => LinearEquations.Solve(transposed, gaps)
        );
        return new Adjoint(of, prices, spending, target, worth[..of.Countries], worth.AsSpan(of.Countries)).Gradient();
    }

    /// <summary>Solves A x = b for wages and prices of what is fixed, conditioned by balances and own responses.</summary>
    private double[] Iterate(LinearProduct product, double[] b, Func<double[], double[]> wages)
    {
        double[] Conditioned(ReadOnlySpan<double> gaps)
        {
            var x = gaps.ToArray();
            wages(x[..of.Countries]).CopyTo(x, 0);
            for (var at = 0; at < ownResponse!.Length; at++)
                x[of.Countries + at] /= ownResponse[at];
            return x;
        }
        new Gmres(b.Length, Math.Min(b.Length, MostProducts)).Solve(
            (y, into) => product(Conditioned(y), into),
            b,
            Accuracy,
            out var solution
        );
        return Conditioned(solution);
    }

    /// <summary>Gaps of trade balances, with the numeraire, and of (D17).</summary>
    private double[] Gaps(ReadOnlySpan<double> x, DirectEffects? push)
    {
        var gaps = new double[x.Length];
        Gaps(x, push, gaps);
        return gaps;
    }

    private void Gaps(ReadOnlySpan<double> x, DirectEffects? push, Span<double> gaps)
    {
        var (wages, returns) = (x[..of.Countries].ToArray(), x[of.Countries..].ToArray());
        var all = Solve(wages, returns, push);
        all.Gaps.CopyTo(gaps);
        for (var n = 0; n < of.Countries; n++)
            for (var m = 0; m < of.Countries; m++)
                gaps[n] += blocs[n] == blocs[m] ? of.Earned[m] * wages[m] : 0;
        for (var at = 0; at < returns.Length; at++)
        {
            var cell = of.Fixed!.Cells[at];
            gaps[of.Countries + at] = all.Totals.Output[cell] / of.Fixed.Output[at] - returns[at];
            for (var n = 0; n < of.Countries; n++)
                gaps[n] += blocs[n] == blocs[cell / of.Sectors] ? of.Fixed.Earned[cell] * returns[at] : 0;
        }
    }

    /// <summary>By how much (D17) moves with a price of its own, trade alone answering.</summary>
    private double[] OwnResponse()
    {
        var response = new double[of.Fixed!.Cells.Length];
        for (var at = 0; at < response.Length; at++)
        {
            var (cell, i, j) = (of.Fixed.Cells[at], of.Fixed.Cells[at] / of.Sectors, of.Fixed.Cells[at] % of.Sectors);
            var sales = 0.0;
            for (var n = 0; n < of.Countries; n++)
                sales += of.M[(n * of.Countries + i) * of.Sectors + j] * (1 - of.Pi[(n * of.Countries + i) * of.Sectors + j]);
            response[at] = -1 - of.Theta[j] * sales / of.Fixed.Output[at] * of.Gamma[cell] * of.Fixed.Shares[cell];
        }
        return response;
    }

    /// <summary>Everything at given changes of wages, and by how much the trade balances (11) are off.</summary>
    private (
        double[] Prices,
        double[] Costs,
        double[] Expenditure,
        double[] Flows,
        FlowTotals Totals,
        double[] Income,
        double[] Gaps
    ) Solve(double[] wages, double[] returns, DirectEffects? push)
    {
        var nothing = new double[of.Cells];
        var (p, c) = prices.Solve(ValueAddedPrices(wages, returns), push?.Productivity ?? nothing, push?.Prices(of) ?? nothing);
        var flows = LinearFlows.AtGivenSpending(of, p, c, push);
        var first = FlowTotals.Of(of, flows, push);
        var shift = new double[of.Cells];
        of.Power?.Add(p, shift);
        var x = spending.Solve(first.Output, Own(wages, returns, first, push), shift);
        LinearFlows.AddSpending(of, x, flows);
        var totals = FlowTotals.Of(of, flows, push);
        var (own, income) = (Own(wages, returns, totals, push), new double[of.Countries]);
        incomes.Apply(own, income);
        return (p, c, x, flows, totals, income, Gaps(totals, income, own, push));
    }

    /// <summary>d of VA' + R' + E' + T.</summary>
    private double[] Own(double[] wages, double[] returns, FlowTotals totals, DirectEffects? push)
    {
        double[] own =
        [
            .. wages.Select((w, n) => of.Earned[n] * w + totals.Tariffs[n] + totals.ExportTaxes[n] + (push?.Transfers[n] ?? 0)),
        ];
        for (var at = 0; at < returns.Length; at++)
            own[of.Fixed!.Cells[at] / of.Sectors] += of.Fixed.Earned[of.Fixed.Cells[at]] * returns[at];
        return own;
    }

    /// <summary>(D1b) d ln vHat_nj.</summary>
    private double[] ValueAddedPrices(double[] wages, double[] returns)
    {
        var v = new double[of.Cells];
        for (var at = 0; at < v.Length; at++)
            v[at] = wages[at / of.Sectors] * (1 - (of.Fixed?.Shares[at] ?? 0));
        for (var at = 0; at < returns.Length; at++)
            v[of.Fixed!.Cells[at]] += of.Fixed.Shares[of.Fixed.Cells[at]] * returns[at];
        return v;
    }

    /// <summary>
    /// (D8) z_n = d [ exports' - imports' ] + d I'_n - d own_n: equation (11), what flows in being income less what is earned.
    /// </summary>
    private static double[] Gaps(FlowTotals totals, double[] income, double[] own, DirectEffects? push) =>
        [.. income.Select((value, n) => totals.Balance[n] + value - own[n] + (push?.Transfers[n] ?? 0))];

    /// <summary>
    /// Z_nm = d z_n / d ln wHat_m. Balances add up to zero whatever wages are, so that one of them says nothing; adding
    /// VA'_m to every row puts in its place that the value added of the world, the numeraire, does not change. Countries cut
    /// off from each other have a numeraire each.
    /// </summary>
    private double[,] Balances(CancellationToken cancellation)
    {
        var matrix = new double[of.Countries, of.Countries];
        Parallel.For(
            0,
            of.Countries,
            new ParallelOptions { CancellationToken = cancellation },
            m =>
            {
                var wages = new double[of.Countries];
                wages[m] = 1;
                var gaps = Solve(wages, [], null).Gaps;
                for (var n = 0; n < of.Countries; n++)
                    matrix[n, m] = gaps[n] + (blocs[n] == blocs[m] ? of.Earned[m] : 0);
            }
        );
        return matrix;
    }

    /// <summary>By country, the first country it trades with, directly or through others.</summary>
    private static int[] Blocs(Equilibrium at)
    {
        int[] blocs = [.. Enumerable.Range(0, at.Trade.First)];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var n = 0; n < blocs.Length; n++)
                for (var i = 0; i < blocs.Length; i++)
                    if (blocs[n] != blocs[i] && at.Trade.Row(n, i).ContainsAnyExcept(0))
                        (blocs[n], blocs[i], changed) = (Math.Min(blocs[n], blocs[i]), Math.Min(blocs[n], blocs[i]), true);
        }
        return blocs;
    }

    private Response Complete(
        double[] wages,
        (double[] Prices, double[] Costs, double[] Expenditure, double[] Flows, FlowTotals Totals, double[] Income, double[] Gaps) all
    )
    {
        // (D9) d ln PHat_n = sum_j alpha_nj d ln PHat_nj, d ln WHat_n = d I'_n / I'_n - d ln PHat_n.
        double[] consumer = [.. Enumerable.Range(0, of.Countries).Select(n => Dot(of.Row(of.Alpha, n), of.Row(all.Prices, n)))];
        Table Table(double[] cells) => new(of.Countries, of.Sectors, cells);
        return new Response
        {
            LogWages = [.. wages],
            LogPrices = Table(all.Prices),
            LogUnitCosts = Table([.. all.Costs.Select((c, at) => At.Output.Span[at] == 0 ? 0 : c)]),
            Expenditure = Table(all.Expenditure),
            Trade = new Cube(of.Countries, of.Countries, of.Sectors, all.Flows),
            Output = Table(all.Totals.Output),
            TariffRevenue = [.. all.Totals.Tariffs],
            ExportTaxRevenue = [.. all.Totals.ExportTaxes],
            Income = [.. all.Income],
            LogConsumerPrices = [.. consumer],
            LogRealIncome = [.. all.Income.Select((income, n) => income / of.Income[n] - consumer[n])],
        };
    }
}
