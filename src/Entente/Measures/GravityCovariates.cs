namespace Entente.Measures;

/// <summary>A determinant of trade costs set to another value: an agreement joined or left, a common currency.</summary>
public sealed record GravityCovariate : FlowMeasure
{
    /// <summary>The variable; one that the flows of the world were fitted to.</summary>
    public required Word Variable { get; init; }

    /// <summary>Its new value.</summary>
    public required double Value { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        if (shock.Fit is null)
            names.Report(
                Variable.Place ?? Place,
                $"variable '{Variable}' in a world that was not fitted to any",
                "`gravity: { data: ... }` in the scenario"
            );
        else if (Position(shock) < 0)
        {
            var near = Spelling.Nearest(Variable.Text, shock.Fit.Data.Variables);
            names.Report(
                Variable.Place ?? Place,
                $"unknown variable '{Variable}'",
                $"one of {string.Join(", ", shock.Fit.Data.Variables)}" + (near is null ? "" : $"; did you mean {near}?")
            );
        }
        else
            base.Apply(shock, names);
    }

    private protected override bool IsSound(NameResolver names) =>
        names.Require(double.IsFinite(Value), Place, "value", Value, "a finite number");

    private protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.SetCovariate(n, i, Position(shock), Value);

    private int Position(ShockBuilder shock) => shock.Fit!.Data.Variables.IndexOf(Variable.Text);
}
