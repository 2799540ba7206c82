using System.Collections.Immutable;
using Entente.Measures;
using Entente.Models;

namespace Entente.Scenarios;

/// <summary>
/// Solves the years of a path one after the other, each an equilibrium by itself that begins its search where the last one ended.
/// Not safe from several threads.
/// </summary>
internal sealed class PathSolve(ResolvedCase theCase, Func<ResolvedYear, Baseline> baselineOf)
{
    private const int MostSteps = 60;

    /// <summary>Of capital, in the steady state; equilibria are exact to 1e-10.</summary>
    private const double SteadyTolerance = 1e-8;

    private readonly ResolvedPath path = theCase.Path!;

    // Capital as years have made it, without what owners abroad took for good; and the losses of the last year within it.
    private Table? capital;
    private Table? lost;
    private readonly SearchTrail trail = new();
    private StartingPoint? last;

    /// <summary>Answers the years.</summary>
    /// <param name="begins">Called before each year; null: nobody wants to know.</param>
    public PathAnswer Answer(Action<ResolvedYear>? begins)
    {
        var years = ImmutableArray.CreateBuilder<PathYear>();
        var saved = Saved();
        ImmutableArray<double> income = [];
        foreach (var year in path.Years)
        {
            begins?.Invoke(year);
            var (answer, stock, lasting) = Solve(year);
            years.Add(Of(year, answer, stock is null ? null : Like(year.World, (n, j) => stock[n, j] * lasting![n, j])));
            if (answer.Comparison is not { } changes)
                return new PathAnswer { Case = theCase, Years = years.ToImmutable(), Income = income, Saved = saved };
            if (income.IsEmpty)
                income = changes.Before.Income;
            last = answer.Point;
            if (stock is not null)
                capital = PathEquations.NextCapital(stock, changes.RealIncome, path.Path.Depreciation!.Value);
        }
        var realIncome = years.Select(year => year.RealIncome).ToList();
        return new PathAnswer
        {
            Case = theCase,
            Years = years.ToImmutable(),
            Income = income,
            Saved = saved,
            Value = Value(income, saved, realIncome),
            SteadyState = capital is null ? [] : SteadyState(path.Years[^1], realIncome[^1]),
        };
    }

    private PathYear Of(ResolvedYear year, Counterfactual answer, Table? stock) =>
        new(
            year.Year,
            year.Horizon,
            answer.Status,
            answer.Explanation,
            answer.Residual,
            answer.Comparison?.RealIncome ?? [],
            stock is null || answer.Comparison is null ? [] : ByCountry(answer.Baseline.World, stock)
        );

    private ImmutableArray<double> Saved() =>
        path.Capital is { } factor && path.Path.Depreciation is { } delta
            ? PathEquations.InvestmentShares(path.Years[0].World, factor, delta, path.Path.Discount)
            : [.. new double[path.Years[0].World.Countries.Length]];

    private PresentValue Value(
        ImmutableArray<double> income,
        ImmutableArray<double> saved,
        List<ImmutableArray<double>> realIncome
    )
    {
        var weights = PathEquations.Weights(realIncome.Count, path.Path.Discount, path.Path.Perpetuity);
        var consumption = PathEquations.PresentValues(income, saved, realIncome, weights);
        return new PresentValue(
            PathEquations.PresentValues(income, [.. new double[income.Length]], realIncome, weights),
            consumption,
            [.. consumption.Select((value, n) => value / ((1 - saved[n]) * income[n] * weights.Sum()))],
            PathEquations.Welfare(realIncome, weights)
        );
    }

