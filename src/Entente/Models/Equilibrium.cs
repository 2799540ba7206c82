using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.Numerics;

namespace Entente.Models;

/// <summary>How the search for an equilibrium ended.</summary>
public enum EquilibriumStatus
{
    /// <summary>Found, with all residuals within the tolerance.</summary>
    Converged,

    /// <summary>The allowed number of iterations was used up.</summary>
    MaxIterations,

    /// <summary>The solver came to a point it could not improve.</summary>
    Stalled,

    /// <summary>A number was not finite.</summary>
    NotFinite,

    /// <summary>Some country wants a good that nobody can supply any more: no equilibrium exists.</summary>
    NoSupplier,

    /// <summary>A deficit or surplus has nobody left to finance it: no equilibrium exists.</summary>
    UnfinancedDeficit,

    /// <summary>The equations hold only with an income below zero.</summary>
    NegativeIncome,

    /// <summary>
    /// The equations hold only where something is bought less than not at all: a country draws more from a stock than it uses.
    /// </summary>
    NegativePurchases,

    /// <summary>
    /// Neither the shock nor, after it, the deficits could be followed from nothing to all of them: the path of equilibria ends
    /// before.
    /// </summary>
    PathEnds,

    /// <summary>The case it happens after has an answer that cannot be the data of a world.</summary>
    NoWorld,

    /// <summary>A measure is at fault in the world it is taken in; the explanation says where and why.</summary>
    MeasureRefused,
}

/// <summary>
/// A counterfactual: what the equations say of a world after a shock, with the proof. Immutable. Its numbers can be
/// read only if it converged; hats are relative to the data of the world, levels in its unit, at the prices that
/// make the value added of the world what it was. Axes: importer n, exporter i, sector j.
/// </summary>
public sealed class Equilibrium
{
    private readonly EquilibriumNumbers? outcome;
    private readonly Lazy<Certificate?> certificate;

    private Equilibrium(CounterfactualInputs given, EquilibriumStatus status, string explanation, SolverResult? search)
    {
        (Given, Status, Explanation) = (given, status, explanation);
        (Iterations, Evaluations) = (search?.Iterations ?? 0, search?.Evaluations ?? 0);
        Trace = search?.Trace ?? [];
        SearchResidual = search?.Residual ?? double.NaN;
        certificate = new(() => Converged ? Model?.Certify(this) : null);
    }

    private Equilibrium(
        CounterfactualInputs given,
        EquilibriumStatus status,
        string explanation,
        SolverResult search,
        EquilibriumNumbers outcome
    )
        : this(given, status, explanation, search) => this.outcome = outcome;

    /// <summary>What was given.</summary>
    public CounterfactualInputs Given { get; }

    public World World => Given.World;

    public EquilibriumStatus Status { get; }

    public bool Converged => Status == EquilibriumStatus.Converged;

    /// <summary>Why there are no numbers, for people; empty where there are.</summary>
    public string Explanation { get; }

    public Closure Closure => Given.Closure;

    /// <summary>What is held constant to measure nominal values in.</summary>
    public string Numeraire { get; private init; } = WorldValueAdded;

    /// <summary>The numeraire of models in which every price moves.</summary>
    public const string WorldValueAdded = "value added of the world";

    /// <summary>The model that found it; null where no search came to an end.</summary>
    public Model? Model { get; private init; }

    /// <summary>
    /// What the model that found it says beyond what all models say, by the type it is of; null where it says nothing of that
    /// type.
    /// </summary>
    /// <exception cref="InvalidOperationException">It did not converge.</exception>
    public T? Detail<T>()
        where T : class => Require(outcome).Detail as T;

    /// <summary>Iterations of the solver.</summary>
    public int Iterations { get; }

    /// <summary>How often the solver evaluated the system.</summary>
    public int Evaluations { get; }

    /// <summary>The solver's iterations in order.</summary>
    public ImmutableArray<TraceEntry> Trace { get; }

    /// <summary>The solver's own measure at its best point; NaN where none was run.</summary>
    public double SearchResidual { get; }

    /// <summary>The gaps of the equations, recomputed from them at the answer; null where no answer was reached.</summary>
    public Residuals? Residuals { get; private init; }

    /// <summary>The point for other searches to start from; small beside the equilibrium.</summary>
    public StartingPoint Point => new(this);

    /// <summary>
    /// How sure the answer is beyond its residuals; found when first asked for; null without an answer, and where the model has
    /// none.
    /// </summary>
    public Certificate? Certificate => certificate.Value;

    /// <summary>wHat_n: wages, the return WHat_nf of the first factor.</summary>
    public ImmutableArray<double> Wages => FactorReturns[0];

    /// <summary>WHat_nf: what each factor earns where it works, relative to the data; one row a factor.</summary>
    public ImmutableArray<ImmutableArray<double>> FactorReturns => Require(outcome).FactorReturns;

