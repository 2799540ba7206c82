using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;

namespace Entente.Gravity;

/// <summary>How far a change of trade costs works through.</summary>
public enum Adjustment
{
    /// <summary>Output and expenditure as in the data; only resistances and flows change: conditional general equilibrium.</summary>
    Conditional,

    /// <summary>
    /// Resistances at the shares of the data, then prices, output and expenditure from these, once: what the package
    /// gegravity (Herman) publishes. Purchases then miss expenditure by a little; <see cref="Resistances.AddingUpGap"/>.
    /// </summary>
    OneStep,

    /// <summary>
    /// Resistances, prices, output and expenditure all agree, under a closure of deficits: full endowment general equilibrium.
    /// </summary>
    Full,
}

/// <summary>
/// Structural gravity (Anderson and van Wincoop 2003; Anderson, Larch and Yotov 2018): where its equations and a solver meet.
/// </summary>
/// <param name="setup">How it is set.</param>
public sealed class GravityModel(GravitySetup setup) : Model
{
    private int reference = setup.Fit?.Reference ?? 0;

    /// <summary>With an elasticity of substitution of 5 and full adjustment.</summary>
    public static GravityModel Default { get; } = new(new GravitySetup());

    /// <summary>How it is set.</summary>
    public GravitySetup Setup { get; } = setup;

    public override string Name => "gravity";

    public override string Title => "structural gravity";

    public override string Description =>
        "structural gravity of one sector (Anderson and van Wincoop 2003; Anderson, Larch and Yotov 2018), "
        + FormattableString.Invariant($"elasticity of substitution {Setup.Sigma}, ")
        + Setup.Adjustment switch
        {
            Adjustment.Full => "full adjustment",
            Adjustment.OneStep => "resistances at the shares of the data, prices from them once",
            _ => "output and expenditure given",
        };

    public override Closure DefaultClosure => Closure.Share;

    public override World? OwnWorld => Setup.Fit?.World;

    public override CostDeterminants? Determinants => Setup.Fit;

    public override ImmutableArray<CountryTable> Tables => [GravityTables.Resistances(Setup.Fit)];

    public override Checked<World> See(World world) =>
        Setup.Fit is { } fit ? Checked<World>.Valid(fit.World) : OneSectorWorld.Of(world, Setup.Sigma);

    public override Model In(NameResolver names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Setup.Reference is { } word
            ? new GravityModel(Setup) { reference = names.Countries([word]).FirstOrDefault() }
            : this;
    }

    public override Fault? Refusal(Closure closure) =>
        Setup.Adjustment == Adjustment.Full || closure == Closure.Share
            ? null
            : new Fault(
                null,
                $"closure {closure.ToString().ToLowerInvariant()} with an adjustment that leaves trade balances open",
                "the closure share, or full adjustment"
            )
            {
                Remedy = Remedy.SettledBalances,
            };

    public override Fault? Refusal(Measure measure) => GravityRules.Refusal(measure);

    public override Certificate? Certify(Equilibrium answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        // In full adjustment it is the model of Caliendo and Parro of one sector without inputs, and their equations say how sure it is.
        return answer.Numeraire == Equilibrium.WorldValueAdded ? Certification.Of(answer) : null;
    }

    public override Equilibrium Solve(ModelQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Solve(question.World, question.Shock, question.Closure, Setup.Adjustment, reference, question.Options);
    }

    /// <summary>Finds the equilibrium of a one-sector world after a change of trade costs.</summary>
    /// <param name="world">
    /// One sector without intermediates and tariffs, as <see cref="OneSectorWorld"/> and <see cref="GravityFit"/> make it; its
    /// theta is sigma - 1.
    /// </param>
    /// <param name="shock">Changes of trade costs, embargoes included, and nothing else.</param>
    /// <param name="closure">
    /// What happens to deficits; in full adjustment only, else expenditure is as <paramref name="adjustment"/> says.
    /// </param>
    /// <param name="adjustment">How far the change works through.</param>
    /// <param name="reference">
    /// Position of the importer whose inward resistance does not change, which sets the scale; for other than full adjustment,
    /// where value added of the world does.
    /// </param>
    /// <param name="options">How to solve; null: the defaults. There is one method.</param>
    /// <returns>The equilibrium, or the named reason why there is none.</returns>
    /// <exception cref="ArgumentException">The world has more than the model can see, or the shock changes more than costs.</exception>
    public static Equilibrium Solve(
        World world,
        Shock shock,
        Closure closure,
        Adjustment adjustment = Adjustment.Full,
        int reference = 0,
        SolveOptions? options = null
    )
    {
        RequireFit(world, shock);
        options ??= new SolveOptions();
        var given = new CounterfactualInputs(world, shock, closure);
        // Where expenditure does not answer to the trade balance, nobody has to finance a deficit.
        if (
            WithoutAnswer.Impossible(given) is { } reason
            && (adjustment == Adjustment.Full || reason.Status == EquilibriumStatus.NoSupplier)
        )
            return reason;
        GravitySystem system = adjustment == Adjustment.Full ? new FullSystem(given) : new SharesSystem(given, adjustment, reference);
        var result = Fallback.Solve(
            system.Residual,
            new double[world.Countries.Length],
            new SolverOptions
            {
                Tolerance = options.Tolerance / system.Scale,
                MaxIterations = options.MaxIterations,
                Cancellation = options.Cancellation,
            }
        );
        if (result.Status != SolverStatus.Converged)
            return WithoutAnswer.Failed(given, result);
        var state = system.At(result.Solution);
        var numeraire =
            adjustment == Adjustment.Full ? Equilibrium.WorldValueAdded : $"inward resistance of {world.Countries[reference].Code}";
        return Equilibrium.Of(given, state.Outcome(given), system.Residuals(state), result, options.Tolerance, Default, numeraire);
    }

    private static void RequireFit(World world, Shock shock)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(shock);
        if (!OneSectorWorld.Is(world))
            throw new ArgumentException(
                "Gravity sees one sector without intermediates and tariffs, in which everybody sells and buys; OneSectorWorld "
                    + "makes such a world.",
                nameof(world)
            );
        if (
            (shock with { TradeCosts = null }) is
            {
                Tariffs: null,
                ExportTaxes: null,
                Productivity: null,
                Transfers: null,
                Limits.IsEmpty: true,
                Stocks.IsEmpty: true,
                Routes.IsEmpty: true,
                BurdenSharing.IsEmpty: true,
                PriceCaps.IsEmpty: true,
                Margins.IsEmpty: true
            }
        )
            return;
        throw new ArgumentException("Gravity knows changes of trade costs and nothing else.", nameof(shock));
    }
}