    /// <summary>
    /// The answer of a year, the capital that saving has left or made, and the part of all capital that owners abroad have not taken;
    /// null where none is accumulated.
    /// </summary>
    private (Counterfactual Answer, Table? Capital, Table? Lasting) Solve(ResolvedYear year)
    {
        var baseline = baselineOf(year);
        if (path.Capital is null || Losses(baseline, year.Measures) is not { } all)
            return (Ask(baseline, year.Measures), null, null);
        // What owners abroad had they had saved for: it does not come back by the saving of the host.
        var lasting = Losses(baseline, year.Measures.OfType<CapitalLoss>().Select(loss => loss.OfOwnersAbroad))!;
        var losses = Like(year.World, (n, j) => all[n, j] / lasting[n, j]);
        // What is lost is lost in the year it happens in; saving then goes on from what is left.
        var (before, saved) = (lost, capital);
        var stock = Like(year.World, (n, j) => (saved?[n, j] ?? 1) * losses[n, j] / (before?[n, j] ?? 1));
        lost = losses;
        return (Ask(baseline, year.Measures.Add(Beside(stock, losses))), stock, lasting);
    }

    /// <summary>Factors on the capital that is accumulated; null where a measure is at fault.</summary>
    private Table? Losses(Baseline baseline, IEnumerable<Measure> measures)
    {
        var shock = baseline.ShockOf(measures);
        return !shock.Success ? null
            : shock.Value.FactorSupply.IsEmpty ? Like(baseline.World, (_, _) => 1)
            : shock.Value.FactorSupply[path.Capital!.Value];
    }

    /// <summary>
    /// Real income where capital is what it leads to: Newton steps country by country, real income rising with capital by about the share
    /// of capital in it.
    /// </summary>
    private ImmutableArray<double> SteadyState(ResolvedYear year, ImmutableArray<double> realIncome)
    {
        var baseline = baselineOf(year);
        var share = PathEquations.InvestmentShares(year.World, path.Capital!.Value, 1, path.Path.Discount);
        var beta = 1 / (1 + path.Path.Discount);
        double[] logs = [.. realIncome.Select(Math.Log)];
        for (var step = 0; step < MostSteps; step++)
        {
            var at = logs;
            var stock = Like(year.World, (n, _) => Math.Exp(at[n]));
            var answer = Ask(baseline, year.Measures.Add(Beside(stock, lost!)));
            if (answer.Comparison is not { } changes)
                return [];
            last = answer.Point;
            double[] gaps = [.. changes.RealIncome.Select((w, n) => Math.Log(w) - at[n])];
            if (gaps.All(gap => Math.Abs(gap) <= SteadyTolerance))
                return changes.RealIncome;
            // Where all that is saved is used up within a year, s = alpha beta.
            logs = [.. at.Select((log, n) => log + gaps[n] / (1 - Math.Min(0.8, share[n] / beta)))];
        }
        return [];
    }

    private Counterfactual Ask(Baseline baseline, ImmutableArray<Measure> measures) =>
        baseline.Solve(
            new Question(measures)
            {
                Start = trail.IsEmpty ? last : null,
                Trail = trail,
            }
        );

    /// <summary>What makes a stock of what is there after losses.</summary>
    private static AccumulatedCapital Beside(Table stock, Table losses) =>
        new(Table.Create(stock.Rows, stock.Columns, (n, j) => stock[n, j] / losses[n, j]));

    private static Table Like(World world, Func<int, int, double> cell) =>
        Table.Create(world.Countries.Length, world.Sectors.Length, cell);

    /// <summary>Sectors weigh what they pay capital in the data.</summary>
    private ImmutableArray<double> ByCountry(World world, Table stock)
    {
        var shares = world.Factors[path.Capital!.Value].Shares;
        return
        [
            .. Enumerable
                .Range(0, stock.Rows)
                .Select(n =>
                {
                    var (sum, total) = (0.0, 0.0);
                    for (var j = 0; j < stock.Columns; j++)
                    {
                        var paid = shares[n, j] * world.ValueAddedShares[n, j] * world.Output[n, j];
                        (sum, total) = (sum + paid * stock[n, j], total + paid);
                    }
                    return total == 0 ? 1 : sum / total;
                }),
        ];
    }
}