    /// <summary>wHat_njf: prices of factors by sector, one table a factor.</summary>
    public ImmutableArray<Table> FactorPrices => Require(outcome).FactorPrices;

    /// <summary>u_njf: the part of each factor that finds work, by sector; 1 but under a floor, 0 in sectors that have closed.</summary>
    public ImmutableArray<Table> Employment => Require(outcome).Employment;

    /// <summary>gamma'_nj Y'_nj: value added by sector.</summary>
    public Table ValueAdded => Require(outcome).ValueAdded;

    /// <summary>alpha'_nj: shares in final demand.</summary>
    public Table FinalShares => Require(outcome).FinalShares;

    /// <summary>gamma'_nj: shares of value added in cost.</summary>
    public Table ValueAddedShares => Require(outcome).ValueAddedShares;

    /// <summary>gamma'_nkj: shares of inputs in cost.</summary>
    public Cube CostShares => Require(outcome).CostShares;

    /// <summary>Tariff rates, rents of limited flows that go to the importer included.</summary>
    public Cube Tariffs => Require(outcome).Tariffs;

    /// <summary>Export tax rates, rents of limited flows that go to the exporter included.</summary>
    public Cube ExportTaxes => field ??= Given.ExportTaxesWith(Require(outcome).Wedges.AsSpan());

    /// <summary>
    /// omega: by limit, what users pay over what sellers ask for; the shadow price of the limit is omega - 1 times the seller's
    /// price.
    /// </summary>
    public ImmutableArray<double> Wedges => [.. Require(outcome).Wedges.Take(Given.Limits.Length)];

    /// <summary>The same for the lines of the world's networks, in the order of <see cref="CounterfactualInputs.Lines"/>.</summary>
    internal ImmutableArray<double> LineWedges => [.. Require(outcome).Wedges.Skip(Given.Limits.Length).Take(Given.Lines.Length)];

    /// <summary>
    /// omega: by cap on a price, what buyers pay over what the seller is paid; infinite where the seller does not sell at that price.
    /// </summary>
    public ImmutableArray<double> PriceCapWedges => [.. Require(outcome).Wedges.Skip(Given.Limits.Length + Given.Lines.Length)];

    /// <summary>cHat of the seller, by cap on a price.</summary>
    public ImmutableArray<double> CappedPrices =>
        [.. Require(outcome).LimitedQuantities.Skip(Given.Limits.Length + Given.Lines.Length)];

    /// <summary>q: by limit, the quantity at baseline prices.</summary>
    public ImmutableArray<double> LimitedQuantities => [.. Require(outcome).LimitedQuantities.Take(Given.Limits.Length)];

    /// <summary>By line, terajoules a year.</summary>
    internal ImmutableArray<double> LineQuantities =>
        [.. Require(outcome).LimitedQuantities.Skip(Given.Limits.Length).Take(Given.Lines.Length)];

    /// <summary>By stock, what is drawn, at baseline prices.</summary>
    public ImmutableArray<double> Drawn => Require(outcome).Drawn;

    /// <summary>PHat_nj: purchasers' prices of the composite goods.</summary>
    public Table Prices => Require(outcome).Prices;

    /// <summary>cHat_nj: unit costs, which are producer prices.</summary>
    public Table UnitCosts => Require(outcome).UnitCosts;

    /// <summary>pi'_nij.</summary>
    public Cube TradeShares => Require(outcome).TradeShares;

    /// <summary>M'_nij at producer prices.</summary>
    public Cube Trade => Require(outcome).Trade;

    /// <summary>sum_j M'_nij: all that n buys of i, at producer prices; no flow of a single good is made for it.</summary>
    public Table BilateralTrade =>
        field ??= Require(outcome).BilateralTrade
            ?? Table.Create(Trade.First, Trade.Second, (n, i) => TensorPrimitives.Sum(Trade.Row(n, i)));

    /// <summary>
    /// Sales to other countries at border prices: export taxes and rents that exporters earn included, and what is earned from the
    /// trade of others less what others earn from one's own.
    /// </summary>
    public ImmutableArray<double> Exports =>
        Margins.IsEmpty ? Abroad((n, i) => i) : [.. Abroad((n, i) => i).Zip(Margins, (sold, earned) => sold + earned)];

    /// <summary>Purchases from other countries at border prices: export taxes and rents that exporters earn included.</summary>
    public ImmutableArray<double> Imports => Abroad((n, i) => n);

    /// <summary>X'_nj at purchasers' prices.</summary>
    public Table Expenditure => Require(outcome).Expenditure;

    /// <summary>Y'_nj.</summary>
    public Table Output => Require(outcome).Output;

    /// <summary>R'_n.</summary>
    public ImmutableArray<double> TariffRevenue => Require(outcome).TariffRevenue;

