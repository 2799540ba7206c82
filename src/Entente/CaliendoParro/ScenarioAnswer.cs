namespace Entente.CaliendoParro;

/// <summary>The answer to one case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Equilibrium">What the equations say.</param>
/// <param name="Before">What changes are measured from.</param>
/// <param name="Comparison">The changes; null where one of the two equilibria does not exist or was not found.</param>
public sealed record CaseAnswer(ResolvedCase Case, Equilibrium Equilibrium, Equilibrium Before, Comparison? Comparison);

/// <summary>Answers the cases of a scenario on its world, one at a time; equilibria that several need are solved once.</summary>
public sealed class ScenarioAnswer
{
    private readonly SolveOptions options;
    private readonly Equilibrium?[] equilibria;
    private Equilibrium? baseline;

    public ScenarioAnswer(ResolvedScenario scenario, SolveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (Scenario, this.options) = (scenario, options ?? new SolveOptions());
        equilibria = new Equilibrium?[scenario.Cases.Length];
    }

    public ResolvedScenario Scenario { get; }

    /// <summary>The world without any measure; under the zero closure, without its deficits.</summary>
    public Equilibrium Baseline => baseline ??= TradeModel.Solve(Scenario.World, Shock.None, Scenario.Scenario.Closure, options);

    /// <summary>Answers one case.</summary>
    public CaseAnswer Answer(int position)
    {
        var theCase = Scenario.Cases[position];
        var before = theCase.RelativeTo is { } other ? Equilibrium(other) : Baseline;
        var after = Equilibrium(position);
        return new CaseAnswer(theCase, after, before, before.Converged && after.Converged ? new Comparison(before, after) : null);
    }

    /// <summary>Answers all cases in order, each when it is asked for.</summary>
    public IEnumerable<CaseAnswer> All() => Enumerable.Range(0, Scenario.Cases.Length).Select(Answer);

    private Equilibrium Equilibrium(int position)
    {
        if (equilibria[position] is { } known)
            return known;
        var theCase = Scenario.Cases[position];
        var reference = theCase.Shock.BurdenSharing.IsEmpty ? null : theCase.RelativeTo is { } other ? Equilibrium(other) : Baseline;
        var solved = TradeModel.Solve(Scenario.World, theCase.Shock, Scenario.Scenario.Closure, options, reference is { Converged: true } ? reference : null);
        return equilibria[position] = solved;
    }
}
