using System.Collections.Immutable;
using Entente.CaliendoParro.Derivatives;
using Entente.Measures;

namespace Entente.Games.Chosen;

/// <summary>What is levied.</summary>
public enum RateInstrument
{
    /// <summary>A tariff on purchases, in place of that of the data.</summary>
    Tariff,

    /// <summary>A tax on sales abroad.</summary>
    ExportTax,
}

/// <summary>A rate that somebody chooses.</summary>
/// <param name="Chooser">Position of who does.</param>
/// <param name="Instrument">What is levied.</param>
/// <param name="Partner">Position in the world of the partner it falls on; null: all partners alike.</param>
/// <param name="Sector">Position of the sector; null: all sectors alike.</param>
public sealed record RateVariable(int Chooser, RateInstrument Instrument, int? Partner, int? Sector);

/// <summary>Somebody who chooses rates, and what for.</summary>
/// <param name="Name">For people.</param>
/// <param name="Countries">Positions of its countries, who levy what it chooses.</param>
/// <param name="Weights">
/// What a unit of money of real income of each country of the world is worth to it: 1 for its own, and for a sender of sanctions less
/// than 0 for the target.
/// </param>
public sealed record RateChooser(string Name, ImmutableArray<int> Countries, ImmutableArray<double> Weights)
{
    /// <summary>One who cares for its own real income alone, or less for that of a victim.</summary>
    /// <param name="world">The world.</param>
    /// <param name="name">For people.</param>
    /// <param name="countries">Positions of its countries.</param>
    /// <param name="victim">Position of a country whose loss is worth something to it; null: none is.</param>
    /// <param name="lambda">What a unit of the victim's loss is worth.</param>
    public static RateChooser Of(World world, string name, ImmutableArray<int> countries, int? victim = null, double lambda = 0)
    {
        ArgumentNullException.ThrowIfNull(world);
        return new RateChooser(
            name,
            countries,
            [.. Enumerable.Range(0, world.Countries.Length).Select(n => countries.Contains(n) ? 1 : n == victim ? -lambda : 0.0)]
        );
    }
}

/// <summary>What of trade rates are on, and how far they may go.</summary>
/// <param name="Instruments">What may be levied.</param>
/// <param name="Partners">Positions of the partners; a chooser's own countries are passed over.</param>
/// <param name="Sectors">Positions of the sectors.</param>
/// <param name="ByPartner">Whether each partner has a rate of its own.</param>
/// <param name="BySector">Whether each sector has.</param>
/// <param name="Least">The lowest rate; above -1.</param>
/// <param name="Most">The highest.</param>
public sealed record RateScope(
    ImmutableArray<RateInstrument> Instruments,
    ImmutableArray<int> Partners,
    ImmutableArray<int> Sectors,
    bool ByPartner,
    bool BySector,
    double Least,
    double Most
);

/// <summary>
/// A game in rates: each chooser sets its own to what is best for it by (R1), given those of the others. Safe from several threads.
/// </summary>
public sealed class RateGame
{
    /// <summary>
    /// A rate on flows of less than this part of the chooser's income is undetermined: whatever it is, next to nothing depends on it.
    /// </summary>
    public const double Negligible = 1e-6;

    private readonly ImmutableArray<Measure> common;