    /// <summary>E'_n.</summary>
    public ImmutableArray<double> ExportTaxRevenue => Require(outcome).ExportTaxRevenue;

    /// <summary>
    /// G'_n: what a country earns from the trade of others less what others earn from its sales; adds up to zero; empty where nobody
    /// does.
    /// </summary>
    public ImmutableArray<double> Margins => Require(outcome).Margins;

    /// <summary>
    /// F'_n: what owners abroad of capital in n are paid less than in the data, less what owners in n receive less; adds up to zero;
    /// empty where no owners abroad are named.
    /// </summary>
    public ImmutableArray<double> ProfitsKept => Require(outcome).ProfitsKept;

    /// <summary>I'_n.</summary>
    public ImmutableArray<double> Income => Require(outcome).Income;

    /// <summary>PHat_n: price of final demand.</summary>
    public ImmutableArray<double> ConsumerPrices => Require(outcome).ConsumerPrices;

    /// <summary>D'_n: imports less exports, lump sums apart; adds up to zero over the world.</summary>
    public ImmutableArray<double> Deficits => Require(outcome).Deficits;

    /// <summary>Lump sums received by country: those of the shock and those of burden sharing.</summary>
    public ImmutableArray<double> Transfers => Require(outcome).Transfers;

    /// <summary>The end of a question that has no answer.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="status">Why there is none; any but <see cref="EquilibriumStatus.Converged"/>.</param>
    /// <param name="explanation">The reason in words.</param>
    /// <param name="search">The search that did not get there; null: none was run.</param>
    /// <exception cref="ArgumentException">The status is that of an answer.</exception>
    public static Equilibrium Without(
        CounterfactualInputs given,
        EquilibriumStatus status,
        string explanation,
        SolverResult? search = null
    ) =>
        status == EquilibriumStatus.Converged
            ? throw new ArgumentException("An answer has numbers.", nameof(status))
            : new(given, status, explanation, search);

    /// <summary>
    /// An answer as a model found it, judged by the gaps of the model's equations recomputed at it: what is above the tolerance,
    /// not finite or below zero gets a named status, and its numbers cannot be read.
    /// </summary>
    /// <param name="given">What was given.</param>
    /// <param name="outcome">The numbers.</param>
    /// <param name="residuals">The gaps of the equations at these numbers.</param>
    /// <param name="search">The search that led to them.</param>
    /// <param name="tolerance">Largest gap accepted; <see cref="SolveOptions.Tolerance"/>.</param>
    /// <param name="model">The model that found it, which is asked for its certificate.</param>
    /// <param name="numeraire">What is held constant to measure nominal values in.</param>
    public static Equilibrium Of(
        CounterfactualInputs given,
        EquilibriumNumbers outcome,
        Residuals residuals,
        SolverResult search,
        double tolerance,
        Model model,
        string numeraire = WorldValueAdded
    )
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(residuals);
        var poor = Enumerable
            .Range(0, outcome.Income.Length)
            .Where(n => !(outcome.Income[n] > 0))
            .Select(n => given.World.Countries[n].Code)
            .ToList();
        var (status, explanation) = (residuals.Largest, poor.Count) switch
        {
            (double.NaN, _) => (EquilibriumStatus.NotFinite, "the equations give numbers that are not finite"),
            (var gap, _) when gap > tolerance => (
                EquilibriumStatus.Stalled,
                FormattableString.Invariant($"the equations hold to {gap:0.0e0} only, the tolerance being {tolerance:0.0e0}")
            ),
            (_, > 0) => (EquilibriumStatus.NegativeIncome, $"income of {string.Join(", ", poor)} would be below zero"),
            _ when (outcome.LeastFlow ?? TensorPrimitives.Min(outcome.Trade.Span)) < 0 => (
                EquilibriumStatus.NegativePurchases,
                outcome.Drawn.Length > 0 ? "more would be drawn from a stock than is used" : "somebody would buy less than nothing"
            ),
            _ => (EquilibriumStatus.Converged, ""),
        };
        return new Equilibrium(given, status, explanation, search, outcome)
        {
            Residuals = residuals,
            Numeraire = numeraire,
            Model = model,
        };
    }

    private ImmutableArray<double> Abroad(Func<int, int, int> side)
    {
        var (totals, trade, taxes) = (new double[Trade.First], Trade, ExportTaxes);
        for (var n = 0; n < trade.First; n++)
            for (var i = 0; i < trade.Second; i++)
            {
                var flows = trade.Row(n, i);
                var rates = taxes.Row(n, i);
                ref var total = ref totals[side(n, i)];
                for (var j = 0; i != n && j < flows.Length; j++)
                    total += flows[j] * (1 + rates[j]);
            }
        return [.. totals];
    }

    private T Require<T>(T? part)
        where T : class => Converged ? part! : throw new InvalidOperationException($"There are no numbers: {Status}. {Explanation}");
}