    /// <summary>A game.</summary>
    /// <param name="baseline">What equilibria are asked of.</param>
    /// <param name="common">Measures in force whatever is chosen.</param>
    /// <param name="choosers">Who chooses; no country twice.</param>
    /// <param name="scope">What rates are on.</param>
    public RateGame(Baseline baseline, ImmutableArray<Measure> common, ImmutableArray<RateChooser> choosers, RateScope scope)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(scope);
        (Baseline, this.common, Choosers, Scope) = (baseline, common, choosers, scope);
        Without = baseline.Solve(common);
        Variables = [.. choosers.SelectMany((_, c) => VariablesOf(c))];
        Trade = [.. Variables.Select(TradeOf)];
        Curvature = [.. Variables.Select((variable, v) => CurvatureOf(variable, Trade[v]))];
        Start = [.. Variables.Select(StartOf)];
    }

    /// <summary>What equilibria are asked of.</summary>
    public Baseline Baseline { get; }

    /// <summary>Who chooses.</summary>
    public ImmutableArray<RateChooser> Choosers { get; }

    /// <summary>What rates are on.</summary>
    public RateScope Scope { get; }

    /// <summary>The rates, those of the first chooser first.</summary>
    public ImmutableArray<RateVariable> Variables { get; }

    /// <summary>What a rate falls on before any is chosen, at producer prices, by variable.</summary>
    public ImmutableArray<double> Trade { get; }

    /// <summary>A guess of how fast what is gained by a rate bends: trade times its elasticity, by variable.</summary>
    public ImmutableArray<double> Curvature { get; }

    /// <summary>Where searches begin: the mean rate in the data, within bounds.</summary>
    public ImmutableArray<double> Start { get; }

    /// <summary>The equilibrium with the common measures alone.</summary>
    public Counterfactual Without { get; }

    /// <summary>Income of a chooser's countries in the data.</summary>
    public double IncomeOf(int chooser) => Choosers[chooser].Countries.Sum(n => Baseline.World.Income[n]);

    /// <summary>Whether nothing to speak of depends on a rate.</summary>
    public bool IsUndetermined(int variable) => Trade[variable] < Negligible * IncomeOf(Variables[variable].Chooser);

    /// <summary>The equilibrium at rates.</summary>
    /// <param name="rates">By variable; where one is not a number, nothing is chosen and the data hold.</param>
    public Counterfactual At(IReadOnlyList<double> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return Baseline.Solve([
            .. common,
            .. Variables.SelectMany((variable, v) => double.IsNaN(rates[v]) ? [] : Levied(variable, rates[v])),
        ]);
    }

    /// <summary>(R1) G = sum_n w_n I_n (W_n - 1): what a chooser gets, in the unit of the world.</summary>
    public double Payoff(int chooser, Counterfactual answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Changes.RealIncome.Select((hat, n) => Choosers[chooser].Weights[n] * Baseline.World.Income[n] * (hat - 1)).Sum();
    }

    /// <summary>(R2) dG / d rate of every variable, by one solution of the equations backwards.</summary>
    public double[] Gradient(int chooser, Counterfactual answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var hats = answer.Changes.RealIncome;
        var gradient = new Linearisation(answer.Equilibrium).GradientOf(
            new Target
            {
                LogRealIncome = [.. hats.Select((hat, n) => Choosers[chooser].Weights[n] * Baseline.World.Income[n] * hat)],
            }
        );
        return
        [
            .. Variables.Select(variable =>
            {
                var by = variable.Instrument == RateInstrument.Tariff ? gradient.Tariffs : gradient.ExportTaxes;
                return Cells(variable).Sum(f => by[f.N, f.I, f.J]);
            }),
        ];
    }

    /// <summary>The best reply of a chooser to the rates of the others, its own as they are at first; a local maximum.</summary>
    /// <param name="chooser">Who.</param>
    /// <param name="rates">All rates; those of others stay.</param>
    /// <param name="tolerance">How exact rates shall be.</param>
    /// <returns>The maximum over the chooser's determined rates, and all rates with these in place.</returns>
    public (BoxMaximum Maximum, double[] Rates) BestReply(int chooser, IReadOnlyList<double> rates, double tolerance = 1e-9)
    {
        int[] own = [.. Own(chooser)];
        var all = rates.ToArray();
        var maximum = BoxMaximum.Of(
            at =>
            {
                var answer = At(Placed(all, own, at));
                if (!answer.Converged)
                    return null;
                var gradient = Gradient(chooser, answer);
                return (Payoff(chooser, answer), [.. own.Select(v => gradient[v])]);
            },
            [.. own.Select(v => all[v])],
            [.. own.Select(_ => Scope.Least)],
            [.. own.Select(_ => Scope.Most)],
            [.. own.Select(v => Curvature[v])],
            tolerance,
            Baseline.Options.Solve.Tolerance * IncomeOf(chooser)
        );
        return (maximum, Placed(all, own, maximum.At));
    }

    /// <summary>
    /// Rates at which each is a best reply to the others', by replies in turn: Nash, as far as best replies are found. Whether it is one,
    /// <see cref="RateDeviations"/> says.
    /// </summary>
    /// <param name="tolerance">Replies that move no rate by more end it.</param>
    /// <param name="sweeps">The most rounds.</param>
    /// <param name="progress">Told how far rates moved in a round; null: nobody is told.</param>
    /// <param name="cancellation">Ends the work.</param>
    public RateProfile Nash(
        double tolerance = 1e-8,
        int sweeps = 100,
        Action<string>? progress = null,
        CancellationToken cancellation = default
    )
    {
        double[] rates = [.. Start];
        var moved = double.PositiveInfinity;
        for (var sweep = 1; sweep <= sweeps; sweep++)
        {
            moved = 0;
            for (var c = 0; c < Choosers.Length; c++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (maximum, next) = BestReply(c, rates, tolerance / 10);
                if (maximum.Status == MaximumStatus.NoValue)
                    return new RateProfile([.. rates], sweep, double.NaN, "no equilibrium where the search begins");
                moved = Math.Max(moved, rates.Zip(next, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max());
                rates = next;
            }
            progress?.Invoke(FormattableString.Invariant($"round {sweep}, rates moved by {moved:0.0e0}"));
            // One alone has nobody to reply to.
            if (moved <= tolerance || Choosers.Length == 1)
                return new RateProfile([.. rates], sweep, moved, "");
        }
        return new RateProfile([.. rates], sweeps, moved, "replies do not settle");
    }

    /// <summary>Positions of a chooser's rates, the undetermined apart.</summary>
    public IEnumerable<int> Own(int chooser) =>
        Enumerable.Range(0, Variables.Length).Where(v => Variables[v].Chooser == chooser && !IsUndetermined(v));

    internal static double[] Placed(double[] all, int[] own, double[] at)
    {
        var placed = (double[])all.Clone();
        for (var k = 0; k < own.Length; k++)
            placed[own[k]] = at[k];
        return placed;
    }

    private IEnumerable<RateVariable> VariablesOf(int chooser) =>
        from instrument in Scope.Instruments
        from partner in Scope.ByPartner
            ? Scope.Partners.Where(n => !Choosers[chooser].Countries.Contains(n)).Select(n => (int?)n)
            : [null]
        from sector in Scope.BySector ? Scope.Sectors.Select(j => (int?)j) : [null]
        select new RateVariable(chooser, instrument, partner, sector);

    private ImmutableArray<int> PartnersOf(RateVariable variable) =>
        variable.Partner is { } one ? [one] : [.. Scope.Partners.Where(n => !Choosers[variable.Chooser].Countries.Contains(n))];

    private ImmutableArray<int> SectorsOf(RateVariable variable) => variable.Sector is { } one ? [one] : Scope.Sectors;

    /// <summary>The flows a rate falls on: importer n, exporter i, sector j.</summary>
    private IEnumerable<(int N, int I, int J)> Cells(RateVariable variable) =>
        from own in Choosers[variable.Chooser].Countries
        from partner in PartnersOf(variable)
        from j in SectorsOf(variable)
        select variable.Instrument == RateInstrument.Tariff ? (own, partner, j) : (partner, own, j);

    private double TradeOf(RateVariable variable) =>
        Without.Converged ? Cells(variable).Sum(f => Without.Equilibrium.Trade[f.N, f.I, f.J]) : 0;

    private double CurvatureOf(RateVariable variable, double trade) =>
        trade > 0
            ? Cells(variable).Sum(f => Without.Equilibrium.Trade[f.N, f.I, f.J] * Baseline.World.Thetas[f.J])
            : 1;

    private double StartOf(RateVariable variable, int at)
    {
        if (variable.Instrument == RateInstrument.ExportTax || Trade[at] == 0)
            return Math.Clamp(0, Scope.Least, Scope.Most);
        var duties = Cells(variable).Sum(f => Without.Equilibrium.Trade[f.N, f.I, f.J] * Without.Equilibrium.Given.Tariffs[f.N, f.I, f.J]);
        return Math.Clamp(duties / Trade[at], Scope.Least, Scope.Most);
    }

    private IEnumerable<Measure> Levied(RateVariable variable, double rate)
    {
        var world = Baseline.World;
        ImmutableArray<Word> by = [.. Choosers[variable.Chooser].Countries.Select(n => (Word)world.Countries[n].Code)];
        ImmutableArray<Word> on = [.. PartnersOf(variable).Select(n => (Word)world.Countries[n].Code)];
        ImmutableArray<Word> sectors = [.. SectorsOf(variable).Select(j => (Word)world.Sectors[j].Code)];
        yield return variable.Instrument == RateInstrument.Tariff
            ? new Tariff
            {
                By = by,
                On = on,
                Sectors = sectors,
                Rate = rate,
            }
            : new ExportTax
            {
                By = by,
                On = on,
                Sectors = sectors,
                Rate = rate,
            };
    }
}

/// <summary>Rates that a search has led to.</summary>
/// <param name="Rates">By variable; undetermined ones are where the search began.</param>
/// <param name="Rounds">Rounds of replies.</param>
/// <param name="Moved">How far the last round moved a rate.</param>
/// <param name="Trouble">Why they are none to rely on; empty where there is no reason.</param>
public sealed record RateProfile(ImmutableArray<double> Rates, int Rounds, double Moved, string Trouble);
